"""The list of cases, those with the gravest alerts first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.naming import standing
from nonrefoul.desk.paging import part
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.visit import Asked
from nonrefoul.words import Case

router = APIRouter()

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A case as a list shows it."""

    id: str
    name: str
    host: str | None
    origin: str | None
    stands: str
    alerts: int
    gravest: int


@router.get("/cases", name="cases")
def show(visit: Asked, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The page."""
    found = part(visit.once("cases", lambda known: ordered(known.cases)), page, A_PAGE)
    lines = tuple(line(each, visit.say) for each in found.items)
    return visit.page("cases.html", lines=lines, part=found)


def ordered(cases: Iterable[Case]) -> list[Case]:
    """Cases with the gravest alerts first, then by name."""
    return sorted(cases, key=lambda each: (-gravest(each), each.person.name, each.id))


def gravest(case: Case) -> int:
    """How grave a case's gravest alert is; 0 where it has none."""
    return max((alert.severity for alert in case.alerts), default=0)


def line(case: Case, say: Speech) -> Line:
    """A case as a line."""
    return Line(
        case.id,
        case.person.name,
        case.host,
        case.origin,
        standing(case, say),
        len(case.alerts),
        gravest(case),
    )
