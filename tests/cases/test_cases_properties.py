"""What holds for cases whatever the claims are."""

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from cases_builders import KEY, claim, documents, made, only, person
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.cases import Beside, Book, cases, dismissal
from nonrefoul.cases.axes import FACTS
from nonrefoul.rules import events
from nonrefoul.rules.alarms import alert_kinds, alert_label, alert_text
from nonrefoul.rules.axes import axes, word_lists
from nonrefoul.words import Actuality, Alert, Case, Claim, Copies, Judgement, Modality, Person

DATES = (None, "2031-01-05", "2031-01", "2031-03~", "2031", "../2031-02-01", "2031-04/2031-06")
PUBLISHED = {"d1": "2031-02-15", "d2": "2031-08-01"}
NOTHING_HAPPENED = [each for each in Modality if each.actuality is not Actuality.HAPPENED]
QUOTES = ("слова", *(words[0] for words in word_lists().values()))


def some_claims(modalities: list[Modality], least: int = 1) -> st.SearchStrategy[list[Claim]]:
    one = st.builds(
        claim,
        st.sampled_from(sorted(events())),
        date=st.sampled_from(DATES),
        modality=st.sampled_from(modalities),
        document=st.sampled_from(("d1", "d2", "d3")),
        start=st.integers(0, 5),
        host=st.sampled_from(("KG", "KZ", "RS", "AE", None)),
        third_state=st.sampled_from((None, None, "DE")),
        quote=st.sampled_from(QUOTES),
        actor=st.sampled_from((None, None, "ФСБ", "Комитет ООН по правам человека")),
    )
    return st.lists(one, min_size=least, max_size=10)


def built(claims: list[Claim], judgements: tuple[Judgement, ...] = ()) -> tuple[Case, ...]:
    return made(*claims, judgements=judgements, **PUBLISHED)


def stripped(found: tuple[Case, ...]) -> list[Case]:
    """Cases without their person, who keeps the claims in the order given."""
    return [replace(case, person=replace(case.person, claims=())) for case in found]


def dismissed(alert: Alert, number: int = 1) -> Judgement:
    at = dt.datetime(2031, 9, 1)
    return Judgement(number, at, "lawyer", alert.id, dismissal(alert), "looked into")


