"""Who judges: a name that is asked once, single keys or not, and whether two judge each claim."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.responses import Response

from nonrefoul import store
from nonrefoul.desk.visit import KEYS, WHO, Asked, forget, local, named, remember
from nonrefoul.desk.work import BY_TWO, ONE, TWO

router = APIRouter()

Back = Annotated[str, Form()]


@router.get("/reviewer", name="reviewer_page")
def show(visit: Asked) -> Response:
    """The page on which the name is changed, and on which two are asked for."""
    return visit.page("reviewer.html", two=visit.work.two())


@router.post("/reviewer", name="reviewer")
def reviewer(visit: Asked, who: Annotated[str, Form()] = "", back: Back = "/") -> Response:
    """Keep the name in this browser, and go back."""
    answer = visit.go(local(back))
    name = quote(named(who))
    if name:
        remember(answer, WHO, name)
    else:
        forget(answer, WHO)
    return answer


@router.post("/reviewer/keys", name="keys")
def keys(visit: Asked, keys: Annotated[str, Form()] = "on", back: Back = "/") -> Response:
    """Turn single keys on or off in this browser, and go back."""
    answer = visit.go(local(back))
    remember(answer, KEYS, "off" if keys == "off" else "on")
    return answer


@router.post("/reviewer/two", name="two")
def two(visit: Asked, two: Annotated[str, Form()] = "", back: Back = "/") -> Response:
    """Have each claim judged by two, or by one, from now on: kept as a judgement, by name."""
    wanted = two == "on"
    if visit.who and wanted is not visit.work.two():
        store.decide(visit.store, BY_TWO, TWO if wanted else ONE, visit.who)
        visit.refresh()
    return visit.go(local(back))
