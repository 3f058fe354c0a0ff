"""How Russian says when: the word lists, and the patterns that find each kind of expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

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


def _patterns(words: DateWords) -> Iterator[tuple[str, str]]:
    """The kinds of expression, each with its pattern over text in lower case."""
    months, nearby = any_of(words.month_of), any_of(words.nearby)
    adjectives = any_of(month.adjective for month in words.months)
    seasons = any_of(form for season in words.seasons for form in season.forms)
    units, numbers = any_of(words.unit_of), any_of([*words.numbers, "несколько"])
    suffix = r"(?:-?(?:го|е|ое|ого|му|м|й|ом)\b)?"
    day = rf"(?:\d{{1,2}}(?:-?(?:го|е|ого|му)\b)?|\b(?:{any_of(words.ordinals)})\b)"
    year = rf"(?P<year>(?:19|20)\d\d)(?!\d){suffix}(?:\s{{0,2}}{_YEAR_WORD})?{_NOT_BIRTH}"
    near_year = rf"\b(?P<near>{nearby})(?:\w{{2,3}})?{_GAP}(?:год(?:а|у)|г\.)"
    short_year = r"(?P<own>[тс]\.\s?г\.|того же года)"
    which = rf"(?:,?{_GAP}(?:{year}|{near_year}|{short_year}))?(?!{_GAP}(?:19|20)\d\d{_BIRTH})"
    count = rf"(?:(?P<count>{numbers}|\d{{1,3}}){_GAP})?(?P<unit>{units})\b"

    yield "iso", rf"{_NUMBER}(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"
    yield (
        "dotted",
        rf"{_NUMBER}(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>\d{{4}}|(?<=\d\d[./]\d\d[./])\d\d)(?!\d|[./]\d)"
        rf"(?:\s?{_YEAR_WORD})?{_NOT_BIRTH}",
    )
    yield (
        "heading",
        r"(?m:^)\W{0,4}(?P<core>(?P<day>\d\d)\.(?P<month>\d\d)(?:\.|(?=\s?[:—–]|$)))(?!\d)",
    )
    yield (
        "day",
        rf"{_NUMBER}(?P<day>{day})(?:(?P<link>{_DASH}|{_GAP}(?:и|или|на|по){_GAP}|,\s)"
        rf"(?P<other>{day}))?{_GAP}(?P<month>{months})\b{which}",
    )
    yield "month", rf"\b(?P<month>{months})\b{which}"
    yield "months", rf"\b(?:{months}){_DASH}(?:{months})\b{which}"
    yield (
        "month",
        rf"\b(?P<month>(?:{adjectives})\w{{2,3}})\b(?:{_GAP}\w{{1,20}}(?={_GAP}(?:19|20)\d\d))?{which}",
    )
    yield (
        "year",
        rf"{_NUMBER}(?P<year>(?:19|20)\d\d)(?!\d)(?P<suffix>-?(?:го|м|й|му)\b)?(?P<range>{_DASH}(?:19|20)?\d\d(?!\d))?(?P<word>\s{{0,2}}{_YEAR_WORD})?(?!-?[хех]){_NOT_BIRTH}",
    )
    yield "near_year", rf"{near_year}"
    yield "near_year", rf"\bв{_GAP}(?P<core>(?P<near>{nearby})\w{{0,3}}{_GAP}году)\b"
    yield "year_start", rf"\b(?P<core>начала{_GAP}года)\b"
    yield "near_month", rf"\b(?P<near>{nearby})\w{{1,3}}{_GAP}месяц(?:а|е)?\b"
    yield "near_week", rf"\bна{_GAP}(?P<core>(?P<near>{nearby}|т)\w{{1,3}}{_GAP}неделе)\b"
    yield "season", rf"\b(?:(?P<step>{nearby})\w{{2}}{_GAP})?(?P<season>{seasons})\b{which}"
    yield (
        "weekday",
        rf"\b(?:(?:в|во|с|со|до|на|к|утр\w|вечер\w?|ноч\w|дн\w){_GAP})"
        rf"(?P<core>(?:(?P<near>{nearby}|т)\w{{1,3}}{_GAP}(?P<same>же{_GAP})?)?"
        rf"(?P<weekday>{any_of(words.weekday_of)}))\b",
    )
    yield "named", rf"\b(?P<word>{any_of(words.days)})\b"
    yield "before", rf"\b(?:{any_of(words.before)})\b"
    yield "ago", rf"\b{count}{_GAP}(?:тому{_GAP})?назад\b"
    yield "later", rf"\b(?:через|спустя){_GAP}(?P<core>{count})"
    yield "later", rf"\b{count}{_GAP}спустя\b"
    yield "later", rf"\bза{_GAP}(?P<core>{count}){_GAP}до\b(?P<until>)"
    yield "same_day", rf"\b(?:{any_of(words.same_day)})\b"
    yield "then", rf"\b(?:{any_of(words.then)})\b"
    yield "next_day", rf"\b(?:{any_of(words.next_day)})\b"
    yield "date_alone", rf"\b(?P<day>{day}){_GAP}числа\b"
    yield "date_alone", rf"{_NUMBER}(?P<day>(?:[1-9]|[12]\d|3[01]))-го\b(?!{_GAP}числа)(?P<bare>)"


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every kind of expression with its compiled pattern."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in _patterns(russian()))


@cache
def prefix(kind: str) -> re.Pattern[str]:
    """What stands before an expression of a kind: "limits", "goals" or "ahead"."""
    words = russian()
    heads = any_of({"limits": words.limits, "goals": words.goals, "ahead": words.ahead}[kind])
    parts = rf"(?:(?:{any_of(words.parts)})\w{{0,4}}{_GAP}){{0,2}}"
    return re.compile(rf"\b(?:{heads}){_GAP}{parts}$")
