"""Cases: one for each person and host state, with timeline, statuses, clocks and alerts."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nonrefoul.cases.alerts import alerts
from nonrefoul.cases.axes import statuses
from nonrefoul.cases.clocks import clocks
from nonrefoul.cases.judged import parted
from nonrefoul.cases.order import Order
from nonrefoul.words import Case, Claim, Copies, Headed, Judgement, Person


def cases(
    persons: Sequence[Person],
    documents: Mapping[str, Headed],
    key: bytes,
    judgements: Sequence[Judgement] = (),
    copies: Copies | None = None,
) -> tuple[Case, ...]:
    """The cases of the persons, in order of host state and id.

    `documents` give the day on which an undated claim was told; one that is missing there tells
    no day. `key` is the secret from which ids are made. `judgements` are those in force; an alert
    that one of them dismissed stands among the case's dismissed ones, whatever `copies` of its
    reports came since. Claims without a host state
    join the person's only one; a person with several, or none, has a case without a host for them.
    """
    order = Order(documents)
    used: set[str] = set()
    found = []
    for person in sorted(persons, key=lambda each: each.id):
        for host, claims in sorted(_by_host(person.claims), key=lambda item: item[0] or ""):
            name = _id(person.id, host, key, used)
            case = _case(name, person, host, claims, order, key)
            raised, dismissed = parted(case.alerts, judgements, copies or Copies())
            found.append(replace(case, alerts=raised, dismissed=dismissed))
    return tuple(sorted(found, key=lambda case: (case.host or "", case.id)))


def _by_host(claims: Iterable[Claim]) -> Iterator[tuple[str | None, list[Claim]]]:
    parts: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        parts[claim.host].append(claim)
    hosts = [host for host in parts if host]
    if len(hosts) == 1 and None in parts:
        parts[hosts[0]] += parts.pop(None)
    yield from parts.items()


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


def _id(person: str, host: str | None, key: bytes, used: set[str]) -> str:
    """An id that tells nothing to those without the key; another try where one is taken."""
    attempt = 0
    while True:
        message = json.dumps(["case", person, host, attempt]).encode()
        found = hmac.new(key, message, hashlib.sha256).hexdigest()[:8]
        if found not in used:
            used.add(found)
            return found
        attempt += 1
