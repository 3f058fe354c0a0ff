"""Feeds: RSS 0.9x, 1.0 and 2.0 and Atom by feedparser, JSON Feed by its specification."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from nonrefoul.capture import confined, fields, markup
from nonrefoul.capture.decoding import mend
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.pages import with_title
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.words import Document

MOST = 10 << 20  # bytes in a feed
_ITEM = re.compile(rb"<(?:[\w-]+:)?(item|entry)[\s>].*?</(?:[\w-]+:)?\1\s*>", re.DOTALL)
_DECLARED = re.compile(rb"<!ENTITY", re.IGNORECASE)


def feed(raw: bytes, address: str) -> Iterator[Found]:
    """The items of a feed, read in a child; a Trouble where what an address answered is none.

    The id of an item is "feed:" and its guid, else its link, so that the page it leads to stays
    a document of its own. Its text is its title and all that the feed gives of it.
    """
    if kind(raw[:HEAD]) is Kind.FEED:
        yield from confined.read_raw(raw, Given(address, address, address=address))
    else:
        yield Trouble(address, "this is no feed", "look at its address: give that of RSS or Atom")


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """The items of a feed; the original of each is its own piece of the feed, if it can be cut."""
    raw, path = stream.read(MOST + 1), given.path
    if len(raw) > MOST:
        yield Trouble(path, "the feed is too long", f"it was passed over: {MOST >> 20} MB at most")
    elif _DECLARED.search(raw[:HEAD]):
        yield Trouble(path, "the feed declares entities", "it was passed over: no honest feed does")
    elif raw.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        yield from _json_feed(raw, given)
    else:
        yield from _xml_feed(raw, given)


def _xml_feed(raw: bytes, given: Given) -> Iterator[Found]:
    import feedparser

    # Only bytes in a stream: feedparser takes a string for an address or a file.
    found = feedparser.parse(io.BytesIO(raw), response_headers={}, sanitize_html=True)
    items: Sequence[Mapping[str, Any]] = found.entries
    if found.bozo and not items:
        yield Trouble(given.path, "the feed is broken", "nothing in it could be read")
    elif found.bozo and found.bozo_exception.__class__.__name__ == "SAXParseException":
        what = "the feed is no well-formed XML"
        yield Trouble(given.path, what, "its items were read as far as they could be told")
    pieces = [(each.start(), each.group()) for each in _ITEM.finditer(raw)]
    cut = pieces if len(pieces) == len(items) else [(0, raw)] * len(items)
    source = _word(found.feed.get("title"))
    for item, (start, piece) in zip(items, cut, strict=True):
        bodies = [each.get("value", "") for each in item.get("content", ())]
        body = max([*bodies, item.get("summary", "")], key=len)
        said = {
            "id": _word(item.get("id")),
            "url": _word(item.get("link")),
            "title": _word(item.get("title")),
            "author": _word(item.get("author")),
            "published": _date(item.get("published_parsed") or item.get("updated_parsed")),
            "body": body,
        }
        yield from _item(said, source, given, start, piece)


def _json_feed(raw: bytes, given: Given) -> Iterator[Found]:
    """A JSON Feed, https://www.jsonfeed.org/version/1.1/."""
    troubles: list[Trouble] = []
    found = fields.record(raw, given.path, troubles)
    yield from troubles
    items = found.get("items") if found else None
    source = fields.word(found, "title") if found else None
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") or [item.get("author")]
        first = authors[0] if isinstance(authors, list) and authors else None
        told = fields.word(item, "date_published") or fields.word(item, "date_modified")
        html = fields.word(item, "content_html")
        said = {
            "id": fields.word(item, "id") or str(fields.number(item, "id") or "") or None,
            "url": fields.word(item, "url"),
            "title": fields.word(item, "title"),
            "author": fields.word(first, "name") if isinstance(first, dict) else None,
            "published": fields.a_day(told),
            "body": html or _escaped(fields.word(item, "content_text")),
        }
        yield from _item(said, source, given, 0, raw)


def _item(
    said: Mapping[str, Any], source: str | None, given: Given, start: int, piece: bytes
) -> Iterator[Found]:
    title = markup.seen_in(said["title"]) if said["title"] else None
    text = with_title(title, markup.seen_in(said["body"] or ""))
    name = said["id"] or said["url"]
    if not name or not text:
        place = f"{given.path} byte {start}"
        yield Trouble(place, "an item with no text, or neither guid nor link", "passed over")
        return
    troubles: list[Trouble] = []
    document = Document(
        id=f"feed:{name}",
        text=fields.text(text, given.path, troubles),
        published=said["published"] or given.published,
        source=source,
        url=said["url"],
        title=title,
        author=said["author"],
    )
    yield from troubles
    yield Captured(document, piece, given.path, start)


def _word(said: Any) -> str | None:
    return mend(said.strip())[0] or None if isinstance(said, str) else None


def _date(said: Any) -> dt.date | None:
    """The day of a moment as feedparser gives it, which is in UTC."""
    try:
        return dt.date(*said[:3]) if said else None
    except (ValueError, TypeError):
        return None


def _escaped(text: str | None) -> str | None:
    lines = text.replace("&", "&amp;").replace("<", "&lt;") if text else None
    return lines.replace("\n", "<br>") if lines else None
