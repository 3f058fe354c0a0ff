"""Who is who at the desk: pairs decided side by side, persons joined and parted, and all undone."""

from __future__ import annotations

import pytest
from desk_reviewers import Reviewer, app_on, last, verdicts
from fastapi import FastAPI

from nonrefoul.cases import DISMISSED
from nonrefoul.desk.door import Door
from nonrefoul.knowing import Known
from nonrefoul.store import Store, judgements
from nonrefoul.words import Person

FULL, BARE = "Захар Тростенцов", "Тростенцов"


@pytest.fixture
def app(own: Store, door: Door) -> FastAPI:
    return app_on(own, door)


@pytest.fixture
def vera(app: FastAPI, door: Door) -> Reviewer:
    return Reviewer(app, door)


@pytest.fixture
def oleg(app: FastAPI, door: Door) -> Reviewer:
    return Reviewer(app, door, "Олег")


def called(store: Store, name: str) -> list[Person]:
    return [each for each in Known(store).now.persons if each.name == name]


def test_two_are_joined_and_that_is_taken_back(vera: Reviewer, own: Store) -> None:
    page = vera.see("/names")
    assert "one is a single word; pursued by the same state" in page
    form = vera.form(page, "/names", "one")
    answer = vera.send(form, "/names", verdict="same", because="адвокат знает обоих")
    assert answer.status_code == 303
    assert (called(own, BARE), last(own).note) == ([], "адвокат знает обоих")
    page = vera.see(answer.headers["location"])
    assert "No pair is unsure" in page
    back = vera.send(vera.form(page, "/names/take-back", "number"), "/names/take-back")
    assert len(called(own, BARE)) == 1
    said = vera.see(back.headers["location"])
    assert "Taken back:" in said
    assert f"{FULL} = {BARE}? one person" in said or f"{BARE} = {FULL}? one person" in said
    assert verdicts(own) == [("Вера", "same"), ("Вера", "taken")]
    assert "1 pair is unsure" in vera.see("/names")


def test_two_are_kept_apart(vera: Reviewer, own: Store) -> None:
    vera.send(vera.form(vera.see("/names"), "/names", "one"), "/names", verdict="different")
    assert "No pair is unsure" in vera.see("/names")
    assert len(called(own, BARE)) == 1


def test_later_comes_round_again(vera: Reviewer) -> None:
    page = vera.see("/names")
    (after,) = {each.split('"')[0] for each in page.split("/names?after=")[1:]}
    assert "1 pair is unsure" in vera.see(f"/names?after={after}")


def test_who_decides_on_a_page_that_is_out_of_date_is_told(
    vera: Reviewer, oleg: Reviewer, own: Store
) -> None:
    old = oleg.form(oleg.see("/names"), "/names", "one")
    vera.send(vera.form(vera.see("/names"), "/names", "one"), "/names", verdict="same")
    answer = oleg.send(old, "/names", verdict="different")
    assert answer.status_code == 409
    assert "judged while you were looking" in answer.text
    assert verdicts(own) == [("Вера", "same")]


def test_also_when_it_was_taken_back_meanwhile(vera: Reviewer, oleg: Reviewer, own: Store) -> None:
    old = oleg.form(oleg.see("/names"), "/names", "one")
    vera.send(vera.form(vera.see("/names"), "/names", "one"), "/names", verdict="same")
    page = vera.see("/names")
    vera.send(vera.form(page, "/names/take-back", "number"), "/names/take-back")
    answer = oleg.send(old, "/names", verdict="different")
    assert answer.status_code == 409
    again = oleg.form(answer.text, "/names", "one")
    assert oleg.send(again, "/names", verdict="different").status_code == 303


def test_from_a_case_two_names_are_joined_and_parted(vera: Reviewer, own: Store) -> None:
    (full,) = called(own, FULL)
    case = next(each for each in Known(own).now.cases if each.person.id == full.id)
    path = f"/person/{full.id}/names"
    assert path in vera.see(f"/case/{case.id}")
    answer = vera.send(
        vera.form(vera.see(f"{path}?q=трост"), "/names", "one"), "/names", verdict="same"
    )
    joined = vera.see(answer.headers["location"])
    assert "one person" in joined
    (person,) = called(own, FULL)
    assert len(person.marks) == len(full.marks) + 1
    form = vera.form(joined, "/names/part", "one")
    new = next(each for each in person.marks if each not in full.marks)
    answer = vera.send({**form, f"mark-{new}": "on"}, "/names/part")
    assert answer.status_code == 303
    assert len(called(own, BARE)) == 1
    page = vera.see(answer.headers["location"])
    vera.send(vera.form(page, "/names/take-back", "number"), "/names/take-back")
    assert [each for _, each in verdicts(own)] == ["same", "different", "taken"]


@pytest.mark.parametrize("chosen", ["none", "all"])
def test_to_part_a_person_some_names_must_be_chosen(
    vera: Reviewer, own: Store, chosen: str
) -> None:
    (full,) = called(own, FULL)
    form = vera.form(vera.see(f"/person/{full.id}/names"), "/names/part", "one")
    marks = {f"mark-{each}": "on" for each in full.marks} if chosen == "all" else {}
    assert vera.send({**form, **marks}, "/names/part").status_code == 422
    assert judgements(own) == []


def test_an_alert_is_set_aside_with_a_reason_and_brought_back(vera: Reviewer, own: Store) -> None:
    alert = Known(own).now.alerts[0]
    case = f"/case/{alert.case}"
    path = f"{case}/alert/{alert.id}/set-aside"
    assert path in vera.see(case)
    form = vera.form(vera.see(path), "/alerts/set-aside")
    assert vera.send(form, "/alerts/set-aside", because=" ").status_code == 422
    answer = vera.send(form, "/alerts/set-aside", because="семья просит")
    assert answer.status_code == 303
    assert "Kept: alert set aside" in vera.see(answer.headers["location"])
    assert last(own).verdict.split()[0] == DISMISSED
    page = vera.see(case)
    assert "семья просит" in page
    assert path not in page
    back = vera.send(vera.form(page, "/names/take-back", "number"), "/names/take-back")
    assert "Taken back: alert set aside" in vera.see(back.headers["location"])
    assert path in vera.see(case)


def test_an_alert_that_another_brought_back_is_not_set_aside_unseen(
    vera: Reviewer, oleg: Reviewer, own: Store
) -> None:
    alert = Known(own).now.alerts[0]
    case = f"/case/{alert.case}"
    path = f"{case}/alert/{alert.id}/set-aside"
    old = oleg.form(oleg.see(path), "/alerts/set-aside")
    vera.send(vera.form(vera.see(path), "/alerts/set-aside"), "/alerts/set-aside", because="пусто")
    vera.send(vera.form(vera.see(case), "/names/take-back", "number"), "/names/take-back")
    answer = oleg.send(old, "/alerts/set-aside", because="моя причина")
    assert answer.status_code == 409
    assert "моя причина" in answer.text
