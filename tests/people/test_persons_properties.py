"""What holds for persons whatever the claims are."""

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_builders import KEY, claim

from nonrefoul.people import DIFFERENT, SAME, about, mark_of, persons
from nonrefoul.people.register import Register
from nonrefoul.store import TAKEN_BACK, in_force
from nonrefoul.words import Claim, Copies, Judgement

NAMES = (
    "Глеб Ветроградов",
    "Глеба Ветроградова",
    "Gleb Vetrogradov",
    "Глеб Петрович Ветроградов",
    "Глеб Иванович Ветроградов",
    "Борис Ветроградов",
    "Глеб Ветрогратов",
    "Г. Ветроградов",
    "Ветроградов",
    "Александра Ветроградова",
    "Александр Ветроградов",
    "Нина Пересвистова",
    "Сергей Иванов",
    "Иванов Сергей",
    "Sergei Ivanov",
    "Савва «Ветрогон» Пересвистов",
)

some_claims = st.lists(
    st.builds(
        claim,
        st.sampled_from(NAMES),
        st.sampled_from(("d1", "d2", "d3")),
        start=st.integers(0, 9),
        origin=st.sampled_from(("RU", "TJ", None)),
    ),
    max_size=12,
)


@given(some_claims, st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_changes_nothing(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert persons(shuffled, KEY) == persons(claims, KEY)


@given(some_claims)
@settings(max_examples=100, deadline=None)
def test_each_claim_is_one_persons(claims: list[Claim]) -> None:
    everyone = persons([*claims, *claims], KEY)
    told = [told for person in everyone for told in person.claims]
    assert len(told) == len(set(told)) == len(set(claims))
    assert set(told) == set(claims)


@given(some_claims)
@settings(max_examples=100, deadline=None)
def test_unsure_is_mutual_and_never_merged(claims: list[Claim]) -> None:
    everyone = {person.id: person for person in persons(claims, KEY)}
    for person in everyone.values():
        assert person.id not in person.unsure
        assert all(person.id in everyone[other].unsure for other in person.unsure)


@given(some_claims)
@settings(max_examples=100, deadline=None)
def test_no_person_has_two_fathers(claims: list[Claim]) -> None:
    for person in persons(claims, KEY):
        fathers = {name.split()[1] for name in person.names if len(name.split()) == 3}
        assert len(fathers) <= 1


def decided(numbers: list[tuple[int, int, bool]], marks: list[str]) -> list[Judgement]:
    """A judgement for each pair of numbers, on the mentions at those places."""
    found = []
    for number, (one, other, same) in enumerate(numbers, start=1):
        first, second = marks[one % len(marks)], marks[other % len(marks)]
        if first != second:
            verdict = SAME if same else DIFFERENT
            told = about([first], [second])
            found.append(Judgement(number, dt.datetime(2026, 1, 1), "reviewer", told, verdict))
    return found


some_judgements = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=4
)


@given(some_claims.filter(bool), some_judgements, st.randoms())
@settings(max_examples=100, deadline=None)
def test_judgements_hold_in_whatever_order_claims_come(
    claims: list[Claim], numbers: list[tuple[int, int, bool]], random: Random
) -> None:
    marks = sorted(mark for person in persons(claims, KEY) for mark in person.marks)
    judgements = decided(numbers, marks)
    shuffled = list(claims)
    random.shuffle(shuffled)
    found = persons(claims, KEY, judgements)
    assert persons([*shuffled, *claims], KEY, judgements) == found
    last = {each.about: each.verdict for each in judgements}
    for told, verdict in last.items():
        first, second = told.split()[1:]
        together = any({first, second} <= set(person.marks) for person in found)
        assert not (together and verdict == DIFFERENT)
    assert {mark for person in found for mark in person.marks} == set(marks)


@given(some_claims.filter(bool), some_judgements)
@settings(max_examples=75, deadline=None)
def test_what_is_taken_back_leaves_everything_as_before(
    claims: list[Claim], numbers: list[tuple[int, int, bool]]
) -> None:
    before = persons(claims, KEY)
    marks = sorted(mark for person in before for mark in person.marks)
    judgements = decided(numbers, marks)
    back = [
        Judgement(100 + each.number, each.at, "reviewer", f"judgement {each.number}", TAKEN_BACK)
        for each in judgements
    ]
    assert persons(claims, KEY, in_force([*judgements, *back])) == before


steps = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(("d1", "d2", "d3", "d4")), some_claims, max_size=2),
        st.sampled_from(({}, {"d1": "d1", "d2": "d1"}, {"d2": "d2", "d3": "d2", "d4": "d2"})),
        st.none() | some_judgements,
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("letters", [8, 1])
@given(steps)
@settings(max_examples=150, deadline=None)
def test_a_register_finds_what_persons_finds_whatever_the_way_to_it(
    letters: int, taken: list[tuple[dict[str, list[Claim]], dict[str, str], Any]]
) -> None:
    """Ids of one letter are often two persons', so that they grow and shrink."""
    with patch("nonrefoul.people.naming.SHORTEST", letters):
        register = Register(KEY)
        told: dict[str, list[Claim]] = {}
        copies, judgements = Copies(), []
        for given_claims, heads, numbers in taken:
            new = {
                each: [replace(claim, document=each) for claim in own]
                for each, own in given_claims.items()
            }
            told |= new
            moved = [each for each in told if copies.head(each) != heads.get(each, each)]
            copies = Copies(heads)
            every = [claim for own in told.values() for claim in own]
            marks = sorted({mark for each in every if (mark := mark_of(each, KEY))})
            if numbers is not None and marks:
                judgements = decided(numbers, marks)
            before = dict(register.by_id)
            changed = register.update(new, judgements, copies, moved)
            assert register.persons == persons(every, KEY, judgements, copies)
            now = register.by_id
            assert {i for i in {*before, *now} if before.get(i) != now.get(i)} <= changed
