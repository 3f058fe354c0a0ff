"""A host state: how it treats those whom another pursues, why that number, its law, its cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse, Response

from nonrefoul.desk import posture_view
from nonrefoul.desk.lawyering import Card, card
from nonrefoul.desk.pages.cases import Line, line, ordered
from nonrefoul.desk.paging import part
from nonrefoul.desk.posture_view import A_PAGE, seen
from nonrefoul.desk.telling import Told, told_once
from nonrefoul.desk.visit import Asked, Visit, not_there
from nonrefoul.knowing import View, variants
from nonrefoul.publish import plot_style
from nonrefoul.rules.law import state_laws
from nonrefoul.rules.states import is_state
from nonrefoul.words import Claim

router = APIRouter()

# How a posture would be without a source is worked out for so many, on which most of it rests.
SOURCES = 8
AGREEMENTS = ("cooperates", "does_not_cooperate", "turned_toward", "turned_away")


@dataclass(frozen=True, slots=True)
class Choice:
    """An origin state to choose, and how many matters are known of it."""

    code: str
    matters: int


@dataclass(frozen=True, slots=True)
class Official:
    """An official, and what claims tell."""

    name: str
    claims: tuple[Told, ...]


@router.get("/drawing.css", name="drawing_style")
def drawing_style() -> Response:
    """The style of drawings as it stands in `publish`; their colours are set in `desk.css`."""
    return PlainTextResponse(plot_style(), media_type="text/css")


@router.get("/state/{host}", name="state")
def show(
    visit: Asked,
    host: str,
    origin: Annotated[str, Query(max_length=2)] = "",
    page: Annotated[int, Query(ge=1)] = 1,
    cases: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """The page."""
    choices = origins(host, visit.known)
    found = visit.once(f"cases of {host}", lambda known: ordered(known.cases_of(host)))
    if not (choices or found or host in state_laws() or is_state(host)):
        raise not_there()
    origin = origin or (choices[0].code if choices else "")
    posture = visit.known.posture(host, origin)
    shown = part(found, cases, A_PAGE)
    lines: tuple[Line, ...] = tuple(line(each, visit.say) for each in shown.items)
    law: Card | None = card(host, visit.say)
    conduct = visit.once("conduct", _conduct).get(host, ())
    agreements = [each for each in conduct if each.origin in (origin, None)]
    return visit.page(
        "state.html",
        host=host,
        origin=origin,
        choices=choices,
        seen=seen(posture, visit, page) if posture else None,
        law=law,
        cases=shown,
        lines=lines,
        officials=tuple(officials(host, visit)),
        agreements=_told(agreements, visit),
    )


@router.get("/state/{host}/otherwise", name="otherwise")
def otherwise(visit: Asked, host: str, origin: Annotated[str, Query(max_length=2)]) -> Response:
    """How the number would read without a source, with equal weights, without what is suspected."""
    posture = visit.known.posture(host, origin)
    if posture is None:
        raise not_there()
    found = visit.once(
        f"otherwise {host} {origin}",
        lambda view: variants(posture, view.every_reviewed, view.persons, view.documents, SOURCES),
    )
    rows = tuple(posture_view.otherwise(each, posture, visit.say) for each in found)
    stands = posture_view.stands(posture, visit.say)
    left = len({each for matter in posture.matters for each in matter.sources}) - SOURCES
    return visit.page(
        "otherwise.html", host=host, origin=origin, stands=stands, rows=rows, left=left
    )


def origins(host: str, known: View) -> tuple[Choice, ...]:
    """The states of which something is known that the host did towards them, most of it first."""
    found = [each for each in known.postures_so_far.values() if each.host == host]
    found.sort(key=lambda each: (-len(each.matters), each.origin))
    return tuple(Choice(each.origin, len(each.matters)) for each in found)


def officials(host: str, visit: Visit) -> Iterator[Official]:
    """The officials of whom claims on a host state tell, those of whom most is told first."""
    found = visit.known.officials_of(host)
    for each in sorted(found, key=lambda one: (-len(one.claims), one.name))[:A_PAGE]:
        here = [claim for claim in each.claims if claim.host == host]
        yield Official(each.name, _told(here, visit))


def _conduct(known: View) -> dict[str, tuple[Claim, ...]]:
    """Claims on agreements and practice by host state."""
    found: dict[str, list[Claim]] = {}
    for part_of in known.parts.values():
        for claim in part_of.claims:
            if claim.host and claim.event in AGREEMENTS:
                found.setdefault(claim.host, []).append(claim)
    return {host: tuple(claims) for host, claims in found.items()}


def _told(claims: Sequence[Claim], visit: Visit) -> tuple[Told, ...]:
    """Claims, the newest first."""
    documents = visit.known.documents

    def day(claim: Claim) -> dt.date:
        document = documents.get(claim.document)
        return (document and document.published) or dt.date.min

    newest = sorted(claims, key=day, reverse=True)[:A_PAGE]
    visit.texts.expect(newest)
    return tuple(told_once(newest, documents, visit.say))
