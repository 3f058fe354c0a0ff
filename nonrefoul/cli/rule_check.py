"""Checks every rule file and says in words what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import typer

from nonrefoul.cli import errors
from nonrefoul.cli.wording import texts
from nonrefoul.copies.limits import limits
from nonrefoul.people import agencies, reason, short_names
from nonrefoul.people.spelling import matching
from nonrefoul.posture.weights import weights
from nonrefoul.publish.plover import plover
from nonrefoul.publish.posture_words import posture_texts
from nonrefoul.publish.wording import texts as digest_texts
from nonrefoul.reading.confidence import least
from nonrefoul.reading.date_words import russian
from nonrefoul.reading.declension import forms
from nonrefoul.reading.english.gazetteer import rules as english_places
from nonrefoul.reading.english.lists import word_set
from nonrefoul.reading.frames import families, word_sets
from nonrefoul.reading.gazetteer import gazetteer, states
from nonrefoul.reading.geography import weights as places
from nonrefoul.reading.modality import markers
from nonrefoul.reading.name_words import name_words
from nonrefoul.reading.relevance import vocabulary
from nonrefoul.reading.short_names import fulls
from nonrefoul.reviewing import learning
from nonrefoul.rules import RULES, RuleError, events, load
from nonrefoul.rules.alarms import agents, alert_kinds
from nonrefoul.rules.axes import axes, clock_kinds
from nonrefoul.rules.law import StateLaw, Treaty, state_files, treaty_files, use
from nonrefoul.rules.states import state_name
from nonrefoul.texts import alphabets

# What loads the other rule files, each with the checks that its own readers make.
_OTHERS: tuple[Callable[[], object], ...] = (
    events,
    axes.__wrapped__,
    clock_kinds.__wrapped__,
    alert_kinds.__wrapped__,
    agents,
    weights,
    learning,
    plover,
    least,
    matching,
    families,
    word_sets,
    russian,
    markers,
    states,
    gazetteer,
    places,
    name_words,
    vocabulary,
    english_places,
    limits,
    alphabets.rules,
    lambda: fulls(""),
    lambda: short_names.fulls("Имярек"),
    lambda: agencies("Имярек"),
    lambda: reason("common_name", "en"),
    lambda: forms("Имярекова"),
    lambda: word_set("speaking"),
    lambda: texts("en"),
    lambda: digest_texts("en"),
    lambda: posture_texts("en"),
    lambda: state_name("KG", "en"),
)


def check(rules: Path | None) -> int:
    """Print each mistake on a line of its own; gives the exit code."""
    use(rules)
    found = list(dict.fromkeys(_mistakes()))
    for mistake in found:
        errors.say(mistake)
    if found:
        return errors.BROKEN
    count = len(list(RULES.rglob("*.yml"))) + (len(list(rules.rglob("*.yml"))) if rules else 0)
    typer.echo(f"{count} rule files, nothing wrong")
    return errors.FINE


def _mistakes() -> Iterator[str]:
    """Every file of law by itself, then all together and the other rules."""
    for path in treaty_files():
        yield from _told(partial(load, path, Treaty))
    for path in state_files():
        yield from _told(partial(load, path, StateLaw))
    for each in _OTHERS:
        yield from _told(each)


def _told(load_it: Callable[[], object]) -> list[str]:
    try:
        load_it()
    except RuleError as error:
        return [str(error)]
    return []
