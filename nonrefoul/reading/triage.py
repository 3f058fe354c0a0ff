"""Which documents of a stream are worth reading: a small network looks before any other model runs.

Most of what a channel brings concerns nobody who fled. Two convolutions over the words' vectors
(Navec's, as the language models use them) and what the whole text is about weigh every word for
whether a claim stands there; a text whose likeliest word weighs too little is passed over. It was
taught by the full reading itself (`tools/fit_triage.py`): what that finds a claim in, this should
let through. Of a long text each stretch is weighed by itself. Names have no vector, so none weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from nonrefoul.reading.weights import Floats, Ints, embeddings

WEIGHTS = Path(__file__).with_name("triage.npz")
# In a text of so many characters a word has little beside it to tell by: it need weigh less.
SHORT = 300
# A stretch of about so many characters is weighed by itself, ending where a line ends.
STRETCH = 2_500
# So many words are weighed together, so that their numbers stay in the processor.
BLOCK = 4_096
# So many words are kept with what the network sees of them.
CAPACITY = 20_000
# A word sees so many on either side: two in the first convolution, twice that in the second.
REACH = 4
# Where the mean over a text divides by at least so many words, lest two decide.
STEADY = 30

LOOKS = ("lower", "capital", "capitals", "latin", "number", "stop", "line", "mark")
_WORD = re.compile(r"[^\W\d_]+|\d+|[.!?…]+|\n+|[«»\"()—:;,]")
_MARKS = {**dict.fromkeys(".!?…", "stop"), "\n": "line"}


def worth(texts: Sequence[str]) -> list[bool]:
    """Whether each text may tell of people who fled and are pursued, in order."""
    parts = [(at, part) for at, text in enumerate(texts) for part in stretches(text)]
    found = [False] * len(texts)
    for (at, _), weight in zip(parts, weights_of([part for _, part in parts]), strict=True):
        found[at] = found[at] or weight >= 0
    return found


def weights_of(parts: Sequence[str]) -> list[float]:
    """How far each stretch of text speaks for being read; from 0 on it does."""
    network = _network()
    found: list[float] = []
    for block in _blocks([words(part) for part in parts]):
        found += network.weigh(block)
    return [
        weight + network.lenient if len(part) <= SHORT else weight
        for weight, part in zip(found, parts, strict=True)
    ]


def words(text: str) -> list[tuple[int, int]]:
    """The words of a text as the network sees them: row in the embeddings, and look."""
    return [_seen(word) for word in _WORD.findall(text)]


def words_in(text: str) -> Iterator[re.Match[str]]:
    """Where the words of `words` stand."""
    return _WORD.finditer(text)


@lru_cache(maxsize=CAPACITY)
def _seen(word: str) -> tuple[int, int]:
    look = _look(word)
    known = word[0].isalpha()
    return embeddings().place(word.lower()) if known else embeddings().unknown, LOOKS.index(look)


def _look(word: str) -> str:
    first = word[0]
    if not first.isalpha():
        return "number" if first.isdigit() else _MARKS.get(first, "mark")
    if first.isascii():
        return "latin"
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "capital" if first.isupper() else "lower"


def _blocks(parts: Sequence[list[tuple[int, int]]]) -> Iterator[list[list[tuple[int, int]]]]:
    block: list[list[tuple[int, int]]] = []
    size = 0
    for part in parts:
        if block and size + len(part) > BLOCK:
            yield block
            block, size = [], 0
        block.append(part)
        size += len(part)
    if block:
        yield block


@dataclass(frozen=True)
class Network:
    """The network's arrays, by what they do.

    With `size` channels: `vector` (300, size) and `look` (8, size) make of a word what is seen of
    it; `near` and `wide` (size, 5 size) are convolutions over five words side by side, the second
    over every other one; `text` (2 size, size) sees the maxima and means over the text; `word`
    (size, size), `out` (size,). `always` is added to every weight, and `lenient` to that of a short
    text: so the threshold is zero.
    """

    vector: Floats
    look: Floats
    near: Floats
    near_bias: Floats
    wide: Floats
    wide_bias: Floats
    text: Floats
    text_bias: Floats
    word: Floats
    out: Floats
    always: float
    lenient: float

    def weigh(self, parts: Sequence[list[tuple[int, int]]]) -> list[float]:
        """The weight of each part: that of its likeliest word; of one without words the least."""
        found = [-np.inf] * len(parts)
        told = [at for at, part in enumerate(parts) if part]
        if told:
            for at, weight in zip(told, self._weigh([parts[at] for at in told]), strict=True):
                found[at] = float(weight)
        return [float(each) for each in found]

    def _weigh(self, parts: Sequence[list[tuple[int, int]]]) -> Floats:
        lengths = np.array([len(part) for part in parts])
        # A gap after each part, as wide as a word sees, so that no part sees another.
        firsts = np.cumsum(lengths + REACH) - lengths - REACH
        size = int(lengths.sum()) + REACH * len(parts)
        filled = np.zeros(size, bool)
        for first, length in zip(firsts.tolist(), lengths.tolist(), strict=True):
            filled[first : first + length] = True
        row = np.zeros((size, self.vector.shape[1]), np.float32)
        row[filled] = self._words([word for part in parts for word in part])
        gaps = ~filled
        close = _positive(_convolved(row, self.near, self.near_bias, 1), gaps)
        found = _positive(_convolved(close, self.wide, self.wide_bias, 2), gaps) + close
        about = np.maximum.reduceat(found, firsts)
        mean = np.add.reduceat(found, firsts) / np.maximum(STEADY, lengths)[:, None]
        of_text = np.concatenate([about, mean], axis=1) @ self.text + self.text_bias
        part_of = np.repeat(np.arange(len(parts)), lengths + REACH)
        weights = _positive(found @ self.word + of_text[part_of], gaps) @ self.out + self.always
        weights[gaps] = -np.inf
        return np.asarray(np.maximum.reduceat(weights, firsts), np.float32)

    def _words(self, seen: Sequence[tuple[int, int]]) -> Floats:
        """What is seen of each word; each different one is worked out once."""
        places: dict[tuple[int, int], int] = {}
        order = [places.setdefault(each, len(places)) for each in seen]
        different = np.array(list(places), np.intp)
        found = _of_rows(self, different[:, 0]) + self.look[different[:, 1]]
        return np.asarray(np.maximum(found, 0)[order], np.float32)


def _of_rows(network: Network, rows: Ints) -> Floats:
    return np.asarray(embeddings().rows(rows) @ network.vector, np.float32)


def _convolved(row: Floats, weight: Floats, bias: Floats, step: int) -> Floats:
    """A convolution over five words, every `step`-th."""
    size = len(bias)
    product = row @ weight
    found = product[:, 2 * size : 3 * size] + bias
    for at, apart in ((0, 2 * step), (1, step)):
        found[apart:] += product[:-apart, at * size : (at + 1) * size]
        found[:-apart] += product[apart:, (4 - at) * size : (5 - at) * size]
    return np.asarray(found, np.float32)


def _positive(found: Floats, gaps: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    np.maximum(found, 0, out=found)
    found[gaps] = 0
    return found


def stretches(text: str) -> Iterator[str]:
    """A long text in parts of like length, each ending with a line or word where one ends."""
    start = 0
    while start < len(text):
        left = len(text) - start
        # No small rest: what few words it holds would be weighed as a text.
        size = left if left <= STRETCH else min(STRETCH, (left + 1) // 2)
        stop = start + size
        if stop < len(text):
            line = text.rfind("\n", start + size // 2, stop)
            stop = line + 1 if line >= 0 else text.rfind(" ", start + size // 2, stop) + 1
            stop = stop or start + size
        yield text[start:stop]
        start = stop


@cache
def _network() -> Network:
    with np.load(WEIGHTS) as arrays:
        found: dict[str, Any] = {name: arrays[name].astype(np.float32) for name in arrays.files}
    for name in ("always", "lenient"):
        found[name] = float(found[name])
    return Network(**found)
