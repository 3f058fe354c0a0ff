"""One request, as a page sees it: what is known, the store, the language, and how to answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, unquote

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from nonrefoul.desk.navigation import NAVIGATION
from nonrefoul.desk.quoting import Texts
from nonrefoul.desk.speech import Speech, speech, wanted
from nonrefoul.desk.templating import template
from nonrefoul.desk.work import Work
from nonrefoul.knowing import View
from nonrefoul.publish.recent import INVENTED
from nonrefoul.store import Store
from nonrefoul.texts import cleaned
from nonrefoul.words import Document

T = TypeVar("T")

LANGUAGE = "nonrefoul-lang"
SCHEME = "nonrefoul-scheme"
SCHEMES = ("auto", "light", "dark")
WHO = "nonrefoul-who"
KEYS = "nonrefoul-keys"
LONGEST_NAME = 60
_YEAR = 365 * 24 * 3600
# Pages that look themselves at what was judged, document by document: they need not wait until all
# that follows from it is worked out.
_ON_THEIR_OWN = ("review", "judge", "undo", "reviewer", "keys", "settings")
LONGEST = 20_000


@dataclass(frozen=True)
class Visit:
    """One request; pages take it as `visit: Asked`.

    `known` is all that was known when it came, and does not change while it is answered.
    """

    request: Request
    known: View
    store: Store
    say: Speech
    scheme: str
    today: dt.date
    texts: Texts

    def document(self, name: str) -> Document | None:
        """The newest version of a document with its text, by its id."""
        found: Document | None = self.request.app.state.known.document(name)
        return found

    def refresh(self) -> View:
        """What is known after something was judged: call it before sending the browser on."""
        known = self.request.app.state.known
        known.refresh()
        view: View = known.now
        return view

    def once(self, key: str, make: Callable[[View], T]) -> T:
        """What is worked out of all that is known, once until that changes; `key` names it."""
        of, memory = self.request.app.state.memory
        if of is not self.known:
            # With what is no longer so, what it was made of is let go.
            memory = {}
            self.request.app.state.memory = (self.known, memory)
        if key not in memory:
            memory[key] = make(self.known)
        made: T = memory[key]
        return made

    @property
    def url(self) -> Callable[..., str]:
        """The path of a page by its route's name: `url("case", id=case.id)`."""
        found = self.request.app.url_path_for

        def path(name: str, /, **values: object) -> str:
            return str(found(name, **{key: quote(str(each)) for key, each in values.items()}))

        return path

    def page(self, file: str, status: int = HTTPStatus.OK, **values: Any) -> Response:
        """A template filled in; it has `visit`, `url` and `say` besides the values given."""
        made = template(self.say.lang, file)
        return HTMLResponse(made.render(visit=self, url=self.url, say=self.say, **values), status)

    def go(self, path: str) -> Response:
        """Send the browser on after something was changed, so that a reload does not repeat it."""
        return RedirectResponse(path, HTTPStatus.SEE_OTHER)

    def has(self, name: str) -> bool:
        """Whether there is a page of that name to link to."""
        return name in self.request.app.state.names

    @property
    def invented(self) -> str:
        """The warning that all or some documents are invented samples; empty where none is."""
        made_up = {each.source == INVENTED for each in self.known.sources}
        if True not in made_up:
            return ""
        if False in made_up:
            return self.say("Some of the documents here are invented samples.")
        return self.say(
            "All persons and events here are invented: samples that ship with Nonrefoul."
        )

    @property
    def work(self) -> Work:
        """What waits for reviewers."""
        found: Work = self.request.app.state.work
        return found

    @property
    def who(self) -> str:
        """The name that this person judges under; blank where they have told none."""
        return named(unquote(self.request.cookies.get(WHO, "")))

    @property
    def keys(self) -> bool:
        """Whether single keys do things on this person's pages."""
        return self.request.cookies.get(KEYS) != "off"

    @property
    def csrf(self) -> str:
        """What forms bring along; the macro `csrf()` of `parts.html` puts it in."""
        return str(self.request.app.state.door.csrf)

    @property
    def here(self) -> str:
        """The path and query of this page."""
        path, query = quote(self.request.scope["path"]), self.request.url.query
        return f"{path}?{query}" if query else path

    @property
    def navigation(self) -> list[tuple[str, str]]:
        """The pages at the head of every page: the name of each one's route, and what it says."""
        return [(name, self.say(label)) for name, label in NAVIGATION]

    @property
    def place(self) -> str:
        """The name of the route, for the navigation."""
        return str(getattr(self.request.scope.get("route"), "name", ""))


def visit(request: Request) -> Visit:
    """The visit that a request is."""
    state = request.app.state
    route = getattr(request.scope.get("route"), "name", "")
    if route not in _ON_THEIR_OWN:
        state.known.refresh()
    cookies, accepts = request.cookies, request.headers.get("accept-language", "")
    scheme = cookies.get(SCHEME, "auto")
    return Visit(
        request,
        state.known.now,
        state.store,
        speech(wanted(cookies.get(LANGUAGE), accepts, state.lang)),
        scheme if scheme in SCHEMES else "auto",
        state.today(),
        Texts(state.store),
    )


def remember(answer: Response, cookie: str, value: str) -> None:
    """Have the browser hold a value for a year; scripts and other sites don't get at it."""
    answer.set_cookie(cookie, value, max_age=_YEAR, samesite="strict", httponly=True)


def forget(answer: Response, cookie: str) -> None:
    """Have the browser hold a value no longer."""
    answer.delete_cookie(cookie, samesite="strict", httponly=True)


def named(text: str) -> str:
    """A name as it is kept: on one line, without what hides in it, not too long."""
    return " ".join(cleaned(text).text.split())[:LONGEST_NAME].strip()


async def typed(request: Request) -> dict[str, str]:
    """The fields of a form as text; what is longer than anybody types is cut off."""
    form = await request.form()
    return {name: value[:LONGEST] for name, value in form.items() if isinstance(value, str)}


Typed = Annotated[dict[str, str], Depends(typed)]
Asked = Annotated[Visit, Depends(visit)]


def not_there() -> HTTPException:
    """What a page raises where nothing has the id that is asked for."""
    return HTTPException(HTTPStatus.NOT_FOUND)


def local(path: str) -> str:
    """The path where it leads to a page of the desk, else that of the first page."""
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"
