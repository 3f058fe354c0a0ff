"""The page of the search, searches that are kept, and their feeds; all that is said is invented."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from desk_fixtures import DAY, inside
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.pipeline import add
from nonrefoul.store import Store

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def writer(own: Store, door: Door) -> TestClient:
    """Somebody who may keep searches, in a database of the test's own."""
    return inside(desk(own, door, today=lambda: DAY), door)


def kept(client: TestClient, door: Door, query: str, name: str = "Мой поиск") -> None:
    answer = client.post("/searches", data={"csrf": door.csrf, "name": name, "query": query})
    assert answer.status_code == 303


def feed_of(client: TestClient) -> str:
    """The path of the only feed there is."""
    (path,) = re.findall(r'value="http://127\.0\.0\.1:\d+(/feeds/[\w-]{43})"', searches(client))
    return str(path)


def searches(client: TestClient) -> str:
    return client.get("/searches").text


def test_any_form_of_a_word_finds_a_document_and_is_marked_there(client: TestClient) -> None:
    page = client.get("/search", params={"q": "тростенцовым"}).text
    assert "3 documents found" in page
    assert "<mark>Тростенцова</mark>" in page


def test_conditions_narrow_what_is_found(client: TestClient) -> None:
    page = client.get("/search", params={"host": "AM", "event": "extradition_refused"}).text
    assert "/document/sample-03" in page
    assert "Drop all conditions" in page
    nothing = client.get("/search", params={"host": "AM", "q": "тростенцов"}).text
    assert "0 documents found" in nothing


def test_a_condition_that_is_not_understood_is_said_and_left_out(client: TestClient) -> None:
    page = client.get("/search", params={"q": "суд", "published_from": "вчера"}).text
    assert "not understood" in page
    assert "/document/" in page


@given(
    st.dictionaries(
        st.sampled_from(["q", "host", "event", "modality", "order", "published_from", "page"]),
        st.text(max_size=80),
        min_size=1,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered_with_a_page(
    client: TestClient, asked: dict[str, str]
) -> None:
    fields = {name: value.encode("utf-8", "replace").decode() for name, value in asked.items()}
    answer = client.get("/search", params=fields)
    assert answer.status_code == 200
    assert "<h1>Search</h1>" in answer.text


def test_what_is_found_shows_as_harmless_text(own: Store, door: Door, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.txt"
    hostile.write_text("<script>alert(1)</script> клевета \u202eлатсил <b>слово</b>", "utf-8")
    add([str(hostile)], own)
    page = inside(desk(own, door), door).get("/search", params={"q": "клеветы"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "⟦U+202E right-to-left override⟧" in page
    assert "<mark>клевета</mark>" in page


def test_the_search_itself_shows_as_harmless_text(client: TestClient) -> None:
    asked = '"><img src=x onerror=alert(1)>'
    page = client.get("/search", params={"q": asked}).text
    assert "<img" not in page
    assert f'value="{asked}"'[:9] in unescape(page)


def test_a_search_is_kept_and_made_again(writer: TestClient, door: Door) -> None:
    kept(writer, door, "q=тростенцов&order=newest")
    kept(writer, door, "q=экстрадиция", "Вторая")
    page = writer.get("/search").text
    query = re.search(r'<a href="/search\?(q=[^"]+)"><bdi>Мой поиск', page)
    assert query
    assert "3 documents found" in writer.get(f"/search?{unescape(query[1])}").text
    kept(writer, door, "q=убежище")
    assert searches(writer).count("Мой поиск</bdi>") == 1
    assert "%D1%83%D0%B1%D0%B5%D0%B6" in searches(writer)


@pytest.mark.parametrize(("name", "query"), [("", "q=суд"), (" ", "q=суд"), ("Имя", "q=-")])
def test_a_search_without_a_name_or_that_asks_nothing_is_not_kept(
    writer: TestClient, door: Door, name: str, query: str
) -> None:
    kept(writer, door, query, name)
    assert "None yet." in searches(writer)


def test_a_feed_is_off_until_it_is_made_and_again_when_it_is_taken_away(
    writer: TestClient, own: Store, door: Door
) -> None:
    kept(writer, door, "q=тростенцов")
    assert "/feeds/" not in re.sub(r"<p>.*</p>", "", searches(writer))
    writer.post("/searches/1/feed", data={"csrf": door.csrf})
    path = feed_of(writer)
    reader = TestClient(writer.app, base_url=f"http://127.0.0.1:{door.port}")
    answer = reader.get(path)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = Tree.fromstring(answer.content).findall(f"{ATOM}entry")
    links = {each.find(f"{ATOM}link").get("href") for each in entries}  # type: ignore[union-attr]
    assert f"http://127.0.0.1:{door.port}/document/sample-04" in links
    writer.post("/searches/1/unfeed", data={"csrf": door.csrf})
    assert reader.get(path).status_code == 404
    writer.post("/searches/1/feed", data={"csrf": door.csrf})
    assert feed_of(writer) != path


def test_a_feed_tells_no_words_of_documents_unless_its_maker_wants_that(
    writer: TestClient, door: Door
) -> None:
    kept(writer, door, "q=изолятор", "Имя")
    writer.post("/searches/1/feed", data={"csrf": door.csrf})
    assert "изолятор" not in writer.get(feed_of(writer)).text.replace("q=%D0%B8", "")
    writer.post("/searches/1/feed", data={"csrf": door.csrf, "texts": "yes"})
    assert "изолятор" in writer.get(feed_of(writer)).text


@pytest.mark.parametrize(
    "path", ["/feeds/", f"/feeds/{'x' * 43}", f"/feeds/{'x' * 43}/more", "/feeds/..%2fcases"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_other_address_is_let_in_for_it(
    writer: TestClient, door: Door, path: str, method: str
) -> None:
    stranger = TestClient(writer.app, base_url=f"http://127.0.0.1:{door.port}")
    answer = stranger.request(method, path)
    assert answer.status_code in (403, 404)
    assert door.csrf not in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize("path", ["/searches", "/searches/1/feed", "/searches/1/forget"])
def test_nothing_is_kept_or_forgotten_for_a_form_from_elsewhere(
    writer: TestClient, door: Door, path: str
) -> None:
    kept(writer, door, "q=суд")
    answer = writer.post(path, data={"csrf": "wrong", "name": "Чужой", "query": "q=суд"})
    assert answer.status_code == 403
    assert "Мой поиск" in searches(writer)
    assert "Чужой" not in searches(writer)
