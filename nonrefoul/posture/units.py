"""What a claim is a part of: one person's case, or one piece of conduct."""

from __future__ import annotations

from nonrefoul.posture.telling import Telling, first_day
from nonrefoul.words import Claim, SubjectKind

Unit = tuple[str, ...]


def unit(claim: Claim, person: str | None, telling: Telling) -> Unit:
    """A person's case, or conduct of one kind in one month or report; `person` is an id."""
    if person is not None:
        return ("person", person)
    report = telling.report(claim)
    if claim.subject_kind is SubjectKind.PERSON:
        return ("unnamed", report.id, _plain(claim.subject or claim.group))
    if claim.subject:
        official = claim.subject_kind is SubjectKind.OFFICIAL
        event = (claim.event,) if official else ()
        return (claim.subject_kind.value, _plain(claim.subject), *event)
    day = first_day(claim.date) or report.told
    return ("conduct", claim.event, f"{day:%Y-%m}" if day else report.id)


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().replace("ё", "е").split())
