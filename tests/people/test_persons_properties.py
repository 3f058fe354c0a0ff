"""What holds for persons whatever the claims are."""

import datetime as dt
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from people_builders import KEY, claim

from nonrefoul.people import DIFFERENT, SAME, about, persons
from nonrefoul.people.register import Register
from nonrefoul.store import TAKEN_BACK, in_force
from nonrefoul.words import Claim, Judgement

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


@given(some_claims, some_claims)
@settings(max_examples=100, deadline=None)
def test_a_register_that_takes_claims_one_by_one_finds_the_same(
    claims: list[Claim], new: list[Claim]
) -> None:
    register = Register(claims, KEY)
    for each in new:
        register.add([each])
    assert register.persons == persons([*claims, *new], KEY)
