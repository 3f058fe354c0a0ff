"""The encoder: six layers of attention over the pieces of a text, in numpy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from nonrefoul.reading.english.package import Floats, tensors, vocabulary
from nonrefoul.reading.english.wordpiece import FIRST, LAST, pieces
from nonrefoul.reading.english.words import Word

LAYERS, HEADS, WIDTH = 6, 12, 384
# The outputs that a word's vector is put together of: what goes in, a middle layer, the uppermost.
KEPT = (0, 3, 6)
# So many pieces are read together; a sentence is torn only where it is longer than that.
WINDOW = 200
BATCH = 8
# No word counts for more pieces.
MOST = 32

# The matrices of a layer: their name in the package's file.
MATRICES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's matrices (in, out) with what is added, and its two norms."""

    matrices: tuple[tuple[Floats, Floats], ...]
    norms: tuple[tuple[Floats, Floats], tuple[Floats, Floats]]


@cache
def layers() -> tuple[Layer, ...]:
    """The layers, out of the package."""
    return tuple(_layer(number) for number in range(LAYERS))


def _layer(number: int) -> Layer:
    base, head = tensors(), f"encoder.layer.{number}."
    matrices = tuple(
        (np.ascontiguousarray(base[f"{head}{name}.weight"].T), base[f"{head}{name}.bias"])
        for name in MATRICES
    )
    norms = tuple(
        (base[f"{head}{name}.LayerNorm.weight"], base[f"{head}{name}.LayerNorm.bias"])
        for name in ("attention.output", "output")
    )
    return Layer(matrices, (norms[0], norms[1]))


def vectors(words: Sequence[Word]) -> Floats:
    """The vectors of a document's words: (words, KEPT x WIDTH), each the mean of its pieces'."""
    found = np.zeros((len(words), WIDTH * len(KEPT)), dtype=np.float32)
    known = vocabulary()
    for batch in _batches(windows(words)):
        rows = [
            [
                known[FIRST],
                *(each for word in words[first:last] for each in _pieces(word)),
                known[LAST],
            ]
            for first, last in batch
        ]
        for (first, last), made in zip(batch, run(rows), strict=True):
            counts = [len(_pieces(word)) for word in words[first:last]]
            starts = np.cumsum([1, *counts[:-1]])
            total = np.add.reduceat(made[: 1 + sum(counts)], starts)
            found[first:last] = total / np.array(counts, dtype=np.float32)[:, None]
    return found


def _pieces(word: Word) -> tuple[int, ...]:
    return pieces(word.text)[:MOST]


def windows(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Runs of words that are read together: whole sentences, as many as a window holds."""
    found: list[tuple[int, int]] = []
    start, filled = 0, 0
    for first, last in _sentences(words):
        size = sum(len(_pieces(word)) for word in words[first:last])
        if filled and filled + size > WINDOW:
            found.append((start, first))
            start, filled = first, 0
        filled += size
        while filled > WINDOW:
            stop, room = start, WINDOW
            while stop < last and room >= len(_pieces(words[stop])):
                room -= len(_pieces(words[stop]))
                stop += 1
            found.append((start, stop))
            filled -= WINDOW - room
            start = stop
    if filled:
        found.append((start, len(words)))
    return found


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].sentence != words[start].sentence:
            yield start, at
            start = at


def _batches(found: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    ordered = sorted(found, key=lambda window: window[1] - window[0])
    for at in range(0, len(ordered), BATCH):
        yield ordered[at : at + BATCH]


def run(rows: Sequence[Sequence[int]]) -> Floats:
    """What the layers make of rows of pieces: (rows, pieces, KEPT x WIDTH)."""
    longest = max(map(len, rows))
    numbers = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.full((len(rows), 1, 1, longest), -1e4, dtype=np.float32)
    for at, row in enumerate(rows):
        numbers[at, : len(row)] = row
        mask[at, ..., : len(row)] = 0
    made = [_embed(numbers)]
    for layer in layers():
        made.append(_attend(made[-1], layer, mask))
    return np.concatenate([made[at] for at in KEPT], axis=-1)


def _embed(numbers: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Floats:
    base = tensors()
    found = base["embeddings.word_embeddings.weight"][numbers]
    found = found + base["embeddings.position_embeddings.weight"][: numbers.shape[1]]
    found = found + base["embeddings.token_type_embeddings.weight"][0]
    return normed(found, base["embeddings.LayerNorm.weight"], base["embeddings.LayerNorm.bias"])


def _attend(h: Floats, layer: Layer, mask: Floats) -> Floats:
    rows, length, _ = h.shape
    (q, k, v, out, up, down) = layer.matrices

    def heads(matrix: tuple[Floats, Floats]) -> Floats:
        made = h.reshape(-1, WIDTH) @ matrix[0] + matrix[1]
        return made.reshape(rows, length, HEADS, -1).transpose(0, 2, 1, 3)

    scores = heads(q) @ heads(k).swapaxes(-1, -2) / np.float32(math.sqrt(WIDTH / HEADS)) + mask
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    seen = (scores @ heads(v)).transpose(0, 2, 1, 3).reshape(rows, length, WIDTH)
    h = normed(h + (seen @ out[0] + out[1]), *layer.norms[0])
    return normed(h + (gelu(h @ up[0] + up[1]) @ down[0] + down[1]), *layer.norms[1])


def normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Layer normalisation."""
    x = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    return np.asarray(x / spread * weight + bias, dtype=np.float32)


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit; the error function as in Abramowitz and Stegun, 7.1.26."""
    z = np.abs(x) * np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.float32(1.061405429) * t + np.float32(-1.453152027)
    for each in (1.421413741, -0.284496736, 0.254829592):
        tail = tail * t + np.float32(each)
    tail = tail * t * np.exp(-z * z)
    return np.asarray(np.where(x >= 0, x * (1 - tail / 2), x * tail / 2), dtype=np.float32)
