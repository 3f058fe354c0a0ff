"""What the fields of a claim may hold, in words, for forms and for telling what was corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.desk.naming import EVENT_GROUPS, date_in_words, event_label, modality_label
from nonrefoul.desk.speech import N_, Speech
from nonrefoul.publish.wording import plain
from nonrefoul.rules import events
from nonrefoul.rules.states import Lang, state_name, states
from nonrefoul.words import Claim, Modality, SubjectKind

STATES = ("host", "origin", "third_state")

FIELDS = {
    "event": N_("What happened"),
    "modality": N_("How it is told"),
    "attribution": N_("On whose word"),
    "subject": N_("Name"),
    "subject_kind": N_("Whom it befell"),
    "group": N_("Called, without a name"),
    "host": N_("Host state"),
    "origin": N_("State that pursues"),
    "actor": N_("Who did it"),
    "third_state": N_("Another state in it"),
    "date": N_("When"),
    "quote": N_("Words"),
}
KINDS = {
    SubjectKind.PERSON: N_("a person"),
    SubjectKind.GROUP: N_("several people"),
    SubjectKind.ORGANISATION: N_("an organisation"),
    SubjectKind.OFFICIAL: N_("an official"),
    SubjectKind.NONE: N_("nobody: the state's own conduct"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is sent, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Options:
    """Choices under a heading; without one where it is blank."""

    heading: str
    options: tuple[Option, ...]


def field_label(name: str, say: Speech) -> str:
    """What a field of a claim is called."""
    return say(FIELDS[name])


def event_options(say: Speech) -> tuple[Options, ...]:
    """All events, by who acts."""
    return tuple(
        Options(
            say(heading),
            tuple(
                Option(code, event_label(code, say))
                for code, event in events().items()
                if event.group == group
            ),
        )
        for group, heading in EVENT_GROUPS.items()
    )


def modality_options(say: Speech) -> tuple[Option, ...]:
    """All ways in which a document may tell something."""
    return tuple(Option(each.value, modality_label(each, say)) for each in Modality)


def kind_options(say: Speech) -> tuple[Option, ...]:
    """All that an event may befall."""
    return tuple(Option(each.value, say(label)) for each, label in KINDS.items())


def state_options(say: Speech, first: Iterable[str]) -> tuple[Options, ...]:
    """All states by name, those that are met most before the others."""
    near = [Option(code, state_name(code, say.lang)) for code in first]
    return (Options(say("Often here"), tuple(near)), Options(say("All states"), _all(say.lang)))


@cache
def _all(lang: Lang) -> tuple[Option, ...]:
    named = [Option(code, state_name(code, lang)) for code in states()]
    return tuple(sorted(named, key=lambda each: each.label.casefold().replace("ё", "е")))


def in_words(claim: Claim, name: str, say: Speech) -> str:
    """The value of a claim's field as people say it; that it isn't told, where it is not."""
    value = getattr(claim, name)
    if name == "modality":
        return modality_label(value, say)
    if name == "subject_kind":
        return say(KINDS[value])
    if name == "event":
        return event_label(value, say)
    if value is None:
        return say("not told")
    if name == "date":
        return date_in_words(value, say)
    return state_name(value, say.lang) if name in STATES else plain(value)


def differing(one: Claim, other: Claim, names: Sequence[str] = tuple(FIELDS)) -> list[str]:
    """The fields in which two claims differ."""
    return [name for name in names if getattr(one, name) != getattr(other, name)]
