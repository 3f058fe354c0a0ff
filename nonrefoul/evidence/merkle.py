"""The Merkle tree of RFC 6962 (sections 2.1.1 and 2.1.2): roots, inclusion, consistency.

`pymerkle` is under the GPL and could not be taken; these few functions are held to the RFC by its
published vectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256(b"").digest()
_HASH = 32


def leaf(entry: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Tree:
    """A tree that grows: its size, and the roots of its whole subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, entry: bytes) -> None:
        """Append an entry."""
        self.grow(leaf(entry))

    def grow(self, hashed: bytes) -> None:
        """Append the hash of an entry."""
        size = self.size
        while size & 1:
            hashed = node(self.peaks.pop(), hashed)
            size >>= 1
        self.peaks.append(hashed)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The hash of all entries."""
        if not self.peaks:
            return EMPTY
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root


class Whole:
    """A tree with all its whole subtrees at hand (64 bytes an entry), to prove things from."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._levels = [b"".join(leaves)]
        while len(self._levels[-1]) >= 2 * _HASH:
            self._levels.append(b"".join(self._above(self._levels[-1])))

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._levels[0]) // _HASH

    def root(self, first: int = 0, last: int | None = None) -> bytes:
        """The hash of the entries of a range; of all of them where none is given."""
        last = self.size if last is None else last
        size = last - first
        if size == 0:
            return EMPTY
        if size & (size - 1) == 0 and first % size == 0:
            level = self._levels[size.bit_length() - 1]
            at = first // size * _HASH
            return level[at : at + _HASH]
        middle = first + _split(size)
        return node(self.root(first, middle), self.root(middle, last))

    def inclusion(self, at: int, size: int | None = None) -> list[bytes]:
        """The audit path of the entry at a place of the first `size` (2.1.1), the nearest first."""
        first, last, path = 0, self.size if size is None else size, []
        if not 0 <= at < last:
            raise IndexError(at)
        while last - first > 1:
            middle = first + _split(last - first)
            if at < middle:
                path.append(self.root(middle, last))
                last = middle
            else:
                path.append(self.root(first, middle))
                first = middle
        return path[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """The proof that the first `old` entries are the beginning of the first `size` (2.1.2)."""
        first, last, path = 0, self.size if size is None else size, []
        if not 0 < old <= last:
            raise IndexError(old)
        while old != last:
            middle = first + _split(last - first)
            if old <= middle:
                path.append(self.root(middle, last))
                last = middle
            else:
                path.append(self.root(first, middle))
                first = middle
        return [*([self.root(first, last)] if first else []), *path[::-1]]

    @staticmethod
    def _above(level: bytes) -> Iterator[bytes]:
        for at in range(0, len(level) - len(level) % (2 * _HASH), 2 * _HASH):
            yield hashlib.sha256(b"\x01" + level[at : at + 2 * _HASH]).digest()


def sides(at: int, size: int) -> list[bool]:
    """For each hash of an audit path, whether it stands on the left."""
    found, place, last = [], at, size - 1
    while last:
        left = bool(place & 1)
        if left or place != last:
            found.append(left)
        place, last = place >> 1, last >> 1
    return found


def included(hashed: bytes, at: int, size: int, path: Sequence[bytes], claimed: bytes) -> bool:
    """Whether a leaf hash stands at a place of the tree of so many leaves and this root.

    As RFC 9162, section 2.1.3.2, puts it.
    """
    if at >= size:
        return False
    place, last, found = at, size - 1, hashed
    for each in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node(each, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node(found, each)
        place, last = place >> 1, last >> 1
    return last == 0 and found == claimed


def consistent(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the tree of the one root begins with that of the other (RFC 9162, 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    steps = [old_root, *path] if old & (old - 1) == 0 else [*path]
    if not 0 < old < new or not steps:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for each in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node(each, before), node(each, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, each)
        place, last = place >> 1, last >> 1
    return last == 0 and (before, after) == (old_root, new_root)


def _split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)
