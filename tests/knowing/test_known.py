"""What is known of a store stays what a look from nothing finds, whatever was added between."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from knowing_builders import Fact, add, told

from nonrefoul.cases import Book
from nonrefoul.errors import StoreError
from nonrefoul.knowing import Changes, Known, Spoken
from nonrefoul.pipeline import know
from nonrefoul.store import Store, open_store

FACT = Fact("Глеб Ветроградов", "detained")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def test_an_empty_store_is_known_to_hold_nothing(store: Store) -> None:
    known = Known(store)
    assert known.knowledge() == know(store)
    assert (known.alerts, known.clocks, known.sources) == ((), (), ())
    assert not known.refresh()


def test_what_is_added_is_known_after_a_refresh_and_the_old_view_stays(store: Store) -> None:
    known = Known(store)
    before = known.now
    add(store, told("d1", FACT))
    changes = known.refresh()
    (case,) = known.cases_of("KG")
    assert changes.documents == {"d1"}
    assert changes.cases == {case.id}
    assert changes.persons == {case.person.id}
    assert known.case(case.id) == case
    assert known.person(case.person.id) == case.person
    assert known.claims_of("d1") == case.timeline
    assert [known.claim(each.id) for each in case.timeline] == [*case.timeline]
    assert known.posture("KG", "RU") == know(store).postures[0]
    assert known.refresh() == Changes()
    assert not before.cases


def test_texts_are_fetched_when_they_are_asked_for(store: Store) -> None:
    entry = told("d1", FACT)
    add(store, entry)
    known = Known(store)
    assert known.document("d1") == entry.document
    assert known.document("d2") is None
    assert not hasattr(known.documents["d1"], "text")


def test_who_asks_while_it_is_brought_up_to_date_never_sees_half(store: Store) -> None:
    known, done, seen = Known(store), Event(), set[int]()

    def ask() -> None:
        while not done.is_set():
            now = known.now
            assert all(now.person(case.person.id) == case.person for case in now.cases)
            assert {each.document for case in now.cases for each in case.timeline} <= {*now.parts}
            assert len(now.documents) == len(now.parts)
            seen.add(len(now.documents))

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(ask) for _ in range(2)]
        for number in range(30):
            add(store, told(f"d{number}", replace(FACT, subject=f"Глеб Ветроград{number}ов")))
            known.refresh()
        done.set()
        for each in asking:
            each.result()
    assert len(seen) > 1


def test_sources_are_counted(store: Store) -> None:
    add(store, told("d1", FACT, FACT, published="2031-02-01"), told("d2", published="2031-02-05"))
    add(store, told("d3", FACT, source=None, published=None))
    known = Known(store)
    assert [*known.sources] == [
        Spoken("канал", 2, 1, 2, dt.date(2031, 2, 5)),
        Spoken(None, 1, 1, 1, None),
    ]
    add(store, told("d2", FACT, FACT, published="2031-02-03", source="другой"))
    known.refresh()
    assert [*known.sources] == [
        Spoken("другой", 1, 1, 2, dt.date(2031, 2, 3)),
        Spoken("канал", 1, 1, 2, dt.date(2031, 2, 1)),
        Spoken(None, 1, 1, 1, None),
    ]


def test_after_a_refresh_that_failed_the_next_finds_everything(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, told("d1", FACT))
    known = Known(store)
    before = known.now
    add(store, told("d1"), told("d2", replace(FACT, host="KZ")))
    with monkeypatch.context() as patched:
        patched.setattr(Book, "update", fail)
        with pytest.raises(StoreError):
            known.refresh()
    assert known.now is before
    assert known.refresh()
    assert known.knowledge() == know(store)


def fail(*_: object) -> None:
    raise StoreError("the disk is full")
