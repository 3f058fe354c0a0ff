"""What came in since a moment: documents, the newest first, with how many claims were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.paging import Part
from nonrefoul.desk.visit import Asked
from nonrefoul.knowing import View
from nonrefoul.store.arrivals import Arrival, arrivals

router = APIRouter()

A_PAGE = 50
# Nobody pages further; what came long ago is searched for.
LAST_PAGE = 100
_LATEST = 1 << 40


@dataclass(frozen=True, slots=True)
class Came:
    """A document that came in, and how many claims were read in it."""

    arrival: Arrival
    claims: int


@router.get("/came", name="came")
def show(
    visit: Asked,
    since: Annotated[int, Query(ge=0, le=_LATEST)] = 0,
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """The page; `since` counts seconds as cookies do."""
    moment = dt.datetime.fromtimestamp(min(since, dt.datetime.now(dt.UTC).timestamp()), dt.UTC)
    found = arrivals(visit.store, moment, page * A_PAGE + 1)
    visit.texts.expect_documents(each.id for each in found[(page - 1) * A_PAGE :])
    shown = tuple(came(found[(page - 1) * A_PAGE : page * A_PAGE], visit.known))
    more = page + 1 if len(found) > page * A_PAGE and page < LAST_PAGE else page
    part = Part(shown, page, more, len(found))
    return visit.page("came.html", since=moment, stamp=since, part=part)


def came(found: Iterable[Arrival], known: View) -> Iterator[Came]:
    """What came in as a list shows it."""
    for each in found:
        yield Came(each, len(known.claims_of(each.id)))
