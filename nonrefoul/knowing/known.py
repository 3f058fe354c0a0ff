"""A store's knowledge in memory, brought up to date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from threading import Lock

from nonrefoul import store
from nonrefoul.knowing.deriving import Derived
from nonrefoul.knowing.news import Watch
from nonrefoul.knowing.view import Knowledge, Running, Spoken, View
from nonrefoul.store import Store
from nonrefoul.words import Alert, Case, Claim, Document, Held, Person, Posture


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

    def __init__(self, from_store: Store, as_of: dt.date | None = None) -> None:
        """Derive all that the store tells; postures as told by a day. Raises StoreError.

        Without `as_of` that is the day of the newest document, or today where none has a day. A
        case keeps what a document told before it was edited, and the claim's standing says so; a
        posture is of what documents say today.
        """
        self._store = from_store
        self._lock = Lock()
        self._watch = Watch(from_store)
        self._derived = Derived(from_store.key, self._watch, as_of)
        self._view = self._seen()
        self.refresh()

    @property
    def now(self) -> View:
        """All that is known, as of the last refresh."""
        return self._view

    def refresh(self) -> Changes:
        """Take what the store got since; cheap where that is nothing. Raises StoreError.

        One thread refreshes at a time; others go on with the view that is there.
        """
        with self._lock:
            news = self._watch.look()
            if news is None:
                return Changes()
            touched = self._derived.take(news)
            self._view = self._seen()
            return Changes(
                touched.documents,
                touched.persons,
                touched.officials,
                touched.cases,
                frozenset(each.number for each in news.judgements),
            )

    def _seen(self) -> View:
        """A view of what is derived, in which nothing changes any more."""
        derived = self._derived
        return View(
            Held(dict(derived.headings), derived.grouping.copies),
            dict(derived.reviews.parts),
            dict(derived.reviews.records),
            dict(derived.reviews.by_claim),
            dict(derived.register.by_id),
            dict(derived.officials.by_id),
            dict(derived.book.by_id),
            derived.judging.every,
            derived.judging.in_force,
            derived.weighing,
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
        """As `View.sources`."""
        return self._view.sources

    def knowledge(self) -> Knowledge:
        """As `View.knowledge`."""
        return self._view.knowledge()
