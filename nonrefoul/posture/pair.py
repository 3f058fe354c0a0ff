"""The claims on one host state and one origin state, and the matters that they tell of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.matters import faded, matter
from nonrefoul.posture.months import number
from nonrefoul.posture.officials import Record, changes_office
from nonrefoul.posture.telling import Telling
from nonrefoul.posture.units import Unit
from nonrefoul.words import Actuality, Claim, Matter, SubjectKind

_ASKED = {"wanted", "extradition_requested", "detained", "detention_extended"}


class Pair:
    """Claims sorted by what they are a part of; only what was touched is worked out again."""

    def __init__(self, host: str, origin: str) -> None:
        self.host = host
        self.origin = origin
        self.asked: set[Unit] = set()
        self._claims: dict[Unit, list[Claim]] = defaultdict(list)
        self._matters: dict[Unit, Matter] = {}
        self._touched: set[Unit] = set()
        self._groups: set[Unit] = set()
        self._offices: set[Unit] = set()
        self._record = Record()
        self._month = 0

    def put(self, unit: Unit, claim: Claim) -> None:
        """Take a claim in."""
        self._claims[unit].append(claim)
        self._touched.add(unit)
        if unit[0] == "official" and changes_office(claim):
            self._offices.add(unit)
        if claim.subject_kind is SubjectKind.GROUP:
            self._groups.add(unit)

    def lift(self, unit: Unit, claim: Claim) -> None:
        """Take a claim out again, where it is in."""
        told = self._claims.get(unit, [])
        if claim in told:
            told.remove(claim)
            self._touched.add(unit)

    def claims(self) -> Iterator[Claim]:
        """Every claim, in no order, as often as it was put in."""
        for told in self._claims.values():
            yield from told

    def matters(self, telling: Telling, counting: Counting) -> tuple[Matter, ...]:
        """The matters on the telling's day, in the order of their units."""
        touched, self._touched = self._touched, set()
        record = Record(self.claims()) if self._offices else Record()
        if record != self._record:
            self._record, touched = record, set(self._claims)
        members = self._members(telling) if self._groups else set()
        self._fade(telling.as_of)
        for unit in touched | self._groups:
            self._evaluate(unit, members, telling, counting)
        return tuple(self._matters[unit] for unit in sorted(self._matters))

    def _fade(self, as_of: dt.date) -> None:
        """Let matters of another day count what they do on this one: it changes by the month."""
        if self._month != number(as_of):
            self._month = number(as_of)
            self._matters = {unit: faded(found, as_of) for unit, found in self._matters.items()}

    def _evaluate(
        self, unit: Unit, members: set[tuple[str, ...]], telling: Telling, counting: Counting
    ) -> None:
        told: Iterable[Claim] = self._claims[unit]
        if unit in self._groups:
            told = [claim for claim in told if not _repeats(claim, members, telling)]
        name = "/".join((self.host, self.origin, *unit))
        found = matter(name, told, self._record, telling, counting)
        self._matters.pop(unit, None)
        self.asked.discard(unit)
        if found:
            self._matters[unit] = found
        if unit[0] == "person" and any(_asked(claim) for claim in self._claims[unit]):
            self.asked.add(unit)
        if not self._claims[unit]:
            for index in (self._claims, self._groups, self._offices):
                _drop(index, unit)

    def _members(self, telling: Telling) -> set[tuple[str, ...]]:
        """What each report tells of persons with a name.

        "The state abducts people: first A, then B" tells of two abductions, not of three.
        """
        persons = (told for unit, told in self._claims.items() if unit[0] == "person")
        return {_told(claim, telling) for told in persons for claim in told}


def _drop(index: dict[Unit, list[Claim]] | set[Unit], unit: Unit) -> None:
    if isinstance(index, set):
        index.discard(unit)
    else:
        index.pop(unit, None)


def _repeats(claim: Claim, members: set[tuple[str, ...]], telling: Telling) -> bool:
    return claim.subject_kind is SubjectKind.GROUP and _told(claim, telling) in members


def _told(claim: Claim, telling: Telling) -> tuple[str, ...]:
    return (claim.event, claim.modality.actuality.value, telling.report(claim).id)


def _asked(claim: Claim) -> bool:
    return claim.event in _ASKED and claim.modality.actuality is Actuality.HAPPENED
