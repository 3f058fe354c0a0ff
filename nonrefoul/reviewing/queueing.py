"""Which claims a person should look at next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nonrefoul.reviewing.standing import Reviewed
from nonrefoul.words import Case, Claim, Direction, Headed, Posture, ReviewVerdict


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that waits for a person: how grave the alerts are that rest on it, 0 where none does.

    `turns` is whether a posture that has a direction counts it.
    """

    claim: Claim
    severity: int = 0
    turns: bool = False


def queue(
    reviewed: Reviewed,
    cases: Iterable[Case],
    postures: Iterable[Posture] = (),
    documents: Mapping[str, Headed] | None = None,
    *,
    who: str | None = None,
    second: bool = False,
) -> tuple[Waiting, ...]:
    """The claims that wait, the most urgent first.

    Those under the gravest open alert come first, then those that a posture's direction counts,
    then the least sure, then the newest. What `who` has judged is not among them, nor what others
    have settled. With `second` they are just those that others have judged and `who` has not, each
    as the machine read it, so that the second judges without knowing what the first said.
    """
    severity, turning = _severities(cases), _turning(postures)
    judged = {name: {o.judgement.who for o in said} for name, said in reviewed.opinions.items()}
    found = []
    for each in ordered(reviewed, cases, postures, documents):
        by = judged.get(each.claim.id, set())
        waits = bool(by) and each.claim.id not in reviewed.unread if second else _open(each.claim)
        if waits and who not in by:
            found.append(replace(each, claim=reviewed.as_read(each.claim)) if second else each)
    return tuple(found)


def ordered(
    reviewed: Reviewed,
    cases: Iterable[Case],
    postures: Iterable[Posture] = (),
    documents: Mapping[str, Headed] | None = None,
) -> tuple[Waiting, ...]:
    """All claims in the order of `queue`, whoever judged them; those that were rejected too."""
    severity, turning = _severities(cases), _turning(postures)
    found = [
        Waiting(claim, severity.get(claim.id, 0), claim.id in turning)
        for claim in (*reviewed.claims, *reviewed.rejected)
    ]
    return tuple(sorted(found, key=lambda each: _urgency(each, documents or {})))


def _open(claim: Claim) -> bool:
    """Whether nobody settled it: neither vouched for nor rejected by all who judged it."""
    rejected = claim.review is not None and claim.review.verdict is ReviewVerdict.REJECTED
    return not claim.checked and not rejected


def _severities(cases: Iterable[Case]) -> dict[str, int]:
    """How grave the gravest open alert is that rests on each claim, by the claim's id."""
    found: dict[str, int] = {}
    for case in cases:
        for alert in case.alerts:
            for claim in alert.claims:
                found[claim.id] = max(alert.severity, found.get(claim.id, 0))
    return found


def _turning(postures: Iterable[Posture]) -> set[str]:
    """The ids of the claims that a posture counts which has a direction."""
    return {
        claim.id
        for posture in postures
        if posture.direction is not Direction.UNCLEAR
        for matter in posture.matters
        for claim in matter.claims
    }


def _urgency(waiting: Waiting, documents: Mapping[str, Headed]) -> tuple[object, ...]:
    claim = waiting.claim
    sure = claim.confidence if claim.confidence is not None else 0.0
    document = documents.get(claim.document)
    day = (document.published if document else None) or dt.date.min
    place = (claim.document, claim.start, claim.id)
    return (-waiting.severity, not waiting.turns, sure, -day.toordinal(), *place)
