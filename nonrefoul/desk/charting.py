"""The curve of a posture as the numbers that an SVG needs: nothing here knows a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nonrefoul.words import Matter, Point

LEFT, RIGHT, TOP, HIGH = 46.0, 10.0, 10.0, 170.0
ROW = 13.0
_LABEL = 85.0  # so much room a label needs


@dataclass(frozen=True, slots=True)
class Mark:
    """An event under the curve: where, how large, on which side, and which matter it is."""

    x: float
    y: float
    size: float
    side: str
    matter: int
    month: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label of an axis."""

    at: float
    month: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A curve with its band: `band` and `line` are points of a polygon and a line.

    `levels` are the heights of 100, 50 and 0 in a hundred; `marks` stand below `floor`.
    """

    width: float
    height: float
    band: str
    line: str
    levels: tuple[float, float, float]
    left: float
    right: float
    floor: float
    labels: tuple[Label, ...]
    marks: tuple[Mark, ...]


def chart(curve: Sequence[Point], matters: Sequence[Matter] = (), width: float = 760) -> Chart:
    """The chart of a curve; under it matters, each a mark in the month from which it counts."""
    right = width - RIGHT
    step = (right - LEFT) / max(1, len(curve) - 1)
    xs = {point.month: LEFT + n * step for n, point in enumerate(curve)}
    means = [(xs[each.month], _height(each.balance.mean)) for each in curve]
    highs = [(xs[each.month], _height(each.balance.high)) for each in curve]
    lows = [(xs[each.month], _height(each.balance.low)) for each in reversed(curve)]
    floor = TOP + HIGH
    marks = _marks(matters, xs, floor + 30)
    deepest = max((each.y for each in marks), default=floor + 18)
    return Chart(
        width,
        deepest + ROW,
        _points([*highs, *lows]),
        _points(means),
        (_height(1), _height(0.5), _height(0)),
        LEFT,
        right,
        floor,
        tuple(_labels(curve, xs, right - LEFT)),
        tuple(marks),
    )


def month_of(day: dt.date) -> str:
    """The EDTF month of a day."""
    return f"{day:%Y-%m}"


def _height(share: float) -> float:
    return TOP + (1 - share) * HIGH


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _labels(curve: Sequence[Point], xs: dict[str, float], room: float) -> list[Label]:
    """Some of the months, so that they do not run into each other."""
    each = max(1, -(-len(curve) // max(1, int(room / _LABEL))))
    last = len(curve) - 1
    shown = [n for n in range(0, len(curve), each) if n == 0 or last - n >= each]
    return [Label(xs[curve[n].month], curve[n].month) for n in [*shown, *([last] if last else [])]]


def _marks(matters: Sequence[Matter], xs: dict[str, float], top: float) -> list[Mark]:
    """A mark a matter, those of one month one below another."""
    rows: dict[str, int] = {}
    found = []
    for number, matter in enumerate(matters):
        month = month_of(matter.day) if matter.day else ""
        if month in xs and matter.stance:
            row = rows.get(month, 0)
            rows[month] = row + 1
            side = "against" if matter.stance < 0 else "in-favour"
            size = 3 + 4 * min(1.0, abs(matter.stance) * matter.weight)
            found.append(Mark(xs[month], top + row * 2 * ROW, size, side, number, month))
    return found
