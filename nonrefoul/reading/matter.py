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

from nonrefoul.reading.models import models
from nonrefoul.reading.tokens import Sentence, Token

Vector = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("matter.npy")
# Shorter words are mostly grammar.
SHORTEST = 4
# Means of unit vectors are short; this brings them to a size that suits the ridge of the fit.
SCALE = 10.0


def matter(sentences: Sequence[Sentence]) -> float:
    """The log-odds that a text tells of people who are pursued; 0 where its words are unknown."""
    found = embedding(sentences)
    if not found.any():
        return 0.0
    weights = _weights()
    return float(found @ weights[:-1] * SCALE + weights[-1])


def embedding(sentences: Sequence[Sentence]) -> Vector:
    """The mean direction of a text's words: 300 numbers of length one, or zeros."""
    vectors = [
        vector
        for sentence in sentences
        for token in sentence.tokens
        if len(token.text) >= SHORTEST and (vector := _vector(token)) is not None
    ]
    if not vectors:
        return np.zeros(models().navec.pq.dim)
    mean = np.mean(vectors, axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=float)


def _vector(token: Token) -> Vector | None:
    found = _known(token.text.lower())
    return found if found is not None else _known(token.lemma)


@lru_cache(maxsize=50_000)
def _known(word: str) -> Vector | None:
    vector = models().navec.get(word)
    return None if vector is None else np.asarray(vector / np.linalg.norm(vector), dtype=float)


@cache
def _weights() -> Vector:
    return np.asarray(np.load(WEIGHTS), dtype=float)
