"""Opens what a path names, tells its kind, and hands it to the reader of that kind."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path

from nonrefoul.capture import lines, telegram, texts
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.records import Captured, Trouble

STANDARD_INPUT = "-"
_UNREADABLE = {
    Kind.EMPTY: ("the file is empty", "nothing to read"),
    Kind.BINARY: ("this is no text", "give a text, JSON lines, or a Telegram result.json"),
    Kind.UTF16: ("this is UTF-16", "save it as UTF-8 and give it again"),
    Kind.OTHER_JSON: (
        "JSON of a form that is not known here",
        "give documents one a line with `id` and `text`, or a Telegram result.json",
    ),
}


def capture(path: str, published: dt.date | None = None) -> Iterator[Captured | Trouble]:
    """The documents that a path holds, in order, and every Trouble met on the way.

    A path is a file, a folder, or `-` for standard input; `published` is the day of texts that
    carry none. Raises nothing for what a file holds or for a file that can't be opened.
    """
    seen: dict[int, str] = {}
    for found in _within(path, published):
        if isinstance(found, Captured):
            yield from _repeated(found, seen)
        yield found


def size(path: str) -> int:
    """How many bytes the files of a path have; 0 where that can't be known."""
    return sum(file.stat().st_size for file in _files(Path(path)) if file.is_file())


def _repeated(found: Captured, seen: dict[int, str]) -> Iterator[Trouble]:
    place = f"{found.path} byte {found.offset}"
    first = seen.setdefault(hash(found.document.id), place)
    if first is not place:
        what = f"the same document id as at {first}"
        advice = "kept as a later version of it; give each its own id"
        yield Trouble(place, what, advice, lost=False)


def _within(path: str, published: dt.date | None) -> Iterator[Captured | Trouble]:
    if path == STANDARD_INPUT:
        yield from _file(path, "stdin", published)
    elif not Path(path).is_dir():
        yield from _file(path, Path(path).stem, published)
    else:
        yield from _folder(Path(path), published)


def _folder(folder: Path, published: dt.date | None) -> Iterator[Captured | Trouble]:
    """The files of a folder; pictures and the like beside an export are counted, not lamented."""
    passed_over = 0
    for file in _files(folder):
        name = file.relative_to(folder).with_suffix("").as_posix()
        for found in _file(str(file), name, published):
            if isinstance(found, Trouble) and found.what == _UNREADABLE[Kind.BINARY][0]:
                passed_over += 1
            else:
                yield found
    if passed_over:
        what = f"{passed_over} file{'s' * (passed_over > 1)} passed over that are no text"
        yield Trouble(str(folder), what, "nothing to do if none was meant to be", lost=False)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def _file(path: str, name: str, published: dt.date | None) -> Iterator[Captured | Trouble]:
    source = sys.stdin.fileno() if path == STANDARD_INPUT else path
    try:
        with BufferedReader(FileIO(source, closefd=source == path), HEAD) as stream:
            yield from _stream(stream, path, name, published)
    except OSError as error:
        what = error.strerror or type(error).__name__
        yield Trouble(path, f"can't be read: {what}", "check the path and its permissions")


def _stream(
    stream: BufferedReader[FileIO], path: str, name: str, published: dt.date | None
) -> Iterator[Captured | Trouble]:
    what = kind(stream.peek(HEAD))
    if what is Kind.LINES:
        yield from lines.capture(stream, path, published)
    elif what is Kind.TELEGRAM:
        yield from telegram.capture(stream, path, published)
    elif what is Kind.TEXT:
        yield from texts.capture(stream, path, name, published)
    else:
        yield Trouble(path, *_UNREADABLE[what])
