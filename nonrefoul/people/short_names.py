"""Everyday forms of first names: `Гриша` is Григорий, `Слава` may be several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from nonrefoul.people.spelling import folds
from nonrefoul.rules import RULES, load

_NONE: frozenset[frozenset[str]] = frozenset()


@lru_cache(maxsize=200_000)
def meets(first: str, second: str) -> bool | None:
    """Whether one word is short for the other: True, None where it may be short for others too."""
    if not (fulls(first) or fulls(second)):
        return False
    for short, full in ((first, second), (second, first)):
        options = fulls(short)
        fitting = [option for option in options if not option.isdisjoint(folds(full))]
        if fitting:
            return True if len(options) == 1 else None
    shared = fulls(first) & fulls(second)
    return None if shared else False


@lru_cache(maxsize=200_000)
def fulls(word: str) -> frozenset[frozenset[str]]:
    """For each full name that a word may be short for, its readings."""
    return frozenset(each for fold in folds(word) for each in _fulls().get(fold, _NONE))


@cache
def _fulls() -> Mapping[str, frozenset[frozenset[str]]]:
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for name in ("short", "short_en"):
        table = load(RULES / "names" / f"{name}.yml", dict[str, tuple[str, ...]])
        for full, shorts in table.items():
            for short in shorts:
                for fold in folds(short) - folds(full):
                    found[fold].add(folds(full))
    return {fold: frozenset(names) for fold, names in found.items()}
