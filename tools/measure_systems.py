"""Measure names in Latin letters after every system that iuliia knows.

python tools/measure_systems.py. It is an independent hand's tables of how Russian is written in
Latin: passports of several times, libraries, standards, maps. They are no dependency: pip install
iuliia (MIT) beside this project. Same are a made person's name as Russian and each system write it,
and as each two systems do; different are made pairs that are two persons', the one or both after a
system drawn by chance.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "people"))

from made_pairs import MADE, Pair, later_pairs, made_pairs
from measure_pairs import ours

_DRAWS = 5


def names() -> list[str]:
    """The made persons' names as Russian writes them."""
    return [f"{each['ru'][0]} {each['ru'][2]}" for each in (*MADE["persons"], *MADE["later"])]


def same(systems: Mapping[str, Any]) -> Iterator[tuple[str, Pair]]:
    """One name in Russian and in a system, and in two systems."""
    for name in names():
        written = {code: each.translate(name) for code, each in systems.items()}
        yield from (("Russian and a system", Pair(name, w, True, c)) for c, w in written.items())
        for one, other in combinations(sorted(set(written.values())), 2):
            yield "two systems", Pair(one, other, True, "two systems")


def different(systems: Mapping[str, Any]) -> Iterator[Pair]:
    """Two persons' names, of which one or both are written after a system."""
    random = Random(1)  # noqa: S311
    for pair in (*made_pairs(), *later_pairs()):
        if not pair.same:
            for _ in range(_DRAWS):
                one, other = random.sample(sorted(systems), 2)
                first = systems[one].translate(pair.first)
                yield Pair(first, pair.second, False, pair.kind)
                yield Pair(first, systems[other].translate(pair.second), False, pair.kind)


def main() -> None:
    """Measure all systems together, then each."""
    schemas = import_module("iuliia").schemas.schemas
    found = list(same(schemas))
    apart = list(different(schemas))
    for kind in ("Russian and a system", "two systems"):
        ours(kind, [*(pair for its, pair in found if its == kind), *apart])
    for code in sorted(schemas):
        ours(code, [pair for its, pair in found if pair.kind == code])


if __name__ == "__main__":
    main()
