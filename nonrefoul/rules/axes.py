"""The axes on which a person stands, and the kinds of clocks: the rules, checked on loading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from pydantic import Field

from nonrefoul.rules import RULES, Label, Rule, RuleError, events, load
from nonrefoul.rules.law import provisions
from nonrefoul.rules.states import Lang
from nonrefoul.words import Claim

AXES = RULES / "axes.yml"
CLOCKS = RULES / "clocks.yml"


class State(Rule):
    """A state of an axis and the provisions that it rests on.

    `norms_of` are, by a list of words, those of the norms that count alone where claims say it.
    """

    code: str
    label: Label
    norms: tuple[str, ...] = ()
    norms_of: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    contested: bool = False
    quiet: bool = False


class Move(Rule):
    """An event that leads to a state, and the states that it leads out of (None: all)."""

    event: str
    to: str
    words: str | None = None
    to_origin: bool = False
    out_of: tuple[str, ...] | None = Field(default=None, alias="from")

    def fits(self, claim: Claim) -> bool:
        """Whether this is the move that the claim makes, as far as event and words tell."""
        if claim.event != self.event:
            return False
        if self.to_origin and claim.third_state not in (None, claim.origin):
            return False
        return self.words is None or says(claim, self.words)

    def leaves(self, state: str) -> bool:
        """Whether the move leads out of a state."""
        return state != self.to and (self.out_of is None or state in self.out_of)


class Axis(Rule):
    """One question on a person's case: its states in order of caution, and what moves it."""

    code: str
    label: Label
    states: tuple[State, ...] = Field(min_length=2)
    moves: tuple[Move, ...] = Field(min_length=1)
    contradicting: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> str:
        """The state in which nothing is told."""
        return self.states[0].code

    def state(self, code: str) -> State:
        """The state of that code; raises KeyError where there is none."""
        for each in self.states:
            if each.code == code:
                return each
        raise KeyError(code)

    def move(self, claim: Claim) -> Move | None:
        """The move that a claim makes; None where it makes none."""
        return next((each for each in self.moves if each.fits(claim)), None)


class Axes(Rule):
    """All of `axes.yml`."""

    words: dict[str, tuple[str, ...]]
    axes: tuple[Axis, ...]


class Ground(Rule):
    """What shows that a clock is meant: states of axes, or events."""

    axes: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    events: tuple[str, ...] = ()


class ClockKind(Rule):
    """What starts and stops a clock, and what it means that it runs out."""

    code: str
    label: Label
    says: Label
    starts: tuple[str, ...]
    within: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="in")
    not_in: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    ground: Ground | None = None
    stops: tuple[str, ...]
    holds: tuple[str, ...] = ()
    late: bool = False
    limit: bool = False
    restarts: bool = False


@cache
def axes() -> dict[str, Axis]:
    """Every axis by its code; raises RuleError where one names what does not exist."""
    rules = _rules()
    for axis in rules.axes:
        states = {state.code for state in axis.states}
        known(str(AXES), "event", (move.event for move in axis.moves), events())
        known(
            str(AXES),
            "list of words",
            (each.words for each in axis.moves if each.words),
            rules.words,
        )
        known(
            str(AXES),
            "list of words",
            (words for state in axis.states for words in state.norms_of),
            rules.words,
        )
        led = (state for move in axis.moves for state in (move.to, *(move.out_of or ())))
        known(
            str(AXES),
            "state",
            (*led, *(one for pair in axis.contradicting for one in pair)),
            states,
        )
        known(
            str(AXES), "norm", (norm for state in axis.states for norm in state.norms), provisions()
        )
        for state in axis.states[1:]:
            if not state.norms:
                raise RuleError(f"{AXES}: state {axis.code}.{state.code}: `norms` is missing")
    _known_in_law(rules)
    return {axis.code: axis for axis in rules.axes}


