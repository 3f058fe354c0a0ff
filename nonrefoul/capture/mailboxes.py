"""Mailboxes in the mbox format (RFC 4155): e-mails in a row, each behind a `From ` line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from nonrefoul.capture import mails, readers
from nonrefoul.capture.decoding import MOST_BYTES
from nonrefoul.capture.given import Given, Stepped
from nonrefoul.capture.records import Trouble

_LONGEST_LINE = 1 << 20


def capture(stream: BinaryIO, given: Given) -> Iterator[Stepped]:
    """Every e-mail of a mailbox, one by one, so that a mailbox may be of any size."""
    for offset, raw in _cut(stream):
        place = f"{given.path} byte {offset}"
        if raw is None:
            yield Trouble(place, "the e-mail is too long", "it was passed over")
        else:
            inner = replace(given, name=f"{given.name}/{offset}")
            yield from readers.step(place, mails.message(raw, offset, inner))


def _cut(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The byte where each e-mail begins, and its bytes; None in their place where too many."""
    lines: list[bytes] = []
    at = start = size = 0
    blank = True
    for line in iter(lambda: stream.readline(_LONGEST_LINE), b""):
        at += len(line)
        if blank and line.startswith(b"From "):
            if lines:
                yield start, b"".join(lines) if size <= MOST_BYTES else None
            lines, start, size = [], at, 0
        else:
            size += len(line)
            if size <= MOST_BYTES:
                lines.append(line)
        blank = line in (b"\n", b"\r\n")
    if lines:
        yield start, b"".join(lines) if size <= MOST_BYTES else None
