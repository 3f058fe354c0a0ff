"""Alerts set aside with a reason, until there is new evidence."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from nonrefoul import store
from nonrefoul.cases import dismissal
from nonrefoul.desk.facing import Seen
from nonrefoul.desk.naming import alert_label
from nonrefoul.desk.visit import Asked, Typed, Visit, not_there
from nonrefoul.store import MeanwhileError, Since
from nonrefoul.words import Alert, Case

router = APIRouter()


@router.get("/case/{case}/alert/{id}/set-aside", name="set_aside_page")
def show(visit: Asked, case: str, id: str) -> Response:  # noqa: A002 - what the address calls it
    """The alert with the form that sets it aside."""
    found = _alert(visit.known.case(case), id)
    if found is None:
        raise not_there()
    return _page(visit, found, "")


@router.post("/alerts/set-aside", name="set_aside")
def set_aside(visit: Asked, typed: Typed) -> Response:
    """Keep that an alert is set aside; a reason must be given."""
    seen, because = Seen.read(typed.get("seen", "")), typed.get("because", "").strip()
    if seen is None or not visit.who:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY)
    case = visit.work.current()[0].case(typed.get("case", ""))
    found = _alert(case, typed.get("alert", ""))
    if case is None:
        raise not_there()
    if found is None:
        return visit.go(visit.url("case", id=case.id))  # it is set aside, or holds no more
    if not because:
        return _page(
            visit, found, "", HTTPStatus.UNPROCESSABLE_ENTITY, visit.say("A reason is needed.")
        )
    changed = visit.say("More is told of it than when you looked; your reason is kept below.")
    if seen.print != shown(found, 0).print:
        return _page(visit, found, because, HTTPStatus.CONFLICT, changed)
    try:
        unseen = Since(seen.upto, lambda root, _made: root == found.id)
        made = store.decide(visit.store, found.id, dismissal(found), visit.who, because, unseen)
    except MeanwhileError:
        changed = visit.say("Somebody judged it while you looked; your reason is kept below.")
        return _page(visit, found, because, HTTPStatus.CONFLICT, changed)
    visit.refresh()
    return visit.go(f"{visit.url('case', id=case.id)}?made={made.number}")


def shown(alert: Alert, upto: int) -> Seen:
    """What a form on an alert brings along: what it rested on when it was shown."""
    return Seen(upto, hashlib.sha256(dismissal(alert).encode()).hexdigest()[:12])


def _alert(case: Case | None, id_: str) -> Alert | None:
    return next((each for each in case.alerts if each.id == id_), None) if case else None


def _page(
    visit: Visit,
    alert: Alert,
    because: str,
    status: HTTPStatus = HTTPStatus.OK,
    trouble: str = "",
) -> Response:
    view, upto = visit.work.current()
    case = view.case(alert.case)
    return visit.page(
        "set_aside.html",
        status,
        alert=alert,
        label=alert_label(alert.code, visit.say),
        name=case.person.name if case else "",
        seen=shown(alert, upto),
        because=because,
        trouble=trouble,
    )
