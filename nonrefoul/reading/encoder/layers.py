"""The vectors of a text's words: the pieces of some sentences together go through the layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from nonrefoul.reading.encoder.graph import KEPT, WIDTH, run
from nonrefoul.reading.encoder.package import Floats, package, unpacked
from nonrefoul.reading.encoder.pieces import pieces

# So many pieces are read together; a sentence is torn only where it is longer than that.
WINDOW = 320
# No word counts for more pieces.
MOST = 24


def vectors(words: Sequence[tuple[str, bool]], sentences: Sequence[int]) -> Floats:
    """The vectors of a document's words: (words, KEPT x WIDTH), each the mean of its pieces'.

    A word is its text and whether a space stands before it; `sentences` says whose sentence it is.
    """
    base = package()
    cut = [pieces(*word)[:MOST] for word in words]
    sizes = np.array([len(each) for each in cut], dtype=np.int64)
    found = np.zeros((len(words), WIDTH * len(KEPT)), dtype=np.float32)
    for first, last in windows(sizes.tolist(), sentences):
        row = [base.first, *(each for word in cut[first:last] for each in word), base.last]
        made = run(embedded(row)[None])[0]
        starts = 1 + np.cumsum(sizes[first:last]) - sizes[first:last]
        found[first:last] = np.add.reduceat(made[:-1], starts) / sizes[first:last, None]
    return found


def windows(sizes: Sequence[int], sentences: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs of words that are read together: whole sentences, as many as a window holds."""
    start, filled, stop = 0, 0, 0
    for first, last in _sentences(sentences):
        size = sum(sizes[first:last])
        if filled and filled + size > WINDOW:
            yield start, first
            start, filled = first, 0
        for stop in range(first, last):
            if filled + sizes[stop] > WINDOW:
                yield start, stop
                start, filled = stop, 0
            filled += sizes[stop]
    if filled:
        yield start, stop + 1


def _sentences(sentences: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(sentences) + 1):
        if at == len(sentences) or sentences[at] != sentences[start]:
            yield start, at
            start = at


def embedded(row: Sequence[int]) -> Floats:
    """What goes into the layers for a row of pieces: (pieces, WIDTH)."""
    base = package()
    made = unpacked(base.blocks("emb.word", WIDTH)[np.array(row)])
    made = made + base.floats("emb.pos").reshape(-1, WIDTH)[: len(row)]
    made = made + base.floats("emb.type")[:WIDTH]
    return normed(made, base.floats("emb.ln.w"), base.floats("emb.ln.b"))


def normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Layer normalisation (Ba et al. 2016)."""
    x = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-12))
    return np.asarray(x / spread * weight + bias, dtype=np.float32)
