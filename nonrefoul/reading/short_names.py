"""Short and pet forms of first names: `Гриша` may be Григорий."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from nonrefoul.rules import RULES, load

_NONE: frozenset[str] = frozenset()


@cache
def _fulls() -> Mapping[str, frozenset[str]]:
    """The full names, folded, that each short form may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for full, shorts in load(RULES / "names" / "short.yml", dict[str, tuple[str, ...]]).items():
        for short in shorts:
            found[short].add(full)
    return {short: frozenset(names) for short, names in found.items()}


def fulls(word: str) -> frozenset[str]:
    """The full first names, folded, that a folded word may be short for."""
    return _fulls().get(word, _NONE)


def one_name(first: str, second: str) -> bool:
    """Whether two folded first names may be one person's: the same, or one short for the other."""
    if first == second:
        return True
    ours, others = fulls(first), fulls(second)
    return first in others or second in ours or not ours.isdisjoint(others)
