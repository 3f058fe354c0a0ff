"""What came from each source, counted as documents come and change."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nonrefoul.words import Heading


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came from one source, by its name as documents give it; None of documents without one.

    `telling` counts the documents in which claims are told today, `claims` those claims; `last` is
    the day of the newest document that has one.
    """

    source: str | None
    documents: int
    telling: int
    claims: int
    last: dt.date | None


class Tally:
    """The counts, source by source."""

    def __init__(self) -> None:
        """No document."""
        self._counted: dict[str, tuple[Heading, int]] = {}
        self._documents = Counter[str | None]()
        self._telling = Counter[str | None]()
        self._claims = Counter[str | None]()
        self._days: dict[str | None, Counter[dt.date]] = defaultdict(Counter)

    def count(self, heading: Heading, claims: int) -> None:
        """Take a document anew, in which so many claims are told today."""
        old = self._counted.get(heading.id)
        if old == (heading, claims):
            return
        if old:
            self._add(*old, -1)
        self._counted[heading.id] = (heading, claims)
        self._add(heading, claims, 1)

    def _add(self, heading: Heading, claims: int, times: int) -> None:
        source, day = heading.source, heading.published
        self._documents[source] += times
        self._telling[source] += times * (claims > 0)
        self._claims[source] += times * claims
        if day:
            self._days[source][day] += times
            if not self._days[source][day]:
                del self._days[source][day]

    def spoken(self) -> tuple[Spoken, ...]:
        """What came from each source, those with most claims first."""
        return tuple(sorted(self._each(), key=lambda each: (-each.claims, each.source or "")))

    def _each(self) -> Iterator[Spoken]:
        for source, count in self._documents.items():
            if count:
                last = max(self._days.get(source, ()), default=None)
                yield Spoken(source, count, self._telling[source], self._claims[source], last)
