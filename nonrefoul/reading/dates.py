"""Dates in Russian text: where times are named, what they mean, and which belongs to an event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.reading.date_finding import EXPLICIT, Found, expressions, fold_in_place
from nonrefoul.reading.date_moment import Moment, Setting
from nonrefoul.reading.date_scope import heading, lies_ahead, paragraph_end, reach
from nonrefoul.reading.date_sense import SENSES
from nonrefoul.reading.date_words import prefix

# How far back a date may stand that "в тот же день" or "11-го" hangs on.
_REACH = 700
_BEFORE = 40
# How many times further on in a text the reach of one may go.
_OTHERS = 4
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\n\s{0,3}[•▪️🔸🔹◾◽–—*-]\s")
_NIGHT = re.compile(r"\bноч\w\s{1,3}на\s{1,3}$")
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
# Kinds whose own words begin with a preposition or a count, so that none before them matters.
_WHOLE = frozenset(
    {"near_week", "same_day", "next_day", "then", "same_year", "later", "ago", "named"}
)


@dataclass(frozen=True, slots=True)
class When:
    """A time named in a text, from `start` to `stop`.

    `edtf` is None where it is a time but can't be worked out. `anchored` says that it was worked
    out from the document's own date. `limit` says that it ends a period or lies ahead ("до
    1 июня", "перенесли на октябрь"), so that it dates no event. `until` is the place up to which
    it dates what is told after it; a `heading` does so for its paragraph.
    """

    start: int
    stop: int
    edtf: str | None
    anchored: bool
    limit: bool = False
    until: int = 0
    heading: bool = False


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
    folded = fold_in_place(text)
    whens = _resolved(folded, expressions(text, folded), own)
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
    found = expressions(line, fold_in_place(line))
    full = [f for f in found if f.kind in EXPLICIT and f.match.groupdict().get("year")]
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
    in the sentence that no other verb has taken, else the heading's. A time
    that can't be worked out is still the event's: then it has no date.
    """
    usable = [when for when in whens if not when.limit]
    inside = [w for w in usable if clause[0] <= w.start and w.stop <= clause[1]]
    over = [w for w in usable if w.stop <= start < w.until]
    near = inside or [w for w in over if w.heading or sentence[0] <= w.start]
    return min(near, key=lambda w: _distance(w, start, stop)).edtf if near else None


def _distance(when: When, start: int, stop: int) -> int:
    return max(when.start - stop, start - when.stop, 0)


@dataclass(slots=True)
class _Course:
    """What has been named so far, each with its place: the last moment, day and fixed year.

    `over` is where the paragraph ends whose heading fixed the year, `paragraph` where the present
    one begins.
    """

    published: dt.date | None
    last: tuple[int, Moment] | None = None
    day: tuple[int, Moment] | None = None
    year: tuple[int, Moment] | None = None
    over: int = 0
    paragraph: int = 0

    def setting(self, folded: str, place: int, ahead: bool) -> Setting:
        """What an expression at a place is read against."""
        return Setting(
            self.published,
            earlier=self._if(self.last, self.last and place - self.last[0] <= _REACH),
            near=self._if(self.last, self._sentences(folded, self.last, place) <= 1),
            day=self._if(self.day, self.day and place - self.day[0] <= _REACH),
            here=self._if(self.day, self.day and self.day[0] >= self.paragraph),
            year=self._if(
                self.year, place < self.over or self._sentences(folded, self.year, place) <= 1
            ),
            ahead=ahead,
        )

    @staticmethod
    def _if(named: tuple[int, Moment] | None, holds: bool | None) -> Moment | None:
        return named[1] if named and holds else None

    @staticmethod
    def _sentences(folded: str, named: tuple[int, Moment] | None, place: int) -> int:
        """How many sentences end between what was named and a place, counted within reach."""
        if named is None or place - named[0] > _REACH:
            return _REACH
        return sum(1 for _ in _SENTENCE_END.finditer(folded, named[0], place))

    def note(self, place: int, moment: Moment | None, until: int | None) -> None:
        """Take in the moment named at a place; one that can't be worked out hides those before.

        `until` is where the paragraph ends over which it stands as a heading, if it does.
        """
        self.last = (place, moment) if moment else None
        if moment is None or moment.day:
            self.day = self.last
        if moment and moment.sets_year:
            self.year = (place, moment)
            self.over = until or 0


def _resolved(folded: str, found: list[Found], published: dt.date | None) -> Iterator[When]:
    """Each expression read against those before it."""
    course, place = _Course(published), 0
    for number, item in enumerate(found):
        if _PARAGRAPH.search(folded, place, item.start):
            course.year, course.paragraph = None, item.start
        place = item.start
        before = folded[max(0, place - _BEFORE) : place]
        moment = SENSES[item.kind](item.match, course.setting(folded, place, _ahead(folded, item)))
        limit = _limit(item, before, moment, published)
        bound = found[number + _OTHERS].start if number + _OTHERS < len(found) else len(folded)
        when = _when(folded, item, moment, limit, bound)
        if not limit:
            course.note(place, moment, when.until if when.heading else None)
        yield when


def _ahead(folded: str, item: Found) -> bool:
    """Whether a time may lie after publication: "назначено на 5 мая", "состоится в пятницу"."""
    before = folded[max(0, item.start - _BEFORE) : item.start]
    headed = bool(prefix("ahead").search(before)) and not _NIGHT.search(before)
    return headed or lies_ahead(folded, item.start, item.stop)


def _limit(item: Found, before: str, moment: Moment | None, published: dt.date | None) -> bool:
    """Whether a time ends a period or lies ahead, going by itself and by what stands before it."""
    if moment and published and moment.first > published:
        return True
    if item.kind in _WHOLE or _NIGHT.search(before):
        return False
    passed = moment is not None and published is not None and moment.last <= published
    return bool(prefix("limits").search(before) or (not passed and prefix("goals").search(before)))


def _when(folded: str, item: Found, moment: Moment | None, limit: bool, bound: int) -> When:
    over = heading(folded, item.start, item.stop)
    if item.kind == "heading":
        over = paragraph_end(folded, item.stop)
    return When(
        item.start,
        item.stop,
        moment.edtf if moment else None,
        bool(moment and moment.anchored),
        limit,
        over or reach(folded, item.start, item.stop, bound),
        over is not None,
    )
