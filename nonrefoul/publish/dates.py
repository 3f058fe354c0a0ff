"""Dates as people say them, from EDTF: never more exact than they were given."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping

from babel.dates import format_date, format_skeleton

from nonrefoul.rules.states import Lang

_LOCALES: dict[Lang, str] = {"ru": "ru", "en": "en_GB"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def spoken(edtf: str, lang: Lang, words: Mapping[str, str]) -> str:
    """The EDTF date in words; the text as it is where it is no date that this reads.

    `words` are the digest's texts in the same language.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(edtf, lang, words)
    if start in ("", ".."):
        return words["before"].format(date=_single(end, lang, words))
    if end in ("", ".."):
        return words["after"].format(date=_single(start, lang, words))
    first, last = _single(start, lang, words), _single(end, lang, words)
    return words["between"].format(start=first, end=last)


def day_in_words(day: dt.date, lang: Lang) -> str:
    """A day of the calendar in words."""
    return " ".join(format_date(day, "long", locale=_LOCALES[lang]).split())


def last_day(edtf: str | None) -> dt.date | None:
    """The last day that the date may mean; None where it names none."""
    found = _DATE.fullmatch((edtf or "").rpartition("/")[2])
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return dt.date(year, month, int(found[3] or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _single(edtf: str, lang: Lang, words: Mapping[str, str]) -> str:
    found = _DATE.fullmatch(edtf)
    try:
        said = _in_words(found, lang, words) if found else edtf
    except ValueError:
        return edtf
    doubt = {"~": "about", "%": "about", "?": "perhaps"}.get(found[4] if found else "")
    return words[doubt].format(date=said) if doubt else said


def _in_words(found: re.Match[str], lang: Lang, words: Mapping[str, str]) -> str:
    year, month, day = found[1], found[2], found[3]
    if day:
        return day_in_words(dt.date(int(year), int(month), int(day)), lang)
    if month:
        return format_skeleton("yMMMM", dt.date(int(year), int(month), 1), locale=_LOCALES[lang])
    return words["year"].format(year=int(year))
