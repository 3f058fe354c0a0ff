"""Searches that are kept, and their feeds: made, given a feed, freed of it, forgotten."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from nonrefoul.desk.asking import form, from_query
from nonrefoul.desk.feeds import MEDIA_TYPE, atom
from nonrefoul.desk.guard import FEEDS
from nonrefoul.desk.searching import Searching
from nonrefoul.desk.visit import Asked, Visit, not_there
from nonrefoul.errors import NonrefoulError
from nonrefoul.store import Store
from nonrefoul.store.saved import fed, feed, forget, save, saved, unfeed

router = APIRouter()

_LONGEST_NAME = 80


@router.get("/searches", name="searches")
def show(visit: Asked) -> Response:
    """The page of the searches that are kept."""
    every = [(each, form(each.asked).query) for each in saved(visit.store)]
    return visit.page("saved.html", every=every, feeds=_desk(visit.request) + FEEDS)


@router.post("/searches", name="save_search")
def keep(
    visit: Asked, name: Annotated[str, Form()] = "", query: Annotated[str, Form()] = ""
) -> Response:
    """Keep a search under a name; one without a name, or that asks for nothing, is not kept."""
    said = from_query(query)
    called = " ".join(name.split())[:_LONGEST_NAME]
    if not called or not said.asked.asks:
        return visit.go(f"{visit.url('search')}?{said.query}")
    save(visit.store, called, said.fields)
    return visit.go(visit.url("searches"))


@router.post("/searches/{number}/feed", name="feed_search")
def give_feed(
    visit: Asked,
    number: int,
    titles: Annotated[str, Form()] = "",
    texts: Annotated[str, Form()] = "",
) -> Response:
    """Give a search a feed at a new address."""
    there = feed(visit.store, number, visit.say.lang, titles=bool(titles), texts=bool(texts))
    return _done(visit, there)


@router.post("/searches/{number}/unfeed", name="unfeed_search")
def take_feed(visit: Asked, number: int) -> Response:
    """Take a search's feed away."""
    return _done(visit, unfeed(visit.store, number))


@router.post("/searches/{number}/forget", name="forget_search")
def drop(visit: Asked, number: int) -> Response:
    """Keep a search no longer."""
    return _done(visit, forget(visit.store, number))


@router.get(FEEDS + "{token}", name="feed")
def read(request: Request, token: str) -> Response:
    """The feed with this token. Whoever asks need not have come in: no page is shown to them."""
    store: Store = request.app.state.store
    searching: Searching = request.app.state.searching
    try:
        found = fed(store, token)
        if found is None or found.feed is None:
            return PlainTextResponse("There is no such feed.\n", HTTPStatus.NOT_FOUND)
        searching.bring_up()
        made = atom(searching.index, found, found.feed, _desk(request))
    except NonrefoulError:
        return PlainTextResponse("The feed can't be made now.\n", HTTPStatus.SERVICE_UNAVAILABLE)
    return Response(made, media_type=MEDIA_TYPE)


def _done(visit: Visit, there: bool) -> Response:
    if not there:
        raise not_there()
    return visit.go(visit.url("searches"))


def _desk(request: Request) -> str:
    """The address of the desk, by the name under which it was asked, which the guard knows."""
    return str(request.base_url).rstrip("/")
