"""How likely a claim is right: the signs of what may be told, weighed by three small networks.

They were fitted on documents that the networks which tell were not trained on
(`tools/fit_confidence.py`), and are kept in `learned/judge.npz`; the confidence below which a claim
is not given is in `rules/confidence.yml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nonrefoul.reading.learned.inputs import EVENT_AT, EVENTS, Floats, Ints
from nonrefoul.reading.learned.judging import SIGNS
from nonrefoul.reading.learned.network import gelu, sigmoid
from nonrefoul.reading.learned.options import ACTUALITIES
from nonrefoul.reading.learned.telling import Told
from nonrefoul.rules import RULES, Rule, load
from nonrefoul.words import Actuality

WEIGHTS = Path(__file__).parent / "learned" / "judge.npz"
# A sign speaks no louder than this many times its spread.
LOUDEST = 4.0
# What is told to have happened, not yet, or not, and what the words say of it by rule.
COUNT = len(ACTUALITIES)
ALL_SIGNS: tuple[str, ...] = (
    *SIGNS,
    *(each.value for each in ACTUALITIES),
    *(f"{told.value}, by the words {said.value}" for told in ACTUALITIES for said in ACTUALITIES),
)


class Least(Rule):
    """The confidence below which a claim is not given, and one that a longer text tells alone.

    A text is longer from `short` characters on.
    """

    least: float
    alone: float
    short: int


def least() -> float:
    """The confidence below which a claim is not given."""
    return _limits().least


def least_alone(length: int) -> float:
    """The confidence below which a claim is not given that is all that a text tells.

    `length` is that of the text, in characters.
    """
    return _limits().least if length < _limits().short else _limits().alone


@cache
def _limits() -> Least:
    return load(RULES / "confidence.yml", Least)


@dataclass(frozen=True, slots=True)
class Judge:
    """The fitted networks, each with a hidden layer and a way past it; `middle`, `spread` of signs.

    Of n networks with m hidden numbers: `inner` (n, m, signs), `events` (n, EVENTS, m), `bias`
    (n, m), `outer` (n, m), `past` (n, signs), `last` (n).
    """

    middle: Floats
    spread: Floats
    inner: Floats
    events: Floats
    bias: Floats
    outer: Floats
    past: Floats
    last: Floats

    def chances(self, signs: Floats, events: Ints) -> Floats:
        """How likely each of (claims, ALL_SIGNS) is right."""
        held = np.clip((signs - self.middle) / self.spread, -LOUDEST, LOUDEST)
        scores: Floats = np.zeros(len(signs), np.float32)
        for at in range(len(self.last)):
            inner = gelu(held @ self.inner[at].T + self.events[at][events] + self.bias[at])
            scores += inner @ self.outer[at] + held @ self.past[at] + self.last[at]
        return sigmoid(np.asarray(scores / len(self.last), dtype=np.float32))


@cache
def judge() -> Judge:
    """The shipped judge."""
    with np.load(WEIGHTS) as kept:
        if tuple(kept["signs"]) != ALL_SIGNS or tuple(kept["event names"]) != EVENTS:
            raise ValueError(
                f"{WEIGHTS.name} was fitted for other signs or events; run tools/fit_confidence.py"
            )
        names = Judge.__dataclass_fields__
        return Judge(**{name: kept[name].astype(np.float32) for name in names})


def matrix(all_told: Sequence[Told], by_words: Sequence[Actuality]) -> tuple[Floats, Ints]:
    """The signs (claims, ALL_SIGNS) of what may be told, and the events.

    `by_words` says for each what the words around it, by rule, say of its having happened.
    """
    rows = np.zeros((len(all_told), len(ALL_SIGNS)), np.float32)
    for row, each, words in zip(rows, all_told, by_words, strict=True):
        told, said = ACTUALITIES.index(each.modality.actuality), ACTUALITIES.index(words)
        row[: len(SIGNS)] = each.signs
        row[len(SIGNS) + told] = 1
        row[len(SIGNS) + COUNT + COUNT * told + said] = 1
    return rows, np.array([EVENT_AT[each.event] for each in all_told], dtype=np.int64)


def confidences(all_told: Sequence[Told], by_words: Sequence[Actuality]) -> list[float]:
    """The probability, from 0 to 1, of each thing told that a claim of it is right."""
    if not all_told:
        return []
    found: list[float] = judge().chances(*matrix(all_told, by_words)).tolist()
    return found
