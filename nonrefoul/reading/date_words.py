"""How Russian says when: the word lists, and the patterns that find each kind of expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain

from nonrefoul.rules import RULES, Rule, load


class Month(Rule):
    """A month's forms, and the stem of its adjective."""

    forms: tuple[str, ...]
    adjective: str


class Season(Rule):
    """A season's forms and its first month; `across` where it lies in two years."""

    forms: tuple[str, ...]
    first_month: int
    across: bool = False


class DateWords(Rule):
    """The word lists of one language."""

    months: tuple[Month, ...]
    weekdays: tuple[tuple[str, ...], ...]
    seasons: tuple[Season, ...]
    ordinals: tuple[str, ...]
    numbers: dict[str, float]
    units: dict[str, tuple[str, ...]]
    days: dict[str, int]
    before: tuple[str, ...]
    same_day: tuple[str, ...]
    then: tuple[str, ...]
    same_year: tuple[str, ...]
    next_day: tuple[str, ...]
    nearby: dict[str, int]
    limits: tuple[str, ...]
    goals: tuple[str, ...]
    ahead: tuple[str, ...]
    parts: tuple[str, ...]

    @cached_property
    def month_of(self) -> dict[str, int]:
        """The number of the month for every form of its name."""
        return {form: n for n, month in enumerate(self.months, 1) for form in month.forms}

    @cached_property
    def weekday_of(self) -> dict[str, int]:
        """The number of the weekday, Monday 0, for every form of its name."""
        return {form: n for n, forms in enumerate(self.weekdays) for form in forms}

    @cached_property
    def day_of(self) -> dict[str, int]:
        """The day of a month for every ordinal."""
        return {word: n for n, word in enumerate(self.ordinals, 1)}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """The unit of time for every form of its name."""
        return {form: unit for unit, forms in self.units.items() for form in forms}

    def month(self, word: str) -> int:
        """The number of the month that a noun or an adjective names."""
        if word in self.month_of:
            return self.month_of[word]
        return next(n for n, m in enumerate(self.months, 1) if word.startswith(m.adjective))

    def season(self, word: str) -> Season:
        """The season that a form names."""
        return next(season for season in self.seasons if word in season.forms)

    def steps(self, stem: str) -> int:
        """How many steps from the document's own year, month or week a word such as "прошл" is."""
        return self.nearby[stem]


def any_of(words: Iterable[str]) -> str:
    """An alternation of words, the longest first, any blank between their parts."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in longest_first)


@cache
def russian() -> DateWords:
    """The Russian word lists; raises RuleError where the rule file can't be used."""
    return load(RULES / "dates" / "ru.yml", DateWords)


_GAP = r"\s{1,3}"
_DASH = r"\s?[-–—]\s?"
_NUMBER = r"(?<![\w.,:№/-])"
_YEAR_WORD = r"(?:год(?:а|у|ом|е|ах|ов|ы)?\b|гг?\b\.?)"
_BIRTH = r"\s{0,2}(?:года?|г)?\.?\s{0,2}(?:р\.|рожд)"
_NOT_BIRTH = rf"(?!{_BIRTH})"


def _day(words: DateWords) -> str:
    return rf"(?:\d{{1,2}}(?:-?(?:го|е|ого|му)\b)?|\b(?:{any_of(words.ordinals)})\b)"


def _which_year(words: DateWords) -> str:
    """The year that may follow a day, a month or a season; never one of birth."""
    suffix = r"(?:-?(?:го|е|ое|ого|му|м|й|ом)\b)?"
    year = rf"(?P<year>(?:19|20)\d\d)(?!\d){suffix}(?:\s{{0,2}}{_YEAR_WORD})?{_NOT_BIRTH}"
    near = rf"\b(?P<near>{any_of(words.nearby)})(?:\w{{2,3}})?{_GAP}(?:же{_GAP})?(?:год(?:а|у)|г\.)"
    own = rf"(?:(?P<own>[тс]\.\s?г\.)|(?P<same>того{_GAP}же{_GAP}года\b))"
    return rf"(?:,?{_GAP}(?:{year}|{near}|{own}))?(?!{_GAP}(?:19|20)\d\d{_BIRTH})"


def _count(words: DateWords) -> str:
    numbers = any_of([*words.numbers, "несколько"])
    return rf"(?:(?P<count>{numbers}|\d{{1,3}}){_GAP})?(?P<unit>{any_of(words.unit_of)})\b"


