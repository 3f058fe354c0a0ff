"""Officials stand apart from the persons whom states pursue."""

from pathlib import Path

from knowing_builders import Fact, add, told

from nonrefoul.knowing import Known
from nonrefoul.store import open_store
from nonrefoul.words import SubjectKind

PURSUED = Fact("Глеб Ветроградов", "detained")
DISMISSED = Fact("Борис Пересвистов", "official_dismissed", kind=SubjectKind.OFFICIAL)
ELSEWHERE = Fact("Нина Косматова", "official_dismissed", "KZ", kind=SubjectKind.OFFICIAL)


def test_a_host_states_officials_are_listed_apart(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    known = Known(store)
    add(store, told("d1", PURSUED, DISMISSED), told("d2", ELSEWHERE))
    changes = known.refresh()
    now = known.now
    assert [each.name for each in now.officials_of("KG")] == ["Борис Пересвистов"]
    assert [each.name for each in now.officials_of("KZ")] == ["Нина Косматова"]
    assert [each.name for each in now.persons] == ["Глеб Ветроградов"]
    assert {each.id for each in now.officials} == changes.officials
    assert now.knowledge().officials == now.officials
