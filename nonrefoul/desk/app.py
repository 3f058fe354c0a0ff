"""The desk put together: pages behind the guard, and what is said when something goes wrong."""

from __future__ import annotations

import datetime as dt
import logging
import os
import traceback
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from nonrefoul.desk import guard
from nonrefoul.desk.door import Door
from nonrefoul.desk.pages import PAGES
from nonrefoul.desk.searching import Searching
from nonrefoul.desk.visit import visit
from nonrefoul.desk.work import Work
from nonrefoul.errors import StoreError, defect
from nonrefoul.knowing import Known
from nonrefoul.rules.states import Lang
from nonrefoul.store import Store

STATIC = Path(__file__).parent / "static"

_log = logging.getLogger("nonrefoul.desk")


def desk(
    store: Store,
    door: Door,
    lang: Lang | None = None,
    today: Callable[[], dt.date] = dt.date.today,
) -> FastAPI:
    """The desk on a store, behind a door; raises StoreError.

    `lang` is spoken to who has chosen no language; without it that of the browser.
    """
    # No description of the interface is served, and no page of FastAPI's own, which would load
    # scripts from elsewhere.
    app = FastAPI(
        title="nonrefoul",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(guard.csrf)],
    )
    app.state.store, app.state.door, app.state.lang, app.state.today = store, door, lang, today
    app.state.known, app.state.memory = Known(store), (None, {})
    app.state.known.settle()
    app.state.searching = Searching(store)
    app.state.work = Work(store, app.state.known)
    app.state.names = {getattr(each, "name", "") for page in PAGES for each in page.router.routes}
    for page in PAGES:
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(StoreError, _store_failed)
    app.add_middleware(_Edge)
    app.add_middleware(guard.Guard, door=door)
    return app


async def _told(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    return visit(request).page("error.html", int(code), code=int(code), told="")


async def _not_understood(request: Request, _error: Exception) -> Response:
    """What was asked for is no such thing; FastAPI's own answer would repeat what was sent."""
    code = int(HTTPStatus.UNPROCESSABLE_ENTITY)
    return visit(request).page("error.html", code, code=code, told="")


async def _store_failed(request: Request, error: Exception) -> Response:
    code = int(HTTPStatus.SERVICE_UNAVAILABLE)
    return visit(request).page("error.html", code, code=code, told=str(error))


class _Edge:
    """The outermost edge: an unexpected error is named in the log, never with what it says.

    Set NONREFOUL_TRACEBACK=1 to see where it arose; a traceback may quote texts.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sending(message: object) -> None:
            nonlocal begun
            begun = True
            await send(message)  # type: ignore[arg-type]

        try:
            await self.app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001 - the outermost edge
            _log.error("unexpected %s; this is a defect, please report it", defect(error))
            if os.environ.get("NONREFOUL_TRACEBACK"):
                traceback.print_exception(error)
            if not begun:
                text = "Something is broken in Nonrefoul; the terminal says where.\n"
                await PlainTextResponse(text, 500)(scope, receive, send)
