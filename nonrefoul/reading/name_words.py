"""The words that go with names of persons: prepositions, particles, titles, kin."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from nonrefoul.rules import RULES, Rule, load


class NameWords(Rule):
    """The words that go with names, from `rules/names/words.yml`."""

    prepositions: Mapping[str, tuple[str, ...]]
    particles: frozenset[str]
    child: frozenset[str]
    named_after: frozenset[str]
    families: frozenset[str]
    households: frozenset[str]
    kin: frozenset[str]
    of_place: frozenset[str]
    titles: Mapping[str, Literal["Masc", "Fem"]]


@cache
def name_words() -> NameWords:
    """The words that go with names."""
    return load(RULES / "names" / "words.yml", NameWords)
