"""What the network sees told in a document: events, whom each befell, where, and how certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nonrefoul.reading.learned.inputs import EVENTS, Floats, Inputs, Ints, stretch
from nonrefoul.reading.learned.network import Network, networks, sigmoid, softmax
from nonrefoul.reading.learned.pairs import date_signs, mention_signs, state_signs
from nonrefoul.rules import events
from nonrefoul.words import Actuality, Modality

# Words that tell an event at least so likely are looked at further.
LEAST = 0.12
# So many words of a document are weighed at a time, about three pages.
STRETCH = 1_500
# Words of one telling stand no farther apart than this.
GAP = 3
# Whom an event befalls beside the likeliest must be at least so likely.
ALSO = 0.42

MODALITIES = tuple(Modality)

# The contract leaves help given out of what must be found.
_LEFT_OUT = frozenset({"assisted"})


@dataclass(frozen=True, slots=True)
class Told:
    """One event told of one person, group or state, with how likely each part of it is.

    `words` are the places of the words that tell it, `who` a place in the document's `who` (the
    last: nobody by name), `mention` the place in its `mentions` that answered best, or None.
    Chances are from 0 to 1: of the event, of whom it befell, of host, origin and actuality.
    """

    event: str
    words: Ints
    who: int
    mention: int | None
    host: str | None
    origin: str | None
    date: str | None
    modality: Modality
    by_event: float
    by_mean: float
    by_who: float
    by_host: float
    by_origin: float
    by_actuality: float
    runner_up: float
    vector: Floats


@dataclass(slots=True)
class _Trigger:
    """Words that tell an event, and the shares of its modalities and of whom it befell."""

    event: int
    words: Ints
    chances: Floats
    modalities: Floats
    who: Floats
    best: Ints
    date: str | None


def told(seen: Inputs) -> list[Told]:
    """All that the networks together see told in a document, likely or not.

    A long document is weighed a stretch at a time, so that time and memory stay linear.
    """
    found: list[Told] = []
    for first, last in _stretches(seen.sentence):
        part, mentions = stretch(seen, first, last)
        for each in _told_in(part):
            mention = None if each.mention is None else int(mentions[each.mention])
            found.append(replace(each, words=each.words + first, mention=mention))
    return found


def _stretches(sentence: Ints) -> Iterator[tuple[int, int]]:
    """Where stretches of whole sentences begin and end."""
    count, first = len(sentence), 0
    while first < count:
        last = min(count, first + STRETCH)
        if last < count:
            opens = int(np.searchsorted(sentence, sentence[last]))
            last = opens if opens > first else last
        yield first, last
        first = last


def _told_in(seen: Inputs) -> list[Told]:
    nets = networks()
    weighed = [net.weigh(seen) for net in nets]
    chances = np.mean([sigmoid(each.events) for each in weighed], axis=0)
    spots = list(_spots(chances, seen.sentence))
    if not spots:
        return []
    kinds, words = [event for event, _ in spots], [each for _, each in spots]
    rows = [net.trigger(each, words, kinds) for net, each in zip(nets, weighed, strict=True)]
    asked = [net.asked(row) for net, row in zip(nets, rows, strict=True)]
    places = [each.words for each in weighed]
    modalities = np.mean([net.modalities(row) for net, row in zip(nets, rows, strict=True)], axis=0)
    who, best = _who(seen, nets, words, asked, places)
    when = _dates(seen, nets, words, asked, places)
    triggers = [
        _Trigger(
            kinds[at],
            words[at],
            chances[words[at], kinds[at]],
            modalities[at],
            who[at],
            best[at],
            when[at],
        )
        for at in range(len(spots))
    ]
    picked = [
        (at, each) for at, trigger in enumerate(triggers) for each in _befallen(seen, trigger)
    ]
    host, origin, codes = _states(seen, nets, words, asked, places, picked)
    return [
        _told(seen, triggers[at], someone, host[row], origin[row], codes, asked[0][at])
        for row, (at, someone) in enumerate(picked)
    ]


def of_state(event: str) -> bool:
    """Whether an event is a state's own conduct and befalls nobody."""
    return events()[event].subject == ("none",)


def _spots(chances: Floats, sentence: Ints) -> Iterator[tuple[int, Ints]]:
    """Each event with the words, near one another in a sentence, that may tell it."""
    for event, name in enumerate(EVENTS):
        if name in _LEFT_OUT:
            continue
        words: list[int] = []
        for at in np.flatnonzero(chances[:, event] > LEAST).tolist():
            if words and (sentence[at] != sentence[words[-1]] or at - words[-1] > GAP):
                yield event, np.array(words, dtype=np.int64)
                words = []
            words.append(at)
        if words:
            yield event, np.array(words, dtype=np.int64)


def _who(
    seen: Inputs,
    nets: Sequence[Network],
    words: Sequence[Ints],
    asked: Sequence[Floats],
    places: Sequence[Floats],
) -> tuple[Floats, Ints]:
    """For each trigger the chance of each of `who`, and the mention of each that answers best."""
    count = len(seen.who)
    total = np.zeros((len(words), count), dtype=np.float32)
    best = np.full((len(words), count), -1, dtype=np.int64)
    signs, classes = mention_signs(seen, words) if len(seen.mentions) else (None, None)
    for net, ask, place in zip(nets, asked, places, strict=True):
        scores = np.full((len(words), count), -1e4, dtype=np.float32)
        if signs is not None and classes is not None:
            links = net.link("subj", ask, place[seen.mentions[:, 0]], signs, classes)
            for number, whose in enumerate(seen.mentions[:, 2].tolist()):
                better = links[:, number] > scores[:, whose]
                scores[better, whose] = links[better, number]
                best[better, whose] = number
        scores[:, -1] = np.logaddexp(scores[:, -1], net.nobody("subj", ask))
        total += (0.5 * sigmoid(scores) + 0.5 * softmax(scores)) / len(nets)
    return total, best


