"""The Merkle tree of RFC 6962 (sections 2.1.1 and 2.1.2): roots, inclusion, consistency.

`pymerkle` is under the GPL and could not be taken; these few functions are held to the RFC by its
published vectors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY = hashlib.sha256(b"").digest()


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


def root(leaves: Iterable[bytes]) -> bytes:
    """The hash of a tree with these leaf hashes."""
    tree = Tree()
    for each in leaves:
        tree.grow(each)
    return tree.root


def inclusion(leaves: Sequence[bytes], at: int) -> list[bytes]:
    """The audit path of the leaf at a place (2.1.1), the hash nearest the leaf first."""
    if not 0 <= at < len(leaves):
        raise IndexError(at)
    path: list[bytes] = []
    first, last = 0, len(leaves)
    while last - first > 1:
        middle = first + _split(last - first)
        if at < middle:
            path.append(root(leaves[middle:last]))
            last = middle
        else:
            path.append(root(leaves[first:middle]))
            first = middle
    return path[::-1]


def consistency(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """The proof that a tree of the first `old` leaves is the beginning of this one (2.1.2)."""
    if not 0 < old <= len(leaves):
        raise IndexError(old)
    path: list[bytes] = []
    first, last, whole = 0, len(leaves), True
    while last - first != old - first:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(root(leaves[middle:last]))
            last = middle
        else:
            path.append(root(leaves[first:middle]))
            first, whole = middle, False
    if not whole:
        path.append(root(leaves[first:last]))
    return path[::-1]


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
