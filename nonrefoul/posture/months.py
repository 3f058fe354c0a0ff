"""Months as numbers, how far a day lies back, and what is left of a matter by then."""

from __future__ import annotations

import datetime as dt
from functools import cache

from nonrefoul.posture.weights import weights


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
    return left(months_back(day, as_of))


@cache
def left(back: int) -> float:
    """What a matter that lies so many months back still counts; nothing once it is forgotten."""
    rules = weights()
    if back >= rules.span_months.value:
        return 0.0
    return float(0.5 ** (back / rules.half_life_months.value))
