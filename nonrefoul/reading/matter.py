"""What a text is about, by the words it uses: how likely it tells of people who are pursued.

The text is the mean of its words' vectors (Navec, from the natasha wheel); a logistic regression
over it, fitted by `tools/fit_matter.py`, tells pursuit from fiction, sport, crime and the rest.
Its weights are few (one a dimension and one more) and stand in `matter.npy` beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.reading.weights import embeddings

Vector = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("matter.npy")
# Shorter words are mostly grammar.
SHORTEST = 4
# A text of fewer known words than this says less of its matter, in proportion.
ENOUGH = 80
# Means of unit vectors are short; this brings them to a size that suits the ridge of the fit.
SCALE = 10.0


def matter(sentences: Sequence[Sentence]) -> float:
    """The log-odds that a text tells of people who are pursued; 0 where its words are unknown."""
    vectors = _vectors(sentences)
    if not vectors:
        return 0.0
    weights = _weights()
    found = float(_direction(vectors) @ weights[:-1] * SCALE + weights[-1])
    return found * min(1.0, len(vectors) / ENOUGH) ** 2


def embedding(sentences: Sequence[Sentence]) -> Vector:
    """The mean direction of a text's words: 300 numbers of length one, or zeros."""
    vectors = _vectors(sentences)
    return _direction(vectors) if vectors else np.zeros(embeddings().dim)


def _direction(vectors: Sequence[Vector]) -> Vector:
    mean = np.mean(vectors, axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=float)


def _vectors(sentences: Sequence[Sentence]) -> list[Vector]:
    return [
        vector
        for sentence in sentences
        for token in sentence.tokens
        if len(token.text) >= SHORTEST and (vector := _vector(token)) is not None
    ]


def _vector(token: Token) -> Vector | None:
    found = _known(token.text.lower())
    return found if found is not None else _known(token.lemma)


@lru_cache(maxsize=8_000)
def _known(word: str) -> Vector | None:
    vector = embeddings().get(word)
    return None if vector is None else np.asarray(vector / np.linalg.norm(vector), dtype=float)


@cache
def _weights() -> Vector:
    return np.asarray(np.load(WEIGHTS), dtype=float)
