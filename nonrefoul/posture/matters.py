"""From the claims of one case or one piece of conduct to a matter, counted once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.officials import Record
from nonrefoul.posture.outcome import Outlook, outlook
from nonrefoul.posture.telling import Telling, first_day, in_order
from nonrefoul.words import Claim, Matter


def matter(
    name: str, claims: Iterable[Claim], record: Record, telling: Telling, counting: Counting
) -> Matter | None:
    """The matter of this name that claims tell of, before forgetting; None without an act."""
    steps = in_order(claims)
    steps.sort(key=lambda step: (first_day(step.date) is None, step.date or ""))
    view = outlook(steps, record, telling, counting)
    return _matter(name, view, steps, telling) if view else None


def _matter(name: str, view: Outlook, steps: Sequence[Claim], telling: Telling) -> Matter:
    against, in_favour = view.against, view.in_favour
    reports = {report.id: report.source for report in map(telling.report, steps)}
    return Matter(
        id=name,
        outcome=view.event,
        stance=(in_favour - against) / (in_favour + against),
        weight=in_favour + against,
        when=view.when,
        claims=tuple(steps),
        line=view.line,
        against=against,
        in_favour=in_favour,
        parts=view.parts,
        day=view.day,
        dated=view.dated,
        reports=tuple(sorted(reports)),
        sources=tuple(sorted(set(reports.values()))),
    )
