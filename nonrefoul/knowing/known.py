"""A store's knowledge in memory, brought up to date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from nonrefoul import store
from nonrefoul.knowing.deriving import derived
from nonrefoul.knowing.view import Knowledge, Running, Spoken, View
from nonrefoul.store import Store
from nonrefoul.words import Alert, Case, Claim, Document, Held, Person, Posture

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh found new or otherwise than before: ids, and pairs of host and origin state.

    What is gone stands among them too; nothing is there where nothing changed.
    """

    documents: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    postures: frozenset[tuple[str, str]] = frozenset()
    judgements: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(
            self.documents or self.persons or self.cases or self.postures or self.judgements
        )


class Known:
    """What is known of a store. Several threads may ask; `refresh` puts a whole new view in place.

    Look-ups ask the view of this moment. Who asks several things that must go together takes
    `now` once and asks that.
    """

    def __init__(self, from_store: Store, as_of: dt.date | None = None) -> None:
        """Derive all that the store tells; postures as told by a day. Raises StoreError.

        Without `as_of` that is the day of the newest document, or today where none has a day.
        """
        self._store = from_store
        self._as_of = as_of
        self._lock = Lock()
        self._upto: tuple[int, int] = (-1, -1)
        self._view = View(Held({}), {}, {}, {}, {}, ())
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
            upto = store.upto(self._store)
            if upto == self._upto:
                return Changes()
            before, self._view = self._view, self._anew()
            self._upto = upto
            return _between(before, self._view)

    def document(self, identity: str) -> Document | None:
        """The newest version of a document with its text; None where there is none of that id."""
        versions = store.versions(self._store, identity)
        return versions[-1][1] if versions else None

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

    def _anew(self) -> View:
        found = derived(self._store, self._as_of)
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in found.claims:
            told[claim.document].append(claim)
        return View(
            found.documents,
            {document: tuple(claims) for document, claims in told.items()},
            {person.id: person for person in found.persons},
            {case.id: case for case in found.cases},
            {(each.host, each.origin): each for each in found.postures},
            tuple(store.judgements(self._store)),
        )


def _between(old: View, new: View) -> Changes:
    """What differs between two views."""
    return Changes(
        _differing(old.documents, new.documents) | _differing(old.told, new.told),
        _differing(old.by_person, new.by_person),
        _differing(old.by_case, new.by_case),
        _differing(old.by_pair, new.by_pair),
        frozenset(each.number for each in new.judgements[len(old.judgements) :]),
    )


def _differing(old: Mapping[Key, object], new: Mapping[Key, object]) -> frozenset[Key]:
    return frozenset(each for each in {*old, *new} if old.get(each) != new.get(each))
