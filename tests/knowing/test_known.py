"""What is known of a store stays what a look from nothing finds, whatever was added between."""

from pathlib import Path

import pytest
from knowing_builders import Fact, add, told

from nonrefoul.knowing import Changes, Known
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
