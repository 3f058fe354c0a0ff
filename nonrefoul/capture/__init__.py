"""Capture: a file, a folder or standard input in; documents with their original bytes out."""

from __future__ import annotations

from nonrefoul.capture.files import capture, size
from nonrefoul.capture.mapping import Columns, columns
from nonrefoul.capture.records import Attachment, Captured, Container, Covered, Trouble

__all__ = [
    "Attachment",
    "Captured",
    "Columns",
    "Container",
    "Covered",
    "Trouble",
    "capture",
    "columns",
    "size",
]
