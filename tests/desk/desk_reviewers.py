"""A reviewer at a desk without a browser: looks at pages, and sends their forms."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import quote

from desk_fixtures import inside
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.store import Store, judgements
from nonrefoul.words import Judgement

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
from bench_reviewers import Forms


class Reviewer:
    """Somebody of a name who came in by the door of an app."""

    def __init__(self, app: FastAPI, door: Door, who: str = "Вера") -> None:
        self.client: TestClient = inside(app, door)
        self.of = app.state
        if who:
            self.client.cookies.set("nonrefoul-who", quote(who))

    def see(self, path: str = "/review") -> str:
        """A page, redirects followed."""
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return answer.text

    def form(self, page: str, to: str = "/review", *fields: str) -> dict[str, str]:
        """What the first form of a page that goes there would send."""
        return Forms(page).to(to, "csrf", *fields)[0]

    def send(self, form: dict[str, str], to: str = "/review", **changes: str) -> Response:
        """Send a form."""
        answer: Response = self.client.post(to, data={**form, **changes})
        return answer

    def judge(self, do: str, path: str = "/review", **changes: str) -> Response:
        """Open what is to be done on a page, and send it."""
        also = "because" if do == "reject" else "host" if do in ("correct", "add") else "seen"
        at = path if do == "confirm" else f"{path}{'&' if '?' in path else '?'}do={do}"
        return self.send(self.form(self.see(at), "/review", also), do=do, **changes)


def app_on(store: Store, door: Door) -> FastAPI:
    return desk(store, door)


def verdicts(store: Store) -> list[tuple[str, str]]:
    """Who said what, in a word, in order."""
    return [(each.who, each.verdict.split()[0]) for each in judgements(store)]


def last(store: Store) -> Judgement:
    return judgements(store)[-1]


def path_of(claim: str, document: str) -> str:
    return f"/review?in={quote(document)}&claim={claim}"


def current(page: str) -> str:
    """The id of the claim that a page is on."""
    return re.findall(r'id="card-(\w+)" tabindex="-1" aria-current', page)[0]
