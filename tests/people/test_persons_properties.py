"""What holds for persons whatever the claims are."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from people_builders import KEY, claim

from nonrefoul.people import persons
from nonrefoul.words import Claim

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
