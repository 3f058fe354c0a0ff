"""Slovnet's convolutions over many sentences at once, the same numbers at a fraction of the cost.

A block of sentences is one long row of words with a gap after each sentence. A gap holds zeros
in every layer, which is what Slovnet's padding holds: so no word sees another sentence, and nothing
is computed for padding. In the first layer, most of the work, a word adds the same to itself and
its neighbours wherever it stands; what it adds is worked out once and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.shape import shape
from nonrefoul.reading.weights import Floats, Ints, Model, embeddings

# So many words are kept with what they add; ordinary news repeats most of its words within them.
CAPACITY = 2_000


@dataclass(frozen=True)
class Block:
    """Sentences in one row: where each starts in it, and how many words it has."""

    starts: Ints
    lengths: Ints

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Block:
        """Lay sentences of the given lengths one after the other, a gap after each."""
        counted = np.asarray(lengths, dtype=np.intp)
        return cls(np.cumsum(counted + 1) - counted - 1, counted)

    @property
    def size(self) -> int:
        """The length of the row, gaps included."""
        return int(self.lengths.sum()) + len(self.lengths)

    @cached_property
    def gaps(self) -> Ints:
        """The places of the gaps."""
        return self.starts + self.lengths

    @cached_property
    def words(self) -> Ints:
        """The places of the words."""
        return np.delete(np.arange(self.size), self.gaps)

    @cached_property
    def grid(self) -> npt.NDArray[np.bool_]:
        """Which cells of a table of sentences by words are filled."""
        return np.arange(int(self.lengths.max())) < self.lengths[:, None]


class _Norm:
    """What follows a convolution: negative numbers to zero, then each channel to its scale."""

    def __init__(self, model: Model, layer: str) -> None:
        arrays = model.arrays
        self.scale = arrays[f"{layer}.norm.weight"] / arrays[f"{layer}.norm.std"]
        self.shift = arrays[f"{layer}.norm.bias"] - arrays[f"{layer}.norm.mean"] * self.scale

    def __call__(self, found: Floats, gaps: Ints) -> Floats:
        np.maximum(found, 0, out=found)
        found *= self.scale
        found += self.shift
        found[gaps] = 0
        return found


class _Layer:
    """A convolution over three words: one product, whose thirds fall on a word and its sides."""

    def __init__(self, model: Model, layer: str) -> None:
        weight = model.arrays[f"{layer}.conv.weight"]
        self.weight = np.ascontiguousarray(np.concatenate(weight.transpose(2, 1, 0), axis=1))
        self.bias = model.arrays[f"{layer}.conv.bias"]
        self.norm = _Norm(model, layer)

    def __call__(self, row: Floats, gaps: Ints) -> Floats:
        product = row @ self.weight
        size = len(self.bias)
        found = product[:, size : 2 * size] + self.bias
        found[1:] += product[:-1, :size]
        found[:-1] += product[1:, 2 * size :]
        return self.norm(found, gaps)


@lru_cache(maxsize=2 * CAPACITY)
def _seen(word: str) -> tuple[int, str]:
    """All that the models see of a word: its row in the embeddings, and its shape."""
    return embeddings().place(word.lower()), shape(word)


class Encoders:
    """The convolutions of models that see the same sentences."""

    def __init__(self, models: Sequence[Model]) -> None:
        """Prepare the models' weights."""
        dim = embeddings().dim
        first = [each.arrays["encoder.layers.0.conv.weight"] for each in models]
        joint = np.concatenate(
            [np.concatenate(each.transpose(2, 1, 0), axis=1) for each in first], axis=1
        )
        self._by_vector = np.ascontiguousarray(joint[:dim])
        self._by_shape = np.concatenate(
            [
                each.arrays["emb.shape.weight"] @ joint[dim:, at * 768 : (at + 1) * 768]
                for at, each in enumerate(models)
            ],
            axis=1,
        )
        self._shapes = {name: at for at, name in enumerate(models[0].shapes)}
        self._biases = [each.arrays["encoder.layers.0.conv.bias"] for each in models]
        self._norms = [_Norm(each, "encoder.layers.0") for each in models]
        self._layers = [[_Layer(each, f"encoder.layers.{at}") for at in (1, 2)] for each in models]
        # By model, then left, middle and right; the first row, that of a gap, stays zero.
        self._added = np.zeros((len(models), 3, CAPACITY + 1, 256), np.float32)
        self._slots: dict[str, int] = {}
        self._kept: dict[tuple[int, str], int] = {}

    def __call__(self, words: Sequence[str], block: Block) -> list[Floats]:
        """What each model makes of the words of a block: one row a place, gaps included."""
        slots = np.zeros(block.size, np.intp)
        slots[block.words] = self._slots_of(words)
        return [self._encode(at, slots, block.gaps) for at in range(len(self._layers))]

    def _encode(self, at: int, slots: Ints, gaps: Ints) -> Floats:
        left, middle, right = self._added[at]
        found = middle.take(slots, axis=0)
        found[1:] += left.take(slots[:-1], axis=0)
        found[:-1] += right.take(slots[1:], axis=0)
        found += self._biases[at]
        found = self._norms[at](found, gaps)
        for layer in self._layers[at]:
            found = layer(found, gaps)
        return found

    def _slots_of(self, words: Sequence[str]) -> list[int]:
        try:
            return [self._slots[word] for word in words]
        except KeyError:
            self._learn(words)
            return [self._slots[word] for word in words]

    def _learn(self, words: Sequence[str]) -> None:
        new = set(words).difference(self._slots)
        if len(self._kept) + len(new) > CAPACITY or len(self._slots) > 4 * CAPACITY:
            self._slots.clear()
            self._kept.clear()
            new = set(words)
        fresh = {seen: None for word in new if (seen := _seen(word)) not in self._kept}
        if fresh:
            first = len(self._kept) + 1
            self._kept.update(zip(fresh, range(first, first + len(fresh)), strict=True))
            self._work_out(list(fresh), first)
        self._slots.update((word, self._kept[_seen(word)]) for word in new)

    def _work_out(self, fresh: Sequence[tuple[int, str]], first: int) -> None:
        places = np.array([place for place, _ in fresh])
        found = embeddings().rows(places) @ self._by_vector
        found += self._by_shape[[self._shapes[name] for _, name in fresh]]
        parts = found.reshape(len(fresh), len(self._layers), 3, 256).transpose(1, 2, 0, 3)
        self._added[:, :, first : first + len(fresh)] = parts
