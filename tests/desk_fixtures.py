"""A desk on the invented samples: for requests without a browser, and for a real Chromium."""

from __future__ import annotations

import datetime as dt
import gettext
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from desk_browsing import ARGUMENTS, watched
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.desk.speech import speech
from nonrefoul.pipeline import add
from nonrefoul.samples import POSTS
from nonrefoul.store import Store, open_store
from nonrefoul.words import Claim, Document, Reading

DAY = dt.date(2025, 12, 1)
READINGS = Path(__file__).with_name("desk") / "readings.jsonl"


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a database that holds the samples; change nothing in it."""
    home = tmp_path_factory.mktemp("samples")
    add([str(POSTS)], open_store(home), reader=recorded)
    return home


def recorded(documents: Sequence[Document]) -> list[Reading]:
    """The samples as they were read on 27 November 2026, mistakes and all.

    What the pages do must not hang on what the reader of the day makes of a sample.
    """
    told = [json.loads(line) for line in READINGS.read_text(encoding="utf-8").splitlines()]
    claims = [Claim.from_json(each) for each in told]
    return [
        Reading(each.id, "ru", read=True, claims=tuple(c for c in claims if c.document == each.id))
        for each in documents
    ]


@pytest.fixture
def own(samples: Path, tmp_path: Path) -> Store:
    """A database with the samples of the test's own, to be changed."""
    return open_store(shutil.copytree(samples, tmp_path / "own"), make=False)


@pytest.fixture(scope="session")
def door() -> Door:
    return Door(8642)


@pytest.fixture(scope="session")
def app(samples: Path, door: Door) -> FastAPI:
    return desk(open_store(samples, make=False), door, today=lambda: DAY)


@pytest.fixture
def client(app: FastAPI, door: Door) -> TestClient:
    """Somebody who came in by the door; nobody has chosen a language, so it is English."""
    return inside(app, door)


def inside(app: FastAPI, door: Door) -> TestClient:
    """A client that came in by the door of an app."""
    client = TestClient(app, base_url=f"http://127.0.0.1:{door.port}", follow_redirects=False)
    client.cookies.set(door.cookie, door.session)
    client.headers["origin"] = f"http://127.0.0.1:{door.port}"
    return client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they are skipped, but on CI that is a failure."""
    chromium = shutil.which("chromium")
    if chromium is None and os.environ.get("CI"):
        pytest.fail("no chromium is installed: apt-get install chromium")
    if chromium is None:
        pytest.skip("no chromium is installed: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def served(samples: Path) -> Iterator[Door]:
    """The door of a desk on the samples that a browser can reach; change nothing through it."""
    yield from serving(open_store(samples, make=False))


def serving(store: Store) -> Iterator[Door]:
    """Serve a desk on a store in a thread as long as this is not ended."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        door = Door(listener.getsockname()[1])
        app = desk(store, door, today=lambda: DAY)
        config = uvicorn.Config(app, access_log=False, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield door
        server.should_exit = True
        thread.join()


class _Nothing(gettext.NullTranslations):
    """Says nothing: it is asked where a page says what no catalogue has."""

    def gettext(self, message: str) -> str:
        raise AssertionError(f"not in the catalogue: {message}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise AssertionError(f"not in the catalogue: {msgid1}")


@contextmanager
def all_of_it_in_russian() -> Iterator[None]:
    """While this lasts, a page that says in Russian what no catalogue has fails."""
    texts = speech("ru").texts
    texts.add_fallback(_Nothing())
    try:
        yield
    finally:
        texts._fallback = None  # type: ignore[attr-defined]


@pytest.fixture
def page(browser: Browser, served: Door) -> Iterator[Page]:
    """A page of the desk on the samples, come in by the door; strange requests fail the test."""
    with watched(browser, served) as seen:
        yield seen.page
