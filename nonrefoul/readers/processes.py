"""Has documents read: here, or in a process beside this one where there is much to read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Protocol

from nonrefoul import reading
from nonrefoul.capture import Trouble
from nonrefoul.errors import NonrefoulError, defect
from nonrefoul.readers.seeing import as_they_look
from nonrefoul.words import Document, Reading

# So many documents go to the reading together: the more, the faster, and the more memory.
TOGETHER = 64

Reader = Callable[[Sequence[Document]], Sequence[Reading]]
Found = Reading | Trouble


class Promise(Protocol):
    """Readings that will be there once they are asked for."""

    def result(self) -> list[Found]:
        """Each document's reading, or the Trouble of one that could not be read."""


class Here:
    """Reads in this process, at once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, documents: Sequence[Document]) -> Promise:
        """Read documents."""
        done: Future[list[Found]] = Future()
        done.set_result(readings(documents, self.reader))
        return done

    def close(self) -> None:
        """Nothing is left open."""


class Beside:
    """Reads in another process, which is started once it is needed and holds the models.

    Where that process dies (for want of memory, say), reading goes on in this one.
    """

    def __init__(self) -> None:
        self.pool: ProcessPoolExecutor | None = None

    def read(self, documents: Sequence[Document]) -> Promise:
        """Send documents to be read."""
        if not documents:
            return Here(reading.read).read(documents)
        if self.pool is None:
            spawning = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(1, spawning, initializer=_settle_in)
        try:
            return _Sent(documents, self.pool.submit(_read, documents))
        except BrokenProcessPool:
            return Here(reading.read).read(documents)

    def close(self) -> None:
        """End the other process."""
        if self.pool:
            self.pool.shutdown(cancel_futures=True)


class _Sent:
    def __init__(self, documents: Sequence[Document], future: Future[list[Found]]) -> None:
        self.documents = documents
        self.future = future

    def result(self) -> list[Found]:
        try:
            return self.future.result()
        except BrokenProcessPool:
            return readings(self.documents, reading.read)


def _read(documents: Sequence[Document]) -> list[Found]:
    return readings(documents, reading.read)


def _settle_in() -> None:
    """Leave the keyboard to the parent, and end when it does, however it ends.

    One thread for the arithmetic: the other core is the parent's.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def readings(documents: Sequence[Document], reader: Reader) -> list[Found]:
    """Each document's reading, or the Trouble of one that the reader fails at."""
    return [
        found
        for at in range(0, len(documents), TOGETHER)
        for found in _some(documents[at : at + TOGETHER], reader)
    ]


def _some(documents: Sequence[Document], reader: Reader) -> list[Found]:
    """The same for a few.

    Where they fail together they are read one at a time, so that only the failing one is left
    unread: whatever is wrong with one document must not keep the others from being read.
    """
    try:
        return [*_sound(documents, as_they_look(documents, reader))]
    except NonrefoulError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge of reading
        if len(documents) == 1:
            what = f"not read, the reading failed ({defect(error)})"
            return [Trouble(documents[0].id, what, "this is a defect, please report it")]
    return [found for each in documents for found in _some([each], reader)]


def _sound(documents: Sequence[Document], found: Sequence[Reading]) -> Sequence[Reading]:
    """The readings; raises ValueError where a quote of theirs does not stand in its document."""
    for document, each in zip(documents, found, strict=True):
        if not all(claim.stands_in(document) for claim in each.claims):
            raise ValueError("a quote does not stand at its place")
    return found
