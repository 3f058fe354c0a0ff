"""Times named in an English text, as EDTF, and which of them an event has."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
# How far from its words, in characters, an event's date may stand in a sentence.
REACH = 160

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)\b"

_PATTERNS = {
    "iso": r"\b(?P<year>(?:19|20)\d\d)-(?P<number>[01]\d)-(?P<day>[0-3]\d)\b",
    "day": rf"\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?|\b{_MONTH} {_DAY}(?!\d|:)(?:,? {_YEAR})?",
    "month": rf"\b(?:early |late |mid-)?{_MONTH},?(?: of)? {_YEAR}"
    rf"|\b(?P<lead>in|since|last|this|from|during|until|early|late|mid|of) {_MONTH}(?! \d)",
    "season": r"\b(?P<lead>in|since|last|this|the|of) (?:the )?(?:early |late )?"
    rf"{_SEASON}(?:,?(?: of)? {_YEAR})?",
    "ago": rf"\b{_COUNT} {_UNIT} ago\b",
    "shift": rf"\b{_COUNT} {_UNIT} (?P<way>earlier|before|later|afterwards|after that)\b"
    r"|\bthe (?P<way2>next|following|same) day\b",
    "weekday": rf"\b(?:(?P<lead>last|next|this|coming) )?{_WEEKDAY}s?\b(?! after)",
    "near": r"\b(?P<near>the day before yesterday|yesterday|today|tonight|tomorrow|last night"
    r"|this morning|this afternoon|this evening)\b",
    "period": r"\b(?P<lead>last|this|next) (?P<unit>week|month|year)\b",
    "ordinal": r"\bthe (?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?! (?:century|time|floor|anniversary))",
    "year": rf"\b(?:in|since|of|from|by|until|before|after|back in|early|late|mid)[ -]{_YEAR}"
    rf"|(?<=\(){_YEAR}(?=\))",
    "eve": r"\bnew year['’]s (?P<eve>eve|day)\b",
}
_LIMIT = re.compile(
    r"\b(?:until|till|to|by|before|through|not later than|expires?(?: in| on)?"
    r"|runs? out(?: in| on)?"
    r"|valid (?:to|until)|due (?:in|on|by)|scheduled for|set for|adjourned (?:to|until)|next)\s+$",
    re.IGNORECASE,
)
# The day at the head of a wire is when it was sent: "BISHKEK, May 16 -".
_HEAD = re.compile(r"(?:^|\n)[^\n]{2,40}$")
_AFTER_HEAD = re.compile(r"(?:,? \d{4})? ?(?:\([^)\n]{1,40}\) ?)?[-–—] ")
# A day on which something was said dates what was said only where nothing else does.
_SAID = re.compile(
    r"\b(?:said|says|told(?: \w+){1,2}|announced|reported|confirmed|wrote|published|added|stated)"
    r"(?: to \w+| in a \w+)? (?:on |in )?(?:the evening of )?$",
    re.IGNORECASE,
)
# What parts a sentence into pieces that a date seldom reaches across, and how far it counts.
_PARTS = re.compile(r"[;:()—–]|, | and | but | who | which | after | before | where | while ")
PART = 60
_INNER_LIMIT = re.compile(r"^(?:until|by|before|next|coming)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A time named from `start` to `stop`; `edtf` is None where it can't be worked out.

    `limit` says that it ends a period or lies ahead, so that it dates no event.
    """

    start: int
    stop: int
    edtf: str | None
    limit: bool = False


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each alternative of a pattern on its own, since a group's name may stand in one but once."""
    for name, pattern in _PATTERNS.items():
        depth, part = 0, ""
        for letter in pattern + "|":
            depth += (letter == "(") - (letter == ")")
            if letter == "|" and depth == 0:
                yield name, re.compile(part, re.IGNORECASE)
                part = ""
            else:
                part += letter


_COMPILED = tuple(_compiled())


def dates(text: str, published: dt.date | None) -> list[When]:
    """The times named in a text, in order; relative ones by the day it was published.

    A season is dated by its year.
    """
    found: list[tuple[int, int, str, re.Match[str]]] = []
    for name, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if not any(match.start() < stop and start < match.end() for start, stop, _, _ in found):
                found.append((match.start(), match.end(), name, match))
    result: list[When] = []
    last: dt.date | None = None
    for start, stop, name, match in sorted(found, key=lambda each: each[:2]):
        edtf = _SENSES[name](match, published, last)
        limit = bool(
            _LIMIT.search(text, max(0, start - 30), start)
            or _INNER_LIMIT.match(match[0])
            or _SAID.search(text, max(0, start - 40), start)
            or (_AFTER_HEAD.match(text, stop) and _HEAD.search(text[max(0, start - 41) : start]))
        )
        result.append(When(start, stop, edtf, limit))
        if edtf and len(edtf.rstrip("~")) == len("2024-01-01"):
            last = dt.date.fromisoformat(edtf.rstrip("~"))
    return result


def date_for(
    text: str,
    whens: Sequence[When],
    own: tuple[int, int],
    others: Sequence[tuple[int, int]],
    around: tuple[int, int],
    line: int,
) -> str | None:
    """The date of the event whose words stand at `own`: the nearest in its sentence, or its line's.

    `others` are where the words of other events stand: a date nearer to one of them is theirs.
    `around` is where the sentence starts and ends, `line` where its line starts.
    """
    usable = [when for when in whens if not when.limit]
    near = [
        (far, when)
        for when in usable
        if around[0] <= when.start and when.stop <= around[1]
        if (far := _far(text, own, when)) <= REACH
        and all(far <= _far(text, other, when) for other in others)
    ]
    if near:
        return min(near, key=lambda each: each[0])[1].edtf
    heads = [when for when in usable if line <= when.start <= line + 4 and when.stop <= own[0]]
    return heads[0].edtf if heads else None


