"""The desk answers only who came in by the door, by the right name, from its own pages."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from nonrefoul.desk.door import Door


@pytest.fixture
def stranger(app: FastAPI, door: Door) -> TestClient:
    """Somebody on this machine who does not know the token."""
    return TestClient(app, base_url=f"http://127.0.0.1:{door.port}", follow_redirects=False)


@pytest.mark.parametrize("path", ["/", "/cases", "/nowhere", "/static/desk.css", "/settings"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_without_the_token_everything_is_refused(
    stranger: TestClient, path: str, method: str
) -> None:
    answer = stranger.request(method, path)
    assert answer.status_code == 403
    assert "nonrefoul desk" in answer.text


def test_the_printed_address_opens_the_desk_and_leaves_the_token_behind(
    stranger: TestClient, door: Door
) -> None:
    opened = stranger.get(door.address())
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert door.token not in opened.text
    assert stranger.get("/").status_code == 200


def test_a_code_that_opens_once_opens_once(stranger: TestClient, door: Door) -> None:
    address = door.address(once=True)
    assert stranger.get(address).status_code == 200
    assert stranger.get(address).status_code == 403


@pytest.mark.parametrize("code", ["", "x", "é"])
def test_a_wrong_token_opens_nothing(stranger: TestClient, code: str) -> None:
    answer = stranger.get("/open", params={"token": code})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_session_of_another_run_opens_nothing(stranger: TestClient, door: Door) -> None:
    stranger.cookies.set(door.cookie, Door(door.port).session)
    assert stranger.get("/").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8642", "127.0.0.1", "127.0.0.1:1"])
def test_a_name_that_was_made_to_lead_here_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin", ["", "null", "https://127.0.0.1:8642", "http://127.0.0.1:1", "http://evil.example"]
)
def test_a_form_from_elsewhere_changes_nothing(client: TestClient, door: Door, origin: str) -> None:
    form = {"csrf": door.csrf, "lang": "ru"}
    answer = client.post("/settings", data=form, headers={"origin": origin})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("csrf", [None, "", "x", "é"])
def test_a_form_without_what_only_our_pages_know_changes_nothing(
    client: TestClient, csrf: str | None
) -> None:
    form = {"lang": "ru"} if csrf is None else {"lang": "ru", "csrf": csrf}
    answer = client.post("/settings", data=form)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_a_form_of_our_own_is_taken(client: TestClient, door: Door) -> None:
    answer = client.post("/settings", data={"csrf": door.csrf, "lang": "ru", "back": "/cases"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")
    assert 'lang="ru"' in client.get("/").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_no_form_leads_elsewhere(client: TestClient, door: Door, back: str) -> None:
    answer = client.post("/settings", data={"csrf": door.csrf, "back": back})
    assert answer.headers["location"] == "/"


def test_what_is_too_long_is_not_taken_in(client: TestClient, door: Door) -> None:
    form = {"csrf": door.csrf, "lang": "ru", "back": "x" * (1 << 20)}
    assert client.post("/settings", data=form).status_code == 413


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/desk.css", "/open"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_no_page_of_the_framework_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_is_not_understood_is_not_repeated(client: TestClient) -> None:
    answer = client.get("/cases", params={"page": "тайна"})
    assert answer.status_code == 422
    assert "тайна" not in answer.text
