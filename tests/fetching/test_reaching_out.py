"""`add ADDRESS`, `follow`, `sources` and `unfollow` as typed, against a site on this machine."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from local_site import Answer, Run, Site, local_site
from sqlalchemy import text
from warcio.archiveiterator import ArchiveIterator

from nonrefoul import store
from nonrefoul.cli import errors, reaching
from nonrefoul.evidence.locking import Lock
from nonrefoul.store import open_store

POST = "Российский активист Захар Тростенцов задержан в Казахстане, пишет местная газета."
PAGE = f"""<html><head><title>Активист задержан</title></head><body><article>
<h1>Активист задержан</h1><p>{POST}</p><p>{"О других подробностях газета не пишет. " * 5}</p>
</article></body></html>"""
ITEM = "<item><guid>{0}</guid><title>Новость {0}</title><description>{1}</description>{2}</item>"


def feed(*items: str) -> Answer:
    body = "".join(items)
    text = f"<rss version='2.0'><channel><title>Газета</title>{body}</channel></rss>"
    return Answer(text.encode(), headers={"Content-Type": "application/rss+xml"})


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that the commands may reach; what they otherwise reach is the open internet alone."""
    with local_site() as running:
        monkeypatch.setattr(reaching, "visitor", running.visitor)
        yield running


def home(tmp_path: Path) -> store.Store:
    return open_store(tmp_path / "home", make=False)


def test_a_page_goes_the_whole_way_from_its_address_to_a_claim(
    site: Site, run: Run, tmp_path: Path
) -> None:
    site.answers["/news"] = Answer(PAGE.encode(), headers={"Content-Type": "text/html"})
    code, out, err = run("add", site.address("/news"))
    assert code == errors.FINE
    assert out.startswith("1 document added")
    assert "1 claim read" in out
    assert err.count("contacting news.invented-site.org; they see this machine's address") == 1
    [document] = store.documents(home(tmp_path)).values()
    assert document.id == document.url == site.address("/news")
    assert document.title == "Активист задержан"
    assert POST in document.text


def test_a_page_in_windows_1251_is_read_as_its_header_says(
    site: Site, run: Run, tmp_path: Path
) -> None:
    head = {"Content-Type": "text/html; charset=windows-1251"}
    site.answers["/old"] = Answer(PAGE.encode("cp1251"), headers=head)
    assert run("add", site.address("/old"))[0] == errors.FINE
    [document] = store.documents(home(tmp_path)).values()
    assert POST in document.text


def test_a_feed_is_known_by_its_content_and_full_pages_come_on_demand(
    site: Site, run: Run, tmp_path: Path
) -> None:
    link = f"<link>{site.address('/long')}</link>"
    site.answers["/rss"] = feed(ITEM.format(1, POST, link), ITEM.format(2, "Погода.", ""))
    site.answers["/long"] = Answer(PAGE.encode())
    assert run("add", site.address("/rss"), "--full")[1].startswith("3 documents added")
    assert set(store.documents(home(tmp_path))) == {"feed:1", "feed:2", site.address("/long")}


