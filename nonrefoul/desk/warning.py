"""Alerts and clocks as pages show them: suspicions with what they rest on, and what is due when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nonrefoul.desk.naming import alert_label, alert_text, date_in_words, due_words, norm_name
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.telling import Told, told_once
from nonrefoul.publish.wording import plain, raised
from nonrefoul.rules.axes import clock_label, clock_text
from nonrefoul.rules.law import norm_in
from nonrefoul.words import Alert, Clock, Held, Norm, Verified


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An alert. `breached` are verified norms that it would breach; `to_check` the others."""

    id: str
    label: str
    text: str
    severity: int
    breached: tuple[str, ...]
    to_check: tuple[str, ...]
    claims: tuple[Told, ...]
    set_aside: str = ""
    judgement: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A clock that runs. `passed` is whether the last day that it may be due is over."""

    label: str
    text: str
    due: str
    day: dt.date | None
    passed: bool
    limit: bool
    since: str
    norm: str
    says: str
    claims: tuple[Told, ...]


def suspicion(alert: Alert, documents: Held, say: Speech) -> Suspicion:
    """An alert as a page shows it; of one that was set aside also by whom and why."""
    judgement = alert.dismissed
    why = ""
    if judgement:
        why = say(
            "set aside by %(who)s on %(day)s: %(why)s",
            who=plain(judgement.who),
            day=say.day(judgement.at.date()),
            why=plain(judgement.note or "?"),
        )
    firm = [each for each in alert.norms if each.verified is Verified.VERIFIED]
    loose = [each for each in alert.norms if each.verified is not Verified.VERIFIED]
    return Suspicion(
        alert.id,
        alert_label(alert.code, say),
        alert_text(alert.code, say),
        alert.severity,
        _named(firm, say),
        _named(loose, say),
        tuple(told_once(alert.claims, documents, say)),
        why,
        judgement.number if judgement else 0,
    )


def _named(norms: list[Norm], say: Speech) -> tuple[str, ...]:
    return tuple(plain(norm_in(each, say.lang).article) for each in norms)


def due(clock: Clock, documents: Held, say: Speech, today: dt.date) -> Due:
    """A clock as a page shows it."""
    last = clock.last_due or clock.first_due
    return Due(
        raised(clock_label(clock.kind, say.lang)),
        clock_text(clock.kind, say.lang),
        due_words(clock, say),
        clock.first_due,
        last is not None and last < today,
        clock.limit,
        date_in_words(clock.started, say),
        norm_name(clock.norm, say),
        plain(norm_in(clock.norm, say.lang).says),
        tuple(told_once(clock.claims, documents, say)),
    )
