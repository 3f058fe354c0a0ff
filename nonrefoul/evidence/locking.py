"""Locks on a file: many may write at once, and one may clean up when nobody does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: an open file can't be removed there, which guards it as well
    fcntl = None  # type: ignore[assignment]


class Lock:
    """A lock that the system lets go of when its process ends, however it ends."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @classmethod
    def at(cls, folder: Path) -> Lock:
        """The lock of a folder, which is made where it is not there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(folder / ".lock")

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold it together with others, waiting for one who holds it alone."""
        with self._opened() as opened:
            if fcntl:
                fcntl.flock(opened, fcntl.LOCK_SH)
            yield

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Hold it alone; False where somebody else holds it."""
        with self._opened() as opened:
            try:
                if fcntl:
                    fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    @contextmanager
    def _opened(self) -> Iterator[int]:
        opened = os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            yield opened
        finally:
            os.close(opened)
