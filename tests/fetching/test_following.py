"""One round through what is followed: what comes, what fails, and what is remembered of it."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from local_site import Answer, Site, local_site

from nonrefoul import store
from nonrefoul.capture import Captured, Trouble
from nonrefoul.fetching.waiting import FIRST
from nonrefoul.following import Brought, Round
from nonrefoul.following.taking import Found
from nonrefoul.store import Source, Store, open_store
from nonrefoul.words import Document, Reading

START = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def parse(raw: bytes, address: str, encoding: str | None) -> Iterator[Found]:
    """A plain stand-in for the parsers: JSON lines of documents, or a Trouble."""
    for number, line in enumerate(raw.splitlines()):
        if line == b"broken":
            yield Trouble(f"{address} line {number}", "broken", "mend it")
        elif line == b"defect":
            raise RuntimeError("Захар Тростенцов")
        else:
            yield Captured(Document(**{"id": address, **json.loads(line)}), line, address)


def items(*said: dict[str, str] | str) -> Answer:
    lines = [each if isinstance(each, str) else json.dumps(each) for each in said]
    return Answer("\n".join(lines).encode())


def unread(documents: Sequence[Document]) -> list[Reading]:
    return [Reading(each.id, "xx", read=False) for each in documents]


@dataclass
class Follower:
    """Somebody who follows addresses of a site, and whose clock the test sets."""

    site: Site
    into: Store
    moment: dt.datetime = START
    troubles: list[str] = field(default_factory=list)

    def follow(self, *addresses: str, full: bool = False) -> None:
        store.follow(self.into, [Source(each, full, self.moment) for each in addresses])

    def round(self) -> list[Brought]:
        """Visit all that is followed."""

        def hear(told: Captured | Trouble) -> None:
            self.troubles += [str(told)] if isinstance(told, Trouble) else []

        self.site.asked.clear()
        visiting = Round(
            self.into,
            self.site.visitor(),
            parse,
            hear,
            reader=unread,
            now=lambda: self.moment,
            chance=random.Random(1),
        )
        return list(visiting.visit(store.sources(self.into)))

    @property
    def source(self) -> Source:
        [source] = store.sources(self.into)
        return source

    @property
    def texts(self) -> list[str]:
        return [each.text for each in store.documents(self.into).values()]

    @property
    def asked(self) -> list[str]:
        return [path for path in self.site.paths if path != "/robots.txt"]


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    with local_site() as site:
        yield Follower(site, open_store(tmp_path))


def test_what_is_new_since_the_last_time_comes(follower: Follower) -> None:
    follower.follow(follower.site.address("/feed"))
    follower.site.answers["/feed"] = items({"id": "1", "text": "Один."})
    [first] = follower.round()
    assert (first.summary.added, first.source.documents) == (1, 1)
    follower.site.answers["/feed"] = items(
        {"id": "1", "text": "Один."}, {"id": "2", "text": "Два."}
    )
    [second] = follower.round()
    assert (second.summary.added, second.summary.known, second.source.documents) == (1, 1, 2)
    assert follower.texts == ["Один.", "Два."]
    assert follower.source.succeeded == START


def test_what_has_not_changed_is_not_kept_again(follower: Follower) -> None:
    follower.follow(follower.site.address("/feed"))
    follower.site.answers["/feed"] = lambda headers: (
        Answer(status=304)
        if headers.get("If-None-Match") == '"1"'
        else Answer(b'{"text": "a"}', headers={"ETag": '"1"'})
    )
    assert [each.unchanged for each in follower.round()] == [False]
    assert [each.unchanged for each in follower.round()] == [True]
    assert follower.site.asked[-1][1]["If-None-Match"] == '"1"'


def test_without_validators_the_same_answer_is_known_again(follower: Follower) -> None:
    follower.follow(follower.site.address("/feed"))
    follower.site.answers["/feed"] = items({"text": "a"})
    follower.round()
    assert [each.unchanged for each in follower.round()] == [True]


BAD = {
    "/gone": Answer(status=410),
    "/broken": items("broken"),
    "/defect": items("defect"),
    "/half": Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"),
    "/away": Answer(status=302, headers={"Location": "http://127.0.0.1:8080/"}),
}


def test_one_bad_source_never_stops_the_rest(follower: Follower) -> None:
    follower.site.answers |= {**BAD, "/last": items({"text": "a"})}
    follower.follow(*(follower.site.address(path) for path in (*BAD, "/last")))
    results = follower.round()
    assert [bool(each.failure) for each in results] == [True] * len(BAD) + [False]
    said = [each.failure or "" for each in results]
    assert "taken away for good" in said[0]
    assert said[1] == "broken; mend it"
    assert "RuntimeError" in said[2]
    assert "Тростенцов" not in said[2]
    assert "local or special network" in said[4]
    assert follower.texts == ["a"]


def test_what_fails_is_remembered_with_since_when_until_it_goes_well(follower: Follower) -> None:
    follower.follow(follower.site.address("/feed"))
    follower.site.answers["/feed"] = Answer(status=500)
    follower.round()
    follower.moment += dt.timedelta(days=2)
    follower.round()
    failing = follower.source
    assert (failing.failing_since, failing.failed) == (START, follower.moment)
    assert (failing.failures, failing.succeeded) == (2, None)
    assert failing.failure == "the site failed (500); try later, or check the address"
    follower.moment += dt.timedelta(days=2)
    follower.site.answers["/feed"] = items({"text": "a"})
    follower.round()
    mended = follower.source
    assert (mended.failing_since, mended.failures, mended.not_before) == (None, 0, None)
    assert mended.failed == START + dt.timedelta(days=2)


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_asks_for_a_pause_gets_it(follower: Follower, status: int) -> None:
    follower.follow(follower.site.address("/feed"))
    follower.site.answers["/feed"] = Answer(status=status, headers={"Retry-After": "7200"})
    follower.round()
    assert follower.source.not_before == START + dt.timedelta(hours=2)
    follower.moment += dt.timedelta(minutes=119)
    [waiting] = follower.round()
    assert waiting.waiting == START + dt.timedelta(hours=2)
    assert follower.site.asked == []
    follower.moment += dt.timedelta(minutes=2)
    follower.site.answers["/feed"] = items({"text": "a"})
    assert [each.summary.added for each in follower.round()] == [1]


def test_failures_are_left_alone_longer_and_longer(follower: Follower) -> None:
    follower.follow(follower.site.address("/feed"))
    follower.site.answers["/feed"] = Answer(status=500)
    waits = []
    for _ in range(4):
        follower.round()
        assert follower.source.not_before
        waits.append((follower.source.not_before - follower.moment) / FIRST)
        follower.moment = follower.source.not_before
    assert all(2**at / 2 <= wait <= 2**at for at, wait in enumerate(waits))


def test_full_pages_of_teasers_come_too_and_only_once(follower: Follower) -> None:
    site = follower.site
    follower.follow(site.address("/feed"), full=True)
    teaser = {"id": "feed:1", "text": "Коротко…", "url": site.address("/long")}
    whole = {"id": "feed:2", "text": "Слово. " * 300, "url": site.address("/other")}
    site.answers["/feed"] = items(teaser, whole)
    site.answers["/long"] = Answer(status=302, headers={"Location": "/moved"})
    site.answers["/moved"] = items({"text": "Полный текст."})
    follower.round()
    assert follower.asked == ["/feed", "/long", "/moved"]
    assert follower.texts[-1] == "Полный текст."
    site.answers["/feed"] = items(teaser, whole, {"id": "feed:3", "text": "Ещё."})
    follower.round()
    assert follower.asked == ["/feed"]


def test_a_page_that_could_not_come_is_asked_for_again_though_the_feed_stays(
    follower: Follower,
) -> None:
    site = follower.site
    follower.follow(site.address("/feed"), full=True)
    site.answers["/feed"] = items({"id": "1", "text": "…", "url": site.address("/long")})
    site.answers["/long"] = Answer(status=500)
    follower.round()
    assert "the site failed (500)" in follower.troubles[-1]
    site.answers["/long"] = items({"text": "Полный текст."})
    follower.round()
    assert follower.texts[-1] == "Полный текст."
    assert [each.unchanged for each in follower.round()] == [True]


def test_unfollowing_takes_it_off_the_list_and_keeps_what_came(follower: Follower) -> None:
    address = follower.site.address("/feed")
    follower.follow(address)
    follower.site.answers["/feed"] = items({"text": "a"})
    follower.round()
    assert store.unfollow(follower.into, address)
    assert not store.unfollow(follower.into, address)
    assert store.sources(follower.into) == []
    assert follower.texts == ["a"]
    assert follower.round() == []


def test_following_again_changes_nothing_but_what_is_wanted(follower: Follower) -> None:
    address = follower.site.address("/feed")
    follower.follow(address)
    follower.site.answers["/feed"] = items({"text": "a"})
    follower.round()
    follower.follow(address, full=True)
    follower.follow(address)
    assert follower.source.full
    assert follower.source.documents == 1


def test_a_store_made_before_there_was_a_list_is_fine(tmp_path: Path) -> None:
    into = open_store(tmp_path)
    with into.writing() as connection:
        connection.exec_driver_sql("DROP TABLE source")
    assert store.sources(into) == []
    assert not store.unfollow(into, "https://site.org/")
    store.follow(into, [Source("https://site.org/", full=False, added=START)])
    assert [each.address for each in store.sources(into)] == ["https://site.org/"]
