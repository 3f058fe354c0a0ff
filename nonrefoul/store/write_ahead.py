"""SQLite's log beside its file, as a kill leaves it: whether all that was written there is whole.

SQLite takes the first frame that does not hold for the end of the log and drops what follows, as
it must after a crash. Where more of the same log follows, and ends a transaction, or where one bit
is all that is amiss, that frame was damaged, and what was stored last would be gone without a word
(https://www.sqlite.org/fileformat2.html#walformat).
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_LITTLE, _BIG = 0x377F0682, 0x377F0683  # as which the words of its sums are read
_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MODULUS = 1 << 32
_TRIES = 3  # one who writes meanwhile may be met in the middle of a frame

Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """A frame: whether it ends a transaction, is of this log, and holds, or would but for a bit."""

    ends: bool
    ours: bool
    holds: bool
    flipped: bool


def is_damaged(database: Path) -> bool:
    """Whether the log beside a database is damaged; raises OSError.

    Damage to more than a bit of the very last frame is not told: a kill leaves it half written.
    """
    return all(_is_damaged(_log(database)) for _ in range(_TRIES))


def put_aside(database: Path) -> None:
    """Keep a damaged log under another name, before opening the database drops what is in it.

    Raises OSError.
    """
    if is_damaged(database):
        shutil.copy(_log(database), aside(database))


def aside(database: Path) -> Path:
    """Where a damaged log lies once it was put aside."""
    return database.with_name(f"{database.name}-wal.damaged")


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _is_damaged(log: Path) -> bool:
    try:
        with log.open("rb") as stream:
            head = stream.read(_HEADER.size)
            return bool(head) and _damaged(head, stream)
    except FileNotFoundError:
        return False


def _damaged(head: bytes, stream: BinaryIO) -> bool:
    if len(head) < _HEADER.size:
        return False
    magic, _, size, _, *salts, first, second = _HEADER.unpack(head)
    if magic not in (_LITTLE, _BIG) or not 512 <= size <= 1 << 16:
        return True
    order = "<" if magic == _LITTLE else ">"
    if _sums(head[:24], (0, 0), order) != (first, second):
        return True
    broken = False
    for frame in _frames(stream, size, salts, (first, second), order):
        if frame.flipped or (broken and frame.ours and frame.ends):
            return True
        broken = broken or not frame.holds
    return False


def _frames(
    stream: BinaryIO, size: int, salts: list[int], sums: Sums, order: str
) -> Iterator[_Frame]:
    """The frames in their order; each sum goes on from the one before, while those hold."""
    holds, flipped = True, False
    while len(raw := stream.read(_FRAME.size + size)) == _FRAME.size + size:
        _, after, one, other, *said = _FRAME.unpack_from(raw)
        # One bit of a salt may be what is damaged.
        ours = one == salts[0] or other == salts[1]
        if holds:
            sums = _sums(raw[_FRAME.size :], _sums(raw[:8], sums, order), order)
            holds = [one, other, *said] == [*salts, *sums]
            words = (_FRAME.size + size - 16) // 4
            flipped = not holds and ours and _by_one_bit(sums, (said[0], said[1]), words)
        yield _Frame(after != 0, ours, holds, flipped)


def _sums(raw: bytes, sums: Sums, order: str) -> Sums:
    """The running sums of SQLite over some bytes."""
    one, other = sums
    words = struct.unpack(f"{order}{len(raw) // 4}I", raw)
    for left, right in zip(words[::2], words[1::2], strict=True):
        one = (one + left + other) % _MODULUS
        other = (other + right + one) % _MODULUS
    return one, other


def _by_one_bit(found: Sums, said: Sums, words: int) -> bool:
    """Whether sums over so many words differ from those said by one bit of the words or of these.

    A word that is larger by d adds to both sums what follows from d alone, word after word.
    """
    if sum(map(int.bit_count, (found[0] ^ said[0], found[1] ^ said[1]))) <= 1:
        return True
    wanted = tuple((each - other) % _MODULUS for each, other in zip(said, found, strict=True))
    bits = [sign << bit for bit in range(32) for sign in (1, -1)]
    left, right = (1, 1), (0, 1)  # what comes of the last two words
    for _ in range(words // 2):
        for one, other in (left, right):
            if any((d * one % _MODULUS, d * other % _MODULUS) == wanted for d in bits):
                return True
        left, right = _next(left), _next(right)
    return False


def _next(sums: Sums) -> Sums:
    one = (sums[0] + sums[1]) % _MODULUS
    return one, (sums[1] + one) % _MODULUS
