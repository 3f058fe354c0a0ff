"""Which reader reads which kind of file, and which of them meet what a stranger made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, BinaryIO

from nonrefoul.capture.given import Given, Step, Stepped
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.records import Trouble, damaged
from nonrefoul.capture.zips import ZipError

Reader = Callable[[BinaryIO, Given], Iterator[Stepped]]

# The module of this folder whose `capture` reads a kind. They are loaded when they are needed:
# the extractor of web pages alone takes a third of a second.
MODULES = {
    Kind.TEXT: "texts",
    Kind.LINES: "lines",
    Kind.TABLE: "tables",
    Kind.TELEGRAM: "telegram",
    Kind.TELEGRAM_HTML: "telegram_html",
    Kind.PREVIEW: "previews",
    Kind.FEED: "feeds",
    Kind.PAGE: "pages",
    Kind.PDF: "pdfs",
    Kind.ZIP: "archives",
    Kind.WARC: "warcs",
    Kind.MAIL: "mails",
    Kind.MBOX: "mailboxes",
}
# What our own few lines read, a byte at a time as it were, need not be read in a child.
TRUSTED = frozenset({Kind.TEXT, Kind.LINES, Kind.TABLE, Kind.TELEGRAM})
# Of these the documents are parts, packed or not at the place where they stand.
PACKS = frozenset({Kind.ZIP, Kind.WARC, Kind.MAIL, Kind.MBOX})

BINARY = "this is no text"
UNREADABLE = {
    Kind.EMPTY: ("the file is empty", "nothing to read"),
    Kind.BINARY: (BINARY, "the kinds that are read are listed in docs/inputs.md"),
    Kind.PACKED: ("this is packed by gzip", "unpack it and give what is in it"),
    Kind.XML: ("XML of a form that is not known here", "of XML only RSS and Atom are read"),
    Kind.OTHER_JSON: (
        "JSON of a form that is not known here",
        "give documents one a line with `id` and `text`, a --map, or a Telegram result.json",
    ),
}


def read(stream: BufferedReader[Any], given: Given) -> Iterator[Stepped]:
    """Whatever is in a stream, read right here, by what its first bytes say that it is."""
    what = kind(stream.peek(HEAD), given.mapping)
    if what in UNREADABLE:
        yield Trouble(given.path, *UNREADABLE[what])
    else:
        yield from reader(what)(stream, given)


def reader(what: Kind) -> Reader:
    """The reader of a kind."""
    found: Reader = import_module(f"nonrefoul.capture.{MODULES[what]}").capture
    return found


def member(raw: bytes | RawIOBase, given: Given) -> Iterator[Stepped]:
    """Read something that is packed in something else, as a step of its own."""
    stream = BufferedReader(BytesIO(raw) if isinstance(raw, bytes) else raw, HEAD)
    yield from step(given.path, read(stream, given))


def step(path: str, found: Iterator[Stepped]) -> Iterator[Stepped]:
    """What is found in a part of something; what its reader fails at costs this part alone.

    Raises ZipError, which is told of the part by whoever opened the archive.
    """
    here = Step(path)
    yield here
    if here.skipped:
        return
    try:
        yield from found
    except (MemoryError, ZipError):
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge of a packed file
        yield damaged(path, error)
