"""What waits for a person, the most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from reviewing_builders import Desk, claim

from nonrefoul.reviewing import Waiting, confirmed, corrected, queue, rejected
from nonrefoul.words import Alert, Case, Claim, Direction, Document, Matter, Person, Posture

SURE = claim(confidence=0.9)
UNSURE = claim("просил убежища", "asylum_applied", confidence=0.5)
GRAVE = claim("его выдали России", "extradited", confidence=0.95)


def case(severity: int, *claims: Claim) -> Case:
    person = Person("p", "Глеб Ветроградов", ("Глеб Ветроградов",), claims)
    alert = Alert("handed_over", severity, "c", "p", "KG", "RU", claims, ())
    return Case("c", person, "KG", "RU", claims, alerts=(alert,))


def events(waiting: Sequence[Waiting]) -> list[str]:
    return [each.claim.event for each in waiting]


def test_what_alerts_rest_on_comes_first_then_the_least_sure() -> None:
    now = Desk(SURE, UNSURE, GRAVE).now
    grave = next(each for each in now.claims if each.event == "extradited")
    found = queue(now, [case(5, grave)])
    assert events(found) == ["extradited", "asylum_applied", "detained"]
    assert [each.severity for each in found] == [5, 0, 0]


def test_what_a_direction_counts_comes_before_the_rest() -> None:
    now = Desk(SURE, UNSURE).now
    sure = next(each for each in now.claims if each.event == "detained")
    matter = Matter("m", "detained", -1.0, 1.0, None, (sure,))
    posture = Posture("KG", "RU", Direction.TOWARD, 0.9, 0.8, 0.6, 0.9, (matter,))
    assert events(queue(now, [], [posture])) == ["detained", "asylum_applied"]
    unclear = replace(posture, direction=Direction.UNCLEAR)
    assert events(queue(now, [], [unclear])) == ["asylum_applied", "detained"]


def test_of_equally_sure_ones_the_newest_comes_first() -> None:
    old, new = claim(), replace(claim(), document="d2")
    days = {"d1": dt.date(2030, 1, 1), "d2": dt.date(2030, 1, 2)}
    documents = {name: Document(name, "", published=day) for name, day in days.items()}
    found = queue(Desk(old, new).now, [], documents=documents)
    assert [each.claim.document for each in found] == ["d2", "d1"]


def test_what_is_settled_waits_for_nobody_and_what_is_disputed_for_who_has_not_judged() -> None:
    desk = Desk(SURE, UNSURE)
    sure, unsure = desk.now.claims
    desk.says("Anna", sure.id, confirmed(sure))
    desk.says("Anna", unsure.id, confirmed(unsure))
    desk.says("Boris", unsure.id, rejected(unsure))
    assert events(queue(desk.now, [], who="Clara")) == ["asylum_applied"]
    assert events(queue(desk.now, [], who="Anna")) == []


def test_a_second_reviewer_gets_what_the_first_judged_and_does_not_see_what_was_said() -> None:
    desk = Desk(SURE, replace(UNSURE, host="KZ"), GRAVE)
    by_event = {each.event: each for each in desk.now.claims}
    asked, gone = by_event["asylum_applied"], by_event["extradited"]
    desk.says("Anna", asked.id, corrected(asked, replace(asked, host="KG")))
    desk.says("Anna", gone.id, rejected(gone))
    found = queue(desk.now, [], who="Boris", second=True)
    assert events(found) == ["asylum_applied", "extradited"]
    assert [each.claim for each in found] == [asked, gone]
    assert queue(desk.now, [], who="Anna", second=True) == ()
