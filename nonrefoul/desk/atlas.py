"""The map of host states: shapes out of Natural Earth, and where each one's mark is set."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

FILE = Path(__file__).parent / "map.json"
# The map's own measures, in its units; `tools/make_map.py` draws it.
FULL = (0.0, 0.0, 4240.0, 1780.0)
_CLOSEST = 900.0
_ROUND = 2.3  # how much wider than high a part of the map is
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """A state's path, and the point where its mark is set."""

    path: str
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A state on the map; its mark stands at `x`, `y`, off its `at` where others are near."""

    code: str
    path: str
    at: tuple[float, float]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """The part of the map that shows some states: its box, all other land, those states."""

    box: tuple[float, float, float, float]
    land: str
    states: tuple[Placed, ...]
    radius: float


@cache
def shapes() -> Mapping[str, Shape]:
    """Every state's shape, by code."""
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return {code: Shape(each["path"], tuple(each["at"])) for code, each in found.items()}


def sheet(codes: Iterable[str]) -> Sheet:
    """The map drawn close enough for some states to be told apart; of the rest it shows the land.

    States that the map does not have are left out.
    """
    return _sheet(tuple(sorted({code for code in codes if code in shapes()})))


@lru_cache(maxsize=32)
def _sheet(here: tuple[str, ...]) -> Sheet:
    known = shapes()
    box = _box([known[code].at for code in here])
    radius = box[2] / 85
    marks = _apart({code: known[code].at for code in here}, 2.15 * radius)
    land = "".join(shape.path for code, shape in known.items() if code not in here)
    placed = (Placed(code, known[code].path, known[code].at, *marks[code]) for code in here)
    return Sheet(box, land, tuple(placed), radius)


def _box(places: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """The part of the map around some places, with a margin; all of it where they are far apart."""
    if not places:
        return FULL
    xs, ys = [x for x, _ in places], [y for _, y in places]
    width = max(_CLOSEST, 1.35 * (max(xs) - min(xs)), 1.5 * _ROUND * (max(ys) - min(ys)))
    if width > 0.8 * FULL[2]:
        return FULL
    height = width / _ROUND
    left = (min(xs) + max(xs) - width) / 2
    top = (min(ys) + max(ys) - height) / 2
    return (
        min(max(left, FULL[0]), FULL[2] - width),
        min(max(top, FULL[1]), FULL[3] - height),
        width,
        height,
    )


def _apart(
    places: Mapping[str, tuple[float, float]], least: float
) -> dict[str, tuple[float, float]]:
    """The places moved until no two are nearer than that, in the same way each time."""
    found = {code: [x, y] for code, (x, y) in places.items()}
    codes = sorted(found)
    for _ in range(_ROUNDS):
        pushed = [_push(found[one], found[other], least) for one, other in combinations(codes, 2)]
        if not any(pushed):
            break
    return {code: (round(x, 1), round(y, 1)) for code, (x, y) in found.items()}


def _push(one: list[float], other: list[float], least: float) -> bool:
    """Move two places apart where they are too near; whether they were."""
    x, y = other[0] - one[0], other[1] - one[1]
    far = (x * x + y * y) ** 0.5
    if far >= least - 0.01:
        return False
    step = (least - far) / 2
    x, y = (x / far, y / far) if far else (1.0, 0.0)
    one[0], one[1] = one[0] - x * step, one[1] - y * step
    other[0], other[1] = other[0] + x * step, other[1] + y * step
    return True
