"""A book of cases, kept as persons, documents, copies and judgements change."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from nonrefoul.cases.alerts import alerts
from nonrefoul.cases.axes import statuses
from nonrefoul.cases.clocks import clocks
from nonrefoul.cases.judged import dismissals, parted
from nonrefoul.cases.order import Order
from nonrefoul.words import Case, Claim, Copies, Headed, Judgement, Person

LETTERS = 8  # of an id

Whose = tuple[str, str | None]  # a person's id, and the host state
_NONE = Copies()
_NOTHING: dict[Whose, str] = {}


@dataclass(frozen=True, slots=True)
class Beside:
    """What cases rest on besides persons: documents' days, judgements in force, and copies."""

    documents: Mapping[str, Headed]
    judgements: Sequence[Judgement] = ()
    copies: Copies = _NONE


class Book:
    """The cases of some persons, one for each host state.

    However it came to hold them, the cases are those of the persons that it holds.
    """

    def __init__(self, key: bytes) -> None:
        """No case; `key` is the secret from which ids are made."""
        self.by_id: dict[str, Case] = {}
        self._persons: dict[str, Person] = {}
        self._of: dict[str, dict[Whose, str]] = {}  # the ids of each person's cases
        self._ids = _Ids(key)
        self._key = key
        self._dismissals: dict[str, Judgement] = {}
        self._raised: dict[str, str] = {}  # to each alert the person in whose case it is

    def update(
        self, persons: Mapping[str, Person | None], again: Iterable[str], beside: Beside
    ) -> set[str]:
        """Take persons anew, None of one who is gone; gives the ids of the cases that changed.

        `again` are the ids of those whose documents or copies are not what they were.
        """
        before, self._dismissals = self._dismissals, dismissals(beside.judgements)
        judged = {
            alert
            for alert in before.keys() | self._dismissals.keys()
            if before.get(alert) != self._dismissals.get(alert)
        }
        dirty = {*persons, *again, *(self._raised[each] for each in judged & self._raised.keys())}
        parts: dict[str, dict[str | None, list[Claim]]] = {}
        for name in dirty:
            person = persons[name] if name in persons else self._persons.get(name)
            parts[name] = _by_host(person.claims) if person else {}
            if person:
                self._persons[name] = person
            else:
                self._persons.pop(name, None)
        renamed = self._ids.update(
            {whose for name in dirty for whose in self._of.get(name, ())},
            {(name, host) for name, hosts in parts.items() for host in hosts},
        )
        for name in {name for name, _ in renamed} - dirty:
            parts[name] = _by_host(self._persons[name].claims)
        return self._write(parts, beside)

    def _write(
        self, parts: Mapping[str, Mapping[str | None, list[Claim]]], beside: Beside
    ) -> set[str]:
        """Put the cases of persons in the place of those that they had."""
        was = [
            self.by_id.pop(identity)
            for name in parts
            for identity in self._of.pop(name, _NOTHING).values()
        ]
        for case in was:
            for alert in (*case.alerts, *case.dismissed):
                self._raised.pop(alert.id, None)
        order, written = Order(beside.documents), dict[str, Case]()
        for name, hosts in parts.items():
            for host, claims in hosts.items():
                identity, person = self._ids[name, host], self._persons[name]
                case = _case(identity, person, host, claims, order, self._key)
                raised, dismissed = parted(case.alerts, self._dismissals, beside.copies)
                written[identity] = replace(case, alerts=raised, dismissed=dismissed)
                self._raised.update((each.id, name) for each in (*raised, *dismissed))
                self._of.setdefault(name, {})[name, host] = identity
        self.by_id.update(written)
        return {case.id for case in was} | written.keys()


class _Ids:
    """Ids of cases that tell nothing to those without the key; another try where one is taken.

    Of two who would have the same one the first, in order of person and host state, has it.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._first: dict[Whose, str] = {}
        self._wanted: dict[str, set[Whose]] = defaultdict(set)
        self._shared: set[str] = set()
        self._other: dict[Whose, str] = {}

    def __getitem__(self, whose: Whose) -> str:
        """The id of a case."""
        return self._other.get(whose) or self._first[whose]

    def update(self, old: set[Whose], new: set[Whose]) -> set[Whose]:
        """Take new cases and leave out old ones; gives all others that have another id than before.

        These are few: an id of eight letters is seldom wanted twice.
        """
        for whose in old - new:
            self._want(self._first.pop(whose), whose, set.discard)
        for whose in new - old:
            self._first[whose] = self._try(whose, 0)
            self._want(self._first[whose], whose, set.add)
        before, self._other = self._other, self._assign()
        differ = {e for e in {*before, *self._other} if before.get(e) != self._other.get(e)}
        return differ & self._first.keys()

    def _want(self, wanted: str, whose: Whose, put: Callable[[set[Whose], Whose], None]) -> None:
        put(self._wanted[wanted], whose)
        (set.add if len(self._wanted[wanted]) > 1 else set.discard)(self._shared, wanted)

    def _assign(self) -> dict[Whose, str]:
        """The ids that are not the first that a case would have."""
        shared = set(self._shared)
        while True:
            used: set[str] = set()
            found: dict[Whose, str] = {}
            for whose in sorted({e for each in shared for e in self._wanted[each]}, key=_place):
                tries = (self._try(whose, attempt) for attempt in count())
                found[whose] = next(each for each in tries if each not in used)
                used.add(found[whose])
            more = {each for each in used if self._wanted.get(each)} - shared
            if not more:
                return {each: own for each, own in found.items() if own != self._first[each]}
            shared |= more

    def _try(self, whose: Whose, attempt: int) -> str:
        message = json.dumps(["case", *whose, attempt]).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()[:LETTERS]


def _place(whose: Whose) -> tuple[str, str]:
    return whose[0], whose[1] or ""


def _by_host(claims: Iterable[Claim]) -> dict[str | None, list[Claim]]:
    """A person's claims by host state; those without one join the only one, if there is one."""
    parts: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        parts[claim.host].append(claim)
    hosts = [host for host in parts if host]
    if len(hosts) == 1 and None in parts:
        parts[hosts[0]] += parts.pop(None)
    return parts


def _case(
    name: str, person: Person, host: str | None, claims: list[Claim], order: Order, key: bytes
) -> Case:
    timeline = order.timeline(claims)
    origins = {claim.origin for claim in timeline if claim.origin}
    # Two states that want one person are not made into one: which is meant stays open.
    origin = origins.pop() if len(origins) == 1 else None
    case = Case(name, person, host, origin, timeline, statuses(timeline, host, order))
    case = replace(case, clocks=clocks(case, order, key))
    return replace(case, alerts=alerts(case, order, key))
