"""What raises an alert: the rules, checked on loading, and how each is worded."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated

from pydantic import Field

from nonrefoul.rules import RULES, Label, Rule, events, load
from nonrefoul.rules.axes import beginnings, in_language, known, word_lists
from nonrefoul.rules.law import provisions
from nonrefoul.rules.states import Lang
from nonrefoul.words import Alert, Claim

ALERTS = RULES / "alerts.yml"
AGENTS = RULES / "agents.yml"

Agents = dict[str, tuple[str, ...]]

Severity = Annotated[int, Field(ge=1, le=5)]


class Standing(Rule):
    """What protected the person at the time, and what would have ended it."""

    any_of: tuple[str, ...] = Field(min_length=1)
    words: str | None = None
    elsewhere: bool = False
    ended_by: tuple[str, ...] = ()


class AlertKind(Rule):
    """A kind of alert: when it is raised, how grave it is, and which norms it names."""

    code: str
    label: Label
    text: Label
    severity: Severity
    severity_suspected: Severity
    when: tuple[tuple[str, ...], ...] = ()
    words: str | None = None
    by_origin: bool = False
    past_limit: bool = False
    within_days: int | None = None
    to_origin: bool = False
    standing: tuple[Standing, ...] = Field(default=(), alias="while")
    bound_by: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    resolved_by: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    norms: tuple[str, ...] = Field(min_length=1)
    norms_of: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    def events(self) -> set[str]:
        """Every event that the rule names."""
        told = {event for alternative in self.when for event in alternative}
        told.update(self.without, self.resolved_by)
        return told.union(*(set(each.any_of + each.ended_by) for each in self.standing))


@cache
def alert_kinds() -> dict[str, AlertKind]:
    """Every kind of alert by its code; raises RuleError where one names what does not exist."""
    kinds = {kind.code: kind for kind in load(ALERTS, tuple[AlertKind, ...])}
    for kind in kinds.values():
        known(str(ALERTS), "event", kind.events(), events())
        known(str(ALERTS), "norm", (*kind.norms, *kind.bound_by), provisions())
        known(str(ALERTS), "alert", kind.covers, kinds)
        lists = [kind.words, *(each.words for each in kind.standing), *kind.norms_of]
        known(str(ALERTS), "list of words", (each for each in lists if each), word_lists())
    return kinds


def of_state(claim: Claim, state: str | None) -> bool:
    """Whether the one who did it is named as an agency or a force of the state."""
    pattern = agents().get(state or "")
    return pattern is not None and pattern.search(claim.actor or "") is not None


@cache
def agents() -> dict[str, re.Pattern[str]]:
    """What finds the agencies and forces of each state in who did something; raises RuleError."""
    return {code: beginnings(names) for code, names in load(AGENTS, Agents).items()}


def alert_label(alert: Alert, lang: Lang) -> str:
    """The alert in a few words, as a suspicion; raises KeyError where no rule has its code."""
    return in_language(alert_kinds()[alert.code].label, lang)


def alert_text(alert: Alert, lang: Lang) -> str:
    """What is suspected, in a sentence; raises KeyError where no rule has the alert's code."""
    return in_language(alert_kinds()[alert.code].text, lang)
