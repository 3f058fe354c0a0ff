"""A document full of hostile HTML and bidirectional tricks shows as harmless text."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from desk_browsing import watched
from desk_fixtures import inside, serving
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.pipeline import add
from nonrefoul.store import Store, open_store

OVERRIDE, ISOLATE, ZERO = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{FIRST STRONG ISOLATE}", "\u200b"
EVIL = '"><img src=x onerror=document.title="owned"><script>document.title="owned"</script>'
TEXT = (
    f"В Бишкеке пропал активист Егор Вербин {EVIL} {OVERRIDE}abc{ISOLATE} па{ZERO}спорт. "
    "ניסיון \N{RIGHT-TO-LEFT MARK}.\n</textarea></style></script><base href=//evil.example>"
    "<meta http-equiv=refresh content='0;url=//evil.example'><iframe src=//evil.example></iframe>"
    "{{ 7*7 }} {% raw %} %(by)s ${7*7} javascript:alert(1)"
)
NAME = f"hostile/<b>{OVERRIDE}'\"&1?a=b#c"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A database of one document that says all of it in every field."""
    folder = tmp_path_factory.mktemp("hostile")
    fields = dict.fromkeys(("title", "source", "author", "url", "forwarded"), f"x{EVIL}{OVERRIDE}")
    record = {"id": NAME, "text": TEXT, "lang": "ru", "published": "2025-08-19", **fields}
    posts = folder / "posts.jsonl"
    posts.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    store = open_store(folder / "home")
    add([str(posts)], store)
    return store


@pytest.fixture(scope="module")
def within(hostile: Store) -> TestClient:
    door = Door(8642)
    return inside(desk(hostile, door), door)


@pytest.fixture(scope="module")
def hostile_served(hostile: Store) -> Iterator[Door]:
    yield from serving(hostile)


def paths(client: TestClient) -> list[str]:
    known = client.app.state.known.now  # type: ignore[attr-defined]
    cases = [f"/case/{case.id}" for case in known.cases]
    assert cases, "something must have been read in it"
    return ["/", "/cases", "/state/KG", f"/document/{quote(NAME)}", *cases]


def test_every_value_is_escaped_and_what_hides_is_named(within: TestClient) -> None:
    for path in paths(within):
        page = within.get(path)
        assert page.status_code == 200
        assert within.get("/").text.count(f'href="/document/{quote(NAME)}"') == 1
        assert "<img src=x" not in page.text
        assert "<script>" not in page.text
        assert "<base" not in page.text
        for sign in (OVERRIDE, ISOLATE, ZERO):
            assert sign not in page.text


def test_the_text_is_all_there(within: TestClient) -> None:
    page = within.get(paths(within)[3]).text
    assert "&lt;script&gt;document.title=&#34;owned&#34;&lt;/script&gt;" in page
    assert "⟦U+202E right-to-left override⟧" in page
    assert "{{ 7*7 }}" in page


def test_in_a_browser_nothing_of_it_runs_and_nobody_is_asked(
    browser: Browser, hostile_served: Door, within: TestClient
) -> None:
    with watched(browser, hostile_served) as seen:
        for path in paths(within):
            seen.page.goto(f"http://127.0.0.1:{hostile_served.port}{path}")
            assert "owned" not in seen.page.title()
            assert seen.page.locator("iframe, img, base, main script").count() == 0


def test_the_original_comes_as_a_file_that_no_browser_runs(
    within: TestClient, hostile: Store
) -> None:
    answer = within.get("/original/1/anything.html")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert TEXT in json.loads(answer.content)["text"]
    shown = within.get(paths(within)[3]).text
    assert hashlib.sha256(answer.content).hexdigest() in shown


def test_a_name_for_a_file_means_nothing_to_a_system(within: TestClient) -> None:
    answer = within.get("/original/1/..%5C..%22%0D%0Ax: y")
    disposition = answer.headers["content-disposition"]
    assert disposition == 'attachment; filename="x-y"'


def test_a_file_that_was_altered_is_said_to_be_altered(hostile: Store, tmp_path: Path) -> None:
    copy = open_store(shutil.copytree(hostile.home, tmp_path / "copy"), make=False)
    (file,) = (copy.originals.path(name) for name in copy.originals.names())
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(raw)
    door = Door(8642)
    client = inside(desk(copy, door), door)
    assert "NOT as it was kept" in client.get(paths(client)[3]).text
