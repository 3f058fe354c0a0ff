"""An EDTF date as the fields of a form, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nonrefoul.reviewing import is_date

_SINGLE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")
KEEP = "keep"  # what is no date of these fields is left as it is


@dataclass(frozen=True, slots=True)
class Parts:
    """Day, month, year as typed, and how sure they are: `~` about, `?` uncertain, `%` both."""

    year: str = ""
    month: str = ""
    day: str = ""
    sure: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in fields: one day, month or year; between two; after one; before one.

    `last` is filled only between two.
    """

    span: str
    first: Parts
    last: Parts


class NoDateError(ValueError):
    """What was typed is no date."""


def fields(edtf: str | None) -> Dated:
    """The fields that a date fills."""
    if not edtf:
        return Dated("one", Parts(), Parts())
    first, slash, last = edtf.partition("/")
    one, other = _parts(first), _parts(last)
    if one is None or other is None:
        return Dated(KEEP, Parts(), Parts())
    if not slash:
        return Dated("one", one, Parts())
    if first in ("", ".."):
        return Dated("before", other, Parts())
    return Dated("after" if last in ("", "..") else "between", one, other)


def _parts(text: str) -> Parts | None:
    if text in ("", ".."):
        return Parts()
    found = _SINGLE.fullmatch(text)
    if not found:
        return None
    year, month, day, sure = found.groups()
    return Parts(year, (month or "").lstrip("0"), (day or "").lstrip("0"), sure or "")


def edtf(typed: Mapping[str, str]) -> str | None:
    """The date that fields say, None where they are empty; raises NoDateError."""
    first, last = (_single(_typed(typed, end)) for end in ("first", "last"))
    span = typed.get("date_span", "one")
    told = {
        "between": f"{first}/{last}",
        "after": f"{first}/..",
        "before": f"../{first}",
    }.get(span, first)
    if span == "between" and bool(first) != bool(last):
        raise NoDateError
    if not first:
        return None
    if not is_date(told):
        raise NoDateError
    return told


def _typed(typed: Mapping[str, str], end: str) -> Parts:
    return Parts(
        *(typed.get(f"date_{end}_{name}", "").strip() for name in ("year", "month", "day", "sure"))
    )


def _single(parts: Parts) -> str:
    if not parts.year and not parts.month and not parts.day:
        return ""
    numbers = [parts.year, parts.month, parts.day]
    while numbers and not numbers[-1]:
        numbers.pop()
    if not all(each.isascii() and each.isdecimal() for each in numbers):
        raise NoDateError
    return "-".join([numbers[0], *(each.zfill(2) for each in numbers[1:])]) + parts.sure
