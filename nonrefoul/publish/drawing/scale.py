"""Where months stand from left to right, and shares from bottom to top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from nonrefoul.words import Posture

# Months between two that are named on the axis.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def month_number(month: str | dt.date) -> int:
    """A month, of a day or as EDTF (2025-03), counted from the year nought."""
    if isinstance(month, dt.date):
        return month.year * 12 + month.month - 1
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def first_of(number: int) -> dt.date:
    """The first day of the month with this number."""
    return dt.date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Months:
    """The months from the first to the last, in slots of equal width from `left` to `right`."""

    first: int
    last: int
    left: float
    right: float

    @property
    def slot(self) -> float:
        """How wide a month is."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def start(self, month: int) -> float:
        """Where a month begins."""
        return self.left + (month - self.first) * self.slot

    def middle(self, month: int) -> float:
        """The middle of a month."""
        return self.start(month) + self.slot / 2

    def holds(self, month: int) -> bool:
        """Whether the month is among them."""
        return self.first <= month <= self.last

    def named(self, apart: float) -> Iterator[int]:
        """The months to name, so that no two of them stand closer than this."""
        count = self.last - self.first + 1
        step = next((each for each in _STEPS if each * self.slot >= apart), _STEPS[-1])
        return (self.first + each for each in range(count) if (self.first + each) % step == 0)


def span(posture: Posture, months: int | None) -> tuple[int, int] | None:
    """The first and last month of a posture's curve and matters; None where nothing has a month.

    With `months` no more than so many, the last ones.
    """
    known = [month_number(point.month) for point in posture.curve]
    known += [month_number(each.day) for each in posture.matters if each.day]
    known += [month_number(posture.as_of)] if posture.as_of else []
    if not known:
        return None
    first, last = min(known), max(known)
    return (max(first, last - months + 1) if months else first), last


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares from 0, at the bottom, to 1, at the top."""

    top: float
    bottom: float

    def at(self, share: float) -> float:
        """How far down a share stands."""
        return self.bottom - share * (self.bottom - self.top)
