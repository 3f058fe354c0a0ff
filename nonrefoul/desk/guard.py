"""What stands before every page: host, token, origin and size are checked, headers are set.

Nothing has to be done by a page for it: a route that changes something is guarded by its method.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nonrefoul.desk.door import Door

OPEN = "/open"
# Feed readers bring no cookie: such a path holds a token of its own, which its handler checks.
FEEDS = "/feeds/"
CSRF = "csrf"  # the field of a form
CSRF_HEADER = "x-csrf"  # what a script sends in its place
READING = ("GET", "HEAD")
MOST_BYTES = 1 << 20

_FEED = re.compile(re.escape(FEEDS) + r"[A-Za-z0-9_-]{43}")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Without a referrer browsers send `Origin: null` with forms (Fetch standard, section 3.2), which
# could not be told from a strange page; `same-origin` sends both here and nothing elsewhere.
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), usb=()",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}

_OPENED = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nonrefoul</title>'
    '<link rel="icon" href="/static/desk.svg">'
    '<meta http-equiv="refresh" content="0; url=/"></head>'
    '<body><p><a href="/">Nonrefoul</a></p></body></html>'
)
_SHUT = (
    "This page opens only with the address that `nonrefoul desk` printed when it was started.\n"
    "Эта страница открывается только по адресу, который напечатала команда `nonrefoul desk`.\n"
)


class Guard:
    """Lets through only requests of who came in by the door; sets the headers of every answer."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        answer = self._answer(scope, Headers(scope=scope))
        await (answer or self.app)(scope, receive, _with_headers(send))

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """What is answered in the place of the pages; None where they may answer."""
        if headers.get("host") not in self.door.hosts:
            return _refused("Wrong host.\n", HTTPStatus.MISDIRECTED_REQUEST)
        if scope["path"] == OPEN:
            return self._open(scope)
        if _feed(scope):
            return None
        if not self.door.inside(_cookie(headers.getlist("cookie"), self.door.cookie)):
            return _refused(_SHUT)
        if scope["method"] not in READING:
            return self._changing(headers)
        return None

    def _open(self, scope: Scope) -> Response:
        """Set the cookie, and go on to where no token stands in the address.

        The page goes on by itself, for a redirect would be part of what brought the person here:
        from a link elsewhere the browser would hold the cookie back (SameSite=Strict).
        """
        query = parse_qs(scope["query_string"].decode("latin-1"))
        code = query.get("token", [""])[0]
        if scope["method"] != "GET" or not self.door.opens(code):
            return _refused(_SHUT)
        answer = HTMLResponse(_OPENED)
        answer.set_cookie(
            self.door.cookie, self.door.session, path="/", httponly=True, samesite="strict"
        )
        return answer

    def _changing(self, headers: Headers) -> Response | None:
        if headers.get("origin") != f"http://{headers['host']}":
            return _refused("Wrong origin.\n")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _refused("Wrong origin.\n")
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return _refused("How long is it?\n", HTTPStatus.LENGTH_REQUIRED)
        if int(length) > MOST_BYTES:
            return _refused("Too long.\n", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return None


def _feed(scope: Scope) -> bool:
    """Whether a feed is asked for; nothing else of the desk has such a path."""
    return scope["method"] == "GET" and bool(_FEED.fullmatch(scope["path"]))


async def csrf(request: Request) -> None:
    """Check what a form or script brought along; every route depends on this (see `app`).

    Raises HTTPException where something would be changed without it.
    """
    if request.method in READING:
        return
    told = request.headers.get(CSRF_HEADER)
    if told is None:
        told = (await request.form()).get(CSRF)  # type: ignore[assignment]
    door: Door = request.app.state.door
    if not isinstance(told, str) or not door.same(told):
        raise HTTPException(HTTPStatus.FORBIDDEN)


def _refused(text: str, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> Response:
    return PlainTextResponse(text, status)


def _cookie(headers: Iterable[str], name: str) -> str:
    """The value of a cookie; empty where there is none."""
    for header in headers:
        for each in header.split(";"):
            key, _, value = each.strip().partition("=")
            if key == name:
                return value
    return ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
