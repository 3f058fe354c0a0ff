"""Telegram Desktop exports: the messages of a `result.json`, one by one, however long it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from nonrefoul.capture import exports, fields
from nonrefoul.capture.exports import Chat, Message
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.numbers import Numbers
from nonrefoul.capture.records import Attachment, Captured, Covered, Trouble
from nonrefoul.words import Document

# The name of any other kind of chat may be the name of a private person.
_PUBLIC = ("public_channel", "public_supergroup")
_MEDIA = ("photo", "file")
_ABSENT = "("  # "(File not included. Change data exporting settings to download.)"
_MOST = 2**62  # no number of a message is larger


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """Every message with a text in an export of one chat or of an account.

    The record of a message, with its edits and forwards, is kept whole as the original. Behind
    all of them comes which numbers each chat holds that was read whole.
    """
    path, folder = given.path, Path(given.path).parent
    chats: list[tuple[Chat, Numbers]] = []
    for found in exports.messages(stream):
        if isinstance(found, exports.Gap):
            yield _damage(found, path)
            continue
        if not chats or chats[-1][0] is not found.chat:
            chats.append((found.chat, Numbers()))
        yield from _message(found, path, folder, chats[-1][1], given.published)
    for chat, numbers in chats:
        if chat.whole and numbers and "id" in chat.header:
            yield Covered(path, _chat(chat), tuple(numbers.runs()))


def _message(
    message: Message, path: str, folder: Path, numbers: Numbers, published: dt.date | None
) -> Iterator[Captured | Trouble]:
    place = f"{path} byte {message.start}"
    troubles: list[Trouble] = []
    found = fields.record(message.raw, place, troubles)
    number = None if found is None else fields.number(found, "id")
    if found is None or number is None or abs(number) > _MOST:
        message.chat.whole = False
        if found is not None and found.get("type") == "message":
            what = "a message without a number"
            troubles.append(Trouble(place, what, "it was passed over; report its form to us"))
        yield from troubles
        return
    numbers.add(number)
    document = _document(found, number, message.chat, place, troubles, published)
    yield from troubles
    if document:
        attached = _attachments(found, folder)
        yield Captured(document, message.raw, path, message.start, attachments=attached)


def _document(
    found: fields.Fields,
    number: int,
    chat: Chat,
    place: str,
    troubles: list[Trouble],
    published: dt.date | None,
) -> Document | None:
    """The document in a message; None where it has no text, as most service messages."""
    text = _text(found)
    if text is None:
        what = "a message with a text of unknown form"
        troubles.append(Trouble(place, what, "it was passed over; report its form to us"))
        return None
    if not text.strip():
        return None
    public = chat.header.get("type") in _PUBLIC
    source = fields.word(chat.header, "name") if public else None
    return Document(
        id=f"{_chat(chat)}/{number}",
        text=fields.text(text, place, troubles),
        published=_day(found, place, troubles, published),
        source=source,
        author=_author(found, source) if public else None,
        forwarded=_forwarded(found),
        reply_to=_reply_to(found, _chat(chat)),
        edited=_edited(found),
    )


def _day(
    found: fields.Fields, place: str, troubles: list[Trouble], published: dt.date | None
) -> dt.date | None:
    """The day of a message in UTC, as the preview and Telegram itself have it.

    `date` alone is the clock of whoever made the export.
    """
    try:
        return dt.datetime.fromtimestamp(int(found["date_unixtime"]), dt.UTC).date()
    except (ValueError, TypeError, OverflowError, OSError, KeyError):
        return fields.day(found, "date", place, troubles, published)


def plain(text: Any) -> str | None:
    """The text of a message, which is a string or an array of strings and styled parts."""
    if isinstance(text, str):
        return text
    if not isinstance(text, list):
        return None
    parts = [part.get("text") if isinstance(part, dict) else part for part in text]
    strings = [part for part in parts if isinstance(part, str)]
    return "".join(strings) if len(strings) == len(parts) else None


def _text(found: fields.Fields) -> str | None:
    """What a reader sees of a message: its text or caption, and the words of a poll."""
    silent = "" if found.get("type") == "service" else None
    text, poll = plain(found.get("text", silent)), found.get("poll")
    if text is None or not isinstance(poll, Mapping):
        return text
    answers = poll.get("answers")
    options = [each for each in answers if isinstance(each, dict)] if answers else []
    asked = [text, plain(poll.get("question")), *(plain(each.get("text")) for each in options)]
    return "\n".join(line for line in asked if line)


def _chat(chat: Chat) -> str:
    return str(chat.header.get("id", "chat"))


def _author(found: fields.Fields, source: str | None) -> str | None:
    """Who signed a post of a channel, or wrote a message of a group."""
    writer = fields.word(found, "from")
    return fields.word(found, "author") or (writer if writer != source else None)


def _forwarded(found: fields.Fields) -> str | None:
    """Whence a message was forwarded: the channel's number, else the name that is given.

    The name of a private person stays in the original alone.
    """
    number = fields.word(found, "forwarded_from_id") or ""
    if number.startswith("channel"):
        return number.removeprefix("channel")
    if number:
        return number
    return fields.word(found, "forwarded_from") or fields.word(found, "saved_from")


def _reply_to(found: fields.Fields, chat: str) -> str | None:
    number = fields.number(found, "reply_to_message_id")
    peer = (fields.word(found, "reply_to_peer_id") or chat).removeprefix("channel")
    return None if number is None else f"{peer}/{number}"


def _edited(found: fields.Fields) -> str | None:
    """The moment of the last edit, in UTC where the export says it so."""
    seconds = found.get("edited_unixtime")
    try:
        moment = dt.datetime.fromtimestamp(int(seconds), dt.UTC) if seconds else None
        local = None if moment else dt.datetime.fromisoformat(found["edited"])
    except (ValueError, TypeError, OverflowError, OSError, KeyError):
        return "XXXX" if seconds or found.get("edited") else None
    if moment:
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return local.isoformat() if local else None


def _attachments(found: fields.Fields, folder: Path) -> tuple[Attachment, ...]:
    """The media of a message; without a path where they were not exported or are not there."""
    return tuple(_attachment(path, folder) for name in _MEDIA if (path := fields.word(found, name)))


def _attachment(said: str, folder: Path) -> Attachment:
    # Only what lies in the export's own folders: the path was written by somebody else.
    parts = said.split("/")
    if said.startswith(_ABSENT) or ".." in parts or "\\" in said or not parts[0]:
        return Attachment("not included" if said.startswith(_ABSENT) else parts[-1])
    file = folder.joinpath(*parts)
    return Attachment(parts[-1], str(file) if file.is_file() else None)


def _damage(gap: exports.Gap, path: str) -> Trouble:
    place = f"{path} byte {gap.start}"
    advice = "every complete message before it was read; export the chat again"
    if gap.end is not None:
        what = f"the export is damaged here, up to byte {gap.end}"
        return Trouble(place, what, "every complete message around it was read; export it again")
    what = "the export ends too early" if gap.ended else "the export is broken from here on"
    return Trouble(place, what, advice)
