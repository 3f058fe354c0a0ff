"""A case: who, how things stand and by which law, what is due, what may be wrong, what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.done import done
from nonrefoul.desk.naming import date_in_words, state_of
from nonrefoul.desk.paging import Part, part
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.telling import Told, told_once
from nonrefoul.desk.visit import Asked, not_there
from nonrefoul.desk.warning import Due, Suspicion, due, suspicion
from nonrefoul.knowing import View
from nonrefoul.publish.wording import plain, raised
from nonrefoul.rules.axes import axis_label
from nonrefoul.rules.law import norm_in
from nonrefoul.words import Case, Claim, Norm, Status, Verified

router = APIRouter()

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision that a state of an axis rests on."""

    name: str
    says: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """How the case stands on one question, by what claims and provisions, and what is said against.

    `known` is whether any claim tells; `said` are claims of what is only suspected, expected or
    denied, which move nothing.
    """

    label: str
    state: str
    known: bool
    conflict: bool
    norms: tuple[Provision, ...]
    claims: tuple[Told, ...]
    against: tuple[Told, ...]
    said: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline: when, and what is told."""

    when: str
    dated: bool
    told: Told


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the case: how many of its claims are in the case, and what it is a copy of."""

    id: str
    title: str
    source: str | None
    published: dt.date | None
    claims: int
    head: str | None


@dataclass(frozen=True, slots=True)
class Other:
    """A case of the same person, or of one who may be the same."""

    id: str
    name: str
    host: str | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows."""

    id: str
    person: str
    name: str
    names: tuple[str, ...]
    host: str | None
    origin: str | None
    axes: tuple[Axis, ...]
    clocks: tuple[Due, ...]
    alerts: tuple[Suspicion, ...]
    set_aside: tuple[Suspicion, ...]
    timeline: Part[Moment]
    documents: Part[Source]
    sources: int
    checked: int
    claims: int
    elsewhere: tuple[Other, ...]
    unsure: tuple[Other, ...]


@router.get("/case/{id}", name="case")
def show(
    visit: Asked,
    id: str,  # noqa: A002 - what the address calls it
    page: Annotated[int, Query(ge=1)] = 1,
    documents: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """The page; `page` is that of the timeline, `documents` that of the documents."""
    case = visit.known.case(id)
    if case is None:
        raise not_there()
    visit.texts.expect(case.timeline)
    found = shown(case, visit.known, visit.say, visit.today, (page, documents))
    return visit.page("case.html", case=found, done=done(visit))


def shown(
    case: Case, known: View, say: Speech, today: dt.date, pages: tuple[int, int] = (1, 1)
) -> Shown:
    """A case as the page shows it."""
    documents, person = known.documents, case.person
    alerts = sorted(case.alerts, key=lambda each: (-each.severity, each.code))
    named = {claim.document for claim in case.timeline}
    return Shown(
        id=case.id,
        person=person.id,
        name=person.name,
        names=tuple(each for each in person.names if each != person.name),
        host=case.host,
        origin=case.origin,
        axes=tuple(axis(each, known, say) for each in case.statuses),
        clocks=tuple(due(each, documents, say, today) for each in case.clocks if each.open),
        alerts=tuple(suspicion(each, documents, say) for each in alerts),
        set_aside=tuple(suspicion(each, documents, say) for each in case.dismissed),
        timeline=part(list(moments(case.timeline, known, say)), pages[0], A_PAGE),
        documents=part(list(sources(case, known)), pages[1], A_PAGE),
        sources=documents.sources(named),
        checked=sum(claim.checked for claim in case.timeline),
        claims=len(case.timeline),
        elsewhere=tuple(others(person.id, known, but=case.id)),
        unsure=tuple(each for doubt in person.unsure for each in others(doubt, known)),
    )


def axis(status: Status, known: View, say: Speech) -> Axis:
    """How a case stands on one axis."""
    documents = known.documents
    return Axis(
        raised(axis_label(status.axis, say.lang)),
        state_of(status, say),
        bool(status.claims or status.said or status.against),
        status.conflict,
        tuple(provision(each, say) for each in status.norms) if status.claims else (),
        tuple(told_once(status.claims, documents, say)),
        tuple(told_once(status.against, documents, say)),
        tuple(told_once(status.said, documents, say)),
    )


def provision(norm: Norm, say: Speech) -> Provision:
    """A provision in the language of the page."""
    said = norm_in(norm, say.lang)
    verified = norm.verified is Verified.VERIFIED
    return Provision(plain(said.article), plain(said.says), plain(said.source), verified)


def moments(timeline: tuple[Claim, ...], known: View, say: Speech) -> Iterator[Moment]:
    """The timeline, what copies of one report tell alike once."""
    for each in told_once(timeline, known.documents, say):
        yield Moment(date_in_words(each.date, say), each.date is not None, each)


def sources(case: Case, known: View) -> Iterator[Source]:
    """The documents of a case, the oldest first."""
    counted: dict[str, int] = {}
    for claim in case.timeline:
        counted[claim.document] = counted.get(claim.document, 0) + 1
    heads = known.documents.copies
    found = [known.documents[each] for each in counted if each in known.documents]
    for each in sorted(found, key=lambda one: (one.published or dt.date.max, one.id)):
        head = heads.head(each.id)
        title = each.title or ""
        of = head if head != each.id else None
        yield Source(each.id, title, each.source, each.published, counted[each.id], of)


def others(person: str, known: View, but: str = "") -> Iterator[Other]:
    """The cases of a person, but one."""
    for each in known.cases_of_person(person):
        if each.id != but:
            yield Other(each.id, each.person.name, each.host, each.origin)
