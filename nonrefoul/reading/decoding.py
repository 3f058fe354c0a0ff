"""From what the convolutions give to tags and trees, as Slovnet does, many sentences at once."""

from __future__ import annotations

import numpy as np

from nonrefoul.reading.convolution import Block
from nonrefoul.reading.weights import Floats, Ints, Model


class NameTags:
    """The likeliest row of name tags for each sentence, tags that follow each other considered."""

    def __init__(self, model: Model) -> None:
        """Take the projection and the chances of one tag after another."""
        self._weight = model.arrays["head.proj.weight"]
        self._bias = model.arrays["head.proj.bias"]
        self._steps = model.arrays["head.crf.transitions"]

    def __call__(self, encoded: Floats, block: Block) -> Ints:
        """The tag of each word of a block whose sentences stand in the order of their lengths."""
        chances = encoded @ self._weight + self._bias
        score = chances[block.starts]
        # Sentences from `live` on are as long as the walk has come.
        lives = np.searchsorted(block.lengths, np.arange(int(block.lengths[-1])), side="right")
        came: list[Ints] = []
        for step in range(1, len(lives)):
            live = lives[step]
            sums = score[live:, :, None] + self._steps
            sums += chances[block.starts[live:] + step][:, None]
            came.append(sums.argmax(1))
            score[live:] = sums.max(1)
        return _walk_back(score.argmax(1), came, lives, block)


def _walk_back(best: Ints, came: list[Ints], lives: Ints, block: Block) -> Ints:
    tags = np.empty(block.size, np.intp)
    tags[block.gaps - 1] = best
    for step in range(len(came), 0, -1):
        live = lives[step]
        best[live:] = came[step - 1][np.arange(len(best) - live), best[live:]]
        tags[block.starts[live:] + step - 1] = best[live:]
    return tags[block.words]


class WordTags:
    """The likeliest part of speech, with features, of each word."""

    def __init__(self, model: Model) -> None:
        """Take the projection."""
        self._weight = model.arrays["head.proj.weight"]
        self._bias = model.arrays["head.proj.bias"]

    def __call__(self, encoded: Floats, block: Block) -> Ints:
        """The tag of each word of a block."""
        chances = encoded[block.words] @ self._weight
        chances += self._bias
        tags: Ints = chances.argmax(1)
        return tags


class Trees:
    """The likeliest head of each word, and the relation to it."""

    def __init__(self, model: Model) -> None:
        """Take the projections of a word as head and as dependent, and the kernels."""
        self._arrays = model.arrays
        kernel = model.arrays["rel.kernel"]
        size = len(kernel)
        pairs = kernel.reshape(size, -1, size).transpose(0, 2, 1).reshape(size * size, -1)
        self._pairs = np.ascontiguousarray(pairs)

    def __call__(self, encoded: Floats, block: Block) -> tuple[Ints, Ints]:
        """The head of each word, counted from one with 0 for the root, and its relation."""
        heads = self._heads(encoded, block)
        at = np.repeat(block.starts - 1, block.lengths) + heads
        at[heads == 0] = block.size
        return heads, self._relations(encoded, block, at)

    def _heads(self, encoded: Floats, block: Block) -> Ints:
        longest = int(block.lengths.max())
        places = block.starts[:, None] + np.arange(-1, longest)
        places[:, 0] = block.size
        np.minimum(places, block.size, out=places)
        below = self._projected("head.head", encoded, "head.root") @ self._arrays["head.kernel"]
        above = self._projected("head.tail", encoded, "head.root")
        scores = below[places[:, 1:]] @ above[places].swapaxes(1, 2)
        lacking = np.arange(longest + 1) > block.lengths[:, None]
        scores[np.broadcast_to(lacking[:, None], scores.shape)] = -np.inf
        heads: Ints = scores.argmax(2)[block.grid]
        return heads

    def _relations(self, encoded: Floats, block: Block, at: Ints) -> Ints:
        above = self._projected("rel.head", encoded, "rel.root")[at]
        below = self._projected("rel.tail", encoded, "rel.root")[block.words]
        both = (above[:, :, None] * below[:, None]).reshape(len(at), -1)
        relations: Ints = (both @ self._pairs).argmax(1)
        return relations

    def _projected(self, name: str, encoded: Floats, root: str) -> Floats:
        """Each place of a block, and after them the root, as the kernels take them."""
        rows = np.concatenate((encoded, self._arrays[root][None]))
        found: Floats = rows @ self._arrays[f"{name}.proj.weight"]
        found += self._arrays[f"{name}.proj.bias"]
        return np.maximum(found, 0, out=found)
