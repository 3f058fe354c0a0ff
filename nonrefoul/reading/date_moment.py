"""Moments as a text names them, a day, a month or a year, and what they are counted from."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month or a year; `sure` is False where it is only about then.

    `anchored` says that it was worked out from the document's own date, `sets_year` that the
    words themselves fix the year, so that a month named after it may be of the same one.
    """

    year: int
    month: int | None = None
    day: int | None = None
    sure: bool = True
    anchored: bool = False
    sets_year: bool = False

    @property
    def edtf(self) -> str:
        """The moment as EDTF writes it."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        if self.day:
            text += f"-{self.day:02}"
        return text if self.sure else text + "~"

    @property
    def date(self) -> dt.date | None:
        """The calendar day, or None for a month or a year."""
        return self.first if self.day else None

    @property
    def first(self) -> dt.date:
        """The first calendar day of the moment."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last calendar day of the moment."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against.

    `published` is the document's own date; `earlier` the last moment named before it, `near` the
    same where it stands no further back than the sentence before, `day` the last day, `here` the
    same where it stands in this paragraph, `year` the last moment that fixes a year, where it
    stands close by or over the paragraph; `ahead` that the expression may lie after
    publication as well as before.
    """

    published: dt.date | None
    earlier: Moment | None = None
    near: Moment | None = None
    day: Moment | None = None
    here: Moment | None = None
    year: Moment | None = None
    ahead: bool = False


def of_day(day: dt.date, *, sure: bool = True, anchored: bool = True) -> Moment:
    """The moment that a calendar day is."""
    return Moment(day.year, day.month, day.day, sure, anchored)


def possible(year: int, month: int | None = None, day: int | None = None) -> bool:
    """Whether the calendar has such a day, month or year."""
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return False
    return day is None or (month is not None and 1 <= day <= calendar.monthrange(year, month)[1])


def shift(day: dt.date, days: int) -> dt.date | None:
    """The day so many days later, or None beyond the calendar."""
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def shift_month(day: dt.date, months: int) -> Moment | None:
    """The month so many months later, or None beyond the calendar."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return Moment(year, month + 1, anchored=True) if possible(year, month + 1) else None
