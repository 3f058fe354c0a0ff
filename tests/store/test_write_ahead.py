"""SQLite's log as a kill leaves it: any flipped bit is found, and nothing that is as it was."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nonrefoul.store import judgements, open_store
from nonrefoul.store.connect import FILE
from nonrefoul.store.verifying import verify
from nonrefoul.store.write_ahead import is_damaged

WAL = f"{FILE}-wal"
KILLED = """
import os, sys
from pathlib import Path
from nonrefoul.store import judge, open_store
open_store(Path(sys.argv[1])).close()
store = open_store(Path(sys.argv[1]))
for number in range(8):
    judge(store, "claim:1", "right", "reviewer", str(number))
os._exit(9)
"""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("killed") / "home"
    subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False)
    assert (home / WAL).stat().st_size > 1 << 16
    return home


@pytest.fixture
def home(killed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(killed, tmp_path / "home"))


def wrong(home: Path) -> list[str]:
    store = open_store(home, make=False)
    found = [each.what for each in verify(store) if each.wrong]
    store.close()
    return found


def test_any_flipped_bit_is_found(home: Path) -> None:
    dice, whole = random.Random(1), (home / WAL).read_bytes()
    last = len(whole) - 4096 - 24  # the last frame: nothing after it tells that it was whole
    places = [dice.randrange(len(whole)) for _ in range(30)]
    places += [*range(0, 32, 3), *range(last, last + 24, 3)]
    places += [last + 24 + dice.randrange(4096) for _ in range(10)]
    for at in places:
        raw = bytearray(whole)
        raw[at] ^= 1 << dice.randrange(8)
        (home / WAL).write_bytes(raw)
        assert is_damaged(home / FILE), at


def test_what_a_kill_leaves_is_no_damage(home: Path) -> None:
    dice, whole = random.Random(2), (home / WAL).read_bytes()
    assert not is_damaged(home / FILE)
    for _ in range(20):
        cut = dice.randrange(len(whole))
        (home / WAL).write_bytes(whole[:cut])
        assert not is_damaged(home / FILE), cut
    assert not is_damaged(home / "none.db")


def test_frames_of_an_earlier_log_behind_its_end_are_no_damage(home: Path) -> None:
    store = open_store(home, make=False)  # begins the log anew over the frames that are there
    with store.reading() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(RESTART)")
    size = (home / WAL).stat().st_size
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE project SET salt = x'00'")
    assert (home / WAL).stat().st_size == size
    assert not is_damaged(home / FILE)
    store.engine.dispose()


def test_verify_says_it_until_a_person_has_seen_to_it(home: Path) -> None:
    raw = bytearray((home / WAL).read_bytes())
    raw[len(raw) // 2] ^= 1
    (home / WAL).write_bytes(raw)
    first, again = wrong(home), wrong(home)
    assert first == again
    assert "damaged, and put aside here" in first[0]
    assert 0 < len(judgements(open_store(home, make=False))) < 8
    (home / f"{WAL}.damaged").unlink()
    assert wrong(home) == []
