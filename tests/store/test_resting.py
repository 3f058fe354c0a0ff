"""The database's file at rest: one note tells of any bit of it, also of bits that are no row's."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nonrefoul.store import Store, judge, open_store
from nonrefoul.store.connect import FILE
from nonrefoul.store.resting import Rest, note_of, rest
from nonrefoul.store.verifying import verify

FLIPS = 60


def written(home: Path) -> Store:
    store = open_store(home)
    judge(store, "claim:1", "right", "reviewer")
    return store


def state(home: Path) -> Rest:
    return rest(home / FILE, open_store(home, make=False).log_key)


def wrong(home: Path) -> list[str]:
    store = open_store(home, make=False)
    try:
        return [found.what for found in verify(store) if found.wrong]
    finally:
        store.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    written(tmp_path / "home").close()
    return tmp_path / "home"


def test_every_bit_of_the_file_and_of_its_note_counts(home: Path, tmp_path: Path) -> None:
    dice = random.Random(1)
    for number in range(FLIPS):
        altered = Path(shutil.copytree(home, tmp_path / str(number)))
        file = (altered / FILE, note_of(altered / FILE))[number % 2]
        raw = bytearray(file.read_bytes())
        raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
        file.write_bytes(raw)
        assert rest(altered / FILE, open_store(home, make=False).log_key) is Rest.ALTERED


def test_bytes_of_no_row_are_told_too(home: Path) -> None:
    raw = bytearray((home / FILE).read_bytes())
    at = raw.index(bytes(64), 4096)  # zeros within a page: nothing is kept there
    raw[at + 32] ^= 1
    (home / FILE).write_bytes(raw)
    with sqlite3.connect(home / FILE) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert wrong(home) == [f"{home / FILE} is not byte for byte as nonrefoul left it"]


def test_another_program_that_wrote_is_told(home: Path) -> None:
    with sqlite3.connect(home / FILE) as database:
        database.execute("CREATE TABLE strange (number)")
    assert f"{home / FILE} is not byte for byte as nonrefoul left it" in wrong(home)


def test_looking_leaves_it_at_rest_and_writing_wakes_it_till_the_end(home: Path) -> None:
    reader = open_store(home, make=False)
    assert list(verify(reader)) == []
    store = written(home)
    assert state(home) is Rest.AWAKE
    store.close()
    assert state(home) is Rest.AS_LEFT
    written(home)  # and nobody has it any more
    assert state(home) is Rest.AS_LEFT


def test_of_two_who_write_the_last_lays_it_to_rest(home: Path) -> None:
    one, other = written(home), written(home)
    one.close()
    judge(other, "claim:2", "right", "reviewer")
    assert state(home) is Rest.AWAKE
    other.close()
    assert state(home) is Rest.AS_LEFT
    assert wrong(home) == []


def test_one_who_reads_meanwhile_keeps_it_from_rest_and_from_nothing_else(home: Path) -> None:
    store, reader = written(home), open_store(home, make=False)
    with reader.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM judgement").scalar()
        judge(store, "claim:2", "right", "reviewer")
        store.close()
        assert not note_of(home / FILE).exists()
    reader.close()
    assert wrong(home) == []


def test_one_without_a_log_beside_it_is_not_laid_to_rest(home: Path) -> None:
    store = written(home)  # whoever opens it next turns the log on, which changes the file
    store.engine.dispose()
    with sqlite3.connect(home / FILE) as database:
        assert database.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    database.close()
    store.close()
    assert not note_of(home / FILE).exists()
    assert wrong(home) == []


def test_after_a_kill_it_is_said_and_is_no_error(home: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from nonrefoul.store import *;"
        "store = open_store(Path(sys.argv[1])); judge(store, 'claim:2', 'right', 'x'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", killed, str(home)], check=False)
    found = list(verify(open_store(home, make=False)))
    assert [(each.wrong, "was not laid to rest" in each.what) for each in found] == [(False, True)]
    written(home).close()
    assert list(verify(open_store(home, make=False))) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_the_note_is_for_its_owners_eyes(home: Path) -> None:
    assert note_of(home / FILE).stat().st_mode & 0o077 == 0
