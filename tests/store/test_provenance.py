"""Where a document came from is told and rechecked, and what came in since a moment is found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import update

from nonrefoul.pipeline import add
from nonrefoul.store import Store, documents, open_store, schema
from nonrefoul.store.arrivals import arrivals
from nonrefoul.store.provenance import check, original, provenance

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A database with one text in two versions."""
    store, file = open_store(tmp_path / "home"), tmp_path / "note.txt"
    for words in ("Тишина.", "Тишина была."):
        file.write_text(words, encoding="utf-8")
        add([str(file)], store)
    return store


def only(store: Store) -> str:
    (name,) = documents(store)
    return name


def test_every_version_is_told_with_its_bytes_and_captures(store: Store) -> None:
    old, new = provenance(store, only(store))
    assert (old.document.text, new.document.text) == ("Тишина.", "Тишина была.")
    assert old.entry < new.entry
    assert [each.source.endswith("note.txt") for each in new.sightings] == [True]
    found = original(store, new.number)
    assert found
    assert found[1].decode() == "Тишина была."


def test_what_is_as_it_was_kept_holds(store: Store) -> None:
    assert all(check(store, each).whole for each in provenance(store, only(store)))


@pytest.mark.parametrize(
    ("column", "value", "broken"),
    [
        ("text", "Шум.", {"text", "entry"}),
        ("author", "кто-то", {"text"}),
        ("bytes", "0" * 64, {"bytes", "entry"}),
        ("offset", 1, {"bytes", "entry"}),
    ],
)
def test_what_was_altered_does_not_hold(
    store: Store, column: str, value: object, broken: set[str]
) -> None:
    name = only(store)
    with store.writing() as connection:
        connection.execute(
            update(schema.document).where(schema.document.c.number == 2).values({column: value})
        )
    old, new = (check(store, each) for each in provenance(store, name))
    assert old.whole
    points = {point for point in ("bytes", "text", "entry", "head") if not getattr(new, point)}
    assert points == broken


def test_a_head_with_another_signature_does_not_hold(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(update(schema.head).values(signature=b"0" * 64))
    assert not any(check(store, each).head for each in provenance(store, only(store)))


def test_a_file_that_is_gone_does_not_hold(store: Store) -> None:
    versions = provenance(store, only(store))
    store.originals.path(versions[0].original).unlink()
    assert not check(store, versions[0]).bytes
    assert check(store, versions[1]).whole


def test_nothing_is_told_of_what_is_not_there(store: Store) -> None:
    assert provenance(store, "none") == ()
    assert original(store, 99) is None


def test_what_came_in_is_told_newest_first_and_a_later_version_as_such(store: Store) -> None:
    new, old = arrivals(store, LONG_AGO, 9)
    assert (new.again, old.again) == (True, False)
    assert arrivals(store, LONG_AGO, 1) == (new,)
    assert arrivals(store, dt.datetime.now(dt.UTC) + dt.timedelta(1), 9) == ()


def test_what_was_seen_again_did_not_come_in_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "note.txt").rename(tmp_path / "other.txt")
    before = arrivals(store, LONG_AGO, 9)
    add([str(tmp_path / "other.txt")], store)
    assert {each.id for each in before} <= {each.id for each in arrivals(store, LONG_AGO, 9)}
