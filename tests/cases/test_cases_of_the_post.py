"""The real post's gold claims give the cases that its author tells of; nobody is named here."""

import datetime as dt
import json
from pathlib import Path

import pytest
from cases_builders import axes_of

from nonrefoul.cases import cases
from nonrefoul.people import persons
from nonrefoul.words import Case, Claim, Document

SHARED = Path(__file__).parents[3] / "shared" / "posts"
KEY = b"a key for tests"

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared/posts is not here")


@pytest.fixture(scope="module")
def found() -> tuple[Case, ...]:
    text = (SHARED / "0001.gold.jsonl").read_text(encoding="utf-8")
    record = json.loads(text.splitlines()[0])
    claims = [Claim.from_json(each | {"document": record["id"]}) for each in record["claims"]]
    held = {record["id"]: Document(record["id"], record["text"], published=dt.date(2023, 11, 3))}
    return cases(persons(claims, KEY), held, KEY)


def of(found: tuple[Case, ...], event: str) -> list[Case]:
    """The cases in which the event is claimed."""
    return [case for case in found if any(claim.event == event for claim in case.timeline)]


def test_asylum_pending_protected_elsewhere_missing_then_in_custody(
    found: tuple[Case, ...],
) -> None:
    (case,) = of(found, "disappeared")
    assert axes_of(case) == {
        "asylum": "applied",
        "extradition": "suspended",
        "custody": "in_origin_custody",
        "whereabouts": "in_origin",
        "elsewhere": "protected",
    }
    assert not any(each.conflict for each in case.statuses)
    assert [each.third_state for each in case.status("elsewhere").claims] == ["DE"]
    assert any(
        claim.event == "travel_document_issued" and claim.third_state == "DE"
        for claim in case.timeline
    )
    refoulement = next(alert for alert in case.alerts if alert.code == "suspected_refoulement")
    assert refoulement.severity == case.alerts[0].severity == 5
    events = {claim.event for claim in refoulement.claims}
    assert events == {"asylum_applied", "disappeared", "in_origin_custody"}
    assert {norm.id for norm in refoulement.norms} == {"refugee_33", "cat_3", "iccpr_7"}
    kinds = {alert.code for alert in case.alerts}
    assert {"transfer_despite_bar", "disappeared_under_protection"} <= kinds


def test_taken_with_no_procedure(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "abducted")
    assert case.status("whereabouts").code == "transferred"
    assert [alert.code for alert in case.alerts] == ["taken_without_procedure"]


def test_certified_and_suspended_is_not_granted(found: tuple[Case, ...]) -> None:
    certified = of(found, "asylum_seeker_certified")
    assert len(certified) == 2
    for case in certified:
        assert axes_of(case) == {"asylum": "certified", "extradition": "suspended"}
        assert {each.event for each in case.status("asylum").said} == {"asylum_granted"}
        assert not case.alerts
        norms = {norm.id for norm in case.status("asylum").norms}
        assert {"kz_certificate", "refugee_33"} <= norms
        (clock,) = (each for each in case.clocks if each.kind == "certificate")
        assert (clock.started, clock.first_due, clock.counted) == (None, None, True)


def test_an_extradition_without_known_protection_raises_nothing(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "extradited")
    assert case.status("extradition").code == "carried_out"
    assert not case.alerts


def test_detained_on_a_request_with_its_clock_and_no_known_start(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "extradition_requested")
    assert axes_of(case) == {
        "extradition": "requested",
        "custody": "detained_for_extradition",
        "whereabouts": "known",
    }
    running = {clock.norm.id: clock for clock in case.clocks if clock.open}
    assert {"kz_588", "kz_589"} <= set(running)
    assert running["kz_588"].counted
    assert not running["kz_589"].counted
    for clock in running.values():
        assert (clock.started, clock.first_due, clock.last_due) == (None, None, None)


def test_officials_have_no_case(found: tuple[Case, ...]) -> None:
    assert not of(found, "official_dismissed")
