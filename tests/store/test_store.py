"""What the database promises; documents and claims are invented."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keeping_builders import Entry
from keeping_builders import keep_entries as keep
from sqlalchemy import delete, update

from nonrefoul import store as store_module
from nonrefoul.errors import StoreError
from nonrefoul.store import (
    Known,
    Store,
    claims,
    contents,
    documents,
    judge,
    open_store,
    readings,
    schema,
)
from nonrefoul.store.connect import FILE
from nonrefoul.store.schema import document, original, project
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

TEXT = "Вымыслов Пётр пропал в городе."
DAYS = (None, dt.date(2024, 1, 1), dt.date(2024, 2, 2))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


def claim(name: str = "a", start: int = 0, end: int = 20, quote: str | None = None) -> Claim:
    said = TEXT[start:end] if quote is None else quote
    person, asserted = SubjectKind.PERSON, Modality.ASSERTED
    return Claim(
        name, "disappeared", "Пётр Вымыслов", person, asserted, start, end, said, host="KZ"
    )


def kept(new: Document, *found: Claim, read: bool = True) -> Entry:
    return Entry(new, Reading(new.id, "ru", read, found))


def known(store: Store, new: Document, rules: str) -> Known:
    (found,) = store_module.known(store, [new], rules)
    return found


def test_what_is_kept_comes_back_as_it_was(store: Store) -> None:
    whole = Document("a", TEXT, "ru", dt.date(2024, 5, 6), "Канал", "https://example.org/a")
    told = replace(claim(), date="2024-05~", attribution="адвокат", rule="gone", third_state="DE")
    keep(store, [kept(whole, told, claim(start=8)), kept(Document("b", "Ничего"))], "1")
    assert documents(store) == {"a": whole, "b": Document("b", "Ничего")}
    assert claims(store) == [told, claim(start=8)]
    assert [each.read for each in readings(store)] == [True, True]


def test_every_field_of_a_claim_and_a_document_has_its_column() -> None:
    columns = set(schema.claim.c.keys()) - {"reading", "position"}
    assert columns == set(Claim.__dataclass_fields__) - {"document", "standing", "id", "review"}
    assert set(schema.document.c.keys()) > set(Document.__dataclass_fields__)


def test_a_document_that_could_not_be_read_is_known_as_such(store: Store) -> None:
    keep(store, [kept(Document("a", "Hello"), read=False)], "1")
    assert [(each.document, each.read) for each in readings(store)] == [("a", False)]
    assert known(store, Document("a", "Hello"), "1").read


def test_a_document_without_a_reading_is_kept_and_still_to_be_read(store: Store) -> None:
    bare = replace(kept(Document("a", TEXT)), reading=None)
    keep(store, [bare], "1")
    assert (list(documents(store)), readings(store)) == (["a"], [])
    assert known(store, Document("a", TEXT), "1").stored
    assert not known(store, Document("a", TEXT), "1").read
    keep(store, [kept(Document("a", TEXT), claim())], "1")
    assert claims(store) == [claim()]


def test_how_far_a_document_was_read_comes_back(store: Store) -> None:
    partly = Reading("a", "ru", True, (claim(),), upto=25)
    keep(store, [replace(kept(Document("a", TEXT)), reading=partly)], "1")
    assert readings(store) == [partly]
    assert known(store, Document("a", TEXT), "1").upto == 25


@given(order=st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_adding_again_in_any_order_adds_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    store = open_store(tmp_path_factory.mktemp("home"))
    entries = [
        kept(Document(name, TEXT, published=day), claim(name)) for name in "ab" for day in DAYS
    ]
    keep(store, [entries[number] for number in order], "1")
    before = list(contents(store))
    keep(store, [entries[number] for number in order], "1")
    for number in order:
        keep(store, [entries[number]], "1")
    assert list(contents(store)) == before


def test_another_text_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    keep(store, [kept(Document("a", TEXT), claim())], "1")
    keep(store, [kept(Document("a", "Исправлено"))], "1")
    assert documents(store)["a"].text == "Исправлено"
    assert claims(store) == []
    assert sum(row[0] == "document" for row in contents(store)) == 2


def test_a_date_once_known_is_not_lost_when_the_text_comes_without_it(store: Store) -> None:
    dated = Document("a", TEXT, published=dt.date(2024, 1, 1))
    for each in (Document("a", TEXT), dated, Document("a", TEXT)):
        keep(store, [kept(each, claim())], "1")
    assert documents(store) == {"a": dated}
    assert known(store, Document("a", TEXT), "1").stored


def test_other_rules_read_beside_and_the_last_reading_counts(store: Store) -> None:
    keep(store, [kept(Document("a", TEXT), claim())], "1")
    assert not known(store, Document("a", TEXT), "2").read
    keep(store, [kept(Document("a", TEXT), claim(start=8))], "2")
    assert claims(store) == [claim(start=8)]
    assert sum(row[0] == "claim" for row in contents(store)) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        claim(quote="Иное"),
        claim(start=-5, end=3, quote=TEXT[-5:3]),
        claim(start=5, end=5, quote=""),
        claim(end=10_000, quote=TEXT),
        claim("other"),
    ],
)
def test_a_quote_that_does_not_stand_there_stores_nothing(store: Store, wrong: Claim) -> None:
    batch = [kept(Document("b", TEXT), claim("b")), kept(Document("a", TEXT), claim(), wrong)]
    with pytest.raises(StoreError, match="quote") as caught:
        keep(store, batch, "1")
    assert list(contents(store)) == []
    assert "Вымыслов" not in str(caught.value)


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    keep(store, [kept(Document("a", TEXT), claim()), kept(Document("b", TEXT), claim("b"))], "1")
    assert sum(row[0] == "original" for row in contents(store)) == 1


def test_judgements_are_appended(store: Store) -> None:
    judge(store, "claim:1", "right", "reviewer")
    judge(store, "claim:1", "wrong", "reviewer", "taken back")
    told = [row[1:] for row in contents(store) if row[0] == "judgement"]
    assert told == [
        (1, "reviewer", "claim:1", "right", None),
        (2, "reviewer", "claim:1", "wrong", "taken back"),
    ]


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = open_store(tmp_path / "new" / "home")
        keep(store, [kept(Document("a", TEXT), claim())], "1")
    finally:
        os.umask(old)
    home = tmp_path / "new" / "home"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    modes = {(file.is_dir(), stat.S_IMODE(file.stat().st_mode)) for file in home.rglob("*")}
    assert modes == {(False, 0o600), (True, 0o700)}


def test_the_database_is_made_to_last(store: Store) -> None:
    with store.reading() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]


def test_the_key_is_made_once_and_is_each_projects_own(tmp_path: Path) -> None:
    first = open_store(tmp_path / "a").key
    assert len(first) == 32
    assert open_store(tmp_path / "a").key == first
    assert open_store(tmp_path / "b").key != first


def test_evidence_that_is_referred_to_can_not_be_removed(store: Store) -> None:
    keep(store, [kept(Document("a", TEXT), claim())], "1")
    for table in (original, document):
        with pytest.raises(StoreError), store.writing() as connection:
            connection.execute(delete(table))


def test_a_newer_database_is_left_alone(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        connection.execute(update(project).values(version=99))
    with pytest.raises(StoreError, match="newer nonrefoul"):
        open_store(tmp_path / "home")


def test_looking_makes_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nonrefoul add"):
        open_store(tmp_path / "none", make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"something else, and long enough to be looked at" * 50)
    with pytest.raises(StoreError, match="no database"):
        open_store(tmp_path)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    for make in (True, False):
        with pytest.raises(StoreError, match="no database of nonrefoul"):
            open_store(tmp_path, make=make)


def test_errors_of_the_database_show_nothing_that_is_stored(store: Store) -> None:
    keep(store, [kept(Document("a", TEXT), claim())], "1")
    row = {"id": "a", "digest": "d", "text": TEXT, "original": "Вымыслов"}
    with pytest.raises(StoreError) as caught, store.writing() as connection:
        connection.execute(document.insert().values(row))
    shown = f"{caught.value!r} {caught.value.__context__!r} {caught.value.__cause__!r}"
    assert "Вымыслов" not in shown
    assert "SQLITE_CONSTRAINT" in shown


def test_a_batch_that_fails_midway_leaves_nothing(store: Store) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON claim WHEN NEW.event = 'killed' "
            "BEGIN SELECT RAISE(ABORT, 'as if the disk were full'); END"
        )
    bad = replace(claim("b"), event="killed")
    with pytest.raises(StoreError):
        keep(store, [kept(Document("a", TEXT), claim()), kept(Document("b", TEXT), bad)], "1")
    assert list(contents(store)) == []
