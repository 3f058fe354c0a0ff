"""Method and rules: event types, frames, weights and provisions, as the program holds them now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from fastapi import APIRouter
from starlette.responses import Response

from nonrefoul.desk.lawyering import Article, article
from nonrefoul.desk.naming import EVENT_GROUPS, modality_label
from nonrefoul.desk.speech import N_, Speech
from nonrefoul.desk.visit import Asked, not_there
from nonrefoul.posture import Number, weights
from nonrefoul.publish.posture_reasons import number_named, reason
from nonrefoul.publish.wording import raised
from nonrefoul.reading.frames import Example, Frame, families
from nonrefoul.reviewing import Record
from nonrefoul.rules import EventType, Rule, events
from nonrefoul.rules.alarms import AlertKind, alert_kinds
from nonrefoul.rules.axes import Axis, ClockKind, axes, clock_kinds, in_language
from nonrefoul.rules.law import Treaty, state_laws, treaties
from nonrefoul.words import Side

router = APIRouter()

SIDES = {
    Side.AGAINST: N_("against them"),
    Side.IN_FAVOUR: N_("for them"),
    Side.NONE: N_("does not count"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """An event type in a line: what it is called, how it weighs, how many rules read it."""

    code: str
    label: str
    definition: str
    side: str
    gravity: float
    rules: int


@dataclass(frozen=True, slots=True)
class Group:
    """Event types that belong together."""

    name: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the method, and why it is that."""

    name: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and what it says; `grade` is an alert's severity."""

    name: str
    says: str
    grade: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis and its states."""

    name: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reads:
    """A rule: its words, its examples, and what reviewers think of it."""

    id: str
    trigger: str
    near: tuple[str, ...]
    unless: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]
    record: Record | None


@dataclass(frozen=True, slots=True)
class Pact:
    """A treaty and its provisions on file."""

    name: str
    articles: tuple[Article, ...]


@router.get("/method", name="method")
def show(visit: Asked) -> Response:
    """The page."""
    say = visit.say
    return visit.page(
        "method.html",
        groups=tuple(groups(say)),
        certain=tuple(certain(say)),
        readings=tuple(readings(say)),
        figures=tuple(figures(say)),
        alerts=tuple(_alert(each, say) for each in alert_kinds().values()),
        clocks=tuple(_clock(each, say) for each in clock_kinds().values()),
        scales=tuple(_scale(each, say) for each in axes().values()),
        states=tuple(sorted(state_laws(), key=say.state)),
    )


@router.get("/method/event/{code}", name="event")
def event(visit: Asked, code: str) -> Response:
    """An event type: what counts as one, how it weighs and why, the rules that read it."""
    kind = events().get(code)
    if kind is None:
        raise not_there()
    outcome = weights().by_event.get(code)
    rules = tuple(_reads(each, visit.known.records) for each in _frames().get(code, ()))
    shown = _kind(kind, visit.say)
    why = reason(code, visit.say.lang) if outcome else ""
    return visit.page("event.html", kind=shown, why=why, rules=rules)


@router.get("/method/law", name="law")
def law(visit: Asked) -> Response:
    """The treaties with their provisions on file."""
    pacts = tuple(_pact(each, visit.say) for each in treaties())
    states = tuple(sorted(state_laws(), key=visit.say.state))
    return visit.page("law.html", pacts=pacts, states=states)


def groups(say: Speech) -> Iterator[Group]:
    """The event types, those that belong together in one place."""
    for code, name in EVENT_GROUPS.items():
        kinds = tuple(_kind(each, say) for each in events().values() if each.group == code)
        if kinds:
            yield Group(say(name), kinds)


def certain(say: Speech) -> Iterator[Figure]:
    """How much a claim counts by how its document gives it."""
    for modality, number in weights().certainty.items():
        _, why = number_named(f"certainty_{modality.value}", number.reason, say.lang)
        yield Figure(modality_label(modality, say), number.value, why)


def readings(say: Speech) -> Iterator[Figure]:
    """How far a reading is trusted where its own figure does not say it."""
    yield from _numbers(weights().readings, "reading_", say)


def figures(say: Speech) -> Iterator[Figure]:
    """The other numbers of the method."""
    yield from _numbers(weights(), "", say)


def _numbers(rule: Rule, prefix: str, say: Speech) -> Iterator[Figure]:
    for name in type(rule).model_fields:
        number = getattr(rule, name)
        if isinstance(number, Number):
            called, why = number_named(prefix + name, number.reason, say.lang)
            yield Figure(raised(called), number.value, why)


def _kind(kind: EventType, say: Speech) -> Kind:
    outcome = weights().by_event.get(kind.code)
    return Kind(
        kind.code,
        in_language(kind.label, say.lang),
        in_language(kind.definition, say.lang),
        say(SIDES[outcome.side]) if outcome else "",
        outcome.gravity if outcome else 0.0,
        len(_frames().get(kind.code, ())),
    )


@cache
def _frames() -> dict[str, tuple[Frame, ...]]:
    """The rules by the event that they read."""
    found: dict[str, list[Frame]] = {}
    for family in families():
        for frame in family.rules:
            found.setdefault(frame.event, []).append(frame)
    return {event: tuple(frames) for event, frames in found.items()}


def _reads(frame: Frame, known: Mapping[str, Record]) -> Reads:
    return Reads(
        frame.id,
        ", ".join(frame.trigger),
        tuple(", ".join(each) for each in (*frame.near, *frame.far)),
        ", ".join(frame.unless),
        tuple(each.text if isinstance(each, Example) else each for each in frame.must),
        frame.must_not,
        known.get(frame.id),
    )


def _alert(kind: AlertKind, say: Speech) -> Named:
    called, says = in_language(kind.label, say.lang), in_language(kind.text, say.lang)
    return Named(raised(called), says, kind.severity)


def _clock(kind: ClockKind, say: Speech) -> Named:
    return Named(raised(in_language(kind.label, say.lang)), in_language(kind.says, say.lang))


def _scale(axis: Axis, say: Speech) -> Scale:
    states = tuple(in_language(each.label, say.lang) for each in axis.states)
    return Scale(raised(in_language(axis.label, say.lang)), states)


def _pact(treaty: Treaty, say: Speech) -> Pact:
    articles = tuple(article(each, say) for each in treaty.provisions)
    return Pact(in_language(treaty.name, say.lang), articles)