def test_what_can_not_be_fetched_is_one_line_and_the_rest_is_kept(
    site: Site, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    gone = site.address("/gone?key=secret")
    code, out, err = run("add", gone, "http://127.0.0.1/", str(tmp_path / "post.txt"))
    assert code == errors.LOST
    assert out.startswith("1 document added")
    assert "there is no such page (404)" in err
    assert "local or special network" in err
    assert "secret" not in out + err


def test_following_brings_what_is_new_and_says_so_for_each_source(site: Site, run: Run) -> None:
    site.answers["/rss"] = feed(ITEM.format(1, POST, ""))
    site.answers["/bad"] = Answer(status=500)
    code, out, _ = run("follow", site.address("/rss"), site.address("/bad"))
    assert code == errors.LOST
    first, second = out.splitlines()
    assert first == f"{site.address('/rss')}: 1 document came; 1 claim read"
    assert second.startswith(f"{site.address('/bad')}: failed, the site failed (500)")
    site.answers["/rss"] = feed(ITEM.format(1, POST, ""), ITEM.format(2, "Погода.", ""))
    code, out, _ = run("follow")
    first, second = out.splitlines()
    assert first.startswith(f"{site.address('/rss')}: 1 document came")
    assert "left alone until" in second
    assert code == errors.FINE


def test_sources_shows_how_each_one_went(site: Site, run: Run) -> None:
    site.answers["/rss"] = feed(ITEM.format(1, POST, ""))
    run("follow", site.address("/rss"), site.address("/bad?token=secret"))
    code, out, _ = run("sources")
    assert code == errors.FINE
    assert "there is no such page (404)" in " ".join(out.split())
    assert "secret" not in out
    good, bad = (json.loads(line) for line in run("sources", "--json")[1].splitlines())
    assert (good["documents"], good["failure"]) == (1, None)
    assert (bad["documents"], bad["succeeded"], bad["failures"]) == (0, None, 1)


def test_a_dry_run_contacts_nobody_and_keeps_nothing(site: Site, run: Run, tmp_path: Path) -> None:
    open_store(tmp_path / "home")
    code, out, err = run("follow", site.address("/rss"), "@channel", "--full", "--dry-run")
    assert code == errors.FINE
    assert out.splitlines() == [
        f"{site.address('/rss')}: would be fetched, and the pages that its teasers lead to",
        "https://t.me/s/channel: would be fetched, and the pages that its teasers lead to",
    ]
    assert "nobody was contacted" in err
    assert site.asked == []
    assert store.sources(home(tmp_path)) == []


def test_a_dry_run_needs_no_database(site: Site, run: Run) -> None:
    assert run("follow", site.address("/rss"), "--dry-run")[0] == errors.FINE
    assert "nothing is followed yet" in run("follow", "--dry-run")[2]
    assert run("follow")[0] == errors.NO_STORE


def test_unfollow_takes_an_address_as_it_is_shown(site: Site, run: Run) -> None:
    run("follow", site.address("/a?key=1"), site.address("/b"))
    assert run("unfollow", site.address("/a?…"), site.address("/b"))[0] == errors.FINE
    assert run("sources")[1] == ""
    code, _, err = run("unfollow", site.address("/b"))
    assert code == errors.USAGE
    assert "is not followed" in err


def test_unfollow_does_not_guess(site: Site, run: Run) -> None:
    run("follow", site.address("/a?key=1"), site.address("/a?key=2"))
    code, _, err = run("unfollow", site.address("/a?…"))
    assert code == errors.USAGE
    assert "several" in err
    assert len(run("sources", "--json")[1].splitlines()) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["follow", "http://localhost/"],
        ["follow", "https://me:secret@site.org/"],
        ["follow", "feed.xml"],
        ["follow", "--telegram", "https://site.org/"],
        ["read", "https://site.org/"],
    ],
)
def test_what_is_no_public_address_is_wrong_usage(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (errors.USAGE, "")
    assert len(err.splitlines()) == 1
    assert "secret" not in err


def test_nothing_followed_is_said(run: Run, tmp_path: Path) -> None:
    open_store(tmp_path / "home")
    for command in ("follow", "sources"):
        code, out, err = run(command)
        assert (code, out) == (errors.FINE, "")
        assert "nothing is followed yet" in err


def rows(tmp_path: Path, query: str) -> list[Any]:
    with home(tmp_path).reading() as connection:
        return list(connection.execute(text(query)).mappings())


def test_what_was_exchanged_is_kept_whole_and_the_document_points_into_it(
    site: Site, run: Run, tmp_path: Path
) -> None:
    head = {"Content-Type": "text/html", "ETag": '"7"'}
    site.answers["/news"] = Answer(PAGE.encode(), headers=head)
    run("add", site.address("/news"))
    [capture] = rows(tmp_path, "SELECT * FROM capture")
    assert capture["source"] == site.address("/news")
    assert {"content-type": "text/html", "etag": '"7"'}.items() <= json.loads(
        capture["headers"]
    ).items()
    into = home(tmp_path)
    with into.originals.open(capture["original"]) as original:
        kept = original.read()
    records = [each.rec_type for each in ArchiveIterator(BytesIO(kept))]
    assert records == ["warcinfo", "response", "request"]
    [document] = rows(tmp_path, "SELECT original, offset, length FROM document")
    assert document["original"] == capture["original"]
    at, end = document["offset"], document["offset"] + document["length"]
    assert kept[at:end] == PAGE.encode()
    assert run("verify")[0] == errors.FINE


def test_a_compressed_page_is_kept_beside_what_was_exchanged(
    site: Site, run: Run, tmp_path: Path
) -> None:
    packed = gzip.compress(PAGE.encode())
    site.answers["/news"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    run("add", site.address("/news"))
    [capture] = rows(tmp_path, "SELECT * FROM capture")
    [document] = rows(tmp_path, "SELECT original, bytes FROM document")
    assert document["original"] != capture["original"]
    assert document["bytes"] in ("", hashlib.sha256(PAGE.encode()).hexdigest())
    assert run("verify")[0] == errors.FINE


def test_a_second_follow_leaves_it_to_the_first_and_asks_nobody(
    site: Site, run: Run, tmp_path: Path
) -> None:
    site.answers["/feed"] = feed(ITEM.format(1, POST, ""))
    assert run("follow", site.address("/feed"))[0] == errors.FINE
    before = len(site.asked)
    with Lock(tmp_path / "home" / ".follow").alone():
        code, _, err = run("follow")
        assert code == errors.NO_STORE
        assert err == (
            "nonrefoul: another `follow` is at work here: wait for it to end and run this again\n"
        )
    assert len(site.asked) == before
    assert run("follow")[0] == errors.FINE


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("http://127.0.0.1/", "nobody"),
        ("http://[::ffff:127.0.0.1]/", "nobody"),
        ("http://[64:ff9b::7f00:1]/", "nobody"),
        ("http://localhost/", "nobody"),
        ("http://93.184.216.34/", "93.184.216.34"),
        ("https://news.invented-site.org/a", "news.invented-site.org"),
    ],
)
def test_nobody_is_said_to_be_contacted_who_never_will_be(address: str, who: str) -> None:
    assert reaching.contacts([address]).startswith(f"contacting {who}")
