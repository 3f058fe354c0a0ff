"""A STAND-IN for `nonrefoul.knowing`, of the same shape; deleted when that is merged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from nonrefoul import store
from nonrefoul.pipeline import Knowledge, know
from nonrefoul.reviewing import Reviewed
from nonrefoul.store import Store
from nonrefoul.words import Alert, Case, Claim, Clock, Document, Held, Person, Posture


@dataclass(frozen=True, slots=True)
class Running:
    """A clock and the case in which it runs."""

    clock: Clock
    case: Case


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came from one source."""

    source: str | None
    documents: int
    telling: int
    claims: int
    last: dt.date | None


class View:
    """All that was known at one moment."""

    def __init__(self, found: Knowledge) -> None:
        self._all = found
        self.documents: Held = found.documents
        self.reviewed: Reviewed = found.reviewed
        self.claims = found.claims
        self.cases: tuple[Case, ...] = found.cases
        self.persons: tuple[Person, ...] = found.persons
        self.postures: tuple[Posture, ...] = found.postures
        self._cases = {each.id: each for each in found.cases}
        self._persons = {each.id: each for each in found.persons}
        self._postures = {(each.host, each.origin): each for each in found.postures}

    @cached_property
    def _claims(self) -> dict[str, list[Claim]]:
        told: dict[str, list[Claim]] = {}
        for claim in self.claims:
            told.setdefault(claim.document, []).append(claim)
        return told

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts that nobody set aside, the gravest first."""
        found = [alert for case in self.cases for alert in case.alerts]
        return tuple(sorted(found, key=lambda each: -each.severity))

    @cached_property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run, the first due first."""
        found = [Running(clock, case) for case in self.cases for clock in case.clocks if clock.open]
        return tuple(sorted(found, key=lambda each: each.clock.first_due or dt.date.max))

    @cached_property
    def sources(self) -> tuple[Spoken, ...]:
        """What came from each source."""
        count = Counter(each.source for each in self.documents.values())
        return tuple(Spoken(each, number, 0, 0, None) for each, number in count.items())

    def case(self, name: str) -> Case | None:
        """The case of that id."""
        return self._cases.get(name)

    def cases_of(self, host: str | None) -> tuple[Case, ...]:
        """The cases in a host state."""
        return tuple(each for each in self.cases if each.host == host)

    def cases_of_person(self, name: str) -> tuple[Case, ...]:
        """The cases of a person."""
        return tuple(each for each in self.cases if each.person.id == name)

    def person(self, name: str) -> Person | None:
        """The person of that id."""
        return self._persons.get(name)

    def claims_of(self, document: str) -> tuple[Claim, ...]:
        """The claims read in a document."""
        return tuple(self._claims.get(document, ()))

    def posture(self, host: str, origin: str) -> Posture | None:
        """The posture of a host towards an origin state."""
        return self._postures.get((host, origin))


class Known:
    """What the store knows; derived whole by each `refresh` (the real one: only what changed)."""

    def __init__(self, from_store: Store) -> None:
        self._store = from_store
        self.now = View(know(from_store))

    def refresh(self) -> None:
        """Derive everything anew."""
        self.now = View(know(self._store))

    def document(self, name: str) -> Document | None:
        """The newest version of the document of that id."""
        versions = store.versions(self._store, name)
        return versions[-1][1] if versions else None
