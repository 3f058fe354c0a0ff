"""What reviewers think of each rule: how many of its claims they confirmed, the worst first."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.paging import part
from nonrefoul.desk.visit import Asked
from nonrefoul.reviewing import worst_first

router = APIRouter()

A_PAGE = 100


@router.get("/rules", name="rule_records")
def show(visit: Asked, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The page."""
    found = sorted(visit.known.records.values(), key=worst_first)
    return visit.page("rule_records.html", part=part(found, page, A_PAGE))
