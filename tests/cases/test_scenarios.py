"""Scenarios that a lawyer can read and add to: claims in, status and alerts out."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import pytest
from cases_builders import claim, made
from pydantic import BeforeValidator, Field

from nonrefoul.rules import Rule, load
from nonrefoul.words import Modality

# YAML reads a bare day as a date and a bare year as a number.
Edtf = Annotated[str, BeforeValidator(str)]


class Told(Rule):
    """A claim of the scenario."""

    event: str
    date: Edtf | None = None
    modality: Modality = Modality.ASSERTED
    document: str = "report"
    host: str | None = "KG"
    third_state: str | None = None


class Expected(Rule):
    """What must come of it, in one host state."""

    host: str | None = "KG"
    status: str
    conflict: bool = False
    rests_on: tuple[str, ...] | None = None
    alerts: dict[str, int] = Field(default_factory=dict)


class Scenario(Rule):
    """What is told of a person, and what must come of it."""

    title: str
    published: dict[str, dt.date] = Field(default_factory=dict)
    claims: tuple[Told, ...]
    expect: tuple[Expected, ...]


FILES = sorted(Path(__file__).with_name("scenarios").glob("*.yml"))
SCENARIOS = [scenario for path in FILES for scenario in load(path, tuple[Scenario, ...])]


def test_there_are_scenarios() -> None:
    assert len(SCENARIOS) >= 15


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.title)
def test_scenario(scenario: Scenario) -> None:
    told = [
        claim(**each.model_dump(), start=place * 10) for place, each in enumerate(scenario.claims)
    ]
    published = {name: day.isoformat() for name, day in scenario.published.items()}
    found = {case.host: case for case in made(*told, **published)}
    assert set(found) == {expected.host for expected in scenario.expect}
    for expected in scenario.expect:
        case = found[expected.host]
        assert (case.status.code, case.status.conflict) == (expected.status, expected.conflict)
        assert {alert.code: alert.severity for alert in case.alerts} == expected.alerts
        if expected.rests_on is not None:
            assert {each.event for each in case.status.claims} == set(expected.rests_on)
