"""`verify` finds what was altered, whoever altered it; it says nothing of what is as it was."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from keeping_builders import Entry, keep_entries

from nonrefoul.errors import StoreError
from nonrefoul.evidence.heads import KEY, Signer
from nonrefoul.store import Handed, Store, cover, decide, open_store, take_back
from nonrefoul.store.connect import FILE
from nonrefoul.store.resting import note_of
from nonrefoul.store.verifying import verify
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

ALTERATIONS = 60


def told(name: str, text: str) -> Reading:
    person, asserted = SubjectKind.PERSON, Modality.ASSERTED
    claim = Claim(
        name, "detained", "Пётр Вымыслов", person, asserted, 0, 7, text[:7], confidence=0.71
    )
    return Reading(name, "ru", True, (claim,))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small store with something of everything in it."""
    home = tmp_path_factory.mktemp("kept")
    store = open_store(home)
    for batch in range(3):
        entries = []
        for number in range(5):
            name, text = f"chat/{number}", f"Вымыслов пропал, версия {batch} из трёх."
            entries.append(Entry(Document(name, text), told(name, text), f"export-{batch}.json"))
        keep_entries(store, entries, "1")
    keep_entries(
        store, [Entry(Document("chat/0", "Вымыслов пропал, версия 2 из трёх."), None, "again")], "1"
    )
    handed = Handed("export-2.json", store.originals.keep_bytes(b"Covered"))
    cover(store, handed, "chat", [(0, 2), (4, 9)])
    made = decide(store, "a1b2c3d4", "dismissed 0011", "reviewer", "a mistake")
    take_back(store, made.number, "reviewer")
    store.close()
    return home


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "home"))


def wrong(home: Path) -> list[str]:
    store = open_store(home, make=False)
    try:
        return [found.what for found in verify(store) if found.wrong]
    finally:
        store.engine.dispose()


def alter(home: Path, *statements: str) -> None:
    """Alter rows; the note on the whole file is gone, as after a kill: rows are told by the log."""
    note_of(home / FILE).unlink()
    with sqlite3.connect(home / FILE) as database:
        for statement in statements:
            assert database.execute(statement).rowcount != 0, f"nothing altered by {statement}"
    database.close()


def test_all_is_well_with_what_is_as_it_was_kept(home: Path) -> None:
    assert wrong(home) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE document SET text = text || '.' WHERE number = 2",
        "UPDATE document SET source = 'x' WHERE number = 2",
        "UPDATE document SET id = 'chat/77' WHERE number = 2",
        'UPDATE document SET "offset" = 1 WHERE number = 2',
        "UPDATE document SET digest = 'x' WHERE number = 2",
        "UPDATE claim SET event = 'killed' WHERE reading = 2",
        'UPDATE claim SET start = 1, "end" = 8 WHERE reading = 2',
        "UPDATE claim SET confidence = 0.99 WHERE reading = 2",
        "DELETE FROM claim WHERE reading = 2",
        "UPDATE reading SET lang = 'en' WHERE number = 2",
        "UPDATE reading SET upto = 5 WHERE number = 2",
        "UPDATE capture SET who = 'nobody' WHERE number = 1",
        "UPDATE capture SET at = '2020-01-01 00:00:00.000000' WHERE number = 1",
        'UPDATE capture SET headers = \'{"a":"b"}\' WHERE number = 1',
        'UPDATE sighting SET "offset" = 5 WHERE document = 2',
        "DELETE FROM sighting WHERE document = 2",
        "UPDATE covering SET last = 3 WHERE first = 0",
        "DELETE FROM covering",
        "UPDATE judgement SET verdict = 'wrong' WHERE number = 1",
        "UPDATE judgement SET note = 'looked into' WHERE number = 1",
        "UPDATE judgement SET about = 'judgement 7' WHERE number = 2",
        "UPDATE judgement SET who = 'nobody' WHERE number = 2",
        "DELETE FROM judgement WHERE number = 2",
        "DELETE FROM judgement",
        "UPDATE log SET entry = CAST(replace(entry, 'chat', 'shat') AS BLOB) WHERE position = 2",
        "UPDATE log SET entry = CAST(entry AS TEXT) WHERE position = 2",
        "DELETE FROM log WHERE position = 3",
        "DELETE FROM log WHERE position = (SELECT max(position) FROM log)",
        "UPDATE log SET position = position + 1 WHERE position = (SELECT max(position) FROM log)",
        "UPDATE head SET said = CAST(replace(said, '\"size\"', '\"sise\"') AS BLOB)",
        "UPDATE head SET said = CAST(said AS TEXT)",
        "UPDATE head SET signature = zeroblob(64) WHERE size = (SELECT min(size) FROM head)",
        "DELETE FROM head WHERE size = (SELECT max(size) FROM head)",
        "UPDATE head SET peaks = zeroblob(32) WHERE size = (SELECT max(size) FROM head)",
        "UPDATE original SET length = length + 1",
        "UPDATE original SET packed = 'x'",
        "UPDATE project SET log_key = zeroblob(32)",
    ],
)
def test_an_altered_row_is_found(home: Path, statement: str) -> None:
    alter(home, statement)
    assert wrong(home) != []


