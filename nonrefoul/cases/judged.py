"""What people decided about alerts: set aside with a reason, until there is new evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from nonrefoul.words import Alert, Claim, Copies, Judgement

DISMISSED = "dismissed"


def dismissal(alert: Alert) -> str:
    """The verdict that sets an alert aside: it remembers, in fingerprints, what it rested on."""
    return " ".join([DISMISSED, *sorted({_fingerprint(each) for each in alert.claims})])


def dismissals(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The last of the judgements that sets each alert aside, by the alert's id."""
    return {each.about: each for each in judgements if each.verdict.partition(" ")[0] == DISMISSED}


def parted(
    alerts: Iterable[Alert], dismissals: Mapping[str, Judgement], copies: Copies
) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
    """The alerts that stand, and those that judgements set aside, each with its judgement.

    An alert that rests on something that was not there when it was dismissed stands again; a copy
    that tells no more than its report told then is nothing new.
    """
    stands, aside = [], []
    for alert in alerts:
        judgement = dismissals.get(alert.id)
        if judgement and not _news(alert, judgement.verdict.split(), copies):
            aside.append(replace(alert, dismissed=judgement))
        else:
            stands.append(alert)
    return tuple(stands), tuple(aside)


def _news(alert: Alert, known: Collection[str], copies: Copies) -> bool:
    """Whether the alert rests on more than what was known, told by the fingerprints of it."""
    told = {_told(each, copies) for each in alert.claims if _fingerprint(each) in known}
    return any(
        _fingerprint(each) not in known and _told(each, copies) not in told for each in alert.claims
    )


def _told(claim: Claim, copies: Copies) -> tuple[object, ...]:
    """What a claim says, and which report says so."""
    whose = (copies.head(claim.document), claim.event, claim.modality, claim.attribution)
    return (*whose, claim.date, claim.host, claim.origin, claim.actor, claim.third_state)


def _fingerprint(claim: Claim) -> str:
    """Document and event of a claim, so that reading the same document anew gives the same."""
    return hashlib.sha256(f"{claim.document} {claim.event}".encode()).hexdigest()[:12]
