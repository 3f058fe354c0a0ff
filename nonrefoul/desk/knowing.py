"""A STAND-IN for `Known` of the branch `knowing`, of the same shape; to be deleted at the merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from nonrefoul import store
from nonrefoul.pipeline import Knowledge, know
from nonrefoul.store import Source, Store
from nonrefoul.words import Alert, Case, Claim, Clock, Document, Held, Person, Posture


class Known:
    """What the store knows, looked up by id; derived whole by each `refresh`."""

    def __init__(self, from_store: Store) -> None:
        self.store = from_store
        self.refresh()

    def refresh(self) -> None:
        """Derive everything anew."""
        self._all: Knowledge = know(self.store)
        self._cases = {each.id: each for each in self._all.cases}
        self._persons = {each.id: each for each in self._all.persons}
        self._postures = {(each.host, each.origin): each for each in self._all.postures}
        self._claims: dict[str, list[Claim]] = {}
        for claim in self._all.claims:
            self._claims.setdefault(claim.document, []).append(claim)

    @property
    def documents(self) -> Held:
        """Every document, and which are copies."""
        return self._all.documents

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every case."""
        return self._all.cases

    @property
    def postures(self) -> tuple[Posture, ...]:
        """Every posture."""
        return self._all.postures

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Every alert, the gravest first."""
        found = chain.from_iterable(case.alerts for case in self._all.cases)
        return tuple(sorted(found, key=lambda each: (-each.severity, each.code, each.case)))

    @property
    def clocks(self) -> tuple[tuple[Clock, Case], ...]:
        """Every clock that runs, with its case."""
        return tuple(self._clocks())

    def _clocks(self) -> Iterator[tuple[Clock, Case]]:
        for case in self._all.cases:
            yield from ((clock, case) for clock in case.clocks if clock.open)

    @property
    def sources(self) -> list[Source]:
        """All that is followed."""
        return store.sources(self.store)

    def case(self, name: str) -> Case | None:
        """The case of that id."""
        return self._cases.get(name)

    def cases_of(self, host: str) -> tuple[Case, ...]:
        """The cases in a host state."""
        return tuple(each for each in self._all.cases if each.host == host)

    def person(self, name: str) -> Person | None:
        """The person of that id."""
        return self._persons.get(name)

    def claims_of(self, document: str) -> tuple[Claim, ...]:
        """The claims read in a document."""
        return tuple(self._claims.get(document, ()))

    def posture(self, host: str, origin: str) -> Posture | None:
        """The posture of a host towards an origin state."""
        return self._postures.get((host, origin))

    def document(self, name: str) -> Document | None:
        """The newest version of the document of that id."""
        return self._all.documents.by_id.get(name)

    @property
    def heads(self) -> Mapping[str, str]:
        """Which document each copy is a copy of."""
        return self._all.documents.copies.heads
