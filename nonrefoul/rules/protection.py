"""How protection is worked out and what raises an alert: the rules, checked, and their wordings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import Field

from nonrefoul.rules import RULES, Label, Rule, RuleError, events, load
from nonrefoul.rules.provisions import provisions
from nonrefoul.rules.states import Lang
from nonrefoul.words import Alert

CASES = RULES / "cases.yml"
ALERTS = RULES / "alerts.yml"

Severity = Annotated[int, Field(ge=1, le=5)]


class Step(Rule):
    """An event on an axis, the state it leads to, and the states it ends (None: all)."""

    event: str
    state: str
    ends: tuple[str, ...] | None = None


class Axis(Rule):
    """One question on a person's protection, with its steps in the order of caution."""

    code: str
    label: Label
    steps: tuple[Step, ...] = Field(min_length=1)
    contradicting: tuple[tuple[str, str], ...] = ()


class StatusKind(Rule):
    """A status, and the states of axes in which it holds."""

    code: str
    label: Label
    when: tuple[dict[str, tuple[str, ...]], ...] = Field(min_length=1)


class Protection(Rule):
    """All of `cases.yml`."""

    axes: tuple[Axis, ...]
    statuses: tuple[StatusKind, ...]


class Standing(Rule):
    """What protected the person at the time, and what would have ended it."""

    any_of: tuple[str, ...] = Field(min_length=1)
    ended_by: tuple[str, ...] = ()


class AlertKind(Rule):
    """A kind of alert: when it is raised, how grave it is, and which norms it names."""

    code: str
    label: Label
    text: Label
    severity: Severity
    severity_suspected: Severity
    when: tuple[tuple[str, ...], ...] = Field(min_length=1)
    to_origin: bool = False
    standing: tuple[Standing, ...] = Field(default=(), alias="while")
    without: tuple[str, ...] = ()
    resolved_by: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    norms: tuple[str, ...] = Field(min_length=1)

    def events(self) -> set[str]:
        """Every event that the rule names."""
        named = {event for alternative in self.when for event in alternative}
        named.update(self.without, self.resolved_by)
        return named.union(*(set(each.any_of + each.ended_by) for each in self.standing))


@cache
def protection() -> Protection:
    """The axes and statuses; raises RuleError where they name what does not exist."""
    rules = load(CASES, Protection)
    steps = [step for axis in rules.axes for step in axis.steps]
    _known(str(CASES), "event", (step.event for step in steps), events())
    states = {axis.code: {step.state for step in axis.steps} for axis in rules.axes}
    for axis in rules.axes:
        ended = (state for step in axis.steps for state in step.ends or ())
        pairs = (state for pair in axis.contradicting for state in pair)
        _known(str(CASES), "state", (*ended, *pairs), states[axis.code])
    for alternative in (when for kind in rules.statuses for when in kind.when):
        _known(str(CASES), "axis", alternative, states)
        for code, wanted in alternative.items():
            _known(str(CASES), "state", wanted, states[code])
    return rules


@cache
def alert_kinds() -> dict[str, AlertKind]:
    """Every kind of alert by its code; raises RuleError where one names what does not exist."""
    kinds = {kind.code: kind for kind in load(ALERTS, tuple[AlertKind, ...])}
    for kind in kinds.values():
        _known(str(ALERTS), "event", kind.events(), events())
        _known(str(ALERTS), "norm", kind.norms, provisions())
        _known(str(ALERTS), "alert", kind.covers, kinds)
    return kinds


def status_label(code: str, lang: Lang) -> str:
    """The name of a status; raises KeyError where no rule has it."""
    return _said({kind.code: kind.label for kind in protection().statuses}[code], lang)


def alert_label(alert: Alert, lang: Lang) -> str:
    """The alert in a few words, as a suspicion; raises KeyError where no rule has its code."""
    return _said(alert_kinds()[alert.code].label, lang)


def alert_text(alert: Alert, lang: Lang) -> str:
    """What is suspected, in a sentence; raises KeyError where no rule has the alert's code."""
    return _said(alert_kinds()[alert.code].text, lang)


def _said(label: Label, lang: Lang) -> str:
    return label.ru if lang == "ru" else label.en


def _known(path: str, what: str, named: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(named) - set(known))
    if unknown:
        raise RuleError(f"{path}: {what} {unknown[0]!r} does not exist; check its spelling")
