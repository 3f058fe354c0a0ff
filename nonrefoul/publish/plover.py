"""Our events in the terms of PLOVER, as `rules/plover.yml` has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Annotated, Literal, Self

from babel.core import get_global
from pydantic import Field, model_validator

from nonrefoul.rules import RULES, Rule, load

Reason = Annotated[str, Field(min_length=10)]
RoleName = Literal[
    "host", "origin", "third", "pursued", "organisation", "official", "helper", "unidentified"
]
EventKind = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
# Codes of states that are no more, which the CLDR has beside those of their successors.
_FORMER = {"BUR", "ZAR", "DDR", "FXX", "TMP", "YMD"}


class Kind(Rule):
    """A PLOVER event type: its quad category and its score of conflict or cooperation."""

    quad: Literal[1, 2, 3, 4]
    intensity: Annotated[float, Field(ge=-10, le=10)]


class Role(Rule):
    """Who acts or whom it befalls: whose country code, and which sector."""

    state: Literal["host", "origin", "third", "none"]
    sector: str
    reason: Reason


class Pairing(Rule):
    """One dyad of an event: who did to whom what kind of thing."""

    actor: RoleName = Field(alias="from")
    recipient: RoleName = Field(alias="to")
    type: EventKind
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    reason: Reason


class Mapped(Rule):
    """The dyads of one of our events; a reason where it has none."""

    event: str
    dyads: tuple[Pairing, ...]
    reason: Reason | None = None

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if not self.dyads and not self.reason:
            raise ValueError("`reason` is missing: say why the event has no dyad")
        return self


class Plover(Rule):
    """All of `plover.yml`."""

    types: dict[EventKind, Kind]
    roles: dict[RoleName, Role]
    events: tuple[Mapped, ...]

    @cached_property
    def by_event(self) -> dict[str, tuple[Pairing, ...]]:
        """The dyads of each of our events."""
        return {each.event: each.dyads for each in self.events}


@cache
def plover() -> Plover:
    """The mapping that ships with the package; raises RuleError where the file is wrong."""
    return load(RULES / "plover.yml", Plover)


def alpha3(code: str | None) -> str:
    """The ISO 3166-1 alpha-3 code of a state; empty where there is none."""
    return _alpha3().get(code or "", "")


@cache
def _alpha3() -> dict[str, str]:
    """By alpha-2 codes, from the CLDR's territory aliases."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    return {
        codes[0]: long
        for long, codes in aliases.items()
        if len(long) == 3 and long.isalpha() and len(codes) == 1 and long not in _FORMER
    }
