"""The encoder: six layers of attention over the pieces of a text, in numpy."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.english.package import Floats, tensors, vocabulary
from nonrefoul.reading.english.wordpiece import FIRST, LAST, pieces
from nonrefoul.reading.english.words import Word

Ints = npt.NDArray[np.int64]

LAYERS, HEADS, WIDTH = 6, 12, 384
# The first layers are as the package has them; those above are fitted to what is looked for.
LOW = 3
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


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document's words as the lower layers leave them.

    `rows` is (words, 2 x WIDTH): what goes in, and what the lower layers make of it. `batches`
    holds windows of words read together, their pieces' states, and what masks the padding.
    """

    rows: Floats
    batches: tuple[tuple[list[tuple[int, int]], Floats, Floats], ...]
    counts: tuple[int, ...]


@cache
def lower() -> tuple[Layer, ...]:
    """The lower layers, out of the package."""
    return tuple(_layer(number, {}) for number in range(LOW))


def upper(fitted: Mapping[str, Floats]) -> tuple[Layer, ...]:
    """The layers above, with what was fitted: `N.MATRIX.a` and `.b`, whose product is added."""
    return tuple(_layer(number, fitted) for number in range(LOW, LAYERS))


def _layer(number: int, fitted: Mapping[str, Floats]) -> Layer:
    base, head = tensors(), f"encoder.layer.{number}."
    matrices = []
    for name in MATRICES:
        matrix = np.ascontiguousarray(base[f"{head}{name}.weight"].T)
        down = fitted.get(f"{number}.{name}.a")
        if down is not None:
            matrix = matrix + down @ fitted[f"{number}.{name}.b"]
        matrices.append((matrix, base[f"{head}{name}.bias"]))
    norms = tuple(
        (base[f"{head}{name}.LayerNorm.weight"], base[f"{head}{name}.LayerNorm.bias"])
        for name in ("attention.output", "output")
    )
    return Layer(tuple(matrices), (norms[0], norms[1]))


def encode(words: Sequence[Word]) -> Encoded:
    """Read a document's words with the lower layers."""
    counts = tuple(len(_pieces(word)) for word in words)
    rows = np.zeros((len(words), 2 * WIDTH), dtype=np.float32)
    batches = []
    for batch in _batches(windows(words)):
        numbers, mask = _numbers(words, batch)
        h = start = _embed(numbers)
        for layer in lower():
            h = _attend(h, layer, mask)
        _pool(rows, batch, np.concatenate([start, h], axis=-1), counts)
        batches.append((batch, h, mask))
    return Encoded(rows, tuple(batches), counts)


def top(encoded: Encoded, stack: Sequence[Layer]) -> Floats:
    """What the layers above make of a document's words: (words, WIDTH)."""
    rows = np.zeros((len(encoded.counts), WIDTH), dtype=np.float32)
    for batch, states, mask in encoded.batches:
        h = states
        for layer in stack:
            h = _attend(h, layer, mask)
        _pool(rows, batch, h, encoded.counts)
    return rows


def _numbers(words: Sequence[Word], batch: Sequence[tuple[int, int]]) -> tuple[Ints, Floats]:
    """The numbers of the pieces of windows, padded, and what is added where padding stands."""
    known = vocabulary()
    rows = [
        [known[FIRST], *(each for word in words[a:z] for each in _pieces(word)), known[LAST]]
        for a, z in batch
    ]
    longest = max(map(len, rows))
    numbers = np.zeros((len(rows), longest), dtype=np.int64)
    mask = np.full((len(rows), 1, 1, longest), -1e4, dtype=np.float32)
    for at, row in enumerate(rows):
        numbers[at, : len(row)] = row
        mask[at, ..., : len(row)] = 0
    return numbers, mask


def _pool(
    rows: Floats, batch: Sequence[tuple[int, int]], states: Floats, counts: Sequence[int]
) -> None:
    """Put into words' rows the means of their pieces' states."""
    for (first, last), made in zip(batch, states, strict=True):
        sizes = np.array(counts[first:last])
        starts = np.cumsum([1, *sizes[:-1]])
        total = np.add.reduceat(made[: 1 + int(sizes.sum())], starts)
        rows[first:last] = total / sizes[:, None].astype(np.float32)


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


def _embed(numbers: Ints) -> Floats:
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
