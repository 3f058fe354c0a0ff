"""What must hold of every posture, whatever is told."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posture_builders import claim, document, measured

from nonrefoul.posture import weights
from nonrefoul.words import Actuality, Claim, Modality, Posture, SubjectKind

EVENTS = [outcome.event for outcome in weights().outcomes]
NOT_DONE = [each for each in Modality if each.actuality is not Actuality.HAPPENED]

subjects = st.sampled_from(
    [
        ("Вымыслов Первый", SubjectKind.PERSON),
        ("Вымыслов Второй", SubjectKind.PERSON),
        ("Мнимый Чиновник", SubjectKind.OFFICIAL),
        (None, SubjectKind.GROUP),
        (None, SubjectKind.PERSON),
        (None, SubjectKind.NONE),
    ]
)


@st.composite
def told(draw: st.DrawFn) -> Claim:
    subject, kind = draw(subjects)
    return claim(
        draw(st.sampled_from(EVENTS)),
        subject,
        kind=kind,
        document=draw(st.sampled_from(["d1", "d2", "d3"])),
        modality=draw(st.sampled_from(Modality)),
        date=draw(st.sampled_from([None, "2031-05-03", "2031-02", "2030", "2029-12-01~"])),
        host=draw(st.sampled_from(["KG", "KZ"])),
        actor=draw(st.sampled_from([None, "Чиновник"])),
    )


many = st.lists(told(), max_size=12)


def numbers(found: Sequence[Posture]) -> list[object]:
    """What a posture says, without the claims it says it from."""
    return [
        (
            each.host,
            each.direction,
            pytest.approx(each.share_against),
            pytest.approx(each.low, abs=1e-9),
            pytest.approx(each.high, abs=1e-9),
            len(each.matters),
            each.sources,
        )
        for each in found
    ]


def plain(found: Sequence[Posture]) -> list[tuple[object, ...]]:
    return [
        (
            each.host,
            each.direction,
            each.share_against,
            each.low,
            each.high,
            len(each.matters),
            each.sources,
        )
        for each in found
    ]


@given(many, st.randoms(use_true_random=False))
def test_order_does_not_matter(claims: list[Claim], chance: random.Random) -> None:
    shuffled = claims.copy()
    chance.shuffle(shuffled)
    assert measured(shuffled) == measured(claims)


@given(many)
def test_a_copy_of_a_document_adds_nothing(claims: list[Claim]) -> None:
    copies = [replace(each, document="z") for each in claims if each.document == "d1"]
    copy = replace(document("d1"), id="z", source="перепечатка")
    assert plain(measured([*claims, *copies], copy)) == numbers(measured(claims))


@given(many)
def test_ten_times_the_attention_to_the_same_persons_changes_nothing(claims: list[Claim]) -> None:
    own = [each for each in claims if each.subject_kind is SubjectKind.PERSON and each.subject]
    again = [replace(each, document=f"{each.document}-{time}") for each in own for time in range(9)]
    assert plain(measured([*own, *again])) == numbers(measured(own))


@given(st.lists(st.sampled_from(EVENTS), min_size=1, max_size=10))
def test_all_that_befalls_one_person_in_one_host_is_at_most_one_matter(events: list[str]) -> None:
    for posture in measured([claim(event) for event in events]):
        assert len(posture.matters) <= 1


@given(many)
def test_every_matter_rests_on_claims_and_every_number_is_in_its_range(
    claims: list[Claim],
) -> None:
    for posture in measured(claims):
        assert 0 <= posture.low <= posture.share_against <= posture.high <= 1
        assert 0.5 <= posture.probability <= 1
        assert len({matter.id for matter in posture.matters}) == len(posture.matters)
        for matter in posture.matters:
            assert matter.claims
            assert set(matter.claims) <= set(claims)
            assert 0 < matter.weight <= 1
            assert -1 <= matter.stance <= 1


@given(many, st.sampled_from(EVENTS), st.sampled_from(NOT_DONE))
def test_what_is_expected_negated_or_denied_never_counts_as_done(
    claims: list[Claim], event: str, modality: Modality
) -> None:
    base = [*claims, claim("wanted"), claim("wanted", host="KZ")]
    more = [claim(event, modality=modality), claim(event, None, modality=modality)]
    assert plain(measured([*base, *more])) == numbers(measured(base))


@given(many, st.sampled_from(NOT_DONE))
def test_where_nothing_happened_there_is_no_matter(claims: list[Claim], modality: Modality) -> None:
    for posture in measured([replace(each, modality=modality) for each in claims]):
        assert posture.matters == ()


@pytest.mark.parametrize(
    "event", [each.event for each in weights().outcomes if each.gravity and not each.by_record]
)
def test_suspected_weighs_less_than_reported_and_reported_less_than_asserted(event: str) -> None:
    order = (Modality.SUSPECTED, Modality.REPORTED, Modality.ASSERTED)
    weight = [measured([claim(event, modality=each)])[0].matters[0].weight for each in order]
    assert weight == sorted(set(weight))
