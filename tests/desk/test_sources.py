"""Sources: what came from each, how it held, who copies whom; all that is said is invented."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from pathlib import Path

import pytest
from desk_fixtures import DAY, inside
from fastapi.testclient import TestClient

from nonrefoul import store
from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.pipeline import add
from nonrefoul.reviewing import about, confirmed, rejected, reviewed
from nonrefoul.samples import POSTS
from nonrefoul.store import Source, Store

ECHO = "Эхо <выдумки> & 50% правды"
NOW = dt.datetime(2025, 11, 30, tzinfo=dt.UTC)


@pytest.fixture
def echoed(own: Store, tmp_path: Path) -> Store:
    """The samples, five of them copied by another source the day after the last."""
    lines = POSTS.read_text(encoding="utf-8").splitlines()[:5]
    copies = [
        {"id": f"echo/{number}", "text": json.loads(each)["text"], "source": ECHO}
        for number, each in enumerate(lines)
    ]
    file = tmp_path / "copies.jsonl"
    said = [{**each, "lang": "ru", "published": "2025-11-30"} for each in copies]
    file.write_text("\n".join(map(json.dumps, said)), encoding="utf-8")
    add([str(file)], own)
    return own


def visiting(store: Store, door: Door) -> TestClient:
    return inside(desk(store, door, today=lambda: DAY), door)


def plain(page: str) -> str:
    """A page's words alone."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_source_tells_what_came_of_it_and_whom_it_copies(echoed: Store, door: Door) -> None:
    page = visiting(echoed, door).get("/source", params={"name": ECHO})
    assert page.status_code == 200
    said = plain(page.text)
    assert "Documents 5" in said
    assert re.search(r"Copies of others \d · sample \(invented\)", said)
    assert "<выдумки>" not in page.text
    first = plain(visiting(echoed, door).get("/source?name=sample (invented)").text)
    assert re.search(r"others copied it [1-5] · Эхо", first)


def test_the_list_leads_to_each_source(echoed: Store, door: Door) -> None:
    visitor = visiting(echoed, door)
    links = re.findall(r'href="(/source\?name=[^"]+)"', visitor.get("/sources").text)
    assert len(links) == 2
    for link in links:
        assert visitor.get(unescape(link)).status_code == 200


def test_what_persons_said_of_its_claims_is_counted(own: Store, door: Door) -> None:
    visitor = visiting(own, door)
    assert "none judged yet" in visitor.get("/sources").text
    every = reviewed(store.claims(own), [], own.key).claims
    for claim in every[:3]:
        store.decide(own, about(claim.id), confirmed(claim), "Вера")
    store.decide(own, about(every[3].id), rejected(every[3]), "Вера")
    said = plain(visiting(own, door).get("/source?name=sample (invented)").text)
    assert "confirmed 3, corrected 0, rejected 1" in said
    assert "75%" in said


def test_what_fails_is_said_and_no_secret_of_its_address(own: Store, door: Door) -> None:
    address = "https://user:word@example.org/feed.xml?key=secret"
    store.follow(own, [Source(address, False, NOW)])
    failed = Source(address, False, NOW, failing_since=NOW, failed=NOW, failure="no <b>way</b> in")
    store.note(own, failed)
    page = visiting(own, door).get("/sources").text
    assert "failing since 30 Nov 2025" in page
    assert "no &lt;b&gt;way" in page
    assert "secret" not in page
    assert "word@" not in page


def test_there_is_no_page_of_a_source_that_is_none(client: TestClient) -> None:
    assert client.get("/source?name=nobody").status_code == 404
    assert client.get("/source").status_code == 404