@given(some_claims(list(Modality)), st.randoms())
@settings(max_examples=100)
def test_the_order_of_claims_changes_nothing(claims: list[Claim], random: Random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    assert stripped(built(shuffled)) == stripped(built(claims))


@given(some_claims(list(Modality)))
@settings(max_examples=60)
def test_the_same_claims_twice_change_nothing(claims: list[Claim]) -> None:
    assert stripped(built([*claims, *claims])) == stripped(built(claims))


@given(some_claims(list(Modality)), some_claims(NOTHING_HAPPENED))
@settings(max_examples=100)
def test_what_did_not_happen_moves_no_axis_raises_no_alert_and_starts_no_clock(
    claims: list[Claim], unreal: list[Claim]
) -> None:
    # Hosts are given, so that the unreal claims make no case where there was none.
    hosts = {case.host for case in built(claims)}
    beside = [each for each in unreal if each.host in hosts and each.host]
    if None not in {each.host for each in claims}:
        before, after = built(claims), built([*claims, *beside])
        for old, new in zip(before, after, strict=True):
            assert [each.code for each in new.statuses] == [each.code for each in old.statuses]
            assert [each.claims for each in new.statuses] == [each.claims for each in old.statuses]
            assert (new.alerts, new.clocks) == (old.alerts, old.clocks)


@given(some_claims(list(set(Modality) - FACTS)))
@settings(max_examples=60)
def test_only_what_happened_moves_an_axis_or_starts_a_clock(claims: list[Claim]) -> None:
    for case in built(claims):
        for status in case.statuses:
            assert status.code == axes()[status.axis].start
            assert not status.claims
            assert all(each in case.timeline for each in status.said)
        assert not case.clocks
        for alert in case.alerts:
            assert alert.severity == alert_kinds()[alert.code].severity_suspected
            assert alert.severity < alert_kinds()[alert.code].severity


@given(some_claims(list(Modality)))
@settings(max_examples=150)
def test_every_state_alert_and_clock_names_a_claim_and_a_provision(claims: list[Claim]) -> None:
    for case in built(claims):
        told = set(case.timeline)
        for status in case.statuses:
            if status.code != axes()[status.axis].start or status.claims:
                assert status.claims
                assert status.norms or status.code == axes()[status.axis].start
                assert {*status.claims, *status.against, *status.said} <= told
                assert all(each.modality in FACTS for each in status.claims)
                assert status.conflict == bool(status.against)
        for clock in case.clocks:
            assert clock.claims
            assert set(clock.claims) <= told
            assert clock.norm.source
            assert clock.counted or clock.first_due is None
            assert not (clock.first_due and clock.last_due) or clock.first_due <= clock.last_due
        assert len({alert.code for alert in case.alerts}) == len(case.alerts)
        for alert in case.alerts:
            assert alert.norms
            assert set(alert.claims) <= set(case.person.claims)
            assert all(each.modality.actuality is Actuality.HAPPENED for each in alert.claims)


@given(some_claims(list(Modality)))
@settings(max_examples=40)
def test_every_alert_says_that_it_is_a_suspicion(claims: list[Claim]) -> None:
    for alert in (each for case in built(claims) for each in case.alerts):
        for said in (alert_label, alert_text):
            assert "suspected" in said(alert, "en")
            assert "подозрение" in said(alert, "ru")


@given(some_claims([*FACTS], least=3))
@settings(max_examples=80)
def test_a_dismissal_sets_aside_and_without_it_all_is_as_before(claims: list[Claim]) -> None:
    plain = built(claims)
    raised = [alert for case in plain for alert in case.alerts]
    judged = built(claims, tuple(dismissed(each, at) for at, each in enumerate(raised)))
    assert not any(case.alerts for case in judged)
    assert [each.id for case in judged for each in case.dismissed] == [each.id for each in raised]
    assert stripped(built(claims, ())) == stripped(plain)


@given(some_claims([*FACTS], least=3), some_claims([*FACTS]))
@settings(max_examples=80)
def test_new_evidence_raises_again_and_the_id_stays(claims: list[Claim], more: list[Claim]) -> None:
    before = {each.id: each for case in built(claims) for each in case.alerts}
    judged = built([*claims, *more], tuple(dismissed(each) for each in before.values()))
    for alert in (each for case in judged for each in case.alerts):
        assert alert.id not in before or evidence(alert) - evidence(before[alert.id])
    for alert in (each for case in judged for each in case.dismissed):
        assert evidence(alert) <= evidence(before[alert.id])


@pytest.mark.parametrize("letters", [8, 2])
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcdef"), some_claims(list(Modality), least=0)),
            st.sampled_from([{}, {"d1": "2031-02-15"}, PUBLISHED]),
            st.sampled_from([{}, {"d1": "d1", "d2": "d1"}]),
            st.booleans(),
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_book_holds_the_cases_of_its_persons_whatever_the_way_to_them(
    letters: int, steps: list[tuple[dict[str, list[Claim]], dict[str, str], dict[str, str], bool]]
) -> None:
    """Ids of two letters are often wanted twice."""
    with patch("nonrefoul.cases.book.LETTERS", letters):
        book, held = Book(KEY), dict[str, Person]()
        judgements: list[Judgement] = []
        for told, days, heads, judging in steps:
            new = {
                each: replace(person(own), id=each) if own else None for each, own in told.items()
            }
            held = {each.id: each for each in (held | new).values() if each}
            raised = [alert for case in book.by_id.values() for alert in case.alerts]
            judgements = [dismissed(each) for each in raised[:2]] if judging else judgements[1:]
            published, copies = documents(**days), Copies(heads)
            before = dict(book.by_id)
            changed = book.update(new, held, Beside(published, judgements, copies))
            found = cases([*held.values()], published, KEY, judgements, copies)
            assert sorted(book.by_id) == sorted(each.id for each in found)
            assert all(book.by_id[each.id] == each for each in found)
            now = book.by_id
            assert {i for i in {*before, *now} if before.get(i) != now.get(i)} <= changed


def evidence(alert: Alert) -> set[tuple[str, str]]:
    return {(each.document, each.event) for each in alert.claims}


@pytest.mark.parametrize(
    ("later", "again"),
    [
        ({}, False),
        ({"date": "2031-06-03"}, True),
        ({"modality": Modality.REPORTED}, True),
        ({"actor": "неизвестные"}, True),
    ],
)
def test_a_copy_raises_a_dismissed_alert_again_only_with_what_its_report_did_not_tell(
    later: dict[str, Any], again: bool
) -> None:
    first, second = claim("abducted"), claim("abducted", document="d2", start=9, **later)
    (alert,) = only(first).alerts
    held, judged = documents(d1="2031-06-01", d2="2031-06-05"), [dismissed(alert)]
    (alone,) = cases([person([first, second])], held, KEY, judged)
    assert [each.id for each in alone.alerts] == [alert.id]
    copies = Copies({"d1": "d1", "d2": "d1"})
    (case,) = cases([person([first, second])], held, KEY, judged, copies)
    assert [each.id for each in (case.alerts if again else case.dismissed)] == [alert.id]


def test_ids_need_the_key() -> None:
    assert KEY
    (case,) = built([claim("abducted")])
    assert {len(alert.id) for alert in case.alerts} == {8}
    assert case.alerts[0].id != case.id
