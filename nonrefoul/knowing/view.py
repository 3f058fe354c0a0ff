"""What is known at one moment, with look-ups that search nothing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from nonrefoul.knowing.reviews import NOTHING, joined
from nonrefoul.knowing.tally import Spoken
from nonrefoul.knowing.weighing import Pair, Weighing
from nonrefoul.reviewing import Record, Reviewed, weighed
from nonrefoul.words import Alert, Case, Claim, Clock, Held, Judgement, Person, Posture

Key = TypeVar("Key")
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that is derived from what the store keeps, and what it was derived from.

    `claims` are those that stand after review; `reviewed` knows the others too. `officials` are
    kept apart from the persons.
    """

    documents: Held
    claims: tuple[Claim, ...]
    reviewed: Reviewed
    persons: tuple[Person, ...]
    cases: tuple[Case, ...]
    postures: tuple[Posture, ...]
    officials: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Running:
    """A clock and the case in which it runs."""

    clock: Clock
    case: Case


@dataclass(frozen=True)
class View:
    """All that was known at one moment. Nothing in it changes, so threads may share it.

    A page takes one view and asks that alone: two may be of different moments. Claims are those
    that stand after review: told today, or edited away, as their standing says. `sources` are what
    came from each, those with most claims first. Postures alone are worked out when they are asked
    for, from what is known by then.
    """

    documents: Held
    parts: Mapping[str, Reviewed]
    records: Mapping[str, Record]
    by_claim: Mapping[str, str]
    by_person: Mapping[str, Person]
    by_official: Mapping[str, Person]
    by_case: Mapping[str, Case]
    judgements: tuple[Judgement, ...]
    in_force: tuple[Judgement, ...]
    weighing: Weighing
    sources: tuple[Spoken, ...]

    @classmethod
    def of_nothing(cls, weighing: Weighing) -> View:
        """The view before anything is known."""
        return cls(Held({}), {}, {}, {}, {}, {}, {}, (), (), weighing, ())

    def reviewed(self, document: str) -> Reviewed:
        """What is told in a document after review, each claim as likely as rules' records say."""
        part = self.parts.get(document, NOTHING)
        return replace(part, claims=weighed(part.claims, self.records))

    def claims_of(self, document: str) -> tuple[Claim, ...]:
        """The claims that stand of a document, in the order of its text."""
        return self.reviewed(document).claims

    def claim(self, identity: str) -> Claim | None:
        """The claim of that id, rejected or not; None where there is none."""
        document = self.by_claim.get(identity)
        if document is None:
            return None
        part = self.reviewed(document)
        return next((e for e in (*part.claims, *part.rejected) if e.id == identity), None)

    def person(self, identity: str) -> Person | None:
        """The person of that id; None where there is none."""
        return self.by_person.get(identity)

    def case(self, identity: str) -> Case | None:
        """The case of that id; None where there is none."""
        return self.by_case.get(identity)

    def cases_of(self, host: str | None) -> tuple[Case, ...]:
        """The cases in a host state, in order of id; None asks for those without one."""
        return self._by_host.get(host, ())

    def cases_of_person(self, identity: str) -> tuple[Case, ...]:
        """A person's cases, in order of host state."""
        return self._by_owner.get(identity, ())

    def posture(self, host: str, origin: str) -> Posture | None:
        """What a host state did towards an origin state; None where no claim tells of it."""
        return self.weighing.posture((host, origin))

    @property
    def postures(self) -> tuple[Posture, ...]:
        """Every posture, in order of host and origin state."""
        return self.weighing.postures()

    @property
    def postures_so_far(self) -> Mapping[Pair, Posture]:
        """Postures by host and origin state as they were last worked out: it never waits for one.

        The newest changes may lack in them until `Known.settle` is through.
        """
        return self.weighing.so_far

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """All persons, in order of id."""
        return tuple(self.by_person[each] for each in sorted(self.by_person))

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All cases, in order of host state and id."""
        return tuple(sorted(self.by_case.values(), key=lambda case: (case.host or "", case.id)))

    @cached_property
    def officials(self) -> tuple[Person, ...]:
        """The officials of whom claims tell, in order of id: never among the persons."""
        return tuple(self.by_official[each] for each in sorted(self.by_official))

    def officials_of(self, host: str) -> tuple[Person, ...]:
        """The officials of whom claims on a host state tell, in order of id."""
        return self._officials_by_host.get(host, ())

    @cached_property
    def every_reviewed(self) -> Reviewed:
        """What is told in all documents after review, in the order in which documents came."""
        found = joined(self.parts, (each for each in self.documents if each in self.parts))
        return replace(found, claims=weighed(found.claims, self.records))

    @cached_property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts that nobody set aside, the gravest first."""
        found = [alert for case in self.cases for alert in case.alerts]
        return tuple(sorted(found, key=lambda alert: -alert.severity))

    @cached_property
    def clocks(self) -> tuple[Running, ...]:
        """The clocks that run, the first due first, those not due last."""
        found = [Running(clock, case) for case in self.cases for clock in case.clocks if clock.open]
        return tuple(sorted(found, key=_soonest))

    def knowledge(self) -> Knowledge:
        """All of it, as those take it who show everything at once."""
        known = self.every_reviewed
        return Knowledge(
            self.documents,
            known.claims,
            known,
            self.persons,
            self.cases,
            self.postures,
            self.officials,
        )

    @cached_property
    def _officials_by_host(self) -> Mapping[str | None, tuple[Person, ...]]:
        told = ((each, {claim.host for claim in each.claims}) for each in self.officials)
        return _parts((host, each) for each, hosts in told for host in hosts)

    @cached_property
    def _by_host(self) -> Mapping[str | None, tuple[Case, ...]]:
        return _parts((case.host, case) for case in self.cases)

    @cached_property
    def _by_owner(self) -> Mapping[str, tuple[Case, ...]]:
        return _parts((case.person.id, case) for case in self.cases)


def _soonest(running: Running) -> tuple[dt.date, str, str]:
    return (running.clock.first_due or dt.date.max, running.case.person.name, running.clock.id)


def _parts(found: Iterable[tuple[Key, Part]]) -> Mapping[Key, tuple[Part, ...]]:
    parts: dict[Key, list[Part]] = defaultdict(list)
    for key, part in found:
        parts[key].append(part)
    return {key: tuple(own) for key, own in parts.items()}