def _dates(
    seen: Inputs,
    nets: Sequence[Network],
    words: Sequence[Ints],
    asked: Sequence[Floats],
    places: Sequence[Floats],
) -> list[str | None]:
    """The likeliest date of each trigger, among those that the document names; None is one, too."""
    if not seen.whens:
        return [None] * len(words)
    codes = sorted({each.edtf for each in seen.whens if each.edtf})
    at_words = [each.word for each in seen.whens]
    signs, classes = date_signs(seen, words)
    total = np.zeros((len(words), len(codes) + 1), dtype=np.float32)
    for net, ask, place in zip(nets, asked, places, strict=True):
        links = net.link("when", ask, place[at_words], signs, classes)
        scores = np.full(total.shape, -np.inf, dtype=np.float32)
        scores[:, -1] = net.nobody("when", ask)
        for number, each in enumerate(seen.whens):
            column = codes.index(each.edtf) if each.edtf else -1
            scores[:, column] = np.logaddexp(scores[:, column], links[:, number])
        total += np.log(softmax(scores) + 1e-9) / len(nets)
    return [[*codes, None][at] for at in total.argmax(axis=1).tolist()]


def _befallen(seen: Inputs, trigger: _Trigger) -> list[int]:
    """Whom an event befell: the likeliest, and others by name who are likely too."""
    nobody = len(seen.who) - 1
    if of_state(EVENTS[trigger.event]):
        return [nobody]
    order: list[int] = np.argsort(-trigger.who, kind="stable").tolist()
    if order[0] == nobody:
        return [nobody]
    return order[:1] + [at for at in order[1:] if trigger.who[at] > ALSO and at != nobody]


def _states(
    seen: Inputs,
    nets: Sequence[Network],
    words: Sequence[Ints],
    asked: Sequence[Floats],
    places: Sequence[Floats],
    picked: Sequence[tuple[int, int]],
) -> tuple[Floats, Floats, list[str | None]]:
    """The log of the chance of each state (the last: none) as host and as origin of each event."""
    codes = sorted({code for _, code, _ in seen.states})
    of_code = [codes.index(code) for _, code, _ in seen.states]
    host = np.zeros((len(picked), len(codes) + 1), dtype=np.float32)
    origin = host.copy()
    if not codes:
        return host, origin, [None]
    rows = [at for at, _ in picked]
    nobody = len(seen.who) - 1
    signs, classes = state_signs(
        seen,
        [words[at] for at in rows],
        [frozenset({who} - {nobody}) for _, who in picked],
    )
    at_words = [at for at, _, _ in seen.states]
    for net, ask, place in zip(nets, asked, places, strict=True):
        manners, states = net.of_states(seen)
        for name, total, more in (("host", host, (manners,)), ("orig", origin, (manners, states))):
            links = net.link(name, ask[rows], place[at_words], signs, classes, *more)
            scores = np.full((len(rows), len(codes) + 1), -np.inf, dtype=np.float32)
            for number, code in enumerate(of_code):
                scores[:, code] = np.logaddexp(scores[:, code], links[:, number])
            scores[:, -1] = net.nobody(name, ask[rows])
            np.add(total, np.log(softmax(scores) + 1e-9) / len(nets), out=total)
    _one_origin(origin, picked, nobody)
    return host, origin, [*codes, None]


def _one_origin(origin: Floats, picked: Sequence[tuple[int, int]], nobody: int) -> None:
    """One person is pursued by one state in a document: all their events have a say in it."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, (_, who) in enumerate(picked):
        if who != nobody:
            rows[who].append(row)
    for each in rows.values():
        origin[each] = origin[each].mean(axis=0)


def _told(
    seen: Inputs,
    trigger: _Trigger,
    who: int,
    host: Floats,
    origin: Floats,
    codes: Sequence[str | None],
    vector: Floats,
) -> Told:
    pairs = host[:, None] + origin[None, :]
    for at in range(len(codes) - 1):
        pairs[at, at] = -np.inf
    here, there = divmod(int(pairs.argmax()), pairs.shape[1])
    modality, sure = _modality(trigger.modalities)
    best = int(trigger.best[who])
    return Told(
        event=EVENTS[trigger.event],
        words=trigger.words,
        who=who,
        mention=best if best >= 0 else None,
        host=codes[here],
        origin=codes[there],
        date=trigger.date,
        modality=modality,
        by_event=float(trigger.chances.max()),
        by_mean=float(trigger.chances.mean()),
        by_who=1.0 if of_state(EVENTS[trigger.event]) else float(trigger.who[who]),
        by_host=float(np.exp(host[here])),
        by_origin=float(np.exp(origin[there])),
        by_actuality=sure,
        runner_up=float(np.sort(trigger.who)[-2]) if len(trigger.who) > 1 else 0.0,
        vector=vector,
    )


def _modality(shares: Floats) -> tuple[Modality, float]:
    """The likeliest actuality, and within it the likeliest modality."""
    of: dict[Actuality, float] = defaultdict(float)
    for modality, share in zip(MODALITIES, shares.tolist(), strict=True):
        of[modality.actuality] += share
    actuality = max(of, key=lambda each: of[each])
    within = [
        (float(share), -at)
        for at, (modality, share) in enumerate(zip(MODALITIES, shares, strict=True))
        if modality.actuality is actuality
    ]
    return MODALITIES[-max(within)[1]], of[actuality]
