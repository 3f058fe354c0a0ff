"""JSON lines: one document a line, with `id`, `text`, and what else is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.records import Captured, Trouble


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """Every line that is a document, and a Trouble for what can't be used of a line."""
    path, offset, named = given.path, 0, False
    for number, line in enumerate(iter(lambda: stream.readline(MOST_BYTES), b""), start=1):
        raw = line.strip(b" \t\r\n")
        place = f"{path} line {number}"
        if len(line) == MOST_BYTES:
            yield Trouble(place, "the line is too long", "nothing from it on was read; split it")
            return
        if raw:
            troubles: list[Trouble] = []
            found = fields.record(raw, place, troubles)
            if found is not None and not named:
                named = True
                yield from fields.absent(given.mapping, found, place)
            columns = given.mapping.taken(found or ())
            document = found and fields.document(found, columns, place, troubles, given.published)
            yield from troubles
            if document:
                yield Captured(document, raw, path, offset + line.index(raw))
        offset += len(line)
