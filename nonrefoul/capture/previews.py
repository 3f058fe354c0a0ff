"""Public pages of a Telegram channel (`t.me/s/NAME`), as saved HTML.

Each message there tells the number of its channel, so its id is that of a JSON export.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields, markup
from nonrefoul.capture.decoding import MOST_BYTES, mend
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.markup import Element, of_class
from nonrefoul.capture.records import Attachment, Captured, Trouble
from nonrefoul.words import Document

_BEGINS = re.compile(rb'<div class="tgme_widget_message_wrap|<div class="tgme_widget_message ')
_POST = re.compile(r"([A-Za-z0-9_]+)/(\d+)")
_LINK = re.compile(r"https?://t\.me/(?:s/)?([A-Za-z0-9_]+)/(\d+)")


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """Every message with a text; the original of each is its own piece of the page."""
    raw, path = stream.read(MOST_BYTES + 1), given.path
    if len(raw) > MOST_BYTES:
        yield Trouble(path, "the page is too long", "it was passed over")
        return
    wraps = [each.start() for each in _BEGINS.finditer(raw) if b"_wrap" in each.group()]
    starts = wraps or [each.start() for each in _BEGINS.finditer(raw)]
    for start, end in zip(starts, [*starts[1:], len(raw)], strict=True):
        piece = raw[start:end]
        tree = markup.parsed(piece.decode("utf-8", errors="replace"))
        found = None if tree is None else markup.one(tree, "//*[@data-post]")
        if found is None:
            continue
        place, troubles = f"{path} byte {start}", list[Trouble]()
        document = _document(found, place, troubles)
        yield from troubles
        if document:
            yield Captured(document, piece, path, start, attachments=tuple(_media(found)))


def _document(found: Element, place: str, troubles: list[Trouble]) -> Document | None:
    post = _POST.fullmatch(found.get("data-post") or "")
    parts = [
        f".//*[{of_class(name)}]"
        for name in ("tgme_widget_message_text", "tgme_widget_message_poll")
    ]
    # A quoted reply holds a text of its own, which is that of another message.
    quoted = f"[not(ancestor::*[{of_class('tgme_widget_message_reply')}])]"
    texts = [markup.seen(each) for part in parts for each in found.xpath(part + quoted)]
    text = "\n".join(dict.fromkeys(each for each in texts if each))
    if not text or not post:
        return None
    channel = _number(found.get("data-view")) or post[1]
    moment = markup.value(found, f".//*[{of_class('tgme_widget_message_date')}]//time/@datetime")
    meta = markup.one(found, f".//*[{of_class('tgme_widget_message_meta')}]")
    return Document(
        id=f"{channel}/{post[2]}",
        text=fields.text(text, place, troubles),
        published=fields.a_day(moment),
        source=_seen(found, "tgme_widget_message_owner_name"),
        url=f"https://t.me/{post[1]}/{post[2]}",
        author=_seen(found, "tgme_widget_message_from_author"),
        forwarded=_forwarded(found),
        reply_to=_reply_to(found, post[1], channel),
        edited="XXXX" if meta is not None and "edited" in markup.seen(meta).lower() else None,
    )


def _number(view: str | None) -> str | None:
    """The number of the channel in `data-view`, which is JSON as Base64 with the channel as `c`."""
    try:
        said = json.loads(base64.urlsafe_b64decode((view or "") + "==="))
        number = abs(int(said["c"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return str(number)


def _seen(found: Element, name: str) -> str | None:
    element = markup.one(found, f".//*[{of_class(name)}]")
    return mend(markup.seen(element))[0] or None if element is not None else None


def _forwarded(found: Element) -> str | None:
    """Whence a message comes, as `channel/123` where the page links it, else the name shown."""
    link = markup.value(found, f".//*[{of_class('tgme_widget_message_forwarded_from_name')}]/@href")
    post = _LINK.match(link or "")
    return (
        f"{post[1]}/{post[2]}" if post else _seen(found, "tgme_widget_message_forwarded_from_name")
    )


def _reply_to(found: Element, name: str, channel: str) -> str | None:
    link = markup.value(found, f".//*[{of_class('tgme_widget_message_reply')}]/@href")
    post = _LINK.match(link or "")
    if not post:
        return None
    return f"{channel if post[1].lower() == name.lower() else post[1]}/{post[2]}"


def _media(found: Element) -> Iterator[Attachment]:
    for name in ("photo_wrap", "video_player", "document_wrap", "voice_player"):
        for _ in found.xpath(f".//a[{of_class('tgme_widget_message_' + name)}]"):
            yield Attachment(name.split("_")[0])
