"""From claims to matters: what is one case or one piece of conduct is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nonrefoul.posture.officials import Record
from nonrefoul.posture.outcome import Outlook, outlook
from nonrefoul.posture.telling import Telling, first_day, settled
from nonrefoul.words import Actuality, Claim, Matter, SubjectKind

Unit = tuple[str, ...]


def matters(
    claims: Sequence[Claim], owner: Mapping[Claim, str], telling: Telling
) -> tuple[Matter, ...]:
    """The matters that claims of one host and origin state tell of, before forgetting.

    `owner` gives the person of a claim. A matter without an act of the host is left out.
    """
    record = Record(claims)
    units: dict[Unit, list[Claim]] = defaultdict(list)
    for claim in _without_repeats(claims, owner, telling):
        units[_unit(claim, owner, telling)].append(claim)
    found = []
    for unit, steps in sorted(units.items()):
        steps.sort(key=lambda step: (first_day(step.date) is None, step.date or "", settled(step)))
        view = outlook(steps, record, telling)
        if view:
            found.append(_matter(unit, view, steps, telling))
    return tuple(found)


def _matter(unit: Unit, view: Outlook, steps: Iterable[Claim], telling: Telling) -> Matter:
    against, in_favour = view.against, view.in_favour
    reports = {report.id: report.source for report in map(telling.report, steps)}
    return Matter(
        id="/".join(unit),
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


def _unit(claim: Claim, owner: Mapping[Claim, str], telling: Telling) -> Unit:
    """What a claim is a part of: a person's case, or conduct of one kind in one month or report."""
    if claim in owner:
        return ("person", owner[claim])
    report = telling.report(claim)
    if claim.subject_kind is SubjectKind.PERSON:
        return ("unnamed", report.id, _plain(claim.subject or claim.group))
    if claim.subject:
        return (claim.subject_kind.value, _plain(claim.subject), *_official_event(claim))
    day = first_day(claim.date) or report.told
    return ("conduct", claim.event, f"{day:%Y-%m}" if day else report.id)


def _official_event(claim: Claim) -> tuple[str, ...]:
    return (claim.event,) if claim.subject_kind is SubjectKind.OFFICIAL else ()


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().replace("ё", "е").split())


def _without_repeats(
    claims: Sequence[Claim], owner: Mapping[Claim, str], telling: Telling
) -> Iterable[Claim]:
    """The claims, less those on a group of which the same report names members.

    "The state abducts people: first A, then B" tells of two abductions, not of three.
    """
    named = {_told(claim, telling) for claim in claims if claim in owner}
    for claim in claims:
        if claim.subject_kind is SubjectKind.GROUP and _told(claim, telling) in named:
            continue
        yield claim


def _told(claim: Claim, telling: Telling) -> tuple[str, Actuality, str]:
    return (claim.event, claim.modality.actuality, telling.report(claim).id)
