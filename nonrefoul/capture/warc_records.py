"""Cuts a WARC (ISO 28500) into its records, and takes up again behind one that is broken.

Parsers of WARC stop at damage, or read on as if the record ended there; here a record is whole or
it is named.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from nonrefoul.capture.decoding import MOST_BYTES

_CHUNK = 1 << 18
_MOST_HEADER = 1 << 16
_PACKED, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_BEGINS = re.compile(rb"\x1f\x8b\x08|WARC/1\.")
_LENGTH = re.compile(rb"\r?\nContent-Length:[ \t]*(\d{1,15})[ \t]*\r?\n", re.IGNORECASE)
_HEADED = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Record:
    """A record that begins at a byte of the file; `raw` is None where it can't be had."""

    offset: int
    raw: bytes | None
    long: bool = False


class _BrokenError(Exception):
    """What begins here is no whole record."""


class _Source:
    """A stream of which some bytes lie ready."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._ended = stream, False
        self.buffer, self.base = b"", 0

    def hold(self, size: int) -> bool:
        """Have so many bytes ready; False where the stream has no more."""
        while len(self.buffer) < size and not self._ended:
            more = self._stream.read(max(_CHUNK, size - len(self.buffer)))
            self._ended = not more
            self.buffer += more
        return len(self.buffer) >= size

    def drop(self, size: int) -> None:
        """Be done with so many bytes."""
        self.buffer = self.buffer[size:]
        self.base += size


def records(stream: BinaryIO) -> Iterator[Record]:
    """Every record in order, and one without bytes for each place that is broken."""
    source, broken = _Source(stream), False
    while source.hold(1):
        offset = source.base
        try:
            found = _next(source)
        except _BrokenError:
            if not broken:
                yield Record(offset, None)
            broken = True
            _resume(source)
            continue
        if found:
            broken = False
            yield found


def _next(source: _Source) -> Record | None:
    source.hold(len(_PLAIN))
    if source.buffer.startswith(_PACKED):
        return _packed(source)
    if source.buffer.startswith(_PLAIN):
        return _plain(source)
    blanks = len(source.buffer) - len(source.buffer.lstrip(b"\r\n"))
    if not blanks:
        raise _BrokenError
    source.drop(blanks)
    return None


def _packed(source: _Source) -> Record:
    """A record in a gzip member of its own, checked by the member's own sum."""
    unpacker, parts, size, at = zlib.decompressobj(31), list[bytes](), 0, 0
    try:
        while not unpacker.eof:
            if not source.hold(at + 1) or at > MOST_BYTES:
                raise _BrokenError
            rest = source.buffer[at : at + _CHUNK]
            at += len(rest)
            while rest and not unpacker.eof:
                part = unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
                size += len(part)
                parts += [part] if size <= MOST_BYTES else []
    except zlib.error:
        raise _BrokenError from None
    if not b"".join(parts[:1]).startswith(_PLAIN):
        raise _BrokenError
    offset = source.base
    source.drop(at - len(unpacker.unused_data))
    return Record(offset, b"".join(parts) if size <= MOST_BYTES else None, size > MOST_BYTES)


def _plain(source: _Source) -> Record:
    source.hold(_MOST_HEADER)
    head = _HEADED.search(source.buffer, 0, _MOST_HEADER)
    said = _LENGTH.search(source.buffer, 0, head.end()) if head else None
    if not head or not said:
        raise _BrokenError
    offset, length = source.base, head.end() + int(said[1])
    if length > MOST_BYTES:
        return _passed(source, length)
    # What follows must be the end or another record: else the length is not what it says.
    ended = not source.hold(length + 4)
    behind = source.buffer[length : length + 4]
    if len(source.buffer) < length or not (ended or behind == b"\r\n\r\n"):
        raise _BrokenError
    raw = source.buffer[:length]
    source.drop(length)
    return Record(offset, raw + b"\r\n\r\n")


def _passed(source: _Source, length: int) -> Record:
    """Go past a record that is too long."""
    offset = source.base
    while length and source.hold(1):
        size = min(length, len(source.buffer))
        source.drop(size)
        length -= size
    return Record(offset, None, long=True)


def _resume(source: _Source) -> None:
    """Go on to the next place that looks like the beginning of a record."""
    source.drop(1)
    while not (found := _BEGINS.search(source.buffer)):
        source.drop(max(0, len(source.buffer) - len(_PLAIN)))
        if not source.hold(len(source.buffer) + 1):
            source.drop(len(source.buffer))
            return
    source.drop(found.start())
