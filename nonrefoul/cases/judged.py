"""What people decided about alerts: set aside with a reason, until there is new evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nonrefoul.words import Alert, Judgement

DISMISSED = "dismissed"


def dismissal(alert: Alert) -> str:
    """The verdict that sets an alert aside: it remembers, in fingerprints, what it rested on."""
    return " ".join([DISMISSED, *map(_fingerprint, alert.evidence)])


def parted(
    alerts: Iterable[Alert], judgements: Sequence[Judgement]
) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
    """The alerts that stand, and those that the judgements set aside, each with its judgement.

    An alert that rests on something that was not there when it was dismissed stands again.
    """
    last = {each.about: each for each in judgements if each.verdict.split()[0] == DISMISSED}
    stands, aside = [], []
    for alert in alerts:
        judgement = last.get(alert.id)
        if judgement and set(map(_fingerprint, alert.evidence)) <= set(judgement.verdict.split()):
            aside.append(replace(alert, dismissed=judgement))
        else:
            stands.append(alert)
    return tuple(stands), tuple(aside)


def _fingerprint(evidence: str) -> str:
    return hashlib.sha256(evidence.encode()).hexdigest()[:12]
