"""What is commonly done with reports of events, to set the posture beside: counts and shares.

Each takes what was told by a month and gives the share against as it would be read off then, how
many things it is the share of, and by how much it has moved lately.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from made_worlds import AGAINST, FIRST, IN_FAVOUR, World
from numpy.typing import NDArray

RECENT, BEFORE = 6, 12


@dataclass(frozen=True, slots=True)
class Reading:
    """A share against, None where the way gives none, of how many, and how far it has moved."""

    share: float | None
    count: float
    moved: float


@dataclass(frozen=True, slots=True)
class Told:
    """What documents told of one host, claim by claim: when, of which month, of what, which side.

    `event` numbers what a careful counter would hold to be one event: a person and a kind of act.
    """

    told: NDArray[np.int64]
    month: NDArray[np.int64]
    event: NDArray[np.int64]
    against: NDArray[np.bool_]

    def by(self, month: int) -> Told:
        """What was told by a month."""
        known = self.told <= month
        return Told(self.told[known], self.month[known], self.event[known], self.against[known])

    def events(self) -> Told:
        """Every event once, as it was told first."""
        order = np.argsort(self.told, kind="stable")
        _, first = np.unique(self.event[order], return_index=True)
        kept = order[first]
        return Told(self.told[kept], self.month[kept], self.event[kept], self.against[kept])


def told_of(world: World, host: str) -> Told:
    """All that a world's documents tell of a host's acts."""
    rows, numbers = [], {}
    for claim in world.claims:
        if claim.host != host or claim.event not in AGAINST | IN_FAVOUR:
            continue
        day = world.documents[claim.document].published
        told = day.year * 12 + day.month - 1 - FIRST if day else 0
        date = claim.date.split("-") if claim.date else []
        month = int(date[0]) * 12 + int(date[1]) - 1 - FIRST if date else told
        name = (claim.subject or month, claim.event)
        event = numbers.setdefault(name, len(numbers))
        rows.append((told, month, event, claim.event in AGAINST))
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return Told(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(bool))


def readings(told: Told, month: int) -> dict[str, Reading]:
    """What each way reads off what was told by the month."""
    known = told.by(month)
    events = known.events()
    return {
        "count of bad events": _count(events, month),
        "share of bad events": _share(events.month, events.against, month, RECENT),
        "moving average": _average(events, month),
        "mentions": _share(known.told, known.against, month, 3),
    }


def _count(events: Told, month: int) -> Reading:
    """How many standard errors of a Poisson count the recent bad events are off those before."""
    back = month - events.month[events.against]
    recent = int(((back >= 0) & (back < RECENT)).sum())
    before = int(((back >= RECENT) & (back < RECENT + BEFORE)).sum()) * RECENT / BEFORE
    return Reading(None, recent, (recent - before) / math.sqrt(recent + before + 1))


def _share(
    months: NDArray[np.int64], against: NDArray[np.bool_], month: int, recent: int
) -> Reading:
    back = month - months
    now = against[(back >= 0) & (back < recent)]
    then = against[(back >= recent) & (back < recent + BEFORE)]
    share = float(now.mean()) if len(now) else 0.5
    moved = share - float(then.mean()) if len(now) and len(then) else 0.0
    return Reading(share, len(now), moved)


def _average(events: Told, month: int) -> Reading:
    """The mean of the last months' shares, and how far it is off what it was as long before."""
    now, then = (_mean(events, month - back) for back in (0, RECENT))
    count = int(((month - events.month >= 0) & (month - events.month < RECENT)).sum())
    return Reading(
        0.5 if now is None else now, count, 0.0 if now is None or then is None else now - then
    )


def _mean(events: Told, month: int) -> float | None:
    shares = [
        float(told.mean())
        for at in range(month - RECENT + 1, month + 1)
        if len(told := events.against[events.month == at])
    ]
    return sum(shares) / len(shares) if shares else None


def wilson(share: float, count: float, z: float = 1.6448536) -> tuple[float, float]:
    """The score interval of a share of so many, at 90 % (Wilson 1927, JASA 22(158))."""
    if not count:
        return 0.0, 1.0
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    return middle - half, middle + half


def names() -> Sequence[str]:
    """What the ways are called."""
    return ("count of bad events", "share of bad events", "moving average", "mentions")
