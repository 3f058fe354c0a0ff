"""A text file is one document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES, decode
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.words import Document


def capture(
    stream: BinaryIO, path: str, name: str, published: dt.date | None
) -> Iterator[Captured | Trouble]:
    """The document `name` in a file of UTF-8 text, and what in it was damaged."""
    raw = stream.read(MOST_BYTES + 1)
    decoded = decode(raw)
    if len(raw) > MOST_BYTES:
        yield Trouble(path, "the text is too long", "it was passed over; split it")
    elif decoded.hopeless:
        advice = "save it as UTF-8 (it may be in Windows-1251) and give it again"
        yield Trouble(f"{path} byte {decoded.first}", "this is no UTF-8 text", advice)
    else:
        troubles: list[Trouble] = []
        text = fields.text(decoded.text, path, troubles)
        if decoded.damaged:
            troubles.append(fields.damage(f"{path} byte {decoded.first}", decoded.damaged))
        yield from troubles
        yield Captured(Document(id=name, text=text, published=published), raw, path)
