"""JSON lines: one document a line, with `id`, `text`, and what else is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.words import Document


def capture(stream: BinaryIO, path: str, published: dt.date | None) -> Iterator[Captured | Trouble]:
    """Every line that is a document, and a Trouble for what can't be used of a line."""
    offset = 0
    for number, line in enumerate(iter(lambda: stream.readline(MOST_BYTES), b""), start=1):
        raw = line.strip(b" \t\r\n")
        place = f"{path} line {number}"
        if len(line) == MOST_BYTES:
            yield Trouble(place, "the line is too long", "nothing from it on was read; split it")
            return
        if raw:
            troubles: list[Trouble] = []
            document = _document(raw, place, troubles, published)
            yield from troubles
            if document:
                yield Captured(document, raw, path, offset + line.index(raw))
        offset += len(line)


def _document(
    raw: bytes, place: str, troubles: list[Trouble], published: dt.date | None
) -> Document | None:
    found = fields.record(raw, place, troubles)
    if found is None:
        return None
    name = fields.word(found, "id") or str(fields.number(found, "id") or "")
    if not name or not isinstance(found.get("text"), str):
        what = "no document: it has no `id` or no `text`"
        troubles.append(Trouble(place, what, "it was passed over; add what is missing"))
        return None
    return Document(
        id=name,
        text=fields.text(found["text"], place, troubles),
        lang=fields.word(found, "lang"),
        published=fields.day(found, "published", place, troubles, published),
        source=fields.word(found, "source"),
        url=fields.word(found, "url"),
    )
