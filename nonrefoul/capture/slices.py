"""Cuts JSON from a stream into its exact bytes, in memory no larger than its largest item.

A parser such as ijson gives values, not the bytes they stood in; evidence is those bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from nonrefoul.capture.decoding import MOST_BYTES

_CHUNK = 1 << 16
_TOKEN = re.compile(
    rb'[ \t\r\n]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^ \t\r\n"{}\[\],:]++', re.DOTALL
)
_MARKS = frozenset(b"{}[],:")
_OPEN, _CLOSE = (b"{", b"["), (b"}", b"]")


class BrokenError(Exception):
    """The stream is no longer JSON at byte `offset`; `ended` where it merely stops too early."""

    def __init__(self, offset: int, *, ended: bool) -> None:
        super().__init__(f"broken at byte {offset}")
        self.offset = offset
        self.ended = ended


@dataclass(frozen=True, slots=True)
class Token:
    """A run of bytes that belongs together, and the byte where it begins."""

    start: int
    raw: bytes


class Tokens:
    """The tokens of a stream one by one, blanks included, so that joined they are the stream."""

    def __init__(self, stream: BinaryIO) -> None:
        self.offset = 0
        self._all = self._read(stream)

    def __iter__(self) -> Iterator[Token]:
        return self._all

    def significant(self) -> Token:
        """The next token that is not blank; raises BrokenError at the end of the stream."""
        for token in self._all:
            if not token.raw.isspace():
                return token
        raise BrokenError(self.offset, ended=True)

    def value(self, first: Token) -> bytes:
        """The bytes of the value that begins with `first`; raises BrokenError where it ends not."""
        if first.raw in _CLOSE or first.raw in b",:":
            raise BrokenError(first.start, ended=False)
        parts, depth = [first.raw], int(first.raw in _OPEN)
        while depth:
            token = self._within(first)
            depth += (token.raw in _OPEN) - (token.raw in _CLOSE)
            parts.append(token.raw)
            if token.start - first.start > MOST_BYTES:
                raise BrokenError(first.start, ended=False)
        return b"".join(parts)

    def _within(self, first: Token) -> Token:
        """The next token of a value; where there is none, the value is what is broken."""
        try:
            return next(self._all)
        except StopIteration:
            raise BrokenError(first.start, ended=True) from None
        except BrokenError as error:
            raise BrokenError(first.start, ended=error.ended) from None

    def _read(self, stream: BinaryIO) -> Iterator[Token]:
        buffer, at, size = b"", 0, _CHUNK
        while more := stream.read(size):
            buffer, at = buffer[at:] + more, 0
            for match in _TOKEN.finditer(buffer):
                # What touches the end may go on in the next chunk; marks are whole by nature.
                gap = match.start() != at
                if gap or (match.end() == len(buffer) and buffer[match.start()] not in _MARKS):
                    break
                at = match.end()
                yield self._token(match.group())
            # Doubling keeps the work linear where one string fills many chunks.
            size = max(_CHUNK, len(buffer) - at)
            if size > MOST_BYTES:
                raise BrokenError(self.offset, ended=False)
        yield from self._rest(buffer[at:])

    def _rest(self, tail: bytes) -> Iterator[Token]:
        match = _TOKEN.fullmatch(tail)
        if match:
            yield self._token(tail)
        elif tail:
            raise BrokenError(self.offset, ended=True)

    def _token(self, raw: bytes) -> Token:
        token = Token(self.offset, raw)
        self.offset += len(raw)
        return token