def _known_in_law(rules: Axes) -> None:
    states = {f"{axis.code}.{state.code}" for axis in rules.axes for state in axis.states}
    for provision in provisions().values():
        known(f"rules/law: {provision.id}", "state", provision.bears_on, states)
        stops = provision.term.stops if provision.term else ()
        known(f"rules/law: {provision.id}", "event", stops, events())
        kind = provision.term and provision.term.kind
        if kind:
            known(f"rules/law: {provision.id}", "kind of clock", [kind], clock_kinds())


@cache
def clock_kinds() -> dict[str, ClockKind]:
    """Every kind of clock by its code; raises RuleError where one names what does not exist."""
    kinds = {kind.code: kind for kind in load(CLOCKS, tuple[ClockKind, ...])}
    states = {axis.code: {state.code for state in axis.states} for axis in _rules().axes}
    for kind in kinds.values():
        named = {
            *kind.starts,
            *kind.stops,
            *kind.holds,
            *(kind.ground.events if kind.ground else ()),
        }
        known(str(CLOCKS), "event", named, events())
        for where in (kind.within, kind.not_in, kind.ground.axes if kind.ground else {}):
            known(str(CLOCKS), "axis", where, states)
            for axis, codes in where.items():
                known(str(CLOCKS), "state", codes, states[axis])
    return kinds


@cache
def _rules() -> Axes:
    return load(AXES, Axes)


def word_lists() -> dict[str, tuple[str, ...]]:
    """The lists of words by which claims of one event are told apart."""
    return _rules().words


def norms_told(
    norms: Iterable[str], norms_of: Mapping[str, Iterable[str]], claims: Iterable[Claim]
) -> tuple[str, ...]:
    """The norms, less those of bodies that the claims don't name, if they name any.

    `norms_of` are the norms of bodies by the lists of words that name these.
    """
    told = tuple(claims) if norms_of else ()
    of_some = {norm for own in norms_of.values() for norm in own}
    named = {
        norm
        for words, own in norms_of.items()
        if any(says(claim, words) for claim in told)
        for norm in own
    }
    return tuple(each for each in norms if not named or each in named or each not in of_some)


@lru_cache(maxsize=200_000)
def says(claim: Claim, words: str) -> bool:
    """Whether the claim's words, or who did it, have a word that begins as one of the list does."""
    return _pattern(words).search(f"{claim.quote} {claim.actor or ''}") is not None


@cache
def _pattern(words: str) -> re.Pattern[str]:
    stems = _rules().words[words]
    return beginnings(stems)


def beginnings(stems: Iterable[str]) -> re.Pattern[str]:
    """What finds words that begin so; of one in capitals only the word itself, as of CIS."""
    parts = (re.escape(each) + (r"\b" if each.isupper() else "") for each in stems)
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


def axis_label(axis: str, lang: Lang) -> str:
    """The name of an axis; raises KeyError where there is none of the code."""
    return in_language(axes()[axis].label, lang)


def state_label(axis: str, code: str, lang: Lang) -> str:
    """The name of a state of an axis; raises KeyError where there is none of the codes."""
    return in_language(axes()[axis].state(code).label, lang)


def clock_label(kind: str, lang: Lang) -> str:
    """The name of a kind of clock; raises KeyError where there is none of the code."""
    return in_language(clock_kinds()[kind].label, lang)


def clock_text(kind: str, lang: Lang) -> str:
    """What it means that a clock runs out; raises KeyError where there is none of the code."""
    return in_language(clock_kinds()[kind].says, lang)


def in_language(label: Label, lang: Lang) -> str:
    """The label in a language of the interface."""
    return label.ru if lang == "ru" else label.en


def known(path: str, what: str, named: Iterable[str], there: Iterable[str]) -> None:
    """Raise RuleError where one that is named is not there."""
    unknown = sorted(set(named) - set(there))
    if unknown:
        raise RuleError(f"{path}: {what} {unknown[0]!r} does not exist; check its spelling")
