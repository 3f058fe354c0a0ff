"""The real post's gold claims give the cases that its author tells of; nobody is named here."""

import datetime as dt
import json
from pathlib import Path

import pytest

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


def test_missing_with_asylum_pending_then_in_custody(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "disappeared")
    assert case.status.code == "in_origin_custody"
    gravest = case.alerts[0]
    assert gravest.severity == 5
    refoulement = next(alert for alert in case.alerts if alert.code == "suspected_refoulement")
    events = {claim.event for claim in refoulement.claims}
    assert events == {"asylum_applied", "disappeared", "in_origin_custody"}
    assert {norm.id for norm in refoulement.norms} == {"refugee_33", "cat_3", "iccpr_7"}


def test_taken_with_no_procedure(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "abducted")
    assert case.status.code == "transferred"
    assert [alert.code for alert in case.alerts] == ["taken_without_procedure"]


def test_a_certificate_is_not_asylum(found: tuple[Case, ...]) -> None:
    certified = of(found, "asylum_seeker_certified")
    assert [case.status.code for case in certified] == ["certified", "certified"]
    assert not any(case.alerts for case in certified)


def test_an_extradition_without_known_protection_raises_nothing(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "extradited")
    assert case.status.code == "transferred"
    assert not case.alerts


def test_detained_on_a_request(found: tuple[Case, ...]) -> None:
    (case,) = of(found, "extradition_requested")
    assert case.status.code == "extradition_requested"


def test_officials_have_no_case(found: tuple[Case, ...]) -> None:
    assert not of(found, "official_dismissed")
