"""Review: the claims that wait for a person, each with its document, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import Response

from nonrefoul import store
from nonrefoul.desk import claim_form, judging
from nonrefoul.desk.claim_form import UnclearError, Written
from nonrefoul.desk.done import done
from nonrefoul.desk.facing import Face, Seen, faces, since
from nonrefoul.desk.heard import on_claims, untouched
from nonrefoul.desk.judging import Ballot, ChangedError
from nonrefoul.desk.review_view import (
    Form,
    Notice,
    Place,
    beside,
    documents_in,
    filter_choices,
    form,
    last,
    shown,
    voice,
)
from nonrefoul.desk.visit import Asked, Typed, Visit, not_there
from nonrefoul.desk.work import Filters, Line, Reader, Sheet
from nonrefoul.reviewing import WrongClaimError, opinion, rule_of
from nonrefoul.store import MeanwhileError
from nonrefoul.words import Judgement

router = APIRouter()

Code = Annotated[str, Query(max_length=200)]
DOINGS = ("correct", "reject", "add")
_OFTEN = 12


@router.get("/review", name="review")
def show(
    visit: Asked,
    state: Code = "",
    event: Code = "",
    rule: Code = "",
    claim: Code = "",
    within: Annotated[str, Query(alias="in", max_length=2000)] = "",
    do: Code = "",
) -> Response:
    """The claim that is asked for, or the most urgent one, in its document."""
    place = Place(Filters(state, event, rule), claim, within, do if do in DOINGS else "")
    answer = _page(visit, place)
    answer.background = BackgroundTask(visit.work.refresh)
    return answer


@router.post("/review", name="judge")
def judge(visit: Asked, typed: Typed) -> Response:
    """Keep a judgement, and go on to what waits next; where it can't be kept, say why."""
    cast, place = judging.ballot(typed), _place(typed)
    if cast is None:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY)
    sheet, reader = visit.work.sheet(place.document), _reader(visit)
    if sheet is None:
        raise not_there()
    try:
        if not reader.who:
            return _page(visit, place, HTTPStatus.FORBIDDEN, _nobody(visit), cast.written)
        kept = judging.keep(visit.store, sheet, reader, cast)
    except ChangedError:
        notice = _came_between(visit, sheet, reader, cast)
        return _page(visit, place, HTTPStatus.CONFLICT, notice, cast.written)
    except (UnclearError, WrongClaimError) as error:
        field, why = judging.why(error)
        notice = Notice(visit.say("Not kept yet"), visit.say(why), field=field)
        return _page(visit, place, HTTPStatus.UNPROCESSABLE_ENTITY, notice, cast.written)
    return _go_on(visit, _next(visit, place, reader), kept)


@router.post("/review/undo", name="undo")
def undo(visit: Asked, typed: Typed) -> Response:
    """Take one of the reviewer's own judgements back, and go back to its claim."""
    seen, number = Seen.read(typed.get("seen", "")), typed.get("number", "")
    if seen is None or not (number.isascii() and number.isdecimal() and len(number) < 18):
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY)
    heard = visit.work.heard
    heard.catch_up()
    made = heard.made(int(number))
    said = opinion(made) if made else None
    if made is None or said is None or made.who != visit.who:
        raise not_there()
    place = Place(_place(typed).filters, said.about, said.document)
    if heard.holds(made.number):
        try:
            untaken = untouched(seen.upto, made.number)
            kept = store.take_back(visit.store, made.number, visit.who, since=untaken)
            return _go_on(visit, place, kept)
        except MeanwhileError:
            pass  # another window was quicker
    notice = Notice(visit.say("Nothing is left to take back"), visit.say("That was done already."))
    return _page(visit, place, HTTPStatus.CONFLICT, notice)


def _reader(visit: Visit) -> Reader:
    return Reader(visit.who, visit.work.two())


def _place(typed: dict[str, str]) -> Place:
    # The fields of a claim have the plain names.
    state, event, rule, within, claim = (
        typed.get(name, "") for name in ("of_state", "of_event", "of_rule", "in", "claim")
    )
    do = typed.get("do", "")
    # It stands in the form as in an address, so that nothing that hides in an id stands there.
    return Place(Filters(state, event, rule), claim, unquote(within), do if do in DOINGS else "")


def _go_on(visit: Visit, place: Place, kept: Judgement | None) -> Response:
    """Send the browser on; what else follows from it is worked out by the page that shows it."""
    made = f"&made={kept.number}" if kept else ""
    return visit.go(f"{visit.url('review')}?{place.query}{made}")


