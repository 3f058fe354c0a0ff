"""Parsers of what strangers made run in a child process, within bounds of memory and time."""

from nonrefoul.capture.confined.worker import read_file, read_raw

__all__ = ["read_file", "read_raw"]
