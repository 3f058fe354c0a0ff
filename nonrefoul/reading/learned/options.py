"""What may be told in a document: each event with whom, where and how far, likely or not.

The network's answers are kept side by side here: words that may tell an event, whom it may have
befallen, the states that may be host, whether it happened. Options that make the same claim
wherever they are told are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nonrefoul.reading.learned.inputs import Floats, Ints
from nonrefoul.rules import events
from nonrefoul.words import Actuality, Modality

MODALITIES = tuple(Modality)
ACTUALITIES = tuple(Actuality)
OF_ACTUALITY = np.array([ACTUALITIES.index(each.actuality) for each in MODALITIES])

# Persons looked at for an event, at most; how likely all but the first must be, by themselves and
# against the first.
MOST_WHO, LEAST_WHO, LEAST_BESIDE = 4, 0.06, 0.08
# Hosts looked at, at most, and how likely all but the first must be; the same of what happened.
MOST_HOSTS, LEAST_HOST, LEAST_ACTUALITY = 3, 0.06, 0.08
# A state that so likely pursues the person is no host: the two are never one.
PURSUES = 0.8
# Options of one event and person, at most; how likely each must be on the whole.
MOST_OPTIONS, LEAST_OPTION = 4, 0.006


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the networks say of a document.

    A spot is an event with the words that may tell it: `events`, `words`, the likeliest of them
    (`heads`), how likely the event is there (`chances`) and on the whole (`means`), shares of
    `modalities` and `actualities`, and of each of `who` (`whose`), whose mention answers best, and
    its date.
    A row is a spot with one of `who`: `rows` (spot, who), `by_who` its chance, shares of the
    states of `codes` (the last: none) as `hosts` and as `origins`.
    """

    events: Sequence[int]
    words: Sequence[Ints]
    heads: Sequence[int]
    chances: Floats
    means: Floats
    modalities: Floats
    actualities: Floats
    whose: Floats
    best: Ints
    dates: Sequence[str | None]
    rows: Sequence[tuple[int, int]]
    by_who: Floats
    codes: Sequence[str | None]
    hosts: Floats
    origins: Floats


@dataclass(frozen=True, slots=True)
class Option:
    """One claim that may be made, from the row that speaks for it most.

    `chance` is how likely all its parts are together there, `elsewhere` the same at the other
    spots that would make this claim, the likeliest first, `rival` how likely the likeliest other
    option of its spot is.
    """

    row: int
    host: int
    origin: int
    actuality: int
    chance: float
    elsewhere: tuple[float, ...]
    rival: float


def of_state(event: str) -> bool:
    """Whether an event is a state's own conduct and befalls nobody."""
    return events()[event].subject == ("none",)


def likely_who(shares: Floats) -> list[int]:
    """Whom an event may have befallen, the likeliest first."""
    order: list[int] = np.argsort(-shares, kind="stable")[:MOST_WHO].tolist()
    least = max(LEAST_WHO, LEAST_BESIDE * float(shares[order[0]]))
    return order[:1] + [at for at in order[1:] if shares[at] > least]


def actualities(modalities: Floats) -> Floats:
    """The shares of what happened, what has not yet, and what has not, from those of modalities."""
    parts = [modalities[:, at == OF_ACTUALITY].sum(axis=1) for at in range(len(ACTUALITIES))]
    return np.stack(parts, axis=1)


def options(weighing: Weighing) -> list[Option]:
    """All that may be claimed, each once."""
    groups: dict[tuple[int, int, int, int], list[_Part]] = defaultdict(list)
    of_spot: dict[int, list[_Part]] = defaultdict(list)
    for row, (spot, who) in enumerate(weighing.rows):
        for part in _parts(weighing, row, spot):
            groups[weighing.events[spot], who, part.host, part.actuality].append(part)
            of_spot[spot].append(part)
    found = []
    for parts in groups.values():
        parts.sort(key=lambda each: -each.chance)
        first = parts[0]
        spot = weighing.rows[first.row][0]
        others = [each.chance for each in of_spot[spot] if each is not first]
        found.append(
            Option(
                first.row,
                first.host,
                first.origin,
                first.actuality,
                first.chance,
                _elsewhere(weighing, parts, spot),
                max(others, default=1e-4),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    row: int
    host: int
    origin: int
    actuality: int
    chance: float


def _parts(weighing: Weighing, row: int, spot: int) -> list[_Part]:
    """The options of one event and person, the likeliest first."""
    hosts, sure = weighing.hosts[row], weighing.actualities[spot]
    whole = float(weighing.chances[spot] * weighing.by_who[row])
    found = []
    order: list[int] = np.argsort(-hosts, kind="stable")[:MOST_HOSTS].tolist()
    for host in order:
        if host != order[0] and hosts[host] < LEAST_HOST:
            continue
        if weighing.codes[host] is not None and weighing.origins[row, host] > PURSUES:
            continue
        origin = _origin(weighing, row, host)
        for actuality in range(len(sure)):
            if sure[actuality] >= LEAST_ACTUALITY or actuality == int(sure.argmax()):
                chance = whole * float(hosts[host]) * float(sure[actuality])
                found.append(_Part(row, host, origin, actuality, chance))
    found.sort(key=lambda each: -each.chance)
    return [each for each in found[:MOST_OPTIONS] if each.chance > LEAST_OPTION]


def _origin(weighing: Weighing, row: int, host: int) -> int:
    """The likeliest origin, which is never the host."""
    shares = weighing.origins[row].copy()
    if weighing.codes[host] is not None:
        shares[host] = -1
    return int(shares.argmax())


def _elsewhere(weighing: Weighing, parts: Sequence[_Part], spot: int) -> tuple[float, ...]:
    best: dict[int, float] = {}
    for each in parts:
        best.setdefault(weighing.rows[each.row][0], each.chance)
    best.pop(spot)
    return tuple(sorted(best.values(), reverse=True))
