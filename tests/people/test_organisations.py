"""Agencies and organisations under their names; officials beside the persons pursued."""

from dataclasses import replace

import pytest
from people_builders import KEY, claim

from nonrefoul.people import agencies, bodies, compare_organisations, officials, persons
from nonrefoul.words import Claim, SubjectKind


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


def acts(actor: str, document: str, origin: str = "RU") -> Claim:
    """A claim in which an agency or organisation acts."""
    return replace(claim("Глеб Ветроградов", document, origin=origin), actor=actor)


def test_an_agency_is_one_under_all_its_names() -> None:
    told = [
        acts("ГКНБ", "d1"),
        acts("GKNB", "d2"),
        acts("State Committee for National Security", "d3"),
        acts("ГКНБ", "d4", origin="TJ"),
        acts("ФСБ", "d5"),
    ]
    found = {each.codes: each for each in bodies(told)}
    assert len(found[frozenset({"KG-GKNB"})].claims) == 3
    assert [each.document for each in found[frozenset({"RU-FSB"})].claims] == ["d5"]
    either = found[frozenset({"KG-GKNB", "TJ-GKNB"})]
    assert either.unsure
    assert [each.document for each in either.claims] == ["d4"]


def test_organisations_are_one_where_their_words_are() -> None:
    pursued = replace(claim("ООО Чистый каштан", "d3"), subject_kind=SubjectKind.ORGANISATION)
    told = [acts("Фонд «Чистый каштан»", "d1"), acts("Chistyy Kashtan", "d2"), pursued]
    (found,) = bodies([*told, *told])
    assert len(found.claims) == len(found.names) == 3
    near = {each.name: each for each in bodies([*told, acts("Чистый кафтан", "d4")])}
    assert near["Чистый кафтан"].unsure


def test_persons_are_no_organisations() -> None:
    assert bodies([claim("Глеб Ветроградов")]) == ()