def test_entries_that_changed_places_are_found(home: Path) -> None:
    alter(
        home,
        "UPDATE log SET position = -1 WHERE position = 2",
        "UPDATE log SET position = 2 WHERE position = 3",
        "UPDATE log SET position = 3 WHERE position = -1",
    )
    assert "the log's entries" in wrong(home)[0]


def test_a_line_says_which_and_no_word_of_it(home: Path) -> None:
    alter(home, "UPDATE document SET text = 'Подделка' WHERE number = 2")
    said = wrong(home)
    assert said[:2] == [
        "document 2 no longer says what its digest says",
        "document 2 is not what the log says of it",
    ]
    assert not any("Подделка" in each or "Вымыслов" in each for each in said)


def flip(file: Path, dice: random.Random) -> None:
    raw = bytearray(file.read_bytes())
    at = dice.randrange(len(raw))
    raw[at] ^= 1 << dice.randrange(8)
    file.write_bytes(raw)


def drop(file: Path, _: random.Random) -> None:
    file.unlink()


def cut(file: Path, dice: random.Random) -> None:
    raw = file.read_bytes()
    file.write_bytes(raw[: dice.randrange(len(raw))])


@pytest.mark.parametrize("damage", [flip, drop, cut])
def test_damage_to_any_file_beside_the_database_is_found(
    kept: Path, tmp_path: Path, damage: Callable[[Path, random.Random], None]
) -> None:
    dice = random.Random(1)
    names = [file.relative_to(kept) for file in sorted((kept / "originals").rglob("*"))]
    files = [name for name in names if (kept / name).is_file() and name.name != ".lock"]
    for name in [*files[:5], Path(KEY)]:
        home = tmp_path / f"{damage.__name__}-{name.name}"
        shutil.copytree(kept, home)
        damage(home / name, dice)
        assert wrong(home) != [], name


def test_every_single_bit_of_the_key_counts(home: Path) -> None:
    """Some make it no key, some another one, and some what OpenSSL itself stumbles over."""
    file, public = home / KEY, open_store(home, make=False).log_key
    whole = file.read_bytes()
    for at in range(len(whole) * 8):
        raw = bytearray(whole)
        raw[at // 8] ^= 1 << at % 8
        file.write_bytes(raw)
        with suppress(StoreError):
            assert Signer.at(home, make=False).public != public, at


def test_what_is_spare_is_named_and_is_no_error(home: Path) -> None:
    store = open_store(home, make=False)
    spare = store.originals.keep_bytes(b"nobody speaks of this")
    found = list(verify(store))
    assert [(each.wrong, spare.sha256[2:] in each.what) for each in found] == [(False, True)]


def test_versions_are_verified_too(home: Path) -> None:
    assert versions(open_store(home)) == 15


def versions(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM document").scalar_one())