def _next(visit: Visit, place: Place, reader: Reader) -> Place:
    """What waits next: behind the claim in its document, before it, else the most urgent."""
    sheet = visit.work.sheet(place.document)
    found = [] if sheet is None else [*faces(sheet, reader)]
    ids = [each.claim.id for each in found]
    at = ids.index(place.claim) + 1 if place.claim in ids else 0
    for each in (*found[at:], *found[:at]):
        if each.waits and _fits(each, place.filters):
            return Place(place.filters, each.claim.id, place.document)
    for line in visit.work.waiting(reader, place.filters):
        return Place(place.filters, line.claim, line.document)
    return Place(place.filters)


def _fits(face: Face, filters: Filters) -> bool:
    claim = face.claim
    return filters.fit(claim.host, claim.event, rule_of(claim))


def _page(
    visit: Visit,
    place: Place,
    status: HTTPStatus = HTTPStatus.OK,
    notice: Notice | None = None,
    written: Written | None = None,
) -> Response:
    """The page at a place in the queue; with a form as somebody left it, where it was not kept."""
    reader = _reader(visit)
    waiting = [*visit.work.waiting(reader, place.filters)]
    order = visit.work.order()
    place = _found(place, waiting)
    sheet = visit.work.sheet(place.document) if place.document else None
    if place.document and sheet is None:
        raise not_there()
    on_screen, opened = None, None
    if sheet:
        found = faces(sheet, reader)
        place = _in_document(place, found, waiting)
        path, documents = visit.url("review"), visit.known.documents
        on_screen = shown(sheet, found, place, path, documents, order.rests, visit.say)
        opened = _form(visit, place, found, order.kinds.states, written)
    queue = documents_in(waiting)
    ways = {name: beside(queue, place.document, by) for name, by in (("back", -1), ("on", 1))}
    return visit.page(
        "review.html",
        status,
        place=place,
        shown=on_screen,
        form=opened,
        notice=notice,
        count=len(waiting),
        choices=filter_choices(order.kinds, visit.say),
        last=last(visit.work.heard.last_of(reader.who, on_claims), visit.say),
        done=done(visit, kept=False),
        two=reader.two,
        ways={
            name: Place(place.filters, document=each).query if each else ""
            for name, each in ways.items()
        },
    )


def _found(place: Place, waiting: Sequence[Line]) -> Place:
    """The place asked for; without a document that of the most urgent claim."""
    if place.document or not waiting:
        return place
    return Place(place.filters, waiting[0].claim, waiting[0].document, place.do)


def _in_document(place: Place, found: Sequence[Face], waiting: Sequence[Line]) -> Place:
    """The claim asked for; where there is none, the first that waits, or the first of all."""
    ids = [each.claim.id for each in found]
    if place.claim in ids:
        return place
    urgent = [each.claim for each in waiting if each.document == place.document]
    best = [each for each in urgent if each in ids] or ids
    return Place(place.filters, best[0] if best else "", place.document, place.do)


def _form(
    visit: Visit,
    place: Place,
    found: Sequence[Face],
    states: Iterable[str],
    written: Written | None,
) -> Form | None:
    """The form that is open."""
    if not place.do or not visit.who:
        return None
    now = next((each.claim for each in found if each.claim.id == place.claim), None)
    if now is None and place.do != "add":
        return None
    first = claim_form.filled(None if place.do == "add" else now)
    often = [each for each in states if each != "-"][:_OFTEN]
    return form(place.do, written or first, often, visit.say)


def _nobody(visit: Visit) -> Notice:
    return Notice(
        visit.say("Say first who you are"), visit.say("What you wrote is kept in the form below.")
    )


def _came_between(visit: Visit, sheet: Sheet, reader: Reader, cast: Ballot) -> Notice:
    """What came between what a reviewer saw and what they sent."""
    heard, say = visit.work.heard, visit.say
    heard.catch_up()
    upto, same = cast.seen.upto, since(cast.claim, sheet, reader, cast.seen.upto).same
    found = [(each, heard.root(each)) for each in heard.every_on(sheet.document.id)]
    voices = tuple(
        voice(each, say, root)
        for each, root in found
        if each.number > upto and same(root.about, each)
    )
    title = say("This claim was changed while you were looking at it")
    if voices:
        text = say("What you did was not kept. See what was said meanwhile, and decide once more.")
    else:
        text = say("What you did was not kept: the document was read anew. Look at it once more.")
    return Notice(title, text, voices)
