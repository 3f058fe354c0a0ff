"""Turns the answer of an address into documents that point into the WARC in which it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage

from nonrefoul.capture import Captured, Container, Covered, Trouble, confined
from nonrefoul.capture.given import Given
from nonrefoul.fetching import Fetched, FetchError, Visitor, shown, warc

Found = Captured | Covered | Trouble
# Reads some bytes, whatever they are: whence they came, and the encoding that was said of them.
Parser = Callable[[bytes, str, str | None], Iterable[Found]]

_FINE = 200


def take(found: Fetched, parse: Parser, address: str | None = None) -> Iterator[Found]:
    """The documents in an answer, each a part of the WARC that holds all that was exchanged.

    `address` is what they go by, where that is not the address that answered at last.
    """
    raw = warc(found)
    digest = hashlib.sha256(raw).hexdigest()
    headers = {name.lower(): value for name, value in found.headers}
    kept = Container(found.address, digest, len(raw), headers, raw)
    name = address or found.address
    for each in parse(found.body, name, _encoding(headers.get("content-type", ""))):
        if isinstance(each, Captured):
            yield _within(each, kept, raw)
        elif isinstance(each, Trouble):
            yield replace(each, place=each.place.replace(name, shown(name)))
        else:
            yield each


def read(raw: bytes, address: str, encoding: str | None) -> Iterator[Found]:
    """Read what an address answered, in a child, by what it is and not by what it is called."""
    return confined.read_raw(raw, Given(address, address, address=address, encoding=encoding))


def _encoding(content_type: str) -> str | None:
    """The encoding that a Content-Type header names."""
    message = EmailMessage()
    message["content-type"] = "".join(each for each in content_type if each.isprintable())
    return message.get_content_charset()


def _within(each: Captured, kept: Container, raw: bytes) -> Captured:
    """A document as part of a WARC: where its bytes stand in it, or packed where they don't."""
    at = raw.find(each.original) if each.original else -1
    return replace(each, path=kept.path, offset=max(at, 0), container=kept)


def brought(
    address: str, visitor: Visitor, parse: Parser, name: str | None = None
) -> Iterator[Found]:
    """The documents at an address that is asked once; a Trouble where it gives none.

    They go by `name`, where it is given, else by the address that answered at last.
    """
    place = shown(address)
    try:
        found = visitor.visit(address)
    except FetchError as error:
        yield Trouble(place, error.what, error.advice)
        return
    if found.status == _FINE:
        yield from take(found, parse, name)
    else:
        what, advice = said(found.status)
        yield Trouble(place, what, advice)


def gave_nothing(came: Iterable[Found]) -> Trouble | None:
    """What went wrong where nothing came at all; None where something did, or nothing was there."""
    lost = None
    for each in came:
        if isinstance(each, Captured):
            return None
        if isinstance(each, Trouble) and each.lost:
            lost = lost or each
    return lost


def said(status: int) -> tuple[str, str]:
    """What an HTTP status that gives nothing says, in plain words, and what to do."""
    plain = {
        401: ("the site wants a name and a password", "none is ever sent"),
        403: ("the site does not let us in (403)", "save the page with a browser and add the file"),
        404: ("there is no such page (404)", "check the address"),
        410: ("the page was taken away for good (410)", "unfollow it, or find its new address"),
        429: ("the site asks us to come less often (429)", "try later"),
        451: ("the page is withheld for legal reasons (451)", "try from another country"),
        503: ("the site can't answer now (503)", "try later"),
    }
    kind = "the site failed" if status >= 500 else "the site gave no page"
    return plain.get(status, (f"{kind} ({status})", "try later, or check the address"))