def _far(text: str, words: tuple[int, int], when: When) -> int:
    """How far a date stands from words: in characters, what parts a sentence counting more."""
    low, high = sorted((min(words[1], when.stop), max(words[0], when.start)))
    between = text[low:high] if high - low <= REACH else ""
    return high - low + PART * len(_PARTS.findall(between)) + REACH * (high - low > REACH)


def _group(match: re.Match[str], name: str) -> str:
    return str(match.groupdict().get(name) or "").lower()


def _month(match: re.Match[str]) -> int:
    return MONTHS.index(_group(match, "month")[:3]) + 1


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _latest(month: int, day: int, published: dt.date | None) -> dt.date | None:
    """The last such day not after publication."""
    if published is None:
        return None
    this = _made(published.year, month, day)
    return this if this and this <= published else _made(published.year - 1, month, day)


def _day(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    month, day = _month(match), int(_group(match, "day"))
    year = _group(match, "year")
    found = _made(int(year), month, day) if year else _latest(month, day, published)
    return found.isoformat() if found else None


def _iso(match: re.Match[str], _: dt.date | None, __: dt.date | None) -> str | None:
    found = _made(int(match["year"]), int(match["number"]), int(match["day"]))
    return found.isoformat() if found else None


def _in_month(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    month, year = _month(match), _group(match, "year")
    if year:
        return f"{year}-{month:02}"
    if published is None:
        return None
    return f"{published.year - (month > published.month):04}-{month:02}"


def _season(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    name, year, lead = _group(match, "season"), _group(match, "year"), _group(match, "lead")
    if year or published is None:
        return year or None
    begins = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[name]
    past = begins > published.month or (lead == "last" and published.month - begins < 3)
    return f"{published.year - past}"


def _count(match: re.Match[str]) -> int:
    word = _group(match, "count")
    return int(word) if word.isdigit() else NUMBERS[word]


def _moved(day: dt.date, count: int, unit: str) -> str:
    """A day moved by so many units, as exactly as the unit is."""
    try:
        if unit in ("day", "week"):
            moved = day + dt.timedelta(days=count * (7 if unit == "week" else 1))
            exact = unit == "day" or abs(count) == 1
            return moved.isoformat() + ("" if exact and unit == "day" else "~")
        if unit == "month":
            months = day.year * 12 + day.month - 1 + count
            return f"{months // 12:04}-{months % 12 + 1:02}"
        return f"{day.year + count:04}"
    except OverflowError:
        return f"{day.year:04}"


def _ago(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    return _moved(published, -_count(match), _group(match, "unit")) if published else None


def _shift(match: re.Match[str], _: dt.date | None, last: dt.date | None) -> str | None:
    if last is None:
        return None
    way = _group(match, "way")
    if not way:
        return _moved(last, 0 if _group(match, "way2") == "same" else 1, "day")
    sign = -1 if way in ("earlier", "before") else 1
    return _moved(last, sign * _count(match), _group(match, "unit"))


def _weekday(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    if published is None:
        return None
    back = (published.weekday() - DAYS.index(_group(match, "weekday"))) % 7
    if back == 0 and _group(match, "lead") == "last":
        back = 7
    return (published - dt.timedelta(days=back)).isoformat()


def _near(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    if published is None:
        return None
    word = _group(match, "near")
    back = {"yesterday": 1, "last night": 1, "the day before yesterday": 2, "tomorrow": -1}
    return (published - dt.timedelta(days=back.get(word, 0))).isoformat()


def _period(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    if published is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[_group(match, "lead")]
    unit = _group(match, "unit")
    if unit != "week":
        return _moved(published, step, unit)
    monday = published - dt.timedelta(days=published.weekday() - 7 * step)
    sunday = monday + dt.timedelta(days=6)
    return monday.isoformat()[:7] if monday.month == sunday.month else None


def _ordinal(match: re.Match[str], published: dt.date | None, last: dt.date | None) -> str | None:
    base = last or published
    if base is None or not 1 <= int(match["day"]) <= 31:
        return None
    found = _made(base.year, base.month, int(match["day"]))
    if found and published and found > published:
        earlier = base.replace(day=1) - dt.timedelta(days=1)
        found = _made(earlier.year, earlier.month, int(match["day"]))
    return found.isoformat() if found else None


def _year(match: re.Match[str], _: dt.date | None, __: dt.date | None) -> str | None:
    return match["year"]


def _eve(match: re.Match[str], published: dt.date | None, _: dt.date | None) -> str | None:
    if published is None:
        return None
    eve = _group(match, "eve") == "eve"
    found = _latest(12, 31, published) if eve else _latest(1, 1, published)
    return found.isoformat() if found else None


_Sense = Callable[[re.Match[str], dt.date | None, dt.date | None], str | None]
_SENSES: dict[str, _Sense] = {
    "iso": _iso,
    "day": _day,
    "month": _in_month,
    "season": _season,
    "ago": _ago,
    "shift": _shift,
    "weekday": _weekday,
    "near": _near,
    "period": _period,
    "ordinal": _ordinal,
    "year": _year,
    "eve": _eve,
}
