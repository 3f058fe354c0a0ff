"""The weights of `rules/posture.yml`, checked and ready to look up."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Annotated

from pydantic import Field

from nonrefoul.rules import RULES, Rule, load
from nonrefoul.words import Line, Modality, Side

Share = Annotated[float, Field(ge=0, le=1)]
Reason = Annotated[str, Field(min_length=10)]


class Number(Rule):
    """A number of the method and why it is that."""

    value: Annotated[float, Field(ge=0)]
    reason: Reason


class Outcome(Rule):
    """What a matter weighs that ends in this event, and why."""

    event: str
    line: Line
    side: Side
    gravity: Share
    reason: Reason
    final: bool = False
    by_record: bool = False


class Readings(Rule):
    """How far a reading is trusted, from 0 to 1, where a claim's confidence does not say it."""

    confirmed: Number
    disputed: Number
    unknown: Number


class Weights(Rule):
    """All of `posture.yml`."""

    half_life_months: Number
    drift: Number
    slant: Number
    silence: Number
    span_months: Number
    remembered: Number
    window_months: Number
    change_size: Number
    change_sure: Number
    turn_months: Number
    turn_sure: Number
    band: Number
    sure_from: Number
    enough_matters: Number
    removed_official: Number
    certainty: dict[Modality, Number]
    readings: Readings
    outcomes: tuple[Outcome, ...]

    @cached_property
    def by_event(self) -> dict[str, Outcome]:
        """The outcome rule of each event."""
        return {outcome.event: outcome for outcome in self.outcomes}

    @cached_property
    def certain(self) -> dict[Modality, float]:
        """How much a claim of each modality counts."""
        return {modality: number.value for modality, number in self.certainty.items()}

    @cached_property
    def stage(self) -> dict[str, int]:
        """How far along a procedure each event stands."""
        return {outcome.event: number for number, outcome in enumerate(self.outcomes)}


@cache
def weights() -> Weights:
    """The weights that ship with the package; raises RuleError where the file is wrong."""
    return load(RULES / "posture.yml", Weights)
