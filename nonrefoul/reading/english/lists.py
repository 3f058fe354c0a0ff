"""Sets of English words, from rules/words/en.yml."""

from __future__ import annotations

from functools import cache

from nonrefoul.rules import RULES, load


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return load(RULES / "words" / "en.yml", dict[str, tuple[str, ...]])


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of a set; raises KeyError where there is none of that name."""
    return frozenset(_lists()[name])
