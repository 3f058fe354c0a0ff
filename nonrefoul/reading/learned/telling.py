"""What the network sees told in a document: events, whom each befell, where, and how certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nonrefoul.reading.learned.inputs import EVENTS, Floats, Inputs, Ints, stretch
from nonrefoul.reading.learned.judging import signs
from nonrefoul.reading.learned.network import Networks, networks, sigmoid, softmax
from nonrefoul.reading.learned.options import (
    MODALITIES,
    OF_ACTUALITY,
    Option,
    Weighing,
    actualities,
    likely_who,
    of_state,
    options,
)
from nonrefoul.reading.learned.pairs import date_signs, mention_signs, state_signs
from nonrefoul.words import Modality

# Words that tell an event at least so likely are looked at further.
LEAST = 0.12
# So many words of a document are weighed at a time, about three pages.
STRETCH = 1_500
# Words of one telling stand no farther apart than this.
GAP = 3
# The contract leaves help given out of what must be found.
_LEFT_OUT = frozenset({"assisted"})


@dataclass(frozen=True, slots=True)
class Told:
    """One event that may be told of one person, group or state, with how likely each part of it is.

    `words` are the places of the words that tell it, `who` a place in the document's `who` (the
    last: nobody by name), `mention` the place in its `mentions` that answered best, or None.
    Chances are from 0 to 1: of the event, of whom it befell, of host, origin and actuality.
    `signs` are those of `judging.SIGNS` that speak for it or against it.
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
    by_who: float
    by_host: float
    by_origin: float
    by_actuality: float
    signs: Floats


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
    found = weighing(seen, networks()) if seen.words else None
    if found is None:
        return []
    all_options = options(found)
    rows = signs(found, all_options, seen)
    return [_told(found, option, row) for option, row in zip(all_options, rows, strict=True)]


def weighing(seen: Inputs, nets: Networks) -> Weighing | None:
    """What networks together say of a document; None where no word may tell anything."""
    weighed = nets.weigh(seen)
    chances = sigmoid(weighed.events).mean(axis=0)
    spots = list(_spots(chances, seen.sentence))
    if not spots:
        return None
    kinds, words = [event for event, _ in spots], [each for _, each in spots]
    rows = nets.trigger(weighed, words, kinds)
    asked, modalities = nets.asked(rows), nets.modalities(rows).mean(axis=0)
    given = _Asked(seen, nets, words, asked, weighed.words)
    whose, best = _who(given)
    picked = [
        (at, who) for at, kind in enumerate(kinds) for who in _befallen(seen, kind, whose[at])
    ]
    host, origin, codes = _states(given, picked)
    by_who = [1.0 if of_state(EVENTS[kinds[at]]) else float(whose[at, who]) for at, who in picked]
    return Weighing(
        kinds,
        words,
        [int(each[chances[each, event].argmax()]) for event, each in spots],
        np.array([chances[each, event].max() for event, each in spots]),
        np.array([chances[each, event].mean() for event, each in spots]),
        modalities,
        actualities(modalities),
        whose,
        best,
        _dates(given),
        picked,
        np.array(by_who),
        codes,
        _shares(host),
        _shares(origin),
    )


