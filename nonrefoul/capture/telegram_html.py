"""Telegram Desktop's HTML export: the messages of a `messages.html`.

It does not hold the number of its chat, so ids are those of a JSON export only after the slash;
before it stands what is made of the chat's title, which holds for all files of one export. Adding
ties them to a JSON export's, where the store has that (`nonrefoul.adding.tying`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields, markup
from nonrefoul.capture.decoding import MOST_BYTES
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.markup import Element, of_class
from nonrefoul.capture.records import Attachment, Captured, Trouble
from nonrefoul.texts import by_title
from nonrefoul.words import Document

_NUMBER = re.compile(r"message(-?\d+)")
_DATE = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d):(\d\d):(\d\d) UTC([+-])(\d\d):(\d\d))?")
_BEGINS = re.compile(rb'<div class="message ')
_REPLY = re.compile(r"#go_to_message(\d+)")
_MEDIA = ("photo_wrap", "video_file_wrap", "media_photo", "media_video", "media_file")


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """Every message with a text; the original of each is its own piece of the page."""
    raw, path = stream.read(MOST_BYTES + 1), given.path
    if len(raw) > MOST_BYTES:
        yield Trouble(path, "the page is too long", "it was passed over; export as JSON")
        return
    starts = [each.start() for each in _BEGINS.finditer(raw)] or [len(raw)]
    head = markup.parsed(raw[: starts[0]].decode("utf-8", errors="replace"))
    chat = None if head is None else markup.one(head, f"//*[{of_class('page_header')}]")
    chat_name = "" if chat is None else markup.seen(chat)
    author = None
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        piece = raw[start:end]
        found = markup.parsed(piece.decode("utf-8", errors="replace"))
        if found is None:
            continue
        troubles: list[Trouble] = []
        # A message that goes on from the one before does not name its writer again.
        author = _text(found, f"//*[{of_class('body')}]/*[{of_class('from_name')}]") or author
        writer = author if author != chat_name else None
        document = _document(found, by_title(chat_name), writer, f"{path} byte {start}", troubles)
        yield from troubles
        if document:
            yield Captured(document, piece, path, start, attachments=tuple(_attachments(found)))


def _document(
    found: Element, chat: str, author: str | None, place: str, troubles: list[Trouble]
) -> Document | None:
    number = _NUMBER.fullmatch(markup.value(found, "//@id") or "")
    kind = markup.value(found, "//@class") or ""
    texts = [markup.seen(each) for each in found.xpath(f"//*[{of_class('text')}]")]
    text = "\n".join(each for each in [*texts, *_poll(found)] if each)
    if not text or "service" in kind.split():
        return None
    if not number:
        troubles.append(Trouble(place, "a message without a number", "it was passed over"))
        return None
    reply = _REPLY.search(markup.value(found, f"//*[{of_class('reply_to')}]//@href") or "")
    origin = _text(found, f"//*[{of_class('forwarded')}]//*[{of_class('from_name')}]/text()")
    return Document(
        id=f"{chat}/{number[1]}",
        text=fields.text(text, place, troubles),
        published=_day(markup.value(found, f"//*[{of_class('date')}]/@title")),
        author=author,
        forwarded=origin,
        reply_to=f"{chat}/{reply[1]}" if reply else None,
    )


def _poll(found: Element) -> Iterator[str]:
    """Question and answers of a poll, as the JSON export has them: without what was voted."""
    for line in found.xpath(f"//*[{of_class('media_poll')}]/*"):
        kinds = (markup.value(line, "./@class") or "").split()
        for votes in line.xpath(f".//*[{of_class('details')}]"):
            votes.drop_tree()
        if "question" in kinds:
            yield markup.seen(line)
        elif "answer" in kinds:
            yield markup.seen(line).removeprefix("- ")


def _text(found: Element, path: str) -> str | None:
    first = found.xpath(path)
    if not first:
        return None
    return (first[0].strip() if isinstance(first[0], str) else markup.seen(first[0])) or None


def _day(said: str | None) -> dt.date | None:
    """The day in UTC where the page says how far its clock is from it."""
    found = _DATE.match(said or "")
    if not found:
        return None
    day, month, year, *clock = found.groups()
    try:
        if clock[0] is None:
            return dt.date(int(year), int(month), int(day))
        hour, minute, second, sign, hours, minutes = clock
        local = dt.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))
        ahead = dt.timedelta(hours=int(hours), minutes=int(minutes))
        return (local - ahead if sign == "+" else local + ahead).date()
    except (ValueError, OverflowError):
        return None


def _attachments(found: Element) -> Iterator[Attachment]:
    """The media that a message shows, which lie beside the page where they were exported."""
    for name in _MEDIA:
        for href in found.xpath(f"//a[{of_class(name)}]/@href"):
            if "://" not in href:
                yield Attachment(href.rsplit("/", 1)[-1])
