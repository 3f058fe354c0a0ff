"""Cuts JSON from a stream into its exact bytes, in memory no larger than its largest item.

A parser such as ijson gives values, not the bytes they stood in; evidence is those bytes. The
stream is looked at as Latin-1, in which each character is one byte, so that the C scanner of
Python's own `json` finds where a value ends, and bytes that are no UTF-8 stop nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from nonrefoul.capture.decoding import MOST_BYTES

CHUNK = 1 << 18
_DEEPEST = 200
_KEPT = 1 << 14  # so much of what is passed over may still be looked at
_TOKEN = re.compile(
    r'[ \t\r\n]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^ \t\r\n"{}\[\],:]++', re.DOTALL
)
_BETWEEN = re.compile(r"[ \t\r\n,]*+")
_MARKS = frozenset("{}[],:")
_OPEN, _CLOSE = ("{", "["), ("}", "]")
_decoder = json.JSONDecoder(strict=False)
_scan: Callable[[str, int], tuple[object, int]] = _decoder.raw_decode


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
        self._stream = stream
        self._text = ""
        self._at = 0
        self._base = 0
        self._ended = False

    def __iter__(self) -> Iterator[Token]:
        while (token := self._next()) is not None:
            yield token

    @property
    def offset(self) -> int:
        """The byte in the stream that comes next."""
        return self._base + self._at

    def significant(self) -> Token:
        """The next token that is not blank; raises BrokenError at the end of the stream."""
        for token in self:
            if not token.raw.isspace():
                return token
        raise BrokenError(self.offset, ended=True)

    def between(self) -> str:
        """Pass over blanks and commas; gives the character that then comes, or "" at the end."""
        while True:
            found = _BETWEEN.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def value(self, without: re.Pattern[str]) -> bytes | None:
        """The bytes of the value that comes next where it is whole JSON within what was read.

        None too where a pattern is met in it that does not belong in one value.
        """
        try:
            _, end = _scan(self._text, self._at)
        except (ValueError, StopIteration, RecursionError):
            return None
        # Only what ends by a mark of its own is surely whole.
        whole = self._text[end - 1] in "}]" and not without.search(self._text, self._at + 1, end)
        return self._take(end) if whole else None

    def balanced(self, before: int | None) -> bytes | None:
        """The bytes up to where the brackets that come next are closed, though it be no JSON.

        None where that lies beyond the byte `before`, or beyond what was read, or where they are
        nested as in no honest export.
        """
        depth, at = 0, self._at
        stop = len(self._text) if before is None else before - self._base
        while at < stop and depth < _DEEPEST and (found := _TOKEN.match(self._text, at)):
            mark, at = found.group(), found.end()
            depth += (mark in _OPEN) - (mark in _CLOSE)
            if depth <= 0:
                whole = mark in _MARKS or at < len(self._text)
                return self._take(at) if at <= stop and whole else None
        return None

    def back(self, token: Token) -> None:
        """Put back the token that was taken last."""
        self._base = token.start
        self._text = token.raw.decode("latin-1") + self._text[self._at :]
        self._at = 0

    def skip(self) -> None:
        """Pass over one byte, if there is one."""
        self._at = min(self._at + 1, len(self._text))

    def find(self, pattern: re.Pattern[str], behind: int = 0) -> int | None:
        """The byte where a pattern is met within what was read, so many behind this or later."""
        found = pattern.search(self._text, self._at + behind)
        return self._base + found.start() if found else None

    def ahead(self, pattern: re.Pattern[str], size: int = 4096) -> bool:
        """Whether a pattern is met right here, looking no further than `size` bytes."""
        while len(self._text) - self._at < size and self._more():
            pass
        return pattern.match(self._text, self._at) is not None

    def here(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern is met right here, within what was read."""
        return pattern.match(self._text, self._at) is not None

    def grow(self) -> bool:
        """Read on; False where the stream has ended, or a value is larger than any may be."""
        return len(self._text) - self._at <= MOST_BYTES and self._more()

    def seek(self, pattern: re.Pattern[str]) -> str | None:
        """Go on to where a pattern is met, however far; gives the end of what was passed over."""
        while (place := self.find(pattern)) is None:
            skipped = max(self._at, len(self._text) - _KEPT)
            self._at = skipped
            if not self._more():
                return None
        passed = self._text[max(0, self._at, place - self._base - _KEPT) : place - self._base]
        self._at = place - self._base
        return passed

    def _next(self) -> Token | None:
        while True:
            found = _TOKEN.match(self._text, self._at)
            # What touches the end may go on in the next chunk; marks are whole by nature.
            if found and (found.end() < len(self._text) or found.group() in _MARKS):
                return self._token(found.end())
            if len(self._text) - self._at > MOST_BYTES:
                raise BrokenError(self.offset, ended=False)
            if not self._more():
                break
        if self._at == len(self._text):
            return None
        if found:
            return self._token(found.end())
        raise BrokenError(self.offset, ended=True)

    def _token(self, end: int) -> Token:
        start = self.offset
        return Token(start, self._take(end))

    def _take(self, end: int) -> bytes:
        raw = self._text[self._at : end].encode("latin-1")
        self._at = end
        return raw

    def _more(self) -> bool:
        """Read another chunk, dropping what is done with; False at the end of the stream."""
        if self._ended:
            return False
        rest = self._text[self._at :]
        # Doubling keeps the work linear where one value fills many chunks.
        more = self._stream.read(max(CHUNK, len(rest)))
        self._base, self._at = self._base + self._at, 0
        self._text = rest + more.decode("latin-1")
        self._ended = not more
        return bool(more)
