"""Sources: what came from each, how much of it told something, how it held, what fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul import store
from nonrefoul.desk.paging import part
from nonrefoul.desk.speaking import speakers
from nonrefoul.desk.visit import Asked, Visit, not_there
from nonrefoul.fetching import shown
from nonrefoul.knowing import View
from nonrefoul.store.bringing import brought

router = APIRouter()

A_PAGE = 50
DOCUMENTS = 30


@dataclass(frozen=True, slots=True)
class Followed:
    """An address that is followed, how asking it went, and the names of the sources it brought."""

    address: str
    names: tuple[str, ...]
    documents: int
    tried: dt.datetime | None
    succeeded: dt.datetime | None
    failing_since: dt.datetime | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A document of a source."""

    id: str
    title: str | None
    published: dt.date | None
    claims: int
    copy_of: str | None


@router.get("/sources", name="sources")
def show(visit: Asked, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The page of all sources, those with most claims first."""
    every = visit.once("speakers", speakers)
    found = part(tuple(every.values()), page, A_PAGE)
    listed = tuple(followed(visit))
    failing = [each for each in listed if each.failing_since]
    by_name = {name: each for each in failing for name in each.names}
    return visit.page(
        "sources.html", part=found, followed=listed, failing=len(failing), by_name=by_name
    )


@router.get("/source", name="source")
def show_one(
    visit: Asked, name: Annotated[str, Query()] = "", page: Annotated[int, Query(ge=1)] = 1
) -> Response:
    """The page of one source, by its name; without one that of what has none."""
    every = visit.once("speakers", speakers)
    speaker = every.get(name or None)
    if speaker is None:
        raise not_there()
    found = part(speaker.documents, page, DOCUMENTS)
    visit.texts.expect_documents(found.items)
    copying = {
        each.name: each.copied[speaker.name]
        for each in every.values()
        if speaker.name in each.copied and each is not speaker
    }
    return visit.page(
        "source.html",
        speaker=speaker,
        part=found,
        lines=tuple(line(each, visit.known) for each in found.items),
        copying=dict(sorted(copying.items(), key=lambda each: -each[1])),
        followed=tuple(each for each in followed(visit) if speaker.name in each.names),
    )


def line(name: str, known: View) -> Line:
    """A document as a line."""
    document = known.documents[name]
    head = known.documents.copies.head(name)
    claims = len(known.claims_of(name))
    return Line(name, document.title, document.published, claims, head if head != name else None)


def followed(visit: Visit) -> Iterator[Followed]:
    """All that is followed, what fails first; no address is shown with what is asked in it."""
    names: Mapping[str, frozenset[str]] = visit.once("brought", lambda _: brought(visit.store))
    listed = store.sources(visit.store)
    for each in sorted(listed, key=lambda source: source.failing_since is None):
        called = {
            name
            for address, found in names.items()
            if address.partition("?")[0] == each.address.partition("?")[0]
            for name in found
        }
        yield Followed(
            shown(each.address),
            tuple(sorted(called)),
            each.documents,
            each.tried,
            each.succeeded,
            each.failing_since,
            each.failure,
        )
