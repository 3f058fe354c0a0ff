"""Agencies and organisations under their names; officials beside the persons pursued."""

import pytest
from people_builders import KEY, claim

from nonrefoul.people import agencies, compare_organisations, officials, persons
from nonrefoul.words import SubjectKind


@pytest.mark.parametrize(
    ("name", "state", "codes"),
    [
        ("ГКНБ", None, {"KG-GKNB", "TJ-GKNB"}),
        ("ГКНБ", "KG", {"KG-GKNB"}),
        ("ГКНБ Киргизии", None, {"KG-GKNB"}),
        ("GKNB", "TJ", {"TJ-GKNB"}),
        ("State Committee for National Security of Kyrgyzstan", None, {"KG-GKNB"}),
        ("Государственного комитета национальной безопасности Таджикистана", None, {"TJ-GKNB"}),
        ("КНБ", None, {"KZ-KNB"}),
        ("Комитет национальной безопасности Казахстана", None, {"KZ-KNB"}),
        ("МВД РФ", None, {"RU-MVD"}),
        ("МВД России", None, {"RU-MVD"}),
        ("Министерства внутренних дел Узбекистана", None, {"UZ-MVD"}),
        ("УВКБ ООН", "KZ", {"UNHCR"}),
        ("Кружок любителей каштанов", None, set()),
    ],
)
def test_an_agency_by_its_names(name: str, state: str | None, codes: set[str]) -> None:
    assert agencies(name, state) == codes


@pytest.mark.parametrize(
    ("verdict", "first", "second"),
    [
        ("same", "ГКНБ Кыргызстана", "State Committee for National Security of Kyrgyzstan"),
        ("unsure", "ГКНБ", "ГКНБ Таджикистана"),
        ("different", "КНБ", "ГКНБ"),
        ("different", "МВД РФ", "МВД Казахстана"),
        ("same", "Фонд «Чистый каштан»", "ООО Чистый каштан"),
        ("same", "Чистый каштан", "Chistyy Kashtan"),
        ("unsure", "Чистый каштан", "Чистый кафтан"),
        ("different", "Чистый каштан", "Вольный каштан"),
    ],
)
def test_two_names_of_organisations(verdict: str, first: str, second: str) -> None:
    assert compare_organisations(first, second).verdict == verdict
    assert compare_organisations(second, first).verdict == verdict


def test_an_official_is_never_one_of_those_pursued() -> None:
    told = (
        claim("Глеб Ветроградов", "d1"),
        claim("Глеб Ветроградов", "d2", kind=SubjectKind.OFFICIAL),
        claim("Gleb Vetrogradov", "d3", kind=SubjectKind.OFFICIAL),
    )
    (person,), (official,) = persons(told, KEY), officials(told, KEY)
    assert len(person.claims) == 1
    assert len(official.claims) == 2
    assert person.id != official.id
