"""The claims on one host state and one origin state, and the matters that they tell of."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from nonrefoul.posture.attention import Tellers
from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.ledger import Ledger
from nonrefoul.posture.matters import faded, matter
from nonrefoul.posture.months import number
from nonrefoul.posture.officials import Record, changes_office
from nonrefoul.posture.telling import Telling
from nonrefoul.posture.units import Unit
from nonrefoul.words import Actuality, Claim, Exposure, Line, Matter, SubjectKind

_ASKED = {"wanted", "extradition_requested", "detained", "detention_extended"}


class Pair:
    """Claims sorted by what they are a part of; only what was touched is worked out again."""

    def __init__(self, host: str, origin: str) -> None:
        self.host = host
        self.origin = origin
        # Those whom the host was asked for: 1 where it acted for them, -1 against, 0 neither.
        self._asked: dict[Unit, int] = {}
        self._became: Counter[int] = Counter()
        self._claims: dict[Unit, list[Claim]] = defaultdict(list)
        self._matters: dict[Unit, Matter] = {}
        self._touched: set[Unit] = set()
        self._groups: set[Unit] = set()
        self._offices: set[Unit] = set()
        self._record = Record()
        self._month = 0
        # The units that have a matter, in order, and their matters; empty where to be made anew.
        self._order: list[Unit] = []
        self._listed: list[Matter] = []
        self.ledger = Ledger(dt.date.min)
        self.lines = {line: Ledger(dt.date.min) for line in Line}
        self.tellers = Tellers()
        self.claims_told = 0
        self.claims_checked = 0

    def put(self, unit: Unit, claim: Claim, telling: Telling) -> None:
        """Take a claim in."""
        self.tellers.put(claim, telling)
        self._claims[unit].append(claim)
        self._touched.add(unit)
        if unit[0] == "official" and changes_office(claim):
            self._offices.add(unit)
        if claim.subject_kind is SubjectKind.GROUP:
            self._groups.add(unit)

    def lift(self, unit: Unit, claim: Claim) -> None:
        """Take a claim out again that was put in there."""
        self.tellers.lift(claim)
        self._claims[unit].remove(claim)
        self._touched.add(unit)

    def _all(self) -> Iterator[Claim]:
        for told in self._claims.values():
            yield from told

    def matters(self, telling: Telling, counting: Counting) -> tuple[Matter, ...]:
        """The matters on the telling's day, in the order of their units."""
        touched, self._touched = self._touched, set()
        record = Record(self._all()) if self._offices else Record()
        if record != self._record:
            self._record, touched = record, set(self._claims)
        members = self._members(telling) if self._groups else set()
        self._fade(telling.as_of)
        touched |= self._groups
        if len(touched) > len(self._order) // 8:
            self._order = []
        for unit in touched:
            self._evaluate(unit, members, telling, counting)
        if not self._order:
            self._order = sorted(self._matters)
            self._listed = [self._matters[unit] for unit in self._order]
        return tuple(self._listed)

    def exposure(self) -> Exposure:
        """What became of the persons whom the host was asked for."""
        became = self._became
        return Exposure(len(self._asked), became[-1], became[1], became[0])

    def _fade(self, as_of: dt.date) -> None:
        """Let matters of another day count what they do on this one: it changes by the month."""
        if self._month == number(as_of):
            return
        self._month = number(as_of)
        self._matters = {unit: faded(found, as_of) for unit, found in self._matters.items()}
        self._order = []
        self.ledger = Ledger(as_of)
        self.lines = {line: Ledger(as_of) for line in Line}
        for unit, found in self._matters.items():
            self._enter(unit, found)

    def _evaluate(
        self, unit: Unit, members: set[tuple[str, ...]], telling: Telling, counting: Counting
    ) -> None:
        told: Iterable[Claim] = self._claims[unit]
        if unit in self._groups:
            told = [claim for claim in told if not _repeats(claim, members, telling)]
        name = "/".join((self.host, self.origin, *unit))
        found = matter(name, told, self._record, telling, counting)
        self._replace(unit, found)
        self._ask(unit, found)
        if not self._claims[unit]:
            for index in (self._claims, self._groups, self._offices):
                _drop(index, unit)

    def _replace(self, unit: Unit, found: Matter | None) -> None:
        """Put the unit's matter of now in the place of the one of before."""
        before = self._matters.pop(unit, None)
        if before:
            self.ledger.lift(unit, before)
            self.lines[before.line].lift(unit, before)
            self._count(before, -1)
        if found:
            self._matters[unit] = found
            self._enter(unit, found)
            self._count(found, 1)
        if self._order:
            at = bisect_left(self._order, unit)
            here = slice(at, at + (before is not None))
            self._order[here] = [unit] if found else []
            self._listed[here] = [found] if found else []

    def _enter(self, unit: Unit, found: Matter) -> None:
        self.ledger.put(unit, found)
        self.lines[found.line].put(unit, found)

    def _ask(self, unit: Unit, found: Matter | None) -> None:
        """Keep whether the host was asked for the unit's person, and what became of them."""
        if unit in self._asked:
            self._became[self._asked.pop(unit)] -= 1
        if unit[0] == "person" and any(_asked(claim) for claim in self._claims[unit]):
            stance = found.stance if found else 0.0
            self._asked[unit] = (stance > 0) - (stance < 0)
            self._became[self._asked[unit]] += 1

    def _count(self, found: Matter, by: int) -> None:
        """Count a matter's claims, and those of them that a person confirmed."""
        self.claims_told += by * len(found.claims)
        self.claims_checked += by * sum(claim.checked for claim in found.claims)

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
