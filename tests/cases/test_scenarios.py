"""Scenarios that a lawyer can read and add to: claims in; axes, clocks and alerts out, by a day."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import pytest
from cases_builders import axes_of, claim, made
from pydantic import BeforeValidator, Field

from nonrefoul.rules import Rule, load
from nonrefoul.rules.spans import span
from nonrefoul.words import Case, Modality

# YAML reads a bare day as a date and a bare year as a number.
Edtf = Annotated[str, BeforeValidator(str)]


class Told(Rule):
    """A claim of the scenario; `words` are the words that it was read from."""

    event: str
    date: Edtf | None = None
    modality: Modality = Modality.ASSERTED
    document: str = "report"
    host: str | None = "KG"
    origin: str | None = "RU"
    third_state: str | None = None
    actor: str | None = None
    words: str = "слова"


class Due(Rule):
    """A clock: since when, due between which days (or `unknown`), still open or not."""

    since: Edtf = "unknown"
    due: Edtf = "unknown"
    open: bool = True


class Expected(Rule):
    """What must come, in one host state, of what was told by a day."""

    by: dt.date | None = None
    host: str | None = "KG"
    axes: dict[str, str] = Field(default_factory=dict)
    conflict: tuple[str, ...] = ()
    unordered: tuple[str, ...] = ()
    rests_on: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    said: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    alerts: dict[str, int] = Field(default_factory=dict)
    clocks: dict[str, Due] | None = None


class Scenario(Rule):
    """What is told of a person, and what must come of it."""

    title: str
    published: dict[str, dt.date] = Field(default_factory=dict)
    claims: tuple[Told, ...]
    expect: tuple[Expected, ...]


FILES = sorted(Path(__file__).with_name("scenarios").glob("*.yml"))
SCENARIOS = [scenario for path in FILES for scenario in load(path, tuple[Scenario, ...])]


def test_there_are_enough_scenarios_each_with_its_own_title() -> None:
    assert len({scenario.title for scenario in SCENARIOS}) == len(SCENARIOS) >= 40


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.title)
def test_scenario(scenario: Scenario) -> None:
    for expected in scenario.expect:
        found = {case.host: case for case in by(scenario, expected.by)}
        if expected.by is None:
            assert set(found) == {each.host for each in scenario.expect}
        check(found[expected.host], expected)


def by(scenario: Scenario, day: dt.date | None) -> tuple[Case, ...]:
    """The cases that come of what had happened or been published by the day."""
    published = {name: when.isoformat() for name, when in scenario.published.items()}
    told = []
    for place, each in enumerate(scenario.claims):
        first = span(each.date)[0] or scenario.published.get(each.document)
        if day is None or first is None or first <= day:
            fields = each.model_dump()
            quote = fields.pop("words")
            told.append(claim(**fields, quote=quote, start=place * 1000))
    return made(*told, judgements=(), **published)


def check(case: Case, expected: Expected) -> None:
    assert axes_of(case) == expected.axes
    assert {each.axis for each in case.statuses if each.conflict} == set(expected.conflict)
    assert {each.axis for each in case.statuses if each.unordered} == set(expected.unordered)
    for axis, events in expected.rests_on.items():
        status = case.status(axis)
        assert {each.event for each in (*status.claims, *status.against)} == set(events)
    for axis, events in expected.said.items():
        assert {each.event for each in case.status(axis).said} == set(events)
    assert {alert.code: alert.severity for alert in case.alerts} == expected.alerts
    if expected.clocks is not None:
        assert due(case) == expected.clocks


def due(case: Case) -> dict[str, Due]:
    """The clocks of a case by the provision they rest on."""
    found = {}
    for clock in case.clocks:
        days = (clock.first_due, clock.last_due)
        told = "/".join(day.isoformat() if day else ".." for day in dict.fromkeys(days))
        found[clock.norm.id] = Due(
            since=clock.started or "unknown",
            due=told if clock.first_due else "unknown",
            open=clock.open,
        )
    return found
