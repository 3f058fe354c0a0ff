"""A text file is one document; Markdown is a text like any other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES, Decoded, decode_any
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.words import Document


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """The document in a file of text, and what in it was damaged, or its encoding if guessed."""
    raw, path = stream.read(MOST_BYTES + 1), given.path
    decoded = decode_any(raw, given.encoding)
    if len(raw) > MOST_BYTES:
        yield Trouble(path, "the text is too long", "it was passed over; split it")
    elif decoded.hopeless:
        advice = "save it as UTF-8 and give it again"
        yield Trouble(
            f"{path} byte {decoded.first}", "this is no UTF-8 text, nor one in Cyrillic", advice
        )
    else:
        troubles: list[Trouble] = []
        text = fields.text(decoded.text, path, troubles)
        troubles += notes(decoded, path)
        yield from troubles
        document = Document(id=given.name, text=text, published=given.published, url=given.address)
        yield Captured(document, raw, path)


def notes(decoded: Decoded, path: str) -> list[Trouble]:
    """What a person should know of how a text was decoded."""
    if decoded.damaged:
        return [fields.damage(f"{path} byte {decoded.first}", decoded.damaged)]
    if decoded.guessed:
        what = f"read as {decoded.guessed}, by its letters: the file does not say its encoding"
        return [Trouble(path, what, "look whether it reads well", lost=False)]
    return []
