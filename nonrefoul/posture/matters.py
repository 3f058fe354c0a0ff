"""From the claims of one case or one piece of conduct to a matter, counted once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.months import forgetting
from nonrefoul.posture.officials import Record
from nonrefoul.posture.outcome import Outlook, outlook
from nonrefoul.posture.telling import Telling, in_order
from nonrefoul.words import Claim, Matter


def matter(
    name: str, claims: Iterable[Claim], record: Record, telling: Telling, counting: Counting
) -> Matter | None:
    """The matter of this name that claims tell of, on the telling's day; None without an act."""
    steps = in_order(claims)
    view = outlook(steps, record, telling, counting)
    return _matter(name, view, steps, telling) if view else None


def faded(matter: Matter, as_of: dt.date) -> Matter:
    """The matter with what it still counts on a day."""
    left = forgetting(matter.day, as_of)
    return replace(matter, forgetting=left, weight=(matter.in_favour + matter.against) * left)


def _matter(name: str, view: Outlook, steps: Sequence[Claim], telling: Telling) -> Matter:
    against, in_favour = view.against, view.in_favour
    left = forgetting(view.day, telling.as_of)
    reports = {report.id: report.source for report in map(telling.report, steps)}
    return Matter(
        id=name,
        outcome=view.event,
        stance=(in_favour - against) / (in_favour + against),
        weight=(in_favour + against) * left,
        when=view.when,
        claims=tuple(steps),
        line=view.line,
        against=against,
        in_favour=in_favour,
        parts=view.parts,
        forgetting=left,
        day=view.day,
        dated=view.dated,
        reports=tuple(sorted(reports)),
        sources=tuple(sorted(set(reports.values()))),
    )
