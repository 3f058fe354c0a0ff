"""Who is who: pairs that may be one person, side by side; a person's names joined and parted."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.exceptions import HTTPException
from starlette.responses import Response

from nonrefoul import store
from nonrefoul.desk import pairing
from nonrefoul.desk.done import done
from nonrefoul.desk.facing import Seen
from nonrefoul.desk.heard import on_names, untouched
from nonrefoul.desk.pairing import SAID
from nonrefoul.desk.review_view import Notice
from nonrefoul.desk.visit import Asked, Typed, Visit, local, not_there
from nonrefoul.people import DIFFERENT, SAME, about
from nonrefoul.store import MeanwhileError
from nonrefoul.words import Judgement, Person

router = APIRouter()

_FOUND = 20


@router.get("/names", name="names")
def show(visit: Asked, after: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The likeliest pair, or the one behind what was left for later."""
    return _pair_page(visit, after)


@router.post("/names", name="decide_names")
def decide(visit: Asked, typed: Typed) -> Response:
    """Keep that two are one person or two, and show the next pair, or the person."""
    (view, _), seen = visit.work.current(), Seen.read(typed.get("seen", ""))
    verdict = typed.get("verdict", "")
    if seen is None or verdict not in SAID or not visit.who:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY)
    one, other = view.person(typed.get("one", "")), view.person(typed.get("other", ""))
    after = typed.get("after", "")
    if one is None or other is None or pairing.seen(one, other, 0).print != seen.print:
        return _pair_page(visit, after, HTTPStatus.CONFLICT, _changed(visit), typed)
    sides, note = (one.marks, other.marks), typed.get("because", "").strip() or None
    try:
        unseen = pairing.since(*sides, seen.upto)
        made = store.decide(visit.store, about(*sides), verdict, visit.who, note, unseen)
    except MeanwhileError:
        return _pair_page(visit, after, HTTPStatus.CONFLICT, _changed(visit), typed)
    if typed.get("back") == "person":
        return _to_person(visit, one.marks[0], made)
    return visit.go(f"{visit.url('names')}?{urlencode({'after': after, 'made': made.number})}")


@router.post("/names/part", name="part_names")
def part(visit: Asked, typed: Typed) -> Response:
    """Keep that some of a person's names are another's."""
    (view, _), seen = visit.work.current(), Seen.read(typed.get("seen", ""))
    person = view.person(typed.get("one", ""))
    if seen is None or not visit.who:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY)
    if person is None:
        raise not_there()
    chosen = tuple(each for each in person.marks if typed.get(f"mark-{each}"))
    rest = tuple(each for each in person.marks if each not in chosen)
    if pairing.seen(person, person, 0).print != seen.print:
        return _person_page(visit, person, HTTPStatus.CONFLICT, _changed(visit), typed)
    if not chosen or not rest:
        say = visit.say
        notice = Notice(say("Not kept yet"), say("Choose some of the names, and leave some."))
        return _person_page(visit, person, HTTPStatus.UNPROCESSABLE_ENTITY, notice, typed)
    note = typed.get("because", "").strip() or None
    try:
        unseen = pairing.since(chosen, rest, seen.upto)
        made = store.decide(visit.store, about(chosen, rest), DIFFERENT, visit.who, note, unseen)
    except MeanwhileError:
        return _person_page(visit, person, HTTPStatus.CONFLICT, _changed(visit), typed)
    return _to_person(visit, rest[0], made)


@router.get("/person/{id}/names", name="person_names")
def person(visit: Asked, id: str, q: Annotated[str, Query(max_length=100)] = "") -> Response:  # noqa: A002
    """A person's names by document, what was decided of them, and others to join with."""
    found = visit.known.person(id)
    if found is None:
        raise not_there()
    return _person_page(visit, found, q=q)


@router.post("/names/take-back", name="take_back")
def take_back(visit: Asked, typed: Typed) -> Response:
    """Take a judgement on names, or on an alert, back; go back to where it was."""
    number, heard = typed.get("number", ""), visit.work.heard
    if not (number.isascii() and number.isdecimal() and len(number) < 18) or not visit.who:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY)
    heard.catch_up()
    made = heard.made(int(number))
    if made is None or heard.on_a_claim(made.number):
        raise not_there()
    if not heard.holds(made.number):
        raise HTTPException(HTTPStatus.CONFLICT)
    try:
        untaken = untouched(made.number, made.number)
        back = store.take_back(visit.store, made.number, visit.who, since=untaken)
    except MeanwhileError:
        raise HTTPException(HTTPStatus.CONFLICT) from None
    mark = typed.get("mark", "")
    if mark:
        return _to_person(visit, mark, back)
    path = local(typed.get("back", "/"))
    return visit.go(f"{path}{'&' if '?' in path else '?'}made={back.number}")


def _to_person(visit: Visit, mark: str, made: Judgement) -> Response:
    """Go to the page of whom a name is of now: ids change as names are joined and parted."""
    view = visit.refresh()
    whose = next((each for each in view.persons if mark in each.marks), None)
    path = visit.url("person_names", id=whose.id) if whose else visit.url("names")
    return visit.go(f"{path}?made={made.number}")


def _changed(visit: Visit) -> Notice:
    return Notice(
        visit.say("These names were judged while you were looking at them"),
        visit.say("What you did was not kept. See how they stand now, and decide once more."),
    )


def _pair_page(
    visit: Visit,
    after: str,
    status: HTTPStatus = HTTPStatus.OK,
    notice: Notice | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    work, say = visit.work, visit.say
    view, upto = work.current()
    found = pairing.pairs(view)
    now = pairing.behind(found, after)
    shown = pairing.pair(now, upto, view, say) if now else None
    if shown:
        visit.texts.expect((*shown.one.claims, *shown.other.claims))
    made = work.heard.last_of(visit.who, on_names)
    return visit.page(
        "names.html",
        status,
        pair=shown,
        count=len(found),
        after=after,
        notice=notice,
        because=(typed or {}).get("because", ""),
        last=pairing.decided(made, view, visit.store.key, say) if made else None,
        done=done(visit, kept=False),
    )


def _person_page(
    visit: Visit,
    whose: Person,
    status: HTTPStatus = HTTPStatus.OK,
    notice: Notice | None = None,
    typed: dict[str, str] | None = None,
    q: str = "",
) -> Response:
    work, say = visit.work, visit.say
    view, upto = work.current()
    whose = view.person(whose.id) or whose
    others = pairing.called(view, q, whose.id)[:_FOUND]
    doubtful = [each for doubt in whose.doubts if (each := view.person(doubt.other))]
    shown = [*doubtful, *(each for each in others if each not in doubtful)] if not q else others
    key = visit.store.key
    visit.texts.expect(whose.claims)
    return visit.page(
        "person_names.html",
        status,
        person=whose,
        mentions=tuple(pairing.mentions(whose, key, view, say)),
        seen=pairing.seen(whose, whose, upto),
        others=[(pairing.side(e, view, say), pairing.seen(whose, e, upto)) for e in shown],
        decided=[pairing.decided(e, view, key, say) for e in work.heard.on_persons(whose.marks)],
        cases=view.cases_of_person(whose.id),
        notice=notice,
        done=done(visit),
        typed=typed or {},
        q=q,
        same=SAME,
    )
