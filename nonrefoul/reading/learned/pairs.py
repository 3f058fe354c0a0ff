"""How the words that tell an event stand to those who are named and to the states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from nonrefoul.reading.learned.inputs import ROLES, Floats, Inputs, Ints

ASIDES = ("officials", "helpers", "relatives")
WHO_KINDS = ("person", "organisation", "nobody")

# Distances fall into so many classes: none, and seven either way, each twice as wide as the last.
DISTANCES = 16

# Numbers that measure a mention of somebody, and a mention of a state, against a trigger.
MENTION_SIGNS = 6 + 2 * len(ROLES) + 1 + len(ASIDES) + 3 + len(WHO_KINDS) + 1 + 3 + 4
STATE_SIGNS = 18
DATE_SIGNS = 13 + 9


def far(apart: Ints) -> Ints:
    """The class of a distance, counted in words or sentences, with its direction."""
    size = np.abs(apart)
    steps = np.where(size == 0, 0, np.minimum(7, np.log2(np.maximum(size, 1)).astype(np.int64) + 1))
    return np.where(apart >= 0, steps, steps + 8).astype(np.int64)


def _apart(triggers: Sequence[Ints], places: Ints) -> tuple[Ints, Ints]:
    """For each trigger and place the signed distance to its nearest word; each middle word."""
    middles = np.array([trigger[len(trigger) // 2] for trigger in triggers], dtype=np.int64)
    apart = np.empty((len(triggers), len(places)), dtype=np.int64)
    for row, trigger in enumerate(triggers):
        each = places[None, :] - trigger[:, None]
        apart[row] = each[np.abs(each).argmin(axis=0), np.arange(len(places))]
    return apart, middles


def _classes(seen: Inputs, apart: Ints, middles: Ints, places: Ints) -> tuple[Ints, Ints]:
    """Distance in words within the sentence, else the widest; distance in sentences."""
    sentences = seen.sentence[places][None, :] - seen.sentence[middles][:, None]
    beyond = np.where(places[None, :] > middles[:, None], 6, 14)
    words = np.where(sentences == 0, far(apart), beyond)
    return np.stack([words, far(sentences)], axis=-1), sentences


def mention_signs(seen: Inputs, triggers: Sequence[Ints]) -> tuple[Floats, Ints]:
    """Signs (triggers, mentions, MENTION_SIGNS) and classes of distance (triggers, mentions, 2)."""
    first, whose = seen.mentions[:, 0], seen.mentions[:, 2]
    apart, middles = _apart(triggers, first)
    classes, sentences = _classes(seen, apart, middles, first)
    same = sentences == 0
    own = _roles(seen, triggers)
    of_clause = _roles(seen, [seen.clause[middle : middle + 1] for middle in middles])
    recent = _recent(seen, middles)
    shape = same.shape
    each = [
        same,
        same & (seen.clause[first][None, :] == seen.clause[middles][:, None]),
        seen.line[first][None, :] == seen.line[middles][:, None],
        seen.section[first][None, :] == seen.section[middles][:, None],
        np.broadcast_to(seen.line[first] == 0, shape),
        np.broadcast_to(first_of_line(seen.line, first), shape),
        *np.moveaxis(own, -1, 0),
        *np.moveaxis(of_clause, -1, 0),
        *(np.broadcast_to(row, shape) for row in _standing(seen, first, whose)),
        recent == 0,
        recent == 1,
        recent >= 2,
        first[None, :] < middles[:, None],
    ]
    return np.stack(each, axis=-1).astype(np.float32), classes


def _standing(seen: Inputs, first: Ints, whose: Ints) -> list[Floats]:
    """What is said of each mention whatever the event: who it is of, and how they stand."""
    who = seen.who
    persons = [at for at, each in enumerate(who) if each.kind == "person"]
    rank = {at: number for number, at in enumerate(persons)}
    table = np.array(
        [
            [each.aside == kind for kind in ASIDES]
            + [each.victim, each.called, each.plural]
            + [each.kind == kind for kind in WHO_KINDS]
            + [min(6, each.mentions) / 6]
            + [rank.get(at, 9) == 0, rank.get(at, 9) == 1, min(6, len(persons)) / 6]
            for at, each in enumerate(who)
        ],
        dtype=np.float32,
    )
    rows = [seen.speaking[first].astype(np.float32), *table[whose].T]
    return [np.asarray(row, dtype=np.float32) for row in rows]


def first_of_line(lines: Ints, places: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a place is the first of its kind in its line; `lines` has the line of every word."""
    found = np.zeros(len(places), dtype=bool)
    seen: set[int] = set()
    for at in np.argsort(places, kind="stable"):
        line = int(lines[places[at]])
        found[at] = line not in seen
        seen.add(line)
    return found


def _roles(seen: Inputs, triggers: Sequence[Ints]) -> Floats:
    """Which of ROLES of a trigger's words each mention fills."""
    covering: dict[int, list[int]] = defaultdict(list)
    for number, (first, last, _) in enumerate(seen.mentions.tolist()):
        for at in range(first, last):
            covering[at].append(number)
    filled: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for word, filler, role in seen.roles.tolist():
        filled[word].append((filler, role))
    found = np.zeros((len(triggers), len(seen.mentions), len(ROLES)), dtype=np.float32)
    for row, trigger in enumerate(triggers):
        for word in trigger.tolist():
            for filler, role in filled.get(word, ()):
                found[row, covering.get(filler, []), role] = 1
    return found


