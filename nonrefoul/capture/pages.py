"""Web pages: the main text, title, author and day of publication, by trafilatura and htmldate."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import confined, fields, markup
from nonrefoul.capture.decoding import MOST_BYTES, mend
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.capture.texts import notes
from nonrefoul.words import Document

# What browsers and SingleFile write into a page that they save.
_SAVED_FROM = re.compile(
    rb"<!--\s*saved from url=\(\d+\)(https?://\S+)\s*-->|Page saved with SingleFile\s+url:\s*(\S+)"
)
_LONGEST = 300  # of a title or an author


def page(raw: bytes, address: str, published: dt.date | None = None) -> Iterator[Found]:
    """The document in what an address answered, read in a child, by what it is and not by name.

    `published` is the day of a page that carries none. The id of a page is its address.
    """
    yield from confined.read_raw(raw, Given(address, address, published, address))


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """The document in a page; with a note where no main text was found and all of it is taken."""
    raw, path = stream.read(MOST_BYTES + 1), given.path
    if len(raw) > MOST_BYTES:
        yield Trouble(path, "the page is too long", "it was passed over")
        return
    decoded = markup.decoded(raw, given.encoding)
    yield from notes(decoded, path)
    saved = _SAVED_FROM.search(raw[:8192])
    address = given.address or (
        mend((saved[1] or saved[2]).decode("ascii", "replace"))[0] if saved else None
    )
    troubles: list[Trouble] = []
    document = _document(decoded.text, address, given, troubles)
    yield from troubles
    if document:
        yield Captured(document, raw, path)


def _document(
    text: str, address: str | None, given: Given, troubles: list[Trouble]
) -> Document | None:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    # Nothing that is not said in the page's own data or address counts as its day.
    dates = {"original_date": True, "extensive_search": False}
    found = bare_extraction(
        text, url=address, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    said = found.as_dict() if isinstance(found, Extracted) else {}
    body = (said.get("text") or "").strip()
    if not body:
        tree = markup.parsed(text)
        body = "" if tree is None else markup.seen(tree)
        what, advice = "no main text was found: all that the page shows was taken", "look at it"
        if not body:
            what, advice = "the page shows no text", "it may be made by a script: save its text"
        troubles.append(Trouble(given.path, what, advice, lost=not body))
    if not body:
        return None
    title = _short(said.get("title"))
    return Document(
        id=address or given.name,
        text=fields.text(with_title(title, body), given.path, troubles),
        published=fields.a_day(said.get("date")) or given.published,
        source=_short(said.get("sitename") or said.get("hostname")),
        url=address or said.get("url"),
        title=title,
        author=_short(said.get("author")),
    )


def with_title(title: str | None, body: str) -> str:
    """The text as a reader sees it: the title above it, where it does not begin so already."""
    return body if not title or body.startswith(title) else f"{title}\n\n{body}"


def _short(said: str | None) -> str | None:
    return mend(said.strip())[0][:_LONGEST] or None if said else None
