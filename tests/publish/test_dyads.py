"""Dyads in PLOVER's terms: every event has its place, what did not happen has none, no names."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_postures import NAME, claim, matter, posture

from nonrefoul.publish import dyads, dyads_text
from nonrefoul.publish.dyads import COLUMNS
from nonrefoul.publish.plover import alpha3, plover
from nonrefoul.reading.gazetteer import states
from nonrefoul.rules import events
from nonrefoul.words import (
    Case,
    Claim,
    Document,
    Held,
    Matter,
    Modality,
    Person,
    SubjectKind,
)

DOCUMENT = Document("d1", "слова", "ru", dt.date(2031, 5, 1), "канал")
HELD = Held({"d1": DOCUMENT})
PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")


def told(*claims: Claim) -> Matter:
    return matter("a", claims[0].event, claims=claims)


def rows_of(*claims: Claim) -> list[dict[str, str]]:
    return dyads([posture(told(*claims))], [], HELD, None)


def short(row: dict[str, str]) -> tuple[str, ...]:
    return (
        row["Event Type"],
        row["Event Mode"],
        f"{row['Actor Country']} {row['Primary Actor Sector']}",
        f"{row['Recipient Country']} {row['Primary Recipient Sector']}",
    )


def test_every_event_has_its_dyads_or_a_reason_for_none() -> None:
    assert {each.event for each in plover().events} == set(events())


def test_a_handover_is_cooperation_with_the_origin_and_coercion_of_the_person() -> None:
    assert {short(row) for row in rows_of(claim("extradited", "2031-02-03"))} == {
        ("COOPERATE", "", "KGZ GOV", "RUS GOV"),
        ("COERCE", "deport", "KGZ GOV", "RUS CVL"),
    }


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("extradition_refused", ("REJECT", "assist", "KGZ GOV", "RUS GOV")),
        ("extradition_requested", ("REQUEST", "assist", "RUS GOV", "KGZ GOV")),
        ("asylum_granted", ("AID", "asylum", "KGZ GOV", "RUS CVL")),
        ("asylum_applied", ("REQUEST", "assist", "RUS CVL", "KGZ GOV")),
        ("released", ("RETREAT", "release", "KGZ GOV", "RUS CVL")),
        ("abducted", ("ASSAULT", "abduct", " UAF", "RUS CVL")),
    ],
)
def test_other_events(event: str, expected: tuple[str, ...]) -> None:
    assert [short(row) for row in rows_of(claim(event))] == [expected]


@pytest.mark.parametrize("modality", [Modality.EXPECTED, Modality.NEGATED, Modality.DENIED])
def test_what_did_not_happen_is_no_row(modality: Modality) -> None:
    assert rows_of(claim("extradited", modality=modality)) == []


def test_what_is_only_suspected_says_so() -> None:
    (row,) = rows_of(claim("detained", modality=Modality.SUSPECTED))
    assert row["Modality"] == "suspected"


def test_a_date_is_no_more_exact_than_it_was_told() -> None:
    (row,) = rows_of(claim("detained", "2031-02"))
    assert (row["Event Date"], row["Date as told"], row["Publication Date"]) == (
        "",
        "2031-02",
        "2031-05-01",
    )


def test_a_third_state_acts_only_where_it_is_named() -> None:
    assert rows_of(claim("protection_abroad")) == []
    (row,) = rows_of(claim("protection_abroad", third_state="DE"))
    assert row["Actor Country"] == "DEU"


def test_an_organisation_is_civil_society() -> None:
    of_one = claim("designated", subject_kind=SubjectKind.ORGANISATION)
    assert rows_of(of_one)[0]["Primary Recipient Sector"] == "SOC"


def test_several_reports_of_one_step_are_one_row() -> None:
    again = replace(claim("detained"), start=3, end=8)
    assert len(rows_of(claim("detained"), again)) == 1


def test_a_case_beside_the_matters_is_told_too_and_what_came_later_is_not() -> None:
    asked = claim("wanted")
    case = Case("c", Person("p", NAME, (NAME,), (asked,)), "KG", "RU", (asked,))
    assert [row["Nonrefoul Event"] for row in dyads([], [case], HELD, None)] == ["wanted"]
    assert dyads([], [case], HELD, dt.date(2031, 4, 1)) == []


def test_nobody_is_named() -> None:
    text = dyads_text(rows_of(claim("extradited", attribution=NAME, actor=NAME)))
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert "Вымыслов" not in text


def test_every_state_has_its_code_of_three_letters() -> None:
    found = {state.code: alpha3(state.code) for state in states()}
    assert all(re.fullmatch("[A-Z]{3}", each) for each in found.values()), found
    assert (found["DE"], found["MM"], found["RS"]) == ("DEU", "MMR", "SRB")


def test_every_column_is_explained() -> None:
    for name in COLUMNS:
        assert f"`{name}`" in PAGE
