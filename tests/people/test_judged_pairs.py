"""What persons decide: it holds against later evidence until it is taken back."""

import datetime as dt
from dataclasses import replace

from people_builders import KEY, claim

from nonrefoul.people import DIFFERENT, SAME, about, persons
from nonrefoul.store import TAKEN_BACK, in_force
from nonrefoul.words import Claim, Copies, Judgement, Person

FULL = claim("Глеб Ветроградов", "d1")
BARE = claim("Ветроградов", "d2")
ELSEWHERE = claim("Gleb Vetrogradov", "d3")


def judged(number: int, what: str, verdict: str) -> Judgement:
    return Judgement(number, dt.datetime(2026, 1, number), "reviewer", what, verdict)


def who(name: str, told: list[Claim]) -> Person:
    """The person of that name, as the machine alone finds them."""
    return next(each for each in persons(told, KEY) if name in each.names)


def test_two_who_are_said_to_be_one_are_one() -> None:
    told = [FULL, BARE]
    pair = about(who("Глеб Ветроградов", told).marks, who("Ветроградов", told).marks)
    (person,) = persons(told, KEY, [judged(1, pair, SAME)])
    assert person.names == ("Ветроградов", "Глеб Ветроградов")
    assert not person.doubts


def test_two_who_are_said_to_be_two_stay_two_whatever_comes() -> None:
    told = [FULL, BARE]
    pair = about(who("Глеб Ветроградов", told).marks, who("Ветроградов", told).marks)
    decided = [judged(1, pair, DIFFERENT)]
    later = [*told, claim("Глеб Ветроградов", "d2", start=50), ELSEWHERE]
    found = persons(later, KEY, decided)
    assert not any(FULL in each.claims and BARE in each.claims for each in found)


def test_one_who_is_two_is_parted() -> None:
    (person,) = persons([FULL, ELSEWHERE], KEY)
    one, other = person.marks
    parted = persons([FULL, ELSEWHERE], KEY, [judged(1, about([one], [other]), DIFFERENT)])
    assert len(parted) == 2
    assert not any(each.doubts for each in parted)


def test_one_spelling_in_two_documents_can_be_parted() -> None:
    told = [FULL, replace(FULL, document="d9")]
    (person,) = persons(told, KEY)
    one, other = person.marks
    assert len(persons(told, KEY, [judged(1, about([one], [other]), DIFFERENT)])) == 2


def test_the_later_of_two_judgements_on_one_pair_counts() -> None:
    told = [FULL, BARE]
    pair = about(who("Глеб Ветроградов", told).marks, who("Ветроградов", told).marks)
    assert len(persons(told, KEY, [judged(1, pair, SAME), judged(2, pair, DIFFERENT)])) == 2
    assert len(persons(told, KEY, [judged(1, pair, DIFFERENT), judged(2, pair, SAME)])) == 1


def test_taking_back_and_taking_that_back() -> None:
    first = judged(1, "persons a b", SAME)
    back = judged(2, "judgement 1", TAKEN_BACK)
    again = judged(3, "judgement 2", TAKEN_BACK)
    assert in_force([first]) == [first]
    assert in_force([back, first]) == []
    assert in_force([first, back, again]) == [first]


def test_a_judgement_on_what_is_not_there_waits() -> None:
    told = [FULL, BARE]
    pair = about(who("Глеб Ветроградов", told).marks, who("Ветроградов", told).marks)
    decided = [judged(1, pair, SAME)]
    assert persons([FULL], KEY, decided) == persons([FULL], KEY)
    assert len(persons(told, KEY, decided)) == 1


COMMON = [claim("Сергей Иванов", each) for each in ("d1", "d2")]


def test_a_judgement_holds_for_copies_that_come_later() -> None:
    one, other = persons(COMMON, KEY)
    decided = [judged(1, about(one.marks, other.marks), DIFFERENT)]
    later = [*COMMON, claim("Сергей Иванов", "d0"), claim("Сергей Иванов", "d3")]
    copies = Copies({"d0": "d0", "d1": "d0", "d2": "d2", "d3": "d2"})
    found = persons(later, KEY, decided, copies)
    assert [len(each.claims) for each in found] == [2, 2]
    assert not any(each.doubts for each in found)


def test_what_copies_tell_can_be_parted_too() -> None:
    copies = Copies({"d1": "d1", "d2": "d1"})
    (person,) = persons(COMMON, KEY, (), copies)
    one, other = person.marks
    assert len(persons(COMMON, KEY, [judged(1, about([one], [other]), DIFFERENT)], copies)) == 2


def test_two_who_are_said_to_be_one_are_one_in_all_copies_too_until_it_is_taken_back() -> None:
    one, other = persons(COMMON, KEY)
    said = judged(1, about(one.marks, other.marks), SAME)
    every = [*COMMON, claim("Сергей Иванов", "d0"), claim("Сергей Иванов", "d3")]
    copies = Copies({"d0": "d0", "d1": "d0", "d2": "d2", "d3": "d2"})
    (person,) = persons(every, KEY, [said], copies)
    assert len(person.claims) == 4
    back = judged(2, "judgement 1", TAKEN_BACK)
    undone = persons(every, KEY, in_force([said, back]), copies)
    assert undone == persons(every, KEY, (), copies)
    assert [len(each.claims) for each in undone] == [2, 2]
