"""What an English document tells: events with whom they befell, where, and how certain."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nonrefoul.reading.english.inputs import Inputs, Ints
from nonrefoul.reading.english.network import (
    EVENTS,
    MODALITIES,
    Links,
    Seen,
    Weights,
    link,
    look,
    states,
)
from nonrefoul.reading.english.package import Floats
from nonrefoul.reading.learned.network import sigmoid, softmax
from nonrefoul.rules import events
from nonrefoul.words import Modality

# A word tells an event from this chance on; so many words may stand between two of one trigger.
TRIGGER, GAP = 0.15, 3
# From this chance on a further person is one whom an event befell.
ALSO = 0.4


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as told: its trigger, place in `who` (None: nobody by name), states, certainty.

    `signs` are what its confidence is worked out from: see SIGNS.
    """

    event: str
    trigger: Ints
    who: int | None
    host: str | None
    origin: str | None
    modality: Modality
    signs: tuple[float, ...]

    @property
    def chance(self) -> float:
        """How likely all of it is right, were its parts independent."""
        told, _, who, host, _, certain = self.signs[:6]
        return math.exp(told + who + host + certain)


# Logarithms of chances: that the likeliest word tells the event, and the mean of its words; that it
# befell this one; of host, origin and class of modality; that the words tell another event; that it
# befell somebody else; that the text tells anything; and of how many words tell it.
SIGNS = (
    "told",
    "told on average",
    "who",
    "host",
    "origin",
    "certain",
    "another event",
    "somebody else",
    "text",
    "words",
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    group: int
    event: int
    trigger: Ints
    who: int
    signs: dict[str, float]


def tellings(
    inputs: Inputs, models: Sequence[Weights], manners: Mapping[str, int]
) -> list[Telling]:
    """The events that a document tells, likely or not; several networks are heard together."""
    if not inputs.words:
        return []
    seen = [look(inputs, weights) for weights in models]
    told = np.mean([sigmoid(each.scores) for each in seen], axis=0)
    groups = list(_groups(inputs, told))
    if not groups:
        return []
    triggers = [trigger for _, trigger in groups]
    links = [
        link(inputs, each, triggers, [event for event, _ in groups], weights)
        for each, weights in zip(seen, models, strict=True)
    ]
    found = list(_candidates(inputs, groups, told, links))
    return _placed(inputs, found, seen, links, models, manners)


def _groups(inputs: Inputs, told: Floats) -> Iterator[tuple[int, Ints]]:
    """Runs of words that tell one event."""
    for event in range(len(EVENTS)):
        if EVENTS[event] == "assisted":
            continue
        run: list[int] = []
        for at in np.nonzero(told[:, event] > TRIGGER)[0].tolist():
            apart = run and (at - run[-1] > GAP or inputs.sentence[at] != inputs.sentence[run[-1]])
            if apart:
                yield event, np.array(run)
                run = []
            run.append(at)
        if run:
            yield event, np.array(run)


def befalls_nobody(event: int) -> bool:
    """Whether an event is the state's own conduct."""
    return events()[EVENTS[event]].subject == ("none",)


def _candidates(
    inputs: Inputs, groups: Sequence[tuple[int, Ints]], told: Floats, links: Sequence[Links]
) -> Iterator[_Candidate]:
    nobody = len(inputs.who)
    fits = np.mean([(sigmoid(e.subject) + softmax(e.subject)) / 2 for e in links], axis=0)
    text = float(np.sort(told.max(axis=1))[-3:].mean())
    for number, (event, trigger) in enumerate(groups):
        others = np.delete(told[trigger], event, axis=1)
        signs = {
            "told": float(told[trigger, event].max()),
            "told on average": float(told[trigger, event].mean()),
            "another event": float(others.max()),
            "text": text,
            "words": float(len(trigger)),
        }
        if befalls_nobody(event):
            alone = {**signs, "who": 1.0, "somebody else": 0.0}
            yield _Candidate(number, event, trigger, nobody, alone)
            continue
        best = int(fits[number].argmax())
        chosen = [best]
        if best != nobody:
            chosen += [who for who in range(nobody) if who != best and fits[number, who] > ALSO]
        for who in chosen:
            rest = [float(fits[number, other]) for other in range(nobody + 1) if other != who]
            each = {"who": float(fits[number, who]), "somebody else": max(rest, default=0.0)}
            yield _Candidate(number, event, trigger, who, {**signs, **each})


def _placed(
    inputs: Inputs,
    found: Sequence[_Candidate],
    seen: Sequence[Seen],
    links: Sequence[Links],
    models: Sequence[Weights],
    manners: Mapping[str, int],
) -> list[Telling]:
    nobody = len(inputs.who)
    triggers = [each.trigger for each in found]
    whose = [frozenset([each.who]) if each.who != nobody else frozenset[int]() for each in found]
    rows = [each.group for each in found]
    made = [
        states(inputs, each, triggers, whose, links_.query[rows], weights, manners)
        for each, links_, weights in zip(seen, links, models, strict=True)
    ]
    codes: list[str | None] = [*made[0][0], None]
    host = np.mean([each[1] for each in made], axis=0)
    origin = np.mean([each[2] for each in made], axis=0)
    together: dict[int, list[int]] = defaultdict(list)
    for row, each in enumerate(found):
        if each.who != nobody:
            together[each.who].append(row)
    for same in together.values():
        origin[same] = (origin[same] + origin[same].mean(axis=0)) / 2
    modality = np.mean([each.modality for each in links], axis=0)
    return [
        _telling(each, codes, host[row], origin[row], modality[each.group], nobody)
        for row, each in enumerate(found)
    ]


def _telling(
    found: _Candidate,
    codes: Sequence[str | None],
    host: Floats,
    origin: Floats,
    modality: Floats,
    nobody: int,
) -> Telling:
    both = host[:, None] + origin[None, :]
    barred = np.eye(len(codes), dtype=bool)
    barred[-1, -1] = False
    both = np.where(barred, -np.inf, both)
    at, by = np.unravel_index(int(both.argmax()), both.shape)
    classes: dict[str, float] = defaultdict(float)
    for name, chance in zip(MODALITIES, modality.tolist(), strict=True):
        classes[Modality(name).actuality.value] += chance
    best = max(classes, key=lambda each: classes[each])
    chosen = max(
        (chance, name)
        for name, chance in zip(MODALITIES, modality.tolist(), strict=True)
        if Modality(name).actuality.value == best
    )[1]
    signs = {
        **found.signs,
        "host": float(np.exp(host[at])),
        "origin": float(np.exp(origin[by])),
        "certain": classes[best],
    }
    return Telling(
        EVENTS[found.event],
        found.trigger,
        None if found.who == nobody else found.who,
        codes[int(at)],
        codes[int(by)],
        Modality(chosen),
        tuple(math.log(max(signs[name], 1e-3)) for name in SIGNS),
    )
