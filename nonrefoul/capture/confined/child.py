"""The child: reads what it is told to, one file after another, and says what it found."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from io import BufferedReader, BytesIO, FileIO
from typing import BinaryIO

from nonrefoul.capture import readers
from nonrefoul.capture.confined import frames, limits
from nonrefoul.capture.given import Given, Step, Stepped
from nonrefoul.capture.kinds import HEAD
from nonrefoul.capture.records import Captured, damaged


def main() -> None:
    """Answer each request on standard input until there is none; the answers are frames."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks is told, and ends us
    requests, answers = _streams()
    limits.confine()
    while True:
        try:
            header, raw = frames.read(lambda size: _exactly(requests, size))
        except EOFError:
            return
        try:
            _answer(header, raw, answers)
        except MemoryError:
            os._exit(limits.OUT_OF_MEMORY)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, taken away from any library that would print or ask."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, answers


def _exactly(stream: BinaryIO, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _answer(header: frames.Header, raw: bytes, answers: BinaryIO) -> None:
    """Send all that is found behind the step `after`; what stands before was sent already."""
    file, after = header.pop("file"), header.pop("after")
    given, step, sent = frames.given(header), 0, after == 0
    limits.allow_another()
    for found in _guarded(file, raw, given):
        if isinstance(found, Step):
            step += 1
            found.skipped = step <= after
            sent = step >= after
            limits.allow_another()
            if step > after:
                frames.write(answers, {"is": "step", "number": step, "path": found.path})
        elif sent:
            frames.write(answers, *frames.of_found(found))
        if isinstance(found, Captured):
            limits.allow_another()
    frames.write(answers, {"is": "end"})


def _guarded(file: str | None, raw: bytes, given: Given) -> Iterator[Stepped]:
    try:
        with BufferedReader(FileIO(file) if file else BytesIO(raw), HEAD) as stream:
            yield from readers.read(stream, given)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge of the child
        yield damaged(given.path, error)


if __name__ == "__main__":
    main()
