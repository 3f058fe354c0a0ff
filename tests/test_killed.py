"""Killing an `add` at any moment and running it again ends as if nothing had happened."""

from __future__ import annotations

import json
import multiprocessing
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from nonrefoul import pipeline
from nonrefoul.adding import running
from nonrefoul.store import contents, open_store
from nonrefoul.store.connect import FILE

WHO = ("Захар Тростенцов", "Егор Мшанников", "Илья Вербохлёстов", "Марфа Стрекозова")
WHAT = ("Российский активист {who} задержан в Казахстане.", *(["Погода в горах хорошая."] * 5))
DOCUMENTS = 60
SMALL = 16
KILLS = 25
A_HOME = 5  # so many kills befall one database before a run is let through
KILLED_COMMANDS = 3

if "fork" not in multiprocessing.get_all_start_methods():
    pytest.skip("needs fork and SIGKILL", allow_module_level=True)
FORK = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of one sentence about invented persons: most of a run is spent storing."""
    file = tmp_path_factory.mktemp("posts") / "posts.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(DOCUMENTS):
            who, what = WHO[number % len(WHO)], WHAT[number % len(WHAT)]
            out.write(
                json.dumps({"id": f"d{number}", "lang": "ru", "text": what.format(who=who)}) + "\n"
            )
    return file


@pytest.fixture(scope="module")
def undisturbed(
    posts: Path, _small_batches: None, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Any, ...]]:
    """What an undisturbed run ends with; it also loads the models, once for all forks."""
    home = tmp_path_factory.mktemp("undisturbed")
    add(posts, home)
    found = list(contents(open_store(home)))
    assert sum(row[0] == "document" for row in found) == DOCUMENTS
    assert sum(row[0] == "claim" for row in found) >= DOCUMENTS // len(WHAT)
    return found


@pytest.fixture(scope="module", autouse=True)
def _small_batches() -> Iterator[None]:
    """Kills must fall between batches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "BATCH", SMALL)
        yield


def add(posts: Path, home: Path) -> None:
    pipeline.add([str(posts)], open_store(home))


def start(posts: Path, home: Path) -> BaseProcess:
    child = FORK.Process(target=add, args=(posts, home))
    child.start()
    return child


def nothing_is_half(home: Path) -> int:
    """Check the database as the kill left it; gives the number of documents in it."""
    if not (home / FILE).exists():
        return 0
    with sqlite3.connect(home / FILE) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        if not database.execute("SELECT * FROM sqlite_master WHERE name = 'document'").fetchall():
            return 0
        unread = "SELECT count(*) FROM document WHERE number NOT IN (SELECT document FROM reading)"
        assert database.execute(unread).fetchone() == (0,)
        (count,) = database.execute("SELECT count(*) FROM document").fetchone()
        return int(count)


def test_killed_at_many_points(
    posts: Path, undisturbed: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    longest = timed(posts, tmp_path / "timed")
    dice, seen, kills = random.Random(20240506), set(), 0
    while kills < KILLS:
        home = tmp_path / f"after{kills}"
        for _ in range(A_HOME):
            kills += killed(posts, home, dice.random() * longest / 2)
            seen.add(nothing_is_half(home))
        add(posts, home)
        assert list(contents(open_store(home))) == undisturbed
    assert seen & set(range(1, DOCUMENTS)), "no kill fell between two batches"


def timed(posts: Path, home: Path) -> float:
    """How long a run takes that nobody disturbs."""
    begun = time.monotonic()
    start(posts, home).join()
    return time.monotonic() - begun


def killed(posts: Path, home: Path, after: float) -> bool:
    """Start a run and kill it; gives whether the kill came before its end."""
    child = start(posts, home)
    child.join(after)
    child.kill()
    child.join()
    return child.exitcode == -signal.SIGKILL


def test_the_command_killed_and_run_again(
    posts: Path, undisturbed: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    small = f"from nonrefoul.adding import running; running.BATCH = {SMALL}"
    command = [sys.executable, "-c", f"{small}; from nonrefoul.cli import main; main()"]
    run = [*command, "add", str(posts), "--home", str(tmp_path / "home")]
    dice = random.Random(7)
    for _ in range(KILLED_COMMANDS):
        child = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while child.poll() is None and not (tmp_path / "home" / FILE).exists():
            time.sleep(0.01)
        time.sleep(dice.random() * 2)
        child.kill()
        child.communicate()
        nothing_is_half(tmp_path / "home")
    last = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "Traceback" not in last.stderr
    assert list(contents(open_store(tmp_path / "home"))) == undisturbed


def test_several_at_once_keep_and_count_everything_once(
    posts: Path, undisturbed: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    told = FORK.Queue()

    def run() -> None:
        summary = pipeline.add([str(posts)], open_store(tmp_path / "home"))
        told.put((summary.added, summary.known, summary.claims))

    children = [FORK.Process(target=run) for _ in range(3)]
    for child in children:
        child.start()
    summaries = [told.get(timeout=60) for _ in children]
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert list(contents(open_store(tmp_path / "home"))) == undisturbed
    added, known, claims = map(sum, zip(*summaries, strict=True))
    assert (added, known) == (DOCUMENTS, 2 * DOCUMENTS)
    assert claims == sum(row[0] == "claim" for row in undisturbed)
