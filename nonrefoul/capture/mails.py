"""E-mail files (RFC 5322 and MIME), by Python's own `email`."""

from __future__ import annotations

import datetime as dt
import email
import email.errors
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from typing import BinaryIO

from nonrefoul.capture import fields, markup, readers
from nonrefoul.capture.decoding import MOST_BYTES, decode_any, known_encoding, mend
from nonrefoul.capture.given import Given, Stepped
from nonrefoul.capture.pages import with_title
from nonrefoul.capture.records import Attachment, Captured, Trouble
from nonrefoul.words import Document

_MOST_PARTS = 1000
_DEEPEST = 20  # parts within parts
_LONGEST = 300


def capture(stream: BinaryIO, given: Given) -> Iterator[Stepped]:
    """The document in an e-mail, and those in what is attached to it."""
    raw = stream.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        yield Trouble(given.path, "the e-mail is too long", "it was passed over")
    else:
        yield from message(raw, 0, given)


def message(raw: bytes, offset: int, given: Given) -> Iterator[Stepped]:
    """The documents of the e-mail in some bytes that begin at a byte of a file."""
    found = email.message_from_bytes(raw, policy=default)
    texts, attached = _parts(found)
    title = _header(found, "subject")
    name = (_header(found, "message-id") or "").strip("<> ") or given.name
    troubles: list[Trouble] = []
    text = with_title(title, "\n\n".join(texts))
    if texts:
        document = Document(
            id=name,
            text=fields.text(text, given.path, troubles),
            published=_day(found) or given.published,
            title=title,
            author=_header(found, "from"),
            reply_to=(_header(found, "in-reply-to") or "").strip("<> ") or None,
        )
        yield from troubles
        files = tuple(Attachment(file) for file, _ in attached)
        yield Captured(document, raw, given.path, offset, attachments=files)
    elif not attached:
        yield Trouble(given.path, "the e-mail has no text", "nothing to read")
    for file, part in attached:
        inner = given.member(f"{offset}/{file}" if offset else file)
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip():
            yield from _member(body, replace(inner, name=f"{name}/{file}"))


def _member(body: bytes, inner: Given) -> Iterator[Stepped]:
    """What is attached; of a picture only that it was not read, which loses nothing."""
    for found in readers.member(body, inner):
        if isinstance(found, Trouble) and found.what == readers.BINARY:
            yield replace(found, advice="it is kept with the e-mail, and not read", lost=False)
        else:
            yield found


def _parts(found: EmailMessage) -> tuple[list[str], list[tuple[str, EmailMessage]]]:
    """The texts that a reader sees, and the attached files with their names.

    Of two shapes of one text the plain one is taken. The walk has a stack of its own and bounds,
    since parts can be nested without end.
    """
    texts: list[str] = []
    attached: list[tuple[str, EmailMessage]] = []
    stack, count = [(found, 0)], 0
    while stack and count < _MOST_PARTS:
        part, depth = stack.pop()
        count += 1
        kind = part.get_content_type()
        inner = part.get_payload() if part.is_multipart() and depth < _DEEPEST else None
        if isinstance(inner, list) and kind != "message/rfc822":
            parts = [each for each in inner if isinstance(each, EmailMessage)]
            if kind == "multipart/alternative":
                plain = [each for each in parts if each.get_content_type() == "text/plain"]
                parts = plain[:1] or parts[-1:]
            stack += [(each, depth + 1) for each in reversed(parts)]
        elif part.get_filename() or kind == "message/rfc822" or not kind.startswith("text/"):
            attached += _attached(part, count)
        else:
            texts += _text(part, kind)
    return texts, attached


def _attached(part: EmailMessage, count: int) -> list[tuple[str, EmailMessage]]:
    name = mend((part.get_filename() or f"part-{count}").replace("\\", "/"))[0]
    return [(name.rsplit("/", 1)[-1], part)]


def _text(part: EmailMessage, kind: str) -> list[str]:
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return []
    charset = known_encoding(part.get_content_charset())
    if kind == "text/html":
        tree = markup.parsed(markup.decoded(body, charset).text)
        text = "" if tree is None else markup.seen(tree)
    else:
        text = decode_any(body, charset).text.replace("\r\n", "\n")
    return [text.strip()] if text.strip() else []


def _header(found: EmailMessage, name: str) -> str | None:
    """A header as a reader sees it; None too where it is damaged beyond what `email` reads."""
    try:
        said = str(found.get(name) or "")
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, email.errors.MessageError):
        return None
    return mend(" ".join(said.split()))[0][:_LONGEST] or None


def _day(found: EmailMessage) -> dt.date | None:
    try:
        moment = getattr(found.get("date"), "datetime", None)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, email.errors.MessageError):
        return None
    return moment.date() if isinstance(moment, dt.datetime) else None