def _recent(seen: Inputs, middles: Ints) -> Ints:
    """How many other persons were named since each mention's person was, before a trigger."""
    first, whose = seen.mentions[:, 0], seen.mentions[:, 2]
    found = np.full((len(middles), len(first)), 9, dtype=np.int64)
    person = np.array([each.kind == "person" for each in seen.who])
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
    places = np.array([at for at, _, _ in seen.states], dtype=np.int64)
    codes = [code for _, code, _ in seen.states]
    apart, middles = _apart(triggers, places)
    classes, sentences = _classes(seen, apart, middles, places)
    same = sentences == 0
    shape = same.shape
    line = seen.line[places][None, :] == seen.line[middles][:, None]
    section = seen.section[places][None, :] == seen.section[middles][:, None]
    heads = _heads(seen, places)
    beside, beside_line = _beside(seen, places, whose)
    roles = {(word, filler) for word, filler, _ in seen.roles.tolist()}
    filling = [[(int(middle), int(at)) in roles for at in places] for middle in middles]
    each = [
        same,
        same & (seen.clause[places][None, :] == seen.clause[middles][:, None]),
        line,
        section,
        line & first_of_line(seen.line, places)[None, :],
        section & heads[None, :],
        np.broadcast_to(seen.section[places] == 0, shape),
        np.broadcast_to(seen.line[places] == 0, shape),
        beside,
        beside_line,
        np.broadcast_to(np.array([code == codes[0] for code in codes]), shape),
        np.broadcast_to(np.array([codes.count(code) for code in codes]) / len(codes), shape),
        places[None, :] < middles[:, None],
        sentences == -1,
        (sentences == 1) | (sentences == 2),
        sentences < -3,
        np.array(filling).reshape(shape),
        np.broadcast_to(np.array([[bool(each)] for each in whose]), shape),
    ]
    return np.stack(each, axis=-1).astype(np.float32), classes


def date_signs(seen: Inputs, triggers: Sequence[Ints]) -> tuple[Floats, Ints]:
    """Signs (triggers, times, DATE_SIGNS) of each named time, and classes of distance."""
    places = np.array([each.word for each in seen.whens], dtype=np.int64)
    apart, middles = _apart(triggers, places)
    classes, sentences = _classes(seen, apart, middles, places)
    same = sentences == 0
    before = places[None, :] <= middles[:, None]
    line = seen.line[places][None, :] == seen.line[middles][:, None]
    until = np.array([each.until for each in seen.whens], dtype=np.int64)
    reaches = before & (middles[:, None] < until[None, :])
    known = [len(each.edtf) if each.edtf else 0 for each in seen.whens]
    said = [
        [
            each.limit,
            each.heading,
            each.anchored,
            size == 0,
            size == 4,
            size == 7,
            size >= 10,
            (each.edtf or "").endswith("~"),
            seen.line[each.word] == 0,
        ]
        for each, size in zip(seen.whens, known, strict=True)
    ]
    nearest = np.abs(apart) == np.abs(apart).min(axis=1, keepdims=True)
    nearest_here = same & (
        np.abs(apart) == np.where(same, np.abs(apart), 1 << 30).min(axis=1, keepdims=True)
    )
    last = before & (places == np.where(before, places, -1).max(axis=1, keepdims=True))
    each = [
        same,
        same & (seen.clause[places][None, :] == seen.clause[middles][:, None]),
        line,
        seen.section[places][None, :] == seen.section[middles][:, None],
        before,
        reaches,
        nearest,
        nearest_here,
        last,
        same.any(axis=1, keepdims=True) & ~same,
        sentences == -1,
        before & line & ~same,
        np.broadcast_to(np.array(len(places) == 1), same.shape),
        *np.broadcast_to(np.array(said, dtype=bool).T[:, None, :], (9, *same.shape)),
    ]
    return np.stack(each, axis=-1).astype(np.float32), classes


def _heads(seen: Inputs, places: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a place is the first of its section."""
    found = np.zeros(len(places), dtype=bool)
    sections: set[int] = set()
    for at in np.argsort(places, kind="stable"):
        section = int(seen.section[places[at]])
        found[at] = section not in sections
        sections.add(section)
    return found


def _beside(
    seen: Inputs, places: Ints, whose: Sequence[frozenset[int]]
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.bool_]], ...]:
    """Whether whom an event befell is named in the sentence, and in the line, of each place."""
    in_sentence: dict[int, set[int]] = defaultdict(set)
    in_line: dict[int, set[int]] = defaultdict(set)
    for first, _, who in seen.mentions.tolist():
        in_sentence[int(seen.sentence[first])].add(who)
        in_line[int(seen.line[first])].add(who)
    rows, lines = [], []
    for each in whose:
        rows.append([not each.isdisjoint(in_sentence[int(seen.sentence[at])]) for at in places])
        lines.append([not each.isdisjoint(in_line[int(seen.line[at])]) for at in places])
    shape = (len(whose), len(places))
    return np.array(rows).reshape(shape), np.array(lines).reshape(shape)
