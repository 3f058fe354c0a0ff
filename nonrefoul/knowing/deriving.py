"""Everything that follows from what a store keeps, brought up to date with what it touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nonrefoul.cases import Beside, Book
from nonrefoul.copies import Grouping
from nonrefoul.knowing.judging import Judging
from nonrefoul.knowing.news import News, Told, Watch
from nonrefoul.knowing.reviews import Reviews
from nonrefoul.knowing.tally import Tally
from nonrefoul.knowing.weighing import Changed, Weighing
from nonrefoul.people import Register
from nonrefoul.posture import Counting, last_told
from nonrefoul.words import Claim, Copies, Heading, Person, SubjectKind


@dataclass(frozen=True, slots=True)
class Touched:
    """What was made anew: ids of documents, persons, officials and cases.

    Of the documents `told` are those that came, anew or otherwise than before, and `moved` those
    with another head; in those of `weighed` claims have only another confidence than before.
    """

    documents: frozenset[str]
    told: frozenset[str]
    moved: frozenset[str]
    weighed: frozenset[str]
    persons: frozenset[str]
    officials: frozenset[str]
    cases: frozenset[str]


class Derived:
    """Copies, reviews, persons, officials, cases and postures of what was taken in.

    However it came to hold that, what it gives is what it would give of the same taken at once.
    """

    def __init__(self, key: bytes, watch: Watch, as_of: dt.date | None, counting: Counting) -> None:
        """Nothing taken in; `key` makes ids, `watch` fetches texts; postures are as of a day."""
        self.headings: dict[str, Heading] = {}
        self.judging = Judging()
        self.grouping = Grouping(watch.text)
        self.reviews = Reviews(key, watch.texts)
        self.register = Register(key)
        self.officials = Register(key, SubjectKind.OFFICIAL)
        self.book = Book(key)
        self.weighing = Weighing(counting)
        self.tally = Tally()
        self.copies = Copies()
        self._watch = watch
        self._as_of = as_of
        self._last: dt.date | None = None
        self._grouped: set[str] = set()

    @property
    def day(self) -> dt.date:
        """The day as of which postures are told: the newest document's where none was given."""
        return self._as_of or self._last or dt.date.today()

    def take(self, news: News) -> Touched:
        """Take what is new; raises StoreError, ReviewError."""
        self._head(news.told)
        judged = self.judging.update(news.judgements)
        weighed = self.reviews.update(news.told, self.judging, judged)
        moved = self._group(judged | news.told.keys(), news.versions)
        touched = judged | news.told.keys()
        if moved:
            self.copies = self.grouping.copies
        shared, other = self.reviews.share(self.copies, moved, touched, self.judging)
        touched, weighed = touched | shared, weighed | other
        told = {name: self._standing(name) for name in touched}
        copies, on = self.copies, self.judging.on_persons
        changed = self.register.update(told, on, copies, moved)
        officials = self.officials.update(told, on, copies, moved)
        persons: dict[str, Person | None] = {
            name: self.register.by_id.get(name) for name in changed
        }
        again = self.register.in_documents(news.told.keys() | moved)
        cases = self.book.update(
            persons, again, Beside(self.headings, self.judging.in_force, copies)
        )
        self.weighing.update(
            Changed(
                {name: today(self.reviews.weighed(name).claims) for name in touched},
                persons,
                {name: each.heading for name, each in news.told.items()},
                copies,
                frozenset(moved),
            ),
            self.day,
        )
        for name in touched & self.headings.keys():
            self.tally.count(self.headings[name], len(today(told[name])))
        return Touched(
            frozenset(touched | weighed | moved),
            frozenset(news.told),
            frozenset(moved),
            frozenset(weighed - touched),
            frozenset(changed),
            frozenset(officials),
            frozenset(cases),
        )

    def _head(self, told: Mapping[str, Told]) -> None:
        old = {name: self.headings.get(name) for name in told}
        self.headings.update((name, each.heading) for name, each in told.items())
        days = {each.published for each in old.values() if each and each.published}
        if self._last in days:
            self._last = last_told(self.headings.values())
        else:
            new = last_told(each.heading for each in told.values())
            self._last = max((day for day in (self._last, new) if day), default=None)

    def _group(self, touched: set[str], versions: frozenset[str]) -> set[str]:
        """Group copies of documents anew in which something is told, or was read."""
        counted = {name for name in touched if self.reviews.counted(name)}
        wanted = {name for name in counted if name in versions or name not in self._grouped}
        gone = (touched - counted) & self._grouped
        self._grouped = (self._grouped | wanted) - gone
        return self.grouping.update(self._watch.texts(wanted).values(), gone)

    def _standing(self, document: str) -> tuple[Claim, ...]:
        part = self.reviews.parts.get(document)
        return part.claims if part else ()


def today(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that documents tell today, of those that stand."""
    return tuple(each for each in claims if not each.edited_away)
