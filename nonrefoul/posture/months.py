"""Months as numbers, how far a day lies back, and what matters add up to in each month."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

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


def number(day: dt.date) -> int:
    """The number of the month that a day is in."""
    return day.year * 12 + day.month - 1


@cache
def named(month: int) -> str:
    """A month as EDTF writes it."""
    year, rest = divmod(month, 12)
    return f"{year:04d}-{rest + 1:02d}"


def months_back(day: dt.date | None, as_of: dt.date) -> int:
    """How many months a day lies back; none where it is not known, or still ahead."""
    return max(0, number(as_of) - number(day)) if day else 0


def forgetting(day: dt.date | None, as_of: dt.date) -> float:
    """What a matter of this day still counts: the chance that conduct was not drawn anew since."""
    return _left(months_back(day, as_of))


@cache
def _left(back: int) -> float:
    rules = weights()
    if back >= rules.span_months.value:
        return 0.0
    return float(0.5 ** (back / rules.half_life_months.value))


def sums(matters: Iterable[Matter], as_of: dt.date) -> Sums:
    """What matters that are not forgotten add up to, from the first of their months on."""
    by_month: dict[int, list[Matter]] = {}
    for matter in matters:
        if matter.forgetting:
            by_month.setdefault(months_back(matter.day, as_of), []).append(matter)
    told = [by_month.get(back, []) for back in range(max(by_month, default=-1), -1, -1)]
    # Exact sums: the order in which matters come must not show in the last digit.
    return Sums(
        first=number(as_of) - len(told) + 1,
        against=[math.fsum(matter.against for matter in each) for each in told],
        in_favour=[math.fsum(matter.in_favour for matter in each) for each in told],
        counts=[len(each) for each in told],
    )
