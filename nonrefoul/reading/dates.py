"""Dates in Russian text: where times are named, what they mean, and which belongs to an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.reading.date_sense import SENSES, Moment, Setting
from nonrefoul.reading.date_words import patterns, prefix
from nonrefoul.reading.morphology import parses

# How far back in the text a date may stand that "на следующий день" or "11-го" hangs on.
REACH = 700
_PREFIX = 40
_EXPLICIT = frozenset({"iso", "dotted", "day", "heading"})
_SEQUEL = frozenset({"same_day", "next_day", "later", "before", "date_alone"})
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\n\s{0,3}[•▪️🔸🔹◾◽–—*-]\s")
_YEAR_HEAD = re.compile(r"\b(?:в|во|с|со|до|от|к|по|после|из)\s{1,3}$")
_APPOSED = re.compile(r"\s?[,(]\s?|\s")


@dataclass(frozen=True, slots=True)
class When:
    """A time named in a text, from `start` to `stop`.

    `edtf` is None where it is a time but can't be worked out. `anchored` says that it was worked
    out from the document's own date. `limit` says that it ends a period or lies ahead ("до
    1 июня", "перенесли на октябрь"), so that it dates no event.
    """

    start: int
    stop: int
    edtf: str | None
    anchored: bool
    limit: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    match: re.Match[str]
    start: int
    stop: int


def dates(
    text: str, published: dt.date | None, start: int = 0, stop: int | None = None
) -> list[When]:
    """The times named in a text, or in text[start:stop], in their order.

    `published` is the document's own date; without it a dateline in the text stands in, and
    without either, relative times and months without a year have `edtf` None. A month or day
    without a year is of the year that its paragraph has set, else the latest not after
    publication, even where a plan may be meant; after "до", "к", "по" and "на" the nearest. A
    season is dated by its year, a week by its month where it lies in one, and a night "с 16 на
    17 октября" by its second day, as "в ночь на 17 октября" is.
    """
    own = published or dateline(text)
    folded = _fold(text)
    found = [item for item in _found(text, folded) if not _apart(folded, item)]
    whens = _resolved(folded, _unapposed(folded, found), own)
    end = len(text) if stop is None else stop
    return [when for when in whens if start <= when.start and when.stop <= end]


def dateline(text: str) -> dt.date | None:
    """The full date that stands on its own in the first or last line, or None.

    "Бишкек, 19 сентября 2024 года" is one: a short line with one full date at its end or start.
    """
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    for line in (lines[:1] + lines[-1:]) if lines else []:
        day = _line_date(line)
        if day:
            return day
    return None


def _line_date(line: str) -> dt.date | None:
    if len(line) > 80:
        return None
    folded = _fold(line)
    full = [
        f for f in _found(line, folded) if f.kind in _EXPLICIT and f.match.groupdict().get("year")
    ]
    if len(full) != 1:
        return None
    rest = (line[: full[0].start] + line[full[0].stop :]).strip(" ,.—–-()|/")
    moment = SENSES[full[0].kind](full[0].match, Setting(None))
    return moment.date if moment and len(rest.split()) <= 4 and "." not in rest[:-1] else None


def date_for(
    whens: Sequence[When],
    start: int,
    stop: int,
    clause: tuple[int, int],
    sentence: tuple[int, int],
) -> str | None:
    """The EDTF date of the event whose words stand at start:stop, or None.

    It is the date nearest to those words in the event's clause, else the nearest one before them
    in the sentence. A time that can't be worked out is still the event's: then it has no date.
    """
    usable = [when for when in whens if not when.limit]
    inside = [w for w in usable if clause[0] <= w.start and w.stop <= clause[1]]
    ahead = [w for w in usable if sentence[0] <= w.start and w.stop <= start]
    near = inside or ahead
    return min(near, key=lambda w: _distance(w, start, stop)).edtf if near else None


def _distance(when: When, start: int, stop: int) -> int:
    return max(when.start - stop, start - when.stop, 0)


def _fold(text: str) -> str:
    """The text in lower case with е for ё, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("ё", "е")


def _found(text: str, folded: str) -> list[_Found]:
    """Every expression, none overlapping another: the earliest first, of those the longest."""
    every = [
        _Found(kind, match, *match.span("core" if "core" in pattern.groupindex else 0))
        for kind, pattern in patterns()
        for match in pattern.finditer(folded)
    ]
    kept: list[_Found] = []
    for item in sorted(every, key=lambda f: (f.start, -f.stop)):
        if (not kept or item.start >= kept[-1].stop) and not _capital(text, item):
            kept.append(item)
    return kept


def _capital(text: str, item: _Found) -> bool:
    """Whether a bare month is a name rather than a month: "Марта", "Октябрьский суд"."""
    word = text[item.start : item.stop]
    if item.kind != "month" or not word[0].isupper() or item.match["year"]:
        return False
    opens_line = text[max(0, item.start - 4) : item.start].rstrip(" •▪️—–-")[-1:] in ("", "\n")
    return not (word.isupper() or (opens_line and word.lower()[-1] in "ьйт"))


def _apart(folded: str, item: _Found) -> bool:
    """Whether what looks like a year or a day of the month is another number."""
    if item.kind == "year" and not item.match["word"]:
        head = _YEAR_HEAD.search(folded[max(0, item.start - _PREFIX) : item.start])
        return not head or (not item.match["suffix"] and _noun_follows(folded, item.stop))
    if item.kind == "date_alone" and "bare" in item.match.groupdict():
        return _noun_follows(folded, item.stop)
    return False


def _noun_follows(folded: str, place: int) -> bool:
    """Whether the next word can be what the number counts: "с 2000 рублей", "5-го отдела"."""
    word = re.compile(r"\s{1,3}([^\W\d]{1,40})").match(folded, place)
    if not word:
        return False
    tag = parses(word[1])[0].tag
    return bool("gent" in tag and ("NOUN" in tag or "ADJF" in tag))


def _unapposed(folded: str, found: list[_Found]) -> list[_Found]:
    """Without the vaguer of two times side by side: "во вторник, 23 апреля"."""
    kept: list[_Found] = []
    for item in found:
        beside = kept and _APPOSED.fullmatch(folded[kept[-1].stop : item.start])
        if beside and item.kind in _EXPLICIT and kept[-1].kind not in _EXPLICIT:
            kept[-1] = item
        elif not (beside and item.kind == "weekday" and kept[-1].kind in _EXPLICIT):
            kept.append(item)
    return kept


def _resolved(folded: str, found: list[_Found], published: dt.date | None) -> Iterator[When]:
    """Each expression read against those before it."""
    earlier: tuple[int, Moment] | None = None
    year: Moment | None = None
    last = 0
    for item in found:
        if _PARAGRAPH.search(folded, last, item.start):
            year = None
        last = item.start
        before = folded[max(0, item.start - _PREFIX) : item.start]
        within = earlier and item.start - earlier[0] <= REACH
        setting = Setting(
            published,
            earlier[1] if earlier and within else None,
            year,
            bool(prefix("ahead").search(before)),
        )
        moment = SENSES[item.kind](item.match, setting)
        limit = bool(prefix("limit").search(before)) and "ноч" not in before
        yield When(
            item.start,
            item.stop,
            moment.edtf if moment else None,
            bool(moment and moment.anchored),
            limit,
        )
        if moment and not limit:
            earlier = (item.start, moment)
            year = moment if moment.sets_year else year