def _numeric() -> Iterator[tuple[str, str]]:
    """Dates in digits, and years."""
    yield "iso", rf"{_NUMBER}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"
    # Two digits make a year only in dd.mm.yy: 1.2.24 may be a version.
    short = r"(?<=\d\d[./]\d\d[./])\d\d"
    yield (
        "dotted",
        rf"{_NUMBER}(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>\d{{4}}|{short})"
        rf"(?!\d|[./]\d)(?:\s?{_YEAR_WORD})?{_NOT_BIRTH}",
    )
    after = r"(?:\.|(?=\s?[:—–]|$))(?!\d)"
    yield "heading", rf"(?m:^)\W{{0,4}}(?P<core>(?P<day>\d\d)\.(?P<month>\d\d){after})"
    yield (
        "year",
        rf"{_NUMBER}(?P<year>(?:19|20)\d\d)(?!\d)(?P<suffix>-?(?:го|м|й|му)\b)?"
        rf"(?P<range>{_DASH}(?:19|20)?\d\d(?!\d))?(?P<word>\s{{0,2}}{_YEAR_WORD})?"
        rf"(?!-?[хех]){_NOT_BIRTH}",
    )


def _calendar(words: DateWords) -> Iterator[tuple[str, str]]:
    """Days, months and seasons by their names."""
    day, which = _day(words), _which_year(words)
    months = any_of(words.month_of)
    adjectives = any_of(month.adjective for month in words.months)
    seasons = any_of(form for season in words.seasons for form in season.forms)
    link = rf"(?P<link>{_DASH}|{_GAP}(?:и|или|на|по){_GAP}|,\s)"
    yield (
        "day",
        rf"{_NUMBER}(?P<day>{day})(?:{link}(?P<other>{day}))?{_GAP}(?P<month>{months})\b{which}",
    )
    yield "month", rf"\b(?P<month>{months})\b{which}"
    yield "months", rf"\b(?:{months}){_DASH}(?:{months})\b{which}"
    noun = rf"(?:{_GAP}\w{{1,20}}(?={_GAP}(?:19|20)\d\d))?"
    yield "month", rf"\b(?P<month>(?:{adjectives})\w{{2,3}})\b{noun}{which}"
    step = rf"(?:(?P<step>{any_of(words.nearby)})\w{{2}}{_GAP})?"
    yield "season", rf"\b{step}(?P<season>{seasons})\b{which}"
    yield "date_alone", rf"\b(?P<day>{day}){_GAP}числа\b"
    yield "date_alone", rf"{_NUMBER}(?P<day>\d{{1,2}})-го\b(?!{_GAP}числа)(?P<bare>)"


def _relative(words: DateWords) -> Iterator[tuple[str, str]]:
    """Times counted from the document's own date."""
    nearby, count = any_of(words.nearby), _count(words)
    yield "near_year", rf"\b(?P<near>{nearby})\w{{0,3}}{_GAP}(?:год[ау]|г\.)"
    yield "year_start", rf"\b(?P<core>начала{_GAP}года)\b"
    yield "near_month", rf"\b(?P<near>{nearby})\w{{1,3}}{_GAP}месяц(?:а|е)?\b"
    yield (
        "near_week",
        rf"\b(?:на{_GAP})?(?P<core>(?P<near>{nearby}|т(?=ой|у))\w{{1,3}}{_GAP}недел[еию])\b",
    )
    yield (
        "weekday",
        rf"\b(?:(?:в|во|с|со|до|на|к|утр\w|вечер\w?|ноч\w|дн\w){_GAP})"
        rf"(?P<core>(?:(?P<near>{nearby}|т)\w{{1,3}}{_GAP}(?:же{_GAP})?)?"
        rf"(?P<weekday>{any_of(words.weekday_of)}))\b",
    )
    yield "named", rf"\b(?P<word>{any_of(words.days)})\b"
    yield "ago", rf"\b{count}{_GAP}(?:тому{_GAP})?назад\b"


def _sequel(words: DateWords) -> Iterator[tuple[str, str]]:
    """Times that hang on one named before."""
    count = _count(words)
    yield "before", rf"\b(?:{any_of(words.before)})\b"
    yield "later", rf"\b(?:через|спустя){_GAP}(?P<core>{count})"
    yield "later", rf"\b{count}{_GAP}спустя\b"
    yield "later", rf"\bза{_GAP}(?P<core>{count}){_GAP}до\b(?P<until>)"
    yield "same_day", rf"\b(?:{any_of(words.same_day)})\b"
    yield "then", rf"\b(?:{any_of(words.then)})\b"
    yield "same_year", rf"\b(?:{any_of(words.same_year)})\b"
    yield "next_day", rf"\b(?:{any_of(words.next_day)})\b"


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every kind of expression with its compiled pattern."""
    words = russian()
    every = chain(_numeric(), _calendar(words), _relative(words), _sequel(words))
    return tuple((kind, re.compile(pattern)) for kind, pattern in every)


@cache
def prefix(kind: str) -> re.Pattern[str]:
    """What stands before an expression of a kind: "limits", "goals" or "ahead"."""
    words = russian()
    heads = any_of({"limits": words.limits, "goals": words.goals, "ahead": words.ahead}[kind])
    parts = rf"(?:(?:{any_of(words.parts)})\w{{0,4}}{_GAP}){{0,2}}"
    return re.compile(rf"\b(?:{heads}){_GAP}{parts}$")
