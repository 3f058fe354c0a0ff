"""Officials and agencies stand apart from the persons whom states pursue."""

from pathlib import Path

from knowing_builders import Fact, add, told

from nonrefoul.knowing import Known
from nonrefoul.store import open_store
from nonrefoul.words import SubjectKind

PURSUED = Fact("Глеб Ветроградов", "detained")
DISMISSED = Fact("Борис Пересвистов", "official_dismissed", kind=SubjectKind.OFFICIAL)
ELSEWHERE = Fact("Нина Косматова", "official_dismissed", "KZ", kind=SubjectKind.OFFICIAL)
SEARCHED = Fact("ГКНБ", "law_tightened", kind=SubjectKind.ORGANISATION)


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


def test_agencies_are_known_by_the_list_and_by_the_states_beside_them(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    add(store, told("d1", PURSUED, SEARCHED))
    (found,) = Known(store).now.bodies_of("KG")
    assert found.codes == {"KG-GKNB"}
    assert {claim.subject for claim in found.claims} == {"ГКНБ"}
