"""What holds for cases whatever the claims are."""

from random import Random

from cases_builders import claim, made
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.cases.protection import FACTS
from nonrefoul.rules import events
from nonrefoul.rules.protection import alert_kinds, alert_label, alert_text, status_label
from nonrefoul.words import Actuality, Case, Claim, Modality

DATES = (None, "2031-01-05", "2031-01", "2031-03~", "2031", "../2031-02-01", "2031-04/2031-06")
PUBLISHED = {"d1": "2031-02-15", "d2": "2031-08-01"}
NOTHING_HAPPENED = [each for each in Modality if each.actuality is not Actuality.HAPPENED]


def some_claims(modalities: list[Modality]) -> st.SearchStrategy[list[Claim]]:
    one = st.builds(
        claim,
        st.sampled_from(sorted(events())),
        date=st.sampled_from(DATES),
        modality=st.sampled_from(modalities),
        document=st.sampled_from(("d1", "d2", "d3")),
        start=st.integers(0, 5),
        host=st.sampled_from(("KG", "KZ", "AE", None)),
        third_state=st.sampled_from((None, None, "DE")),
    )
    return st.lists(one, min_size=1, max_size=10)


def built(claims: list[Claim]) -> tuple[Case, ...]:
    return made(*claims, **PUBLISHED)


def stripped(found: tuple[Case, ...]) -> list[tuple[object, ...]]:
    """Cases without their person, who keeps the claims in the order given."""
    return [
        (case.id, case.host, case.origin, case.timeline, case.status, case.alerts) for case in found
    ]


@given(some_claims(list(Modality)), st.randoms())
@settings(max_examples=150, deadline=None)
def test_the_order_of_claims_changes_nothing(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert stripped(built(shuffled)) == stripped(built(claims))


@given(some_claims(list(Modality)))
@settings(max_examples=100, deadline=None)
def test_the_same_claims_twice_change_nothing(claims: list[Claim]) -> None:
    assert stripped(built([*claims, *claims])) == stripped(built(claims))


@given(some_claims(list(Modality)), some_claims(NOTHING_HAPPENED))
@settings(max_examples=150, deadline=None)
def test_what_did_not_happen_moves_no_status_and_raises_no_alert(
    claims: list[Claim], unreal: list[Claim]
) -> None:
    # Hosts are given, so that the unreal claims make no case where there was none.
    hosts = {case.host for case in built(claims)}
    beside = [each for each in unreal if each.host in hosts and each.host]
    if None not in {each.host for each in claims}:
        before, after = built(claims), built([*claims, *beside])
        assert [case.status.code for case in after] == [case.status.code for case in before]
        assert [case.alerts for case in after] == [case.alerts for case in before]


@given(some_claims(NOTHING_HAPPENED))
@settings(max_examples=100, deadline=None)
def test_with_nothing_that_happened_protection_is_unknown(claims: list[Claim]) -> None:
    assert all(case.status.code == "unknown" and not case.alerts for case in built(claims))


@given(some_claims(list(Modality)))
@settings(max_examples=200, deadline=None)
def test_every_status_and_alert_says_what_it_rests_on(claims: list[Claim]) -> None:
    for case in built(claims):
        told = set(case.timeline)
        assert set(case.status.claims) <= told
        if case.status.code != "unknown":
            assert any(each.modality in FACTS for each in case.status.claims)
        assert len({alert.code for alert in case.alerts}) == len(case.alerts)
        for alert in case.alerts:
            assert alert.claims
            assert set(alert.claims) <= told
            assert alert.norms
            assert all(each.modality.actuality is Actuality.HAPPENED for each in alert.claims)


@given(some_claims([Modality.SUSPECTED]))
@settings(max_examples=100, deadline=None)
def test_what_is_only_suspected_moves_no_status_and_weighs_less(claims: list[Claim]) -> None:
    for case in built(claims):
        assert case.status.code == "unknown"
        for alert in case.alerts:
            assert alert.severity == alert_kinds()[alert.code].severity_suspected
            assert alert.severity < alert_kinds()[alert.code].severity


@given(some_claims(list(Modality)))
@settings(max_examples=50, deadline=None)
def test_every_alert_says_that_it_is_a_suspicion(claims: list[Claim]) -> None:
    for case in built(claims):
        assert status_label(case.status.code, "ru")
        for alert in case.alerts:
            for said in (alert_label, alert_text):
                assert "suspected" in said(alert, "en")
                assert "подозрение" in said(alert, "ru")
