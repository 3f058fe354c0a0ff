"""The days that an EDTF date may mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")

Span = tuple[dt.date | None, dt.date | None]


@lru_cache(maxsize=100_000)
def span(edtf: str | None) -> Span:
    """The first and the last day that an EDTF date may mean; None on a side that is not known.

    The edtf library was tried: it fails on open intervals and takes 10 ms a date.
    """
    start, slash, end = (edtf or "").partition("/")
    return _days(start)[0], _days(end if slash else start)[1]


def _days(date: str) -> Span:
    found = _DATE.fullmatch(date)
    if not found:
        return None, None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        last = day or calendar.monthrange(year, month or 12)[1]
        return dt.date(year, month or 1, day or 1), dt.date(year, month or 12, last)
    except (ValueError, calendar.IllegalMonthError):
        return None, None
