"""A store's knowledge in memory, brought up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from nonrefoul import store
from nonrefoul.knowing.deriving import Derived, Touched, today
from nonrefoul.knowing.news import News, Watch
from nonrefoul.knowing.tally import Spoken
from nonrefoul.knowing.view import Knowledge, Running, View
from nonrefoul.posture import USUAL, Counting, uncollected
from nonrefoul.store import Store
from nonrefoul.words import Alert, Case, Claim, Document, Held, Person, Posture

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh made anew, by ids: what is new, gone, or may be otherwise than before.

    `judgements` are the numbers of those that are new. Nothing is there where nothing was added.
    """

    documents: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    officials: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    judgements: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything was added."""
        return bool(self.documents or self.judgements)


class Known:
    """What is known of a store. Several threads may ask; `refresh` puts a whole new view in place.

    Look-ups ask the view of this moment. Who asks several things that must go together takes
    `now` once and asks that. Stepwise or at once, the same store gives the same knowledge.
    """

    def __init__(
        self, from_store: Store, as_of: dt.date | None = None, counting: Counting = USUAL
    ) -> None:
        """Derive all that the store tells; postures as told by a day. Raises StoreError.

        Without `as_of` that is the day of the newest document, or today where none has a day. A
        case keeps what a document told before it was edited, and the claim's standing says so; a
        posture is of what documents say today. `counting` says what postures leave out or weigh
        otherwise.
        """
        self._store = from_store
        self._as_of = as_of
        self._counting = counting
        self._lock = Lock()
        self._view = self._begin()
        self.refresh()

    def _begin(self) -> View:
        """Forget all, so that the next refresh derives it from nothing."""
        self._watch = Watch(self._store)
        self._derived = Derived(self._store.key, self._watch, self._as_of, self._counting)
        self._base = View.of_nothing(self._derived.weighing)
        return self._base

    @property
    def now(self) -> View:
        """All that is known, as of the last refresh."""
        return self._view

    def refresh(self) -> Changes:
        """Take what the store got since; cheap where that is nothing. Raises StoreError.

        One thread refreshes at a time; others go on with the view that is there. After one that
        failed the view stays as it was, and the next derives everything from nothing.
        """
        with self._lock:
            done = False
            try:
                with uncollected():
                    changes = self._take(self._watch.look())
                done = True
            finally:
                if not done:
                    self._begin()
            return changes

    def _take(self, news: News | None) -> Changes:
        if news is None:
            return Changes()
        touched = self._derived.take(news)
        view = self._view = self._base = self._seen(touched)
        self._derived.weighing.later(touched.weighed, lambda each: today(view.claims_of(each)))
        return Changes(
            touched.documents,
            touched.persons,
            touched.officials,
            touched.cases,
            frozenset(each.number for each in news.judgements),
        )

    def settle(self) -> None:
        """Work out the postures that changes touched, which may take seconds.

        For a thread beside those that answer: meanwhile they have `View.postures_so_far`, and wait
        for no more than one posture.
        """
        self._derived.weighing.settle()

    def _seen(self, touched: Touched) -> View:
        """A view of what is derived, in which nothing changes any more."""
        derived, old, documents = self._derived, self._base, touched.documents
        headed = touched.told or touched.moved
        return View(
            Held(_copy(derived.headings, headed, old.documents.by_id), derived.copies),
            _copy(derived.reviews.parts, documents, old.parts),
            _copy(derived.reviews.records, documents, old.records),
            _copy(derived.reviews.by_claim, documents, old.by_claim),
            _copy(derived.register.by_id, touched.persons, old.by_person),
            _copy(derived.officials.by_id, touched.officials, old.by_official),
            _copy(derived.book.by_id, touched.cases, old.by_case),
            derived.judging.every,
            derived.judging.in_force,
            derived.weighing,
            derived.tally.spoken() if documents else old.sources,
        )

    def document(self, identity: str) -> Document | None:
        """The newest version of a document with its text; None where there is none of that id."""
        versions = store.versions(self._store, identity)
        return versions[-1][1] if versions else None

    def claim(self, identity: str) -> Claim | None:
        """As `View.claim`."""
        return self._view.claim(identity)

    def claims_of(self, document: str) -> tuple[Claim, ...]:
        """As `View.claims_of`."""
        return self._view.claims_of(document)

    def person(self, identity: str) -> Person | None:
        """As `View.person`."""
        return self._view.person(identity)

    def case(self, identity: str) -> Case | None:
        """As `View.case`."""
        return self._view.case(identity)

    def cases_of(self, host: str | None) -> tuple[Case, ...]:
        """As `View.cases_of`."""
        return self._view.cases_of(host)

    def posture(self, host: str, origin: str) -> Posture | None:
        """As `View.posture`."""
        return self._view.posture(host, origin)

    @property
    def documents(self) -> Held:
        """The headings of all documents, and which are copies of one report."""
        return self._view.documents

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """As `View.alerts`."""
        return self._view.alerts

    @property
    def clocks(self) -> tuple[Running, ...]:
        """As `View.clocks`."""
        return self._view.clocks

    @property
    def sources(self) -> tuple[Spoken, ...]:
        """What came from each source, those with most claims first."""
        return self._view.sources

    def knowledge(self) -> Knowledge:
        """As `View.knowledge`."""
        return self._view.knowledge()


def _copy(
    kept: Mapping[str, Thing], changed: object, old: Mapping[str, Thing]
) -> Mapping[str, Thing]:
    """What is kept, where that changed, as it stands now; else what was seen of it before."""
    return dict(kept) if changed else old
