"""Tables, of values parted by commas, semicolons or tabs: one document a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES, decode_any, is_utf16
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.kinds import separator
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.capture.texts import notes

_MOST_CHARACTERS = 1 << 24  # in one row
_LOOKED_AT = 1 << 16


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """Every row that is a document; one without an id is named by the table and its row.

    The original of a document is its row, as it stood, in the encoding of the table.
    """
    csv.field_size_limit(_MOST_CHARACTERS)
    rows = _Rows(stream, given)
    yield from rows.notes
    names = [name.strip() for name in rows.next() or ()]
    yield from fields.absent(given.mapping, names, given.path)
    columns = given.mapping.taken(names)
    while True:
        start = rows.offset
        place = f"{given.path} row {rows.number}"
        try:
            row = rows.next()
        except csv.Error:
            yield Trouble(place, "the row is broken", "it was passed over; mend its quotes")
            continue
        if row is None:
            return
        if any(row):
            troubles = _troubles(row, names, place)
            found = {name: value or None for name, value in zip(names, row, strict=False)}
            name = f"{given.name}/{rows.number - 1}"
            document = fields.document(found, columns, place, troubles, given.published, name)
            yield from troubles
            if document:
                yield Captured(document, rows.raw, given.path, start)


def _troubles(row: list[str], names: list[str], place: str) -> list[Trouble]:
    troubles = []
    if len(row) > len(names):
        what = f"{len(row)} values for {len(names)} columns"
        troubles.append(Trouble(place, what, "look whether the row is whole", lost=False))
    if damaged := sum(value.count("\N{REPLACEMENT CHARACTER}") for value in row):
        troubles.append(fields.damage(place, damaged))
    return troubles


class _Rows:
    """The rows of a table, with the bytes that each stood in."""

    def __init__(self, stream: BinaryIO, given: Given) -> None:
        head = _peek(stream)
        decoded = decode_any(head[: head.rfind(b"\n") + 1] or head, given.encoding)
        self.notes = notes(decoded, given.path) if decoded.guessed else []
        self.offset = self.number = 0
        self.raw = b""
        self._encoding = decoded.guessed or given.encoding or "utf-8-sig"
        self._stream = stream
        if is_utf16(head):
            whole = stream.read(MOST_BYTES).decode("utf-16", errors="replace")
            self._encoding, self._stream = "utf-8", io.BytesIO(whole.encode())
        first = decoded.text.splitlines()[0] if decoded.text else ""
        self._lines: list[bytes] = []
        self._read = csv.reader(self._decoded(), delimiter=separator(first), strict=True)

    def next(self) -> list[str] | None:
        """The values of the next row; None at the end. Raises csv.Error for a broken row."""
        try:
            return next(self._read, None)
        finally:
            self.raw = b"".join(self._lines)
            self.offset += len(self.raw)
            self.number += 1
            self._lines = []
            self.raw = self.raw.rstrip(b"\r\n")

    def _decoded(self) -> Iterator[str]:
        for line in iter(lambda: self._stream.readline(_MOST_CHARACTERS), b""):
            self._lines.append(line)
            yield line.decode(self._encoding, errors="replace")


def _peek(stream: BinaryIO) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(_LOOKED_AT)[:_LOOKED_AT]) if peek else b""
