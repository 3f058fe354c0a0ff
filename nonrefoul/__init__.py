"""Nonrefoul: claims, cases and postures, each tied to the words it was read from."""
