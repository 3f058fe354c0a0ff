"""The program's side: one child for many documents, a new one when it had to be ended."""

from __future__ import annotations

import atexit
import os
import select
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import IO

from nonrefoul.capture.confined import frames
from nonrefoul.capture.confined.limits import MEMORY, OUT_OF_MEMORY, SECONDS, WAIT
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.records import Trouble

_MOST_DEATHS = 20  # in one file
_ADVICE = "it was passed over; the file may be damaged or made to do harm"
_KEPT_FROM_CHILD = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV")


class _DeadError(Exception):
    """The child is no more; the message says why, as a person is told."""


@dataclass(slots=True)
class _Child:
    """A child process and what it sent that was not looked at yet."""

    process: subprocess.Popen[bytes]
    came: bytearray = field(default_factory=bytearray)

    @classmethod
    def start(cls) -> _Child:
        environment = {name: os.environ[name] for name in _KEPT_FROM_CHILD if name in os.environ}
        command = [sys.executable, "-P", "-X", "utf8", "-m", "nonrefoul.capture.confined.child"]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=environment | {"MALLOC_ARENA_MAX": "1"},
        )
        return cls(process)

    def ask(self, header: frames.Header, raw: bytes) -> None:
        try:
            frames.write(_Whole(_pipe(self.process.stdin)), header, raw)
        except OSError:
            raise _DeadError(self._why()) from None

    def answer(self) -> tuple[frames.Header, bytes]:
        return frames.read(self._exactly)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            _pipe(pipe).close()

    def _exactly(self, size: int) -> bytes:
        pipe = _pipe(self.process.stdout).fileno()
        while len(self.came) < size:
            ready, _, _ = select.select([pipe], [], [], WAIT)
            more = os.read(pipe, 1 << 20) if ready else b""
            if not more:
                raise _DeadError(self._why() if ready else f"it gave no answer within {WAIT} s")
            self.came += more
        taken = bytes(self.came[:size])
        del self.came[:size]
        return taken

    def _why(self) -> str:
        code = self.process.wait()
        if code == -signal.SIGXCPU:
            return f"reading it takes more than {SECONDS} s"
        if code in (OUT_OF_MEMORY, -signal.SIGKILL):
            return f"reading it takes more than {MEMORY >> 20} MB of memory"
        return "its parser broke down"


@dataclass(frozen=True, slots=True)
class _Whole:
    """A pipe that writes all it is given."""

    pipe: IO[bytes]

    def write(self, raw: bytes) -> None:
        rest = memoryview(raw)
        while rest:
            rest = rest[self.pipe.write(rest) :]

    def flush(self) -> None:
        self.pipe.flush()


@dataclass(slots=True)
class _Idle:
    """Children that wait for work. A forked process leaves those of its parent alone."""

    owner: int = 0
    children: list[_Child] = field(default_factory=list)

    def take(self) -> _Child:
        if self.owner != os.getpid():
            self.owner, self.children = os.getpid(), []
        return self.children.pop() if self.children else _Child.start()

    def end(self) -> None:
        if self.owner == os.getpid():
            for child in self.children:
                child.end()
            self.children = []


_idle = _Idle()
atexit.register(_idle.end)


def read_file(file: str, given: Given) -> Iterator[Found]:
    """What is in a file, read in a child; a Trouble for each part that it died of."""
    yield from _read({"file": os.path.abspath(file)}, b"", given)


def read_raw(raw: bytes, given: Given) -> Iterator[Found]:
    """What is in some bytes, read in a child; a Trouble for each part that it died of."""
    yield from _read({"file": None}, raw, given)


def _read(what: frames.Header, raw: bytes, given: Given) -> Iterator[Found]:
    after = 0
    for _ in range(_MOST_DEATHS):
        request = frames.of_given(given) | what | {"after": after}
        death = yield from _once(request, raw, given.path)
        if death is None:
            return
        place, step, why = death
        yield Trouble(place, why, _ADVICE)
        if step == after:
            return
        after = step
    yield Trouble(given.path, f"{_MOST_DEATHS} parts of it can't be read", "the rest was left out")


def _once(
    request: frames.Header, raw: bytes, path: str
) -> Generator[Found, None, tuple[str, int, str] | None]:
    """Ask a child once; gives None, or the place and step at which it died, and why."""
    child, place, step, done = _idle.take(), path, request["after"], False
    try:
        child.ask(request, raw)
        while True:
            header, blob = child.answer()
            if header["is"] == "end":
                done = True
                return None
            if header["is"] == "step":
                place, step = str(header["path"]), int(header["number"])
            else:
                yield frames.found(header, blob)
    except _DeadError as error:
        return place, step, str(error)
    except (KeyError, TypeError, ValueError):
        return place, step, "its parser gave an answer that makes no sense"
    finally:
        if done:
            _idle.children.append(child)
        else:
            child.end()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
