"""Capture: a file, a folder or standard input in; documents with their original bytes out."""

from __future__ import annotations

from nonrefoul.capture.files import capture, size
from nonrefoul.capture.records import Captured, Trouble

__all__ = ["Captured", "Trouble", "capture", "size"]
