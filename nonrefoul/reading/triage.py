"""Which documents of a stream are worth reading: told by their words, before any model runs.

Most of what a channel brings concerns nobody who fled. A text is weighed by the beginnings of its
words (five letters stand well enough for a lemma), once as a whole and once by its likeliest
neighbourhood, a sentence with those beside it: one sentence in a text about sport is enough if an
act stands in it with a state, a service or a status. Names have no weight. Both tables are fitted
by `tools/fit_triage.py` and kept in `triage.tsv` beside this file. Of a long text each stretch is
weighed by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat
from math import sqrt
from pathlib import Path

WEIGHTS = Path(__file__).with_name("triage.tsv")
# A stretch of about so many characters is weighed by itself, ending where a line ends.
STRETCH = 2_500
# Shorter texts are read: they cost little, and say too little to be weighed.
SHORT = 250
# A text that opens with fewer words in lower case is too odd to be weighed, and is read.
FEWEST = 8
# A text or neighbourhood counts as having at least so many words, lest two decide.
STEADY = 30
# How much the likeliest neighbourhood weighs beside the whole, and the most that one has weighed.
NEAR = 0.2
MOST = 30.0

Table = dict[str, float]

# The first five letters of words in lower case, and whole abbreviations.
_BEGINNING = re.compile(r"\b(?:[а-яе]{3,5}|[А-Я]{3,6}\b)")
_SENTENCE = re.compile(r"[^.!?…\n]+")


def worth(text: str) -> bool:
    """Whether a text may tell of people who fled and are pursued."""
    whole, near = _tables()
    if len(text) <= SHORT or len(beginnings(text[: 4 * STRETCH])) < FEWEST:
        return True
    return any(weight(part, whole, near) >= 0 for part in stretches(text))


def weight(text: str, whole: Table, near: Table) -> float:
    """How far a text speaks for being read; from 0 on it does."""
    text = text.replace("ё", "е")
    found = beginnings(text)
    total = weighed(found, whole) + whole["always"]
    if total + NEAR * (MOST + near["always"]) < 0:
        return total
    around = [beginnings(sentence) for sentence in sentences(text)]
    return total + NEAR * (near["always"] + nearest(around, near))


def beginnings(text: str) -> set[str]:
    """What a text is weighed by."""
    return set(_BEGINNING.findall(text))


def sentences(text: str) -> list[str]:
    """Sentences, roughly."""
    return _SENTENCE.findall(text)


def weighed(found: set[str], table: Table) -> float:
    """The sum of what beginnings of words weigh, as if in a text of even length."""
    return sum(map(table.get, found, repeat(0.0))) / sqrt(max(STEADY, len(found)))


def nearest(found: Sequence[set[str]], table: Table) -> float:
    """The weight of the likeliest neighbourhood: a sentence, with the one on either side."""
    sums = [0.0, *(sum(map(table.get, each, repeat(0.0))) for each in found), 0.0]
    sizes = [0, *map(len, found), 0]
    return max(
        (
            sum(sums[at : at + 3]) / sqrt(max(STEADY, sum(sizes[at : at + 3])))
            for at in range(len(found))
        ),
        default=0.0,
    )


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
def _tables() -> tuple[Table, Table]:
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    whole = {beginning: float(found) for beginning, found, _ in rows}
    return whole, {beginning: float(found) for beginning, _, found in rows}
