"""How the words that tell an event stand to those who are named and to the states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.english.inputs import Inputs, Ints
from nonrefoul.reading.english.package import Floats
from nonrefoul.reading.learned.pairs import far, first_of_line

MENTION_SIGNS, STATE_SIGNS = 17, 14

Flags = npt.NDArray[np.bool_]


def _classes(seen: Inputs, triggers: Sequence[Ints], spots: Ints) -> tuple[Ints, Ints, Ints]:
    """Classes of distance (triggers, places, 2); distances in sentences; each middle word."""
    middles = np.array([trigger[len(trigger) // 2] for trigger in triggers], dtype=np.int64)
    apart = np.empty((len(triggers), len(spots)), dtype=np.int64)
    for row, trigger in enumerate(triggers):
        each = spots[None, :] - trigger[:, None]
        apart[row] = each[np.abs(each).argmin(axis=0), np.arange(len(spots))]
    sentences = seen.sentence[spots][None, :] - seen.sentence[middles][:, None]
    beyond = np.where(spots[None, :] > middles[:, None], 6, 14)
    words = np.where(sentences == 0, far(apart), beyond)
    return np.stack([words, far(sentences)], axis=-1), sentences, middles


def mention_signs(seen: Inputs, triggers: Sequence[Ints]) -> tuple[Floats, Ints]:
    """Signs (triggers, mentions, MENTION_SIGNS) and classes of distance (triggers, mentions, 2)."""
    first, whose = seen.mentions[:, 0], seen.mentions[:, 2]
    classes, sentences, middles = _classes(seen, triggers, first)
    recent = _recent(seen, middles)
    line = seen.line[first][None, :] == seen.line[middles][:, None]
    each = [
        sentences == 0,
        sentences == -1,
        line,
        line & first_of_line(seen.line, first)[None, :],
        first[None, :] < middles[:, None],
        recent == 0,
        recent == 1,
        recent >= 2,
        *(np.broadcast_to(row, line.shape) for row in _standing(seen, first, whose)),
    ]
    return np.stack(each, axis=-1).astype(np.float32), classes


def _standing(seen: Inputs, first: Ints, whose: Ints) -> list[Floats]:
    """What is said of each mention whatever the event."""
    persons = [at for at, each in enumerate(seen.who) if each.kind == "person"]
    rank = {at: number for number, at in enumerate(persons)}
    rows = [
        (
            each.kind == "person",
            each.kind == "organisation",
            min(6, len(each.mentions)) / 6,
            rank.get(at) == 0,
            rank.get(at) == 1,
            min(6, len(persons)) / 6,
        )
        for at, each in enumerate(seen.who)
    ]
    rows.append((False, False, 0.0, False, False, min(6, len(persons)) / 6))
    table = np.array(rows, dtype=np.float32)
    owner = np.array([_owns(seen, int(last)) for last in seen.mentions[:, 1]], dtype=np.float32)
    pronoun = (whose == len(seen.who)) & (seen.mentions[:, 1] - seen.mentions[:, 0] == 1)
    opening = seen.line[first] == seen.line[0]
    return [owner, pronoun.astype(np.float32), opening.astype(np.float32), *table[whose].T]


def _owns(seen: Inputs, last: int) -> bool:
    return last < len(seen.words) and seen.words[last].low in ("'s", "’s", "'", "’")


def _recent(seen: Inputs, middles: Ints) -> Ints:
    """How many other persons were named since each mention's person was, before a trigger."""
    first, whose = seen.mentions[:, 0], seen.mentions[:, 2]
    found = np.full((len(middles), len(first)), 9, dtype=np.int64)
    person = np.array([*(each.kind == "person" for each in seen.who), False])
    for row, middle in enumerate(middles):
        order: dict[int, int] = {}
        before = np.nonzero((first <= middle) & person[whose])[0]
        for at in before[np.argsort(-first[before], kind="stable")]:
            order.setdefault(int(whose[at]), len(order))
        found[row] = [order.get(int(each), 9) for each in whose]
    return found


def state_signs(
    seen: Inputs, triggers: Sequence[Ints], whose: Sequence[frozenset[int]]
) -> tuple[Floats, Ints]:
    """Signs (triggers, states, STATE_SIGNS) of each mention of a state, and classes of distance.

    `whose` says for each trigger whom it befell, as places in `seen.who`.
    """
    spots = np.array([at for at, _, _ in seen.states], dtype=np.int64)
    codes = [code for _, code, _ in seen.states]
    classes, sentences, middles = _classes(seen, triggers, spots)
    line = seen.line[spots][None, :] == seen.line[middles][:, None]
    beside, beside_line, joined = _beside(seen, spots, whose)
    each = [
        sentences == 0,
        line,
        line & first_of_line(seen.line, spots)[None, :],
        np.broadcast_to(seen.line[spots] == seen.line[0], line.shape),
        beside,
        beside_line,
        joined,
        np.broadcast_to(np.array([code == codes[0] for code in codes]), line.shape),
        np.broadcast_to(np.array([codes.count(code) for code in codes]) / len(codes), line.shape),
        np.broadcast_to(np.array([len(set(codes)) == 1] * len(codes)), line.shape),
        spots[None, :] < middles[:, None],
        sentences == -1,
        sentences < -3,
        np.broadcast_to(np.array([[bool(each)] for each in whose]), line.shape),
    ]
    return np.stack(each, axis=-1).astype(np.float32), classes


def _beside(
    seen: Inputs, spots: Ints, whose: Sequence[frozenset[int]]
) -> tuple[Flags, Flags, Flags]:
    """Whether whom an event befell is named in a place's sentence; in its line; next to it."""
    in_sentence: dict[int, set[int]] = defaultdict(set)
    in_line: dict[int, set[int]] = defaultdict(set)
    near: dict[int, set[int]] = defaultdict(set)
    for first, last, who in seen.mentions.tolist():
        in_sentence[int(seen.sentence[first])].add(who)
        in_line[int(seen.line[first])].add(who)
        for at in range(first - 6, last + 6):
            near[at].add(who)
    shape = (len(whose), len(spots))
    sentence, line = seen.sentence[spots], seen.line[spots]
    return (
        np.array(
            [[not w.isdisjoint(in_sentence[int(at)]) for at in sentence] for w in whose]
        ).reshape(shape),
        np.array([[not w.isdisjoint(in_line[int(at)]) for at in line] for w in whose]).reshape(
            shape
        ),
        np.array([[not w.isdisjoint(near[int(at)]) for at in spots] for w in whose]).reshape(shape),
    )
