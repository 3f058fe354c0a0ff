"""An authority that was named is asked after each `add` and `follow`; nobody is asked otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from local_site import Answer, Run, Site, local_site
from made_authority import answered, made_authority

from nonrefoul.cli import errors, reaching
from nonrefoul.store import contents, open_store

REPLY = {"Content-Type": "application/timestamp-reply"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, authority: Path) -> Iterator[Site]:
    """The authority at an address, which the commands may reach."""
    with local_site() as running:
        monkeypatch.setattr(reaching, "network", running.network)
        monkeypatch.setattr(reaching, "visitor", running.visitor)
        running.answers["/tsa"] = lambda _: Answer(
            answered(authority, running.sent[-1]), headers=REPLY
        )
        yield running


@pytest.fixture
def post(tmp_path: Path, run: Run) -> Callable[[int], str]:
    def added(number: int) -> str:
        file = tmp_path / f"post{number}.txt"
        file.write_text(f"Погода {number} в горах хорошая.", encoding="utf-8")
        code, _, err = run("add", str(file))
        assert code == errors.FINE, err
        return err

    return added


def named(run: Run, site: Site, *more: str) -> str:
    code, _, err = run("timestamp", "--authority", site.address("/tsa"), *more)
    assert code == errors.FINE, err
    return err


def test_nobody_is_asked_until_a_person_names_somebody(
    site: Site, post: Callable[[int], str], run: Run
) -> None:
    assert post(1) == ""
    assert run("verify") == (0, "All that is kept is as it was kept.\n", "")
    assert site.asked == []


def test_it_is_asked_after_each_add_that_brought_something(
    site: Site, post: Callable[[int], str], run: Run, authority: Path
) -> None:
    post(1)
    told = named(run, site, "--always", "--roots", str(authority / "root.pem"))
    assert told.index("contacting news.invented-site.org") < told.index("timestamp 1 over")
    assert "verified at 20" in told
    assert "timestamp 2 over" in post(2)
    assert post(2) == ""  # nothing new, nobody is asked
    assert len(site.sent) == 2
    assert run("verify")[2].count("verified at 20") == 2
    headers = {name.lower(): value for name, value in site.asked[0][1].items()}
    assert headers["content-type"] == "application/timestamp-query"
    assert not {"cookie", "authorization", "referer"} & set(headers)


def test_it_is_asked_after_a_follow_too(
    site: Site, run: Run, authority: Path, post: Callable[[int], str]
) -> None:
    post(1)
    named(run, site, "--always", "--roots", str(authority / "root.pem"))
    page = "<p>" + "Погода в городе хорошая, пишет газета. " * 20 + "</p>"
    site.answers["/news"] = Answer(page.encode(), headers={"Content-Type": "text/html"})
    code, _, err = run("follow", site.address("/news"))
    assert code == errors.FINE, err
    assert "timestamp 2 over" in err
    assert "verified" in err


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(status=503), "status 503"),
        (Answer(b"<p>Log in", headers={"Content-Type": "text/html"}), "no application/timestamp"),
        (Answer(status=302, headers={"Location": "https://other.invented-site.org/"}), "302"),
        (Answer(b"", raw=b""), "ended too early"),
    ],
)
def test_what_is_not_answered_is_pending_and_asked_again(
    site: Site,
    post: Callable[[int], str],
    run: Run,
    authority: Path,
    answer: Answer,
    why: str,
) -> None:
    fine, site.answers["/tsa"] = site.answers["/tsa"], answer
    post(1)
    told = named(run, site, "--always", "--roots", str(authority / "root.pem"))
    assert "timestamp 1" in told
    assert "pending" in told
    assert why in told
    post(2)
    assert run("verify")[2].count("pending") == 2
    site.answers["/tsa"] = fine
    assert post(2).count("verified at 20") == 2, "adding again asks again for what is pending"
    assert run("verify")[0] == errors.FINE


def test_nobody_reached_stays_pending_and_nothing_else_is_amiss(
    post: Callable[[int], str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with local_site() as gone:
        monkeypatch.setattr(reaching, "network", gone.network)
    post(1)
    told = named(run, gone, "--always")
    assert "pending: nobody answers there; the next `add` or `follow` asks again" in told
    code, out, err = run("verify")
    assert (code, "All that is kept" in out) == (errors.FINE, True)
    assert "pending" in err


def test_a_judgement_later_leaves_the_newest_head_without_and_says_so(
    site: Site, post: Callable[[int], str], run: Run, authority: Path, tmp_path: Path
) -> None:
    from nonrefoul.store import judge

    post(1)
    named(run, site, "--always", "--roots", str(authority / "root.pem"))
    judge(open_store(tmp_path / "home"), "claim:1", "right", "reviewer")
    assert "the newest head: none; the next" in run("verify")[2]


def test_roots_named_later_serve_the_answers_that_came_before(
    site: Site, post: Callable[[int], str], run: Run, authority: Path
) -> None:
    post(1)
    assert "pending: no root certificate" in named(run, site, "--always")
    assert "pending" in run("verify")[2]
    named(run, site, "--always", "--roots", str(authority / "root.pem"))
    assert "verified at 20" in run("verify")[2]
    assert len(site.sent) == 1


def test_it_is_asked_no_more_when_a_person_says_so(
    site: Site, post: Callable[[int], str], run: Run, tmp_path: Path
) -> None:
    post(1)
    before = list(contents(open_store(tmp_path / "home")))
    named(run, site, "--always")
    named(run, site, "--never")
    assert list(contents(open_store(tmp_path / "home"))) == before
    assert post(2) == ""
    assert run("timestamp", "--authority", site.address("/tsa"), "--never")[0] == errors.USAGE


@pytest.mark.parametrize("address", ["ftp://tsa.example.org", "https://me:secret@tsa.invented.org"])
def test_an_address_that_is_not_safe_is_refused_at_once(
    post: Callable[[int], str], run: Run, address: str
) -> None:
    post(1)
    code, _, err = run("timestamp", "--authority", address, "--always")
    assert code == errors.USAGE
    assert "secret" not in err


def test_a_dry_run_tells_whom_it_would_ask(
    site: Site, post: Callable[[int], str], run: Run
) -> None:
    post(1)
    named(run, site, "--always")
    told = run("follow", "--dry-run", site.address("/news"))[1]
    assert f"{site.address('/tsa')}: would be asked for a timestamp" in told
    assert len(site.asked) == 1


def test_one_thing_at_a_time(post: Callable[[int], str], run: Run) -> None:
    post(1)
    command = ("timestamp", "--authority", "https://tsa.invented.org")
    assert run(*command)[0] == errors.USAGE
    assert run(*command, "--always", "--never")[0] == errors.USAGE
