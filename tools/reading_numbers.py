"""A gold document in numbers, as training needs it: no words, and nothing of the package.

So documents that were read on one machine can be trained on by another that has only numpy and
torch.
"""

from __future__ import annotations

import lzma
import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# Small numbers are kept in few bytes.
Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Links:
    """How a document's targets stand to places that may answer them.

    `places` are words, `answers` says which answer each place gives, of `count`, the last being
    none; `signs` (targets, places, n) and `classes` of distance (targets, places, 2) are those of
    `pairs.py`.
    """

    places: Ints
    answers: Ints
    count: int
    signs: Floats
    classes: Ints


@dataclass(frozen=True, slots=True)
class Numbers:
    """A document to learn from; words are counted from 0, a head of -1 is none.

    `words` and `lemmas` are rows of the lexicon, `kinds` (words, kinds) rows of the labels' tables,
    `signs` (words, n) marks and rules. `tells` (k, 2) are a word and an event that it tells,
    `left_open` (k, 2) a word and an event that gold says nothing of; of the words of each of
    `somewhere` at least one tells its event. Each target has an event, a modality and words
    (`target_words`, of the target `target_of`); whom it befell is 1 in `right` (targets, who), whom
    gold leaves open 1 in `unsure`. `hosts`, `origins` and `dates` are the right answers, -1 where
    the document does not name them. `shared` is whether it is of the shared set.
    """

    identity: str
    shared: bool
    words: Ints
    lemmas: Ints
    kinds: Ints
    pieces: Ints
    signs: Floats
    head: Ints
    sentence: Ints
    about: Floats
    tells: Ints
    left_open: Ints
    somewhere: Sequence[tuple[Ints, int]]
    events: Ints
    modalities: Ints
    target_words: Ints
    target_of: Ints
    right: Floats
    unsure: Floats
    mentions: Links | None
    states: Links | None
    manners: Ints
    codes: Ints
    hosts: Ints
    origins: Ints
    times: Links | None
    dates: Ints


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many labels, events and signs there are: what the networks' tables are made by.

    `signs` has how many signs of mentions, states and times there are, `reach` how far apart the
    neighbours are that each layer looks at.
    """

    kinds: Sequence[int]
    pieces: int
    marks: int
    events: int
    modalities: int
    manners: int
    states: int
    about: int
    distances: int
    signs: Mapping[str, int]
    reach: Sequence[int]


@dataclass(frozen=True, slots=True)
class Packed:
    """All documents to learn from, the lexicon's vectors, and what the networks' tables hold.

    A row of the lexicon is a row of `codes`, each a place in the codebook `book` (Navec's), or no
    word (`unknown`), whose vector is zeros; row 0 is one. `labels` are those that the networks
    know, as they are kept beside their weights.
    """

    documents: Sequence[Numbers]
    codes: npt.NDArray[np.uint8]
    unknown: npt.NDArray[np.bool_]
    book: npt.NDArray[np.float32]
    sizes: Sizes
    labels: Mapping[str, npt.NDArray[np.str_]]

    def vectors(self) -> npt.NDArray[np.float32]:
        """The vector of each row of the lexicon, (rows, 300)."""
        found = self.book[np.arange(len(self.book)), self.codes].reshape(len(self.codes), -1)
        found[self.unknown] = 0
        return found


def fold(identity: str, folds: int) -> int:
    """The fold that a document is held out in; -1, none, for single phrases."""
    if identity.startswith("phrase"):
        return -1
    return zlib.crc32(f"fold {identity}".encode()) % folds


def pack(packed: Packed, path: Path) -> None:
    """Write documents to a file."""
    path.write_bytes(lzma.compress(pickle.dumps(packed, protocol=5), preset=1))


def unpack(path: Path) -> Packed:
    """Read the documents of a file that this project wrote: as a pickle it may do anything."""
    found = pickle.loads(lzma.decompress(path.read_bytes()))  # noqa: S301
    if not isinstance(found, Packed):
        raise TypeError(f"{path} holds no packed documents; write it by tools/fit_reading.py")
    return found
