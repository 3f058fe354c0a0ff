"""Opens what a path names, tells its kind, and hands it to the reader of that kind."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path
from typing import Any

from nonrefoul.capture import confined, readers
from nonrefoul.capture.decoding import MOST_BYTES
from nonrefoul.capture.given import Found, Given, Step, Stepped
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.mapping import Columns
from nonrefoul.capture.numbers import Names
from nonrefoul.capture.records import Captured, Container, Trouble

STANDARD_INPUT = "-"
Opening = Callable[[str], RawIOBase]
_EXPORT = "result.json"
_NO_DOCUMENTS = (".css", ".js")  # what makes a page look and move, beside it in a folder


def opened(path: str) -> RawIOBase:
    """The bytes of a file, or of standard input; raises OSError."""
    source = sys.stdin.fileno() if path == STANDARD_INPUT else path
    return FileIO(source, closefd=source == path)


def capture(
    path: str,
    published: dt.date | None = None,
    opening: Opening = opened,
    mapping: Columns | None = None,
) -> Iterator[Found]:
    """The documents that a path holds, in order, and every Trouble met on the way.

    A path is a file, a folder, or `-` for standard input; `published` is the day of texts that
    carry none; `opening` opens a file in place of `opened`; `mapping` says which fields of records
    hold what. Behind a chat of an export that was read whole comes what it covers. Raises nothing
    for what a file holds or for a file that can't be opened.
    """
    seen = Names()
    for found in _within(path, opening, published, mapping or Columns()):
        if isinstance(found, Captured) and not seen.add(found.document.id):
            what = "the same document id came before in what was handed in"
            advice = "kept as a later version of it; give each its own id"
            place = f"{found.path} byte {found.offset}"
            yield Trouble(place, what, advice, lost=False)
        yield found


def size(path: str) -> int:
    """How many bytes the files of a path have; 0 where that can't be known."""
    return sum(file.stat().st_size for file in _files(Path(path)) if file.is_file())


def _within(
    path: str, opening: Opening, published: dt.date | None, mapping: Columns
) -> Iterator[Found]:
    if path == STANDARD_INPUT:
        yield from _file(Given(path, "stdin", published, mapping=mapping), opening)
    elif not Path(path).is_dir():
        yield from _file(Given(path, Path(path).stem, published, mapping=mapping), opening)
    else:
        yield from _folder(Path(path), opening, published, mapping)


def _folder(
    folder: Path, opening: Opening, published: dt.date | None, mapping: Columns
) -> Iterator[Found]:
    """The files of a folder; pictures and the like beside an export are counted, not lamented."""
    passed_over = 0
    for file in _files(folder):
        if _is_double(file):
            what = f"this is in {_EXPORT} beside it too"
            yield Trouble(str(file), what, "that was read, this was passed over", lost=False)
            continue
        name = file.relative_to(folder).with_suffix("").as_posix()
        for found in _file(Given(str(file), name, published, mapping=mapping), opening):
            if isinstance(found, Trouble) and found.what == readers.BINARY:
                passed_over += 1
            else:
                yield found
    if passed_over:
        what = f"{passed_over} file{'s' * (passed_over > 1)} passed over that are no text"
        yield Trouble(str(folder), what, "nothing to do if none was meant to be", lost=False)


def _is_double(file: Path) -> bool:
    """Whether a page is of an export whose JSON lies in the same folder."""
    if not file.name.startswith("messages") or not file.with_name(_EXPORT).is_file():
        return False
    try:
        with file.open("rb") as stream:
            return kind(stream.read(HEAD)) is Kind.TELEGRAM_HTML
    except OSError:
        return False


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and not name.lower().endswith(_NO_DOCUMENTS):
                yield Path(folder, name)


def _file(given: Given, opening: Opening) -> Iterator[Found]:
    path = given.path
    try:
        with BufferedReader(opening(path), HEAD) as stream:
            what = kind(stream.peek(HEAD), given.mapping)
            if what in readers.TRUSTED or what in readers.UNREADABLE:
                yield from _found(readers.read(stream, given))
            else:
                yield from _confined(stream, what, given)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Trouble(path, f"can't be read: {reason}", "check the path and its permissions")


def _confined(stream: BufferedReader[Any], what: Kind, given: Given) -> Iterator[Found]:
    """What a child finds in a file, or in what comes from standard input."""
    container = None
    if given.path != STANDARD_INPUT:
        found = confined.read_file(given.path, given)
        if what in readers.PACKS:
            container = _container(stream, given.path)
    else:
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            advice = "save it as a file and give that"
            yield Trouble(given.path, f"too long for standard input, for {what.value}", advice)
            return
        found = confined.read_raw(raw, given)
        sha256 = hashlib.sha256(raw).hexdigest()
        container = Container(given.path, sha256, len(raw), raw=raw)
    for each in found:
        yield replace(each, container=container) if isinstance(each, Captured) else each


def _container(stream: BufferedReader[Any], path: str) -> Container:
    digest = hashlib.file_digest(stream, "sha256")
    return Container(path, digest.hexdigest(), stream.tell())


def _found(stepped: Iterator[Stepped]) -> Iterator[Found]:
    return (each for each in stepped if not isinstance(each, Step))
