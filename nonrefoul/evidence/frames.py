"""The form of an original on disk: independent zstd frames and an index, encrypted or not.

Unencrypted it is Zstandard's seekable format, so that plain `zstd -d` gives the original back
(github.com/facebook/zstd, contrib/seekable_format). Encrypted, each frame is, and the index.
"""

from __future__ import annotations

import io
import os
import struct
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from nonrefoul.evidence.sealing import INDEX, SALT, FileSeal, Seal, SealError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FRAME = 1 << 20
_LEVEL = 3
_SKIPPABLE, _SEEKABLE = 0x184D2A5E, 0x8F92EAB1
_SEALED = b"nonrefoul sealed original 1\n"
_ENTRY, _FOOTER, _END = struct.Struct("<II"), struct.Struct("<IBI"), struct.Struct("<Q")


class FrameError(Exception):
    """The file is not one that was written here, or no longer."""


@dataclass(slots=True)
class Packer:
    """Writes frames one after the other, and at last the index."""

    out: BinaryIO
    seal: Seal | None = None
    _file: FileSeal | None = None
    _index: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write the head of an encrypted file."""
        if self.seal:
            self._file = FileSeal.new(self.seal)
            self.out.write(_SEALED + self._file.salt)

    def add(self, plain: bytes) -> None:
        """Write one frame of at most FRAME bytes."""
        packed = zstd.compress(plain, _LEVEL)
        if self._file:
            packed = self._file.shut(len(self._index), packed)
        self._index.append((len(packed), len(plain)))
        self.out.write(packed)

    def end(self) -> None:
        """Write the index."""
        entries = b"".join(_ENTRY.pack(*each) for each in self._index)
        if self._file:
            shut = self._file.shut(INDEX, entries)
            self.out.write(shut + _END.pack(len(shut)))
        else:
            footer = _FOOTER.pack(len(self._index), 0, _SEEKABLE)
            self.out.write(_ENTRY.pack(_SKIPPABLE, len(entries) + len(footer)) + entries + footer)


class Unpacked(io.RawIOBase):
    """A packed file as its plain bytes, read from anywhere; holds one frame in memory.

    Raises FrameError at once where there is no sound index, else where a frame is not sound.
    """

    def __init__(self, stream: BinaryIO, seal: Seal | None = None) -> None:
        self._stream = stream
        head = stream.read(len(_SEALED))
        if (head == _SEALED) != (seal is not None):
            raise FrameError
        self._file = seal.file(stream.read(SALT)) if seal else None
        self._index = list(_index(stream, self._file))
        self._packed = [len(_SEALED) + SALT if seal else 0]
        self._plain = [0]
        for packed, plain in self._index:
            self._packed.append(self._packed[-1] + packed)
            self._plain.append(self._plain[-1] + plain)
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    @property
    def length(self) -> int:
        """How many plain bytes there are."""
        return self._plain[-1]

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """The place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.length}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer as far as the frame goes."""
        found = self.piece(self._at, len(buffer))
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def piece(self, offset: int, most: int) -> bytes:
        """Bytes from a place on, at most to the end of the frame there."""
        if offset >= self.length:
            return b""
        number = bisect_right(self._plain, offset) - 1
        begin = offset - self._plain[number]
        return self._frame(number)[begin : begin + most]

    def slice(self, offset: int, length: int) -> bytes:
        """So many bytes from a place on, or what there is of them."""
        parts, stop = [], min(offset + length, self.length)
        while offset < stop:
            parts.append(self.piece(offset, stop - offset))
            offset += len(parts[-1])
        return b"".join(parts)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        super().close()

    def _frame(self, number: int) -> bytes:
        if self._held[0] != number:
            packed, plain = self._index[number]
            self._stream.seek(self._packed[number])
            self._held = (number, self._opened(number, self._stream.read(packed), plain))
        return self._held[1]

    def _opened(self, number: int, raw: bytes, length: int) -> bytes:
        try:
            raw = self._file.opened(number, raw) if self._file else raw
            # A frame says its length itself: no bomb is unpacked to see.
            if length > FRAME or zstd.get_frame_info(raw).decompressed_size != length:
                raise FrameError
            plain = zstd.decompress(raw)
        except (SealError, zstd.ZstdError):
            raise FrameError from None
        if len(plain) != length:
            raise FrameError
        return plain


def _index(stream: BinaryIO, file: FileSeal | None) -> Iterator[tuple[int, int]]:
    """The packed and plain length of each frame; raises FrameError where that can't be."""
    try:
        entries = _sealed_entries(stream, file) if file else _entries(stream)
        yield from _ENTRY.iter_unpack(entries)
    except (struct.error, SealError, OSError, ValueError):
        raise FrameError from None


def _sealed_entries(stream: BinaryIO, file: FileSeal) -> bytes:
    end = stream.seek(-_END.size, os.SEEK_END)
    (length,) = _END.unpack(stream.read(_END.size))
    if length > end:
        raise FrameError
    stream.seek(end - length)
    return file.opened(INDEX, stream.read(length))


def _entries(stream: BinaryIO) -> bytes:
    end = stream.seek(-_FOOTER.size, os.SEEK_END)
    count, flags, magic = _FOOTER.unpack(stream.read(_FOOTER.size))
    length = count * _ENTRY.size
    if magic != _SEEKABLE or flags or length + _ENTRY.size > end:
        raise FrameError
    stream.seek(end - length)
    return stream.read(length)
