"""Keeps original bytes in files beside the database: once, by SHA-256, whole or not at all.

A file is written under a name of its own, synced, renamed to its SHA-256, and the folders synced;
only then may a row speak of it. So a crash at any moment leaves at most a file too many.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nonrefoul.errors import StoreError
from nonrefoul.evidence.frames import FRAME, FrameError, Packer, Unpacked
from nonrefoul.evidence.locking import Lock
from nonrefoul.evidence.sealing import Seal

FOLDER = "originals"
_BEGUN = ".begun-"


@dataclass(frozen=True, slots=True)
class Original:
    """Bytes that are kept: their SHA-256 and length, and the SHA-256 of the file they lie in."""

    sha256: str
    length: int
    packed: str


class Originals:
    """The folder of originals; `seal` encrypts them where the store has a passphrase."""

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        self.folder = folder
        self.seal = seal

    def keep(self, stream: BinaryIO) -> Original:
        """Keep all bytes of a stream; they are on the disk once this returns.

        What is kept already and sound is not written again. Memory does not grow with the
        stream. Raises StoreError where they can't be kept, and then leaves nothing.
        """
        with self._writing() as (out, begun):
            sha256, length = hashlib.sha256(), 0
            packer = Packer(out, self.seal)
            for plain in pieces(stream):
                sha256.update(plain)
                length += len(plain)
                packer.add(plain)
            packer.end()
            name = sha256.hexdigest()
            there = self.found(name)
            if there is None:
                self._settle(out, begun, name)
        return there or Original(name, length, _file_hash(self.path(name)))

    def keep_bytes(self, raw: bytes) -> Original:
        """Keep bytes that are in memory; see `keep`."""
        return self.found(hashlib.sha256(raw).hexdigest()) or self.keep(io.BytesIO(raw))

    def keep_file(self, path: Path) -> Original:
        """Keep a file whole; raises OSError where it can't be read, and as `keep`."""
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            return self.found(sha256) or self.keep(stream)

    def found(self, sha256: str) -> Original | None:
        """What is kept under a SHA-256, every byte of it checked; None where it is not, or not so.

        A file that a crash left without a row is as good as any: it is used.
        """
        try:
            with self.open(sha256) as original:
                if hashlib.file_digest(original, "sha256").hexdigest() != sha256:
                    return None
                return Original(sha256, original.length, _file_hash(self.path(sha256)))
        except (FrameError, OSError):
            return None

    def open(self, sha256: str) -> Unpacked:
        """The plain bytes; raises OSError where there are none, FrameError where they are broken.

        FrameError may also come while reading.
        """
        stream = self.path(sha256).open("rb")
        try:
            return Unpacked(stream, self.seal)
        except BaseException:
            stream.close()
            raise

    def path(self, sha256: str) -> Path:
        """Where the bytes of a SHA-256 lie, or would."""
        return self.folder / sha256[:2] / sha256[2:]

    def names(self) -> Iterator[str]:
        """The SHA-256 of everything that lies in the folder, in order."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(folder.name + file.name for file in folder.iterdir())

    def begun(self) -> list[Path]:
        """What was begun and never ended, or is being written now."""
        return sorted(self.folder.glob(_BEGUN + "*"))

    def sweep(self) -> None:
        """Remove what a crash left half written, unless somebody is writing at this moment."""
        if self.begun():
            with Lock(self.folder / ".lock").alone() as alone:
                for file in self.begun() if alone else ():
                    file.unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[tuple[BinaryIO, Path]]:
        """A new file under a name of its own, gone at the end unless it was renamed."""
        begun = self.folder / f"{_BEGUN}{secrets.token_hex(8)}"
        with telling(), Lock.at(self.folder).shared():
            try:
                with os.fdopen(
                    os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
                ) as out:
                    yield out, begun
            finally:
                with suppress(OSError):
                    begun.unlink()

    def _settle(self, out: BinaryIO, begun: Path, name: str) -> None:
        """Sync, rename, sync the folders: from here on the bytes are kept."""
        out.flush()
        os.fsync(out.fileno())
        path = self.path(name)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(begun, path)
        sync_folder(path.parent)
        sync_folder(self.folder)


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream a frame at a time, each but the last full."""
    while piece := stream.read(FRAME):
        while len(piece) < FRAME and (more := stream.read(FRAME - len(piece))):
            piece += more
        yield piece


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last; where folders can't be synced (Windows), do nothing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def telling() -> Iterator[None]:
    """Turn a failure to write into one line; the cause is the system's word for it."""
    try:
        yield
    except OSError as error:
        what = error.strerror or type(error).__name__
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        advice = "make room and run this again" if full else "check the disk; nothing is half kept"
        raise StoreError(f"the original can't be kept ({what}); {advice}") from None


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