def _shares(logs: Floats) -> Floats:
    raised = np.exp(logs)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the triggers of a document ask: their `words`, and per network what each looks for.

    `asked` is (networks, triggers, width), and `rows` (networks, words, width) of the document.
    """

    seen: Inputs
    nets: Networks
    words: Sequence[Ints]
    asked: Floats
    rows: Floats

    def scores(self, columns: int, nothing: float) -> Floats:
        """A place for how well each of so many answers each trigger."""
        return np.full((*self.asked.shape[:2], columns), nothing, dtype=np.float32)


def _who(given: _Asked) -> tuple[Floats, Ints]:
    """For each trigger the chance of each of `who`, and the mention of each that answers best."""
    seen, nets = given.seen, given.nets
    scores = given.scores(len(seen.who), -1e4)
    best = np.full(scores.shape[1:], -1, dtype=np.int64)
    if len(seen.mentions):
        rows = given.rows[:, seen.mentions[:, 0]]
        links = nets.link("subj", given.asked, rows, *mention_signs(seen, given.words))
        for number, whose in enumerate(seen.mentions[:, 2].tolist()):
            better = links[..., number] > scores[..., whose]
            scores[better, whose] = links[better, number]
            # Of the networks the last one says by which mention somebody is meant.
            best[better[-1], whose] = number
    scores[..., -1] = np.logaddexp(scores[..., -1], nets.nobody("subj", given.asked))
    return (0.5 * sigmoid(scores) + 0.5 * softmax(scores)).mean(axis=0), best


def _dates(given: _Asked) -> list[str | None]:
    """The likeliest date of each trigger, among those that the document names; None is one, too."""
    seen, nets = given.seen, given.nets
    if not seen.whens:
        return [None] * len(given.words)
    codes = sorted({each.edtf for each in seen.whens if each.edtf})
    rows = given.rows[:, [each.word for each in seen.whens]]
    links = nets.link("when", given.asked, rows, *date_signs(seen, given.words))
    scores = given.scores(len(codes) + 1, -np.inf)
    scores[..., -1] = nets.nobody("when", given.asked)
    for number, each in enumerate(seen.whens):
        column = codes.index(each.edtf) if each.edtf else -1
        scores[..., column] = np.logaddexp(scores[..., column], links[..., number])
    total = np.log(softmax(scores) + 1e-9).mean(axis=0)
    return [[*codes, None][at] for at in total.argmax(axis=1).tolist()]


def _befallen(seen: Inputs, event: int, shares: Floats) -> list[int]:
    """Whom an event may have befallen; nobody, where it is a state's own conduct."""
    return [len(seen.who) - 1] if of_state(EVENTS[event]) else likely_who(shares)


def _states(
    given: _Asked, picked: Sequence[tuple[int, int]]
) -> tuple[Floats, Floats, list[str | None]]:
    """The log of the chance of each state (the last: none) as host and as origin of each event."""
    seen, nets = given.seen, given.nets
    codes = sorted({code for _, code, _ in seen.states})
    if not codes:
        nothing = np.zeros((len(picked), 1), dtype=np.float32)
        return nothing, nothing, [None]
    at = [row for row, _ in picked]
    nobody = len(seen.who) - 1
    whose = [frozenset({who} - {nobody}) for _, who in picked]
    signs, classes = state_signs(seen, [given.words[row] for row in at], whose)
    rows, asked = given.rows[:, [word for word, _, _ in seen.states]], given.asked[:, at]
    manners, states = nets.of_states(seen)
    of_code = [codes.index(code) for _, code, _ in seen.states]
    found = []
    for name, more in (("host", (manners,)), ("orig", (manners, states))):
        links = nets.link(name, asked, rows, signs, classes, *more)
        scores = np.full((*links.shape[:2], len(codes) + 1), -np.inf, dtype=np.float32)
        for number, code in enumerate(of_code):
            scores[..., code] = np.logaddexp(scores[..., code], links[..., number])
        scores[..., -1] = nets.nobody(name, asked)
        found.append(np.asarray(np.log(softmax(scores) + 1e-9).mean(axis=0), dtype=np.float32))
    host, origin = found
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


def _told(found: Weighing, option: Option, row: Floats) -> Told:
    spot, who = found.rows[option.row]
    best = int(found.best[spot, who])
    return Told(
        event=EVENTS[found.events[spot]],
        words=found.words[spot],
        who=who,
        mention=best if best >= 0 else None,
        host=found.codes[option.host],
        origin=found.codes[option.origin],
        date=found.dates[spot],
        modality=_modality(found.modalities[spot], option.actuality),
        by_event=float(found.chances[spot]),
        by_who=float(found.by_who[option.row]),
        by_host=float(found.hosts[option.row, option.host]),
        by_origin=float(found.origins[option.row, option.origin]),
        by_actuality=float(found.actualities[spot, option.actuality]),
        signs=row,
    )


def _modality(shares: Floats, actuality: int) -> Modality:
    """The likeliest modality of an actuality."""
    within = np.where(actuality == OF_ACTUALITY, shares, -1)
    return MODALITIES[int(within.argmax())]
