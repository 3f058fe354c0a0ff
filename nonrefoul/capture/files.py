"""Opens what a path names, tells its kind, and hands it to the reader of that kind."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator
from io import BufferedReader, FileIO, RawIOBase
from pathlib import Path

from nonrefoul.capture import lines, telegram, texts
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.records import Captured, Covered, Trouble

STANDARD_INPUT = "-"
Opening = Callable[[str], RawIOBase]
Found = Captured | Covered | Trouble
# So many ids are remembered to tell of one that comes twice; memory must not grow with an export.
_REMEMBERED = 100_000
_UNREADABLE = {
    Kind.EMPTY: ("the file is empty", "nothing to read"),
    Kind.BINARY: ("this is no text", "give a text, JSON lines, or a Telegram result.json"),
    Kind.UTF16: ("this is UTF-16", "save it as UTF-8 and give it again"),
    Kind.OTHER_JSON: (
        "JSON of a form that is not known here",
        "give documents one a line with `id` and `text`, or a Telegram result.json",
    ),
}


def opened(path: str) -> RawIOBase:
    """The bytes of a file, or of standard input; raises OSError."""
    source = sys.stdin.fileno() if path == STANDARD_INPUT else path
    return FileIO(source, closefd=source == path)


def capture(
    path: str, published: dt.date | None = None, opening: Opening = opened
) -> Iterator[Captured | Covered | Trouble]:
    """The documents that a path holds, in order, and every Trouble met on the way.

    A path is a file, a folder, or `-` for standard input; `published` is the day of texts that
    carry none. `opening` opens a file in place of `opened`. At the end of each chat of an export
    comes what it covers. Raises nothing for what a file holds or for one that can't be opened.
    """
    seen: dict[int, str] = {}
    for found in _within(path, published, opening):
        if isinstance(found, Captured):
            yield from _repeated(found, seen)
        yield found


def size(path: str) -> int:
    """How many bytes the files of a path have; 0 where that can't be known."""
    return sum(file.stat().st_size for file in _files(Path(path)) if file.is_file())


def _repeated(found: Captured, seen: dict[int, str]) -> Iterator[Trouble]:
    place = f"{found.path} byte {found.offset}"
    first = seen.setdefault(hash(found.document.id), place)
    if len(seen) > _REMEMBERED:
        del seen[next(iter(seen))]
    if first is not place:
        what = f"the same document id as at {first}"
        advice = "kept as a later version of it; give each its own id"
        yield Trouble(place, what, advice, lost=False)


def _within(path: str, published: dt.date | None, opening: Opening) -> Iterator[Found]:
    if path == STANDARD_INPUT:
        yield from _file(path, "stdin", published, opening)
    elif not Path(path).is_dir():
        yield from _file(path, Path(path).stem, published, opening)
    else:
        yield from _folder(Path(path), published, opening)


def _folder(folder: Path, published: dt.date | None, opening: Opening) -> Iterator[Found]:
    """The files of a folder; pictures and the like beside an export are counted, not lamented."""
    passed_over = 0
    for file in _files(folder):
        name = file.relative_to(folder).with_suffix("").as_posix()
        for found in _file(str(file), name, published, opening):
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


def _file(path: str, name: str, published: dt.date | None, opening: Opening) -> Iterator[Found]:
    try:
        with BufferedReader(opening(path), HEAD) as stream:
            yield from _stream(stream, path, name, published)
    except OSError as error:
        what = error.strerror or type(error).__name__
        yield Trouble(path, f"can't be read: {what}", "check the path and its permissions")


def _stream(
    stream: BufferedReader[RawIOBase], path: str, name: str, published: dt.date | None
) -> Iterator[Found]:
    what = kind(stream.peek(HEAD))
    if what is Kind.LINES:
        yield from lines.capture(stream, path, published)
    elif what is Kind.TELEGRAM:
        yield from telegram.capture(stream, path, published)
    elif what is Kind.TEXT:
        yield from texts.capture(stream, path, name, published)
    else:
        yield Trouble(path, *_UNREADABLE[what])
