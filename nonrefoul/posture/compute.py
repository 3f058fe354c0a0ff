"""Each host state's posture towards each origin state, from claims."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nonrefoul.posture.balance import Balance, balance
from nonrefoul.posture.matters import matters
from nonrefoul.posture.telling import Telling, settled
from nonrefoul.posture.weights import Line, weights
from nonrefoul.words import Claim, Copies, Direction, Headed, Matter, Person, Posture

_NONE = Copies()
_DAYS_A_MONTH = 365.25 / 12


def postures(
    claims: Sequence[Claim],
    persons: Sequence[Person],
    documents: Mapping[str, Headed],
    as_of: dt.date,
    copies: Copies = _NONE,
) -> tuple[Posture, ...]:
    """The posture of every host towards every origin state that claims speak of, in their order.

    `copies` says which documents tell one report; it counts as one, told when it was told first.
    Only what was published by `as_of` counts, and what lies back from it counts less. A posture's
    matters carry the weights that entered: signed `stance` times `weight` is what each one adds.
    """
    telling = Telling(documents, as_of, copies)
    owner = {claim: person.id for person in persons for claim in person.claims}
    pursuers = _pursuers(persons)
    pairs: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(set(claims), key=settled):
        origin = claim.origin or pursuers.get(owner.get(claim, ""))
        if claim.host and origin and claim.host != origin and telling.known(claim):
            pairs[claim.host, origin].append(claim)
    return tuple(
        _posture(host, origin, told, owner, telling, as_of)
        for (host, origin), told in sorted(pairs.items())
    )


def line(posture: Posture, which: Line) -> Balance:
    """The balance of one line alone: what was done to people, or what was said of the policy."""
    return _balance(matter for matter in posture.matters if line_of(matter) is which)


def line_of(matter: Matter) -> Line:
    """The line that a matter belongs to, by its outcome."""
    return weights().by_event[matter.outcome].line


def last_told(documents: Iterable[Headed]) -> dt.date | None:
    """The day of the newest document, up to which a posture can be known; None where none says."""
    return max((each.published for each in documents if each.published), default=None)


def _pursuers(persons: Iterable[Person]) -> dict[str, str]:
    """The state that wants each person, where the person's claims name exactly one."""
    named = {
        person.id: {claim.origin for claim in person.claims if claim.origin} for person in persons
    }
    return {person: states.pop() for person, states in named.items() if len(states) == 1}


def _posture(
    host: str,
    origin: str,
    claims: Sequence[Claim],
    owner: Mapping[Claim, str],
    telling: Telling,
    as_of: dt.date,
) -> Posture:
    found = tuple(
        replace(matter, id=f"{host}/{origin}/{matter.id}", weight=view.weight * faded)
        for matter, view in matters(claims, owner, telling)
        if (faded := _faded(view.day, as_of)) > 0
    )
    known = _balance(found)
    return Posture(
        host=host,
        origin=origin,
        direction=_direction(known, len(found)),
        probability=max(known.over_half, 1 - known.over_half),
        share_against=known.mean,
        low=known.low,
        high=known.high,
        matters=found,
        sources=len({telling.report(claim).source for claim in claims}),
    )


def _faded(day: dt.date | None, as_of: dt.date) -> float:
    """What is left of a matter's weight; all of it where nothing is known of its time."""
    months = max(0, (as_of - (day or as_of)).days) / _DAYS_A_MONTH
    return float(0.5 ** (months / weights().half_life_months.value))


def _balance(found: Iterable[Matter]) -> Balance:
    rules, weighed = weights(), [(matter.weight, matter.stance) for matter in found]
    # Exact sums: the order in which matters come must not show in the last digit.
    against = math.fsum(weight * (1 - stance) / 2 for weight, stance in weighed)
    in_favour = math.fsum(weight * (1 + stance) / 2 for weight, stance in weighed)
    prior = rules.prior
    return balance(prior.against + against, prior.in_favour + in_favour, rules.band.value)


def _direction(known: Balance, count: int) -> Direction:
    sure = weights().sure_from.value
    if count < weights().enough_matters.value:
        return Direction.UNCLEAR
    if known.over_half >= sure:
        return Direction.TOWARD
    return Direction.AWAY if known.over_half <= 1 - sure else Direction.UNCLEAR
