"""How sites are treated: robots.txt, pauses, what they ask for, and what is left alone."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import Answer, Site, local_site

from nonrefoul.fetching import FetchError, Visitor, Why, next_try, retry_after
from nonrefoul.fetching.waiting import FIRST, LONGEST

NOW = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with local_site() as running:
        running.answers["/a"] = Answer(b"a")
        running.answers["/b"] = Answer(b"b")
        yield running


def robots(site: Site, text: str) -> None:
    site.answers["/robots.txt"] = Answer(text.encode())


def test_what_robots_txt_forbids_is_not_asked_for_and_that_is_said(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /a\n")
    visitor = site.visitor()
    with pytest.raises(FetchError, match="asks robots not to take it") as caught:
        visitor.visit(site.address("/a"))
    assert caught.value.why is Why.REFUSED
    assert visitor.visit(site.address("/b")).body == b"b"
    assert site.paths == ["/robots.txt", "/b"]


def test_rules_for_us_by_name_come_before_those_for_all(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /\n\nUser-agent: nonrefoul\nAllow: /\n")
    assert site.visitor().visit(site.address("/a")).body == b"a"


def test_a_redirect_into_what_is_forbidden_is_not_followed(site: Site) -> None:
    robots(site, "User-agent: *\nDisallow: /a\n")
    site.answers["/b"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchError, match="asks robots"):
        site.visitor().visit(site.address("/b"))
    assert "/a" not in site.paths


@pytest.mark.parametrize("status", [404, 410, 403, 401])
def test_no_robots_txt_allows_all(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = Answer(status=status)
    assert site.visitor().visit(site.address("/a")).body == b"a"


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_fails_forbids_all_for_now(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = Answer(status=status, headers={"Retry-After": "60"})
    with pytest.raises(FetchError, match=f"robots.txt.* {status}") as caught:
        site.visitor().visit(site.address("/a"))
    assert caught.value.why is Why.FAILED
    assert caught.value.wait == dt.timedelta(minutes=1)
    assert "/a" not in site.paths


@pytest.mark.parametrize(
    "text", [b"\xff\xfe\x00", b"Disallow: /\n" * 60_000, b"<html>no such page</html>"]
)
def test_a_robots_txt_of_any_kind_is_survived(site: Site, text: bytes) -> None:
    site.answers["/robots.txt"] = Answer(text)
    assert site.visitor().visit(site.address("/a")).body == b"a"


def test_there_is_a_pause_between_two_requests_to_a_host(site: Site) -> None:
    robots(site, "User-agent: *\nCrawl-delay: 7\n")
    slept: list[float] = []
    visitor = Visitor(site.network(), pause=2, sleep=slept.append)
    visitor.visit(site.address("/a"))
    visitor.visit(site.address("/b"))
    assert [round(each) for each in slept] == [7, 7]
    assert site.paths == ["/robots.txt", "/a", "/b"]


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("120", dt.timedelta(minutes=2)),
        (" 0 ", dt.timedelta()),
        ("Mon, 02 Mar 2026 12:10:00 GMT", dt.timedelta(minutes=10)),
        ("Mon, 02 Mar 2026 11:00:00 GMT", dt.timedelta()),
        ("99999999999999999999", dt.timedelta(days=7)),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_what_retry_after_asks_for(value: str | None, asked: dt.timedelta | None) -> None:
    assert retry_after(value, NOW) == asked


@given(st.text())
def test_any_retry_after_is_survived(value: str) -> None:
    asked = retry_after(value, NOW)
    assert asked is None or dt.timedelta() <= asked <= dt.timedelta(days=7)


@given(st.integers(1, 10_000), st.integers(), st.none() | st.timedeltas(dt.timedelta(), LONGEST))
def test_each_failure_doubles_the_wait_up_to_a_day_and_never_less_than_asked(
    failures: int, seed: int, asked: dt.timedelta | None
) -> None:
    wait = next_try(NOW, failures, asked, random.Random(seed)) - NOW
    full = min(FIRST * 2 ** (failures - 1), LONGEST) if failures < 20 else LONGEST
    assert max(full / 2, asked or dt.timedelta()) <= wait <= max(full, asked or dt.timedelta())
