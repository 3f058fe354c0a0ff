"""Finds the expressions of time in a text, and leaves out what only looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nonrefoul.reading.date_words import patterns, russian
from nonrefoul.reading.morphology import parses

EXPLICIT = frozenset({"iso", "dotted", "day", "heading"})
_BEFORE = 16
_YEAR_HEAD = re.compile(r"\b(?:в|во|с|со|до|от|к|по|после|из)\s{1,3}$")
_APPOSED = re.compile(r"\s?[,(]\s?|\s")
_NOMINATIVE = frozenset(month.forms[0] for month in russian().months)
# "В мае 2000 человек" names no year.
_ROUND = re.compile(r"\d{4}$")
_NEXT_WORD = re.compile(r"\s{1,3}([^\W\d]{1,40})")


@dataclass(frozen=True, slots=True)
class Found:
    """An expression of a kind, its match, and where its own words stand."""

    kind: str
    match: re.Match[str]
    start: int
    stop: int


def expressions(text: str, folded: str) -> list[Found]:
    """The expressions of time in a text, in their order; `folded` is the same text folded."""
    return _unapposed(folded, [item for item in _every(text, folded) if not _apart(folded, item)])


def fold_in_place(text: str) -> str:
    """The text in lower case with е for ё, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("ё", "е")


def _every(text: str, folded: str) -> list[Found]:
    """Every expression, none overlapping another: the earliest first, of those the longest."""
    every = [
        Found(kind, match, *match.span("core" if "core" in pattern.groupindex else 0))
        for kind, pattern in patterns()
        for match in pattern.finditer(folded)
    ]
    kept: list[Found] = []
    for item in sorted(every, key=lambda f: (f.start, -f.stop)):
        if (not kept or item.start >= kept[-1].stop) and not _capital(text, item):
            kept.append(item)
    return kept


def _capital(text: str, item: Found) -> bool:
    """Whether a bare month is a name rather than a month: "Марта", "Октябрьский суд"."""
    word = text[item.start : item.stop]
    if item.kind != "month" or not word[0].isupper() or item.match["year"]:
        return False
    opens_line = text[max(0, item.start - 4) : item.start].rstrip(" •▪️—–-")[-1:] in ("", "\n")
    heading = opens_line and fold_in_place(word) in _NOMINATIVE
    return not (heading or (word.isupper() and len(word) > 1))


def _apart(folded: str, item: Found) -> bool:
    """Whether what looks like a year or a day of the month is another number."""
    if item.kind == "year" and not item.match["word"]:
        head = _YEAR_HEAD.search(folded[max(0, item.start - _BEFORE) : item.start])
        return not head or (not item.match["suffix"] and _noun_follows(folded, item.stop))
    if item.kind in ("month", "day") and (item.match["year"] or "").endswith("00"):
        return _ROUND.search(folded, item.stop - 4, item.stop) is not None and _noun_follows(
            folded, item.stop
        )
    if item.kind == "date_alone" and "bare" in item.match.groupdict():
        return _noun_follows(folded, item.stop)
    return False


def _noun_follows(folded: str, place: int) -> bool:
    """Whether the next word can be what the number counts: "с 2000 рублей", "5-го отдела"."""
    word = _NEXT_WORD.match(folded, place)
    if not word:
        return False
    tags = [parse.tag for parse in parses(word[1])]
    return any("gent" in tag and tag.POS in ("NOUN", "ADJF") and "Apro" not in tag for tag in tags)


def _unapposed(folded: str, found: list[Found]) -> list[Found]:
    """Without the vaguer of two times side by side: "во вторник, 23 апреля"."""
    kept: list[Found] = []
    for item in found:
        beside = kept and _APPOSED.fullmatch(folded[kept[-1].stop : item.start])
        if beside and item.kind in EXPLICIT and kept[-1].kind not in EXPLICIT:
            kept[-1] = item
        elif not (beside and item.kind == "weekday" and kept[-1].kind in EXPLICIT):
            kept.append(item)
    return kept
