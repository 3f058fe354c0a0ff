"""ZIP, opened warily: nothing is unpacked to disk, and no entry may be more than it says."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import RawIOBase
from typing import BinaryIO

MOST_ENTRIES = 100_000
MOST_BYTES = 8 << 30  # unpacked, all entries together
DEEPEST = 2  # archives within one another
_RATIO = 200  # unpacked to packed; honest text stays below 30
_SMALL = 1 << 20  # below this no ratio is too high
_HEADER = 30  # bytes before an entry, without its name


class ZipError(Exception):
    """An archive or an entry that is refused; the message says why."""


class Entry(RawIOBase):
    """The bytes of one entry; raises ZipError where they are too many for what was packed."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        try:
            self._stream = archive.open(info)
        except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
            raise ZipError(
                f"this part of the ZIP can't be unpacked ({type(error).__name__})"
            ) from None
        self._most = max(_SMALL, info.compress_size * _RATIO)
        self._read = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Unpack as many bytes as there is room for."""
        try:
            found = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise ZipError(f"this part of the ZIP is damaged ({type(error).__name__})") from None
        self._read += len(found)
        if self._read > self._most:
            raise ZipError(f"a ZIP bomb: unpacks to more than {_RATIO} times its size")
        buffer[: len(found)] = found
        return len(found)

    def whole(self, most: int) -> bytes:
        """All bytes; raises ZipError where there are more than `most`."""
        parts, size = [], 0
        while part := self.read(1 << 20):
            parts.append(part)
            size += len(part)
            if size > most:
                raise ZipError(f"a part of the ZIP is larger than {most >> 20} MB")
        return b"".join(parts)


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The archive in a stream that can be sought in; raises ZipError where it is refused."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise ZipError("the ZIP is damaged") from None
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        raise ZipError(f"the ZIP has more than {MOST_ENTRIES} entries")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise ZipError(f"the ZIP says that it unpacks to more than {MOST_BYTES >> 30} GB")
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            raise ZipError("a ZIP bomb: its entries overlap")
        ends = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
    return archive


def refused(info: zipfile.ZipInfo) -> str | None:
    """Why an entry is not to be read, whatever is in it; None where nothing speaks against it."""
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or ":" in parts[0]:
        return "its name leads out of the archive"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link and no file"
    return "it is encrypted" if info.flag_bits & 1 else None


def entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files of an archive by name, without those that a system hides."""
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        hidden = any(part.startswith((".", "__MACOSX")) for part in info.filename.split("/"))
        if not info.is_dir() and (not hidden or ".." in info.filename):
            yield info
