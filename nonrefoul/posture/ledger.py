"""Matters by their months: what they add up to, kept so that a change touches only its month."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from nonrefoul.posture.months import left, months_back, number
from nonrefoul.posture.units import Unit
from nonrefoul.posture.weights import weights
from nonrefoul.words import Matter


@dataclass(frozen=True, slots=True)
class Sums:
    """The weight on each side and the number of matters, month by month up to that of a posture."""

    first: int
    against: list[float]
    in_favour: list[float]
    counts: list[int]

    def __len__(self) -> int:
        return len(self.counts)


class Ledger:
    """The matters of one account as they count in the month of a day."""

    __slots__ = ("_added", "_as_of", "_back", "_count")

    def __init__(self, as_of: dt.date, matters: Iterable[Matter] = ()) -> None:
        self._as_of = as_of
        self._count = 0
        # By how many months they lie back; what they add up to is None where it changed.
        self._back: dict[int, dict[Unit, Matter]] = defaultdict(dict)
        self._added: dict[int, tuple[float, float] | None] = {}
        for matter in matters:
            self.put((matter.id,), matter)

    def __len__(self) -> int:
        """How many matters there are, those that count nothing any more among them."""
        return self._count

    def put(self, unit: Unit, matter: Matter) -> None:
        """Take in the matter of a unit that has none here."""
        back = months_back(matter.day, self._as_of)
        self._back[back][unit] = matter
        self._added[back] = None
        self._count += 1

    def lift(self, unit: Unit, matter: Matter) -> None:
        """Take a unit's matter out again."""
        back = months_back(matter.day, self._as_of)
        del self._back[back][unit]
        self._added[back] = None
        self._count -= 1

    def sums(self) -> Sums:
        """What those that are not forgotten add up to, from the first of their months on."""
        span = weights().span_months.value
        first = max((back for back, told in self._back.items() if told and back < span), default=-1)
        added = [self._sum(back) for back in range(first, -1, -1)]
        return Sums(
            first=number(self._as_of) - first,
            against=[against for against, _ in added],
            in_favour=[in_favour for _, in_favour in added],
            counts=[self._told(back) for back in range(first, -1, -1)],
        )

    def _told(self, back: int) -> int:
        return len(self._back.get(back, ()))

    def _sum(self, back: int) -> tuple[float, float]:
        known = self._added.get(back)
        if known is None:
            told = self._back.get(back, {}).values()
            # Exact sums: the order in which matters come must not show in the last digit.
            known = self._added[back] = (
                math.fsum(matter.against for matter in told),
                math.fsum(matter.in_favour for matter in told),
            )
        return known

    def fresh(self) -> int:
        """How many matters are remembered well enough to tell of a direction."""
        least = weights().remembered.value
        return sum(len(told) for back, told in self._back.items() if left(back) >= least)

    def near(self, month: int, around: int) -> tuple[str, ...]:
        """The ids of the dated matters of a month and those around it, in the units' order."""
        back = number(self._as_of) - month
        # One that is still ahead counts from the month of the day on.
        told = (
            self._back.get(max(0, each), {}) for each in range(back - around, back + around + 1)
        )
        found = {unit: matter for each in told for unit, matter in each.items()}
        return tuple(
            found[unit].id
            for unit in sorted(found)
            if (day := found[unit].day) and abs(number(day) - month) <= around
        )
