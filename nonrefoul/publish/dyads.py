"""What happened as dyads, one a step of a matter, in PLOVER's terms and POLECAT's columns.

No person is named: who is pursued stands under the state that pursues them, and a sector.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.publish.plover import Pairing, Role, RoleName, alpha3, plover
from nonrefoul.words import Actuality, Case, Claim, Held, Modality, Posture, SubjectKind

# POLECAT's columns, as far as they apply, in its order; ours after them.
COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Country",
    "Primary Actor Sector",
    "Recipient Country",
    "Primary Recipient Sector",
    "Country",
    "Publication Date",
    "Date as told",
    "Modality",
    "Reports",
    "Sources",
    "Nonrefoul Event",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SUREST = (Modality.ASSERTED, Modality.REPORTED, Modality.SUSPECTED)


@dataclass(frozen=True, slots=True)
class _Step:
    """One event of one matter or case, with the claims that it happened."""

    host: str | None
    origin: str | None
    event: str
    claims: tuple[Claim, ...]


def dyads(
    postures: Sequence[Posture], cases: Sequence[Case], documents: Held, as_of: dt.date | None
) -> list[dict[str, str]]:
    """A row for each dyad of each step of the postures' matters, and of the cases beside them.

    A case adds what is in no matter, such as a prosecution of somebody of whom no act of the host
    is told; only what was published by the day, where one is given. In the order of dates.
    """
    steps = [*_of_matters(postures), *_of_cases(postures, cases, documents, as_of)]
    rows = [row for step in steps for row in _rows(step, documents)]
    rows.sort(key=lambda row: (row["Event Date"] or row["Date as told"], *row.values()))
    return [{"Event ID": str(number), **row} for number, row in enumerate(rows, start=1)]


def dyads_text(rows: Iterable[dict[str, str]]) -> str:
    """The rows as CSV with a head."""
    made = io.StringIO()
    writer = csv.DictWriter(made, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def _of_matters(postures: Sequence[Posture]) -> Iterator[_Step]:
    for posture in postures:
        for matter in posture.matters:
            for event, claims in matter.steps:
                yield from _step(posture.host, posture.origin, event, claims)


def _of_cases(
    postures: Sequence[Posture], cases: Sequence[Case], documents: Held, as_of: dt.date | None
) -> Iterator[_Step]:
    weighed = {
        claim for posture in postures for matter in posture.matters for claim in matter.claims
    }
    for case in cases:
        found: dict[str, list[Claim]] = {}
        for claim in case.timeline:
            if claim not in weighed and not _late(claim, documents, as_of):
                found.setdefault(claim.event, []).append(claim)
        for event, claims in found.items():
            yield from _step(case.host, case.origin, event, claims)


def _late(claim: Claim, documents: Held, as_of: dt.date | None) -> bool:
    document = documents.get(claim.document)
    return bool(as_of and document and document.published and document.published > as_of)


def _step(
    host: str | None, origin: str | None, event: str, claims: Sequence[Claim]
) -> Iterator[_Step]:
    told = tuple(each for each in claims if each.modality.actuality is Actuality.HAPPENED)
    if told:
        yield _Step(host, origin, event, told)


def _rows(step: _Step, documents: Held) -> Iterator[dict[str, str]]:
    for pairing in plover().by_event.get(step.event, ()):
        actor, recipient = _role(pairing.actor, step), _role(pairing.recipient, step)
        if "third" in (actor.state, recipient.state) and not _third(step):
            continue
        yield {**_what(pairing), **_who(actor, recipient, step), **_told(step, documents)}


def _what(pairing: Pairing) -> dict[str, str]:
    kind = plover().types[pairing.type]
    return {
        "Event Type": pairing.type,
        "Event Mode": pairing.mode or "",
        "Intensity": f"{kind.intensity:g}",
        "Quad Code": str(kind.quad),
        "Contexts": ";".join(pairing.contexts),
    }


def _role(name: RoleName, step: _Step) -> Role:
    """The role; an organisation's where the claims are on one and a person's is asked for."""
    kinds = {claim.subject_kind for claim in step.claims}
    if name == "pursued" and kinds == {SubjectKind.ORGANISATION}:
        name = "organisation"
    return plover().roles[name]


def _who(actor: Role, recipient: Role, step: _Step) -> dict[str, str]:
    return {
        "Actor Country": _country(actor, step),
        "Primary Actor Sector": actor.sector,
        "Recipient Country": _country(recipient, step),
        "Primary Recipient Sector": recipient.sector,
        "Country": alpha3(step.host),
    }


def _country(role: Role, step: _Step) -> str:
    states = {"host": step.host, "origin": step.origin, "third": _third(step)}
    return alpha3(states.get(role.state))


def _third(step: _Step) -> str | None:
    return next((each.third_state for each in step.claims if each.third_state), None)


def _told(step: _Step, documents: Held) -> dict[str, str]:
    """When it was, as exactly as it was told, and by how many it was told."""
    dates = sorted((each.date for each in step.claims if each.date), key=lambda each: -len(each))
    date = dates[0] if dates else ""
    found = (documents.get(each.document) for each in step.claims)
    published = min((each.published for each in found if each and each.published), default=None)
    told = {each.document for each in step.claims}
    modality = min((each.modality for each in step.claims), key=_SUREST.index)
    return {
        "Event Date": date if _DAY.fullmatch(date) else "",
        "Publication Date": published.isoformat() if published else "",
        "Date as told": date,
        "Modality": modality.value,
        "Reports": str(documents.copies.count(told)),
        "Sources": str(documents.sources(told)),
        "Nonrefoul Event": step.event,
    }
