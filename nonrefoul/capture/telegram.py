"""Telegram Desktop exports: the messages of a `result.json`, one by one, however long it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.exports import Message, messages
from nonrefoul.capture.records import Captured, Covered, Runs, Trouble
from nonrefoul.capture.slices import BrokenError
from nonrefoul.words import Document

# The name of any other kind of chat may be the name of a private person.
_NUMBER = re.compile(rb'^\{\s*"id"\s*:\s*(\d{1,18})\b')
_PUBLIC = ("public_channel", "public_supergroup")


def capture(
    stream: BinaryIO, path: str, published: dt.date | None
) -> Iterator[Captured | Covered | Trouble]:
    """Every message with a text in an export of one chat or of an account, then what it covers.

    The record of a message, with its edits and forwards, is kept whole as the original.
    """
    covered: dict[str, Runs] = {}
    try:
        for message in messages(stream):
            _note(message, covered)
            place = f"{path} byte {message.start}"
            troubles: list[Trouble] = []
            document = _document(message, place, troubles, published)
            yield from troubles
            if document:
                yield Captured(document, message.raw, path, message.start)
    except BrokenError as error:
        what = "the export ends too early" if error.ended else "the export is broken from here on"
        advice = "every complete message before it was read; export the chat again"
        yield Trouble(f"{path} byte {error.offset}", what, advice)
        return
    for chat, runs in covered.items():
        yield Covered(path, chat, runs.joined())


def _note(message: Message, covered: dict[str, Runs]) -> None:
    """Note the number of a message, of whatever kind it is."""
    number = _NUMBER.search(message.raw)
    if number:
        covered.setdefault(str(message.chat.get("id", "chat")), Runs()).add(int(number[1]))


def _document(
    message: Message, place: str, troubles: list[Trouble], published: dt.date | None
) -> Document | None:
    """The document in a message; None where it is a service message or has no text."""
    found = fields.record(message.raw, place, troubles)
    if found is None or found.get("type") != "message":
        return None
    text, number = plain(found.get("text")), fields.number(found, "id")
    if text is None or number is None:
        what = "a message without a number, or with a text of unknown form"
        troubles.append(Trouble(place, what, "it was passed over; report its form to us"))
        return None
    if not text.strip():
        return None
    public = message.chat.get("type") in _PUBLIC
    return Document(
        id=f"{message.chat.get('id', 'chat')}/{number}",
        text=fields.text(text, place, troubles),
        published=fields.day(found, "date", place, troubles, published),
        source=fields.word(message.chat, "name") if public else None,
    )


def plain(text: Any) -> str | None:
    """The text of a message, which is a string or an array of strings and styled parts."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return None
    parts = [part.get("text") if isinstance(part, dict) else part for part in text]
    strings = [part for part in parts if isinstance(part, str)]
    return "".join(strings) if len(strings) == len(parts) else None
