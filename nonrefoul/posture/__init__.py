"""Posture: claims in, each host state's direction out."""
