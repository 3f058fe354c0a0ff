"""Draws the desk's map: states' shapes out of Natural Earth, projected, simplified, as SVG paths.

Natural Earth is in the public domain. Its shapes come as the npm package `world-atlas` (ISC), the
codes of states as `i18n-iso-countries` (MIT); both are unpacked into a folder first:

    npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0   # and `tar xzf` each into its own folder
    .venv/bin/python tools/make_map.py world-atlas/package i18n-iso-countries/package

It writes `nonrefoul/desk/map.json`: by code a path and the point where a mark is set. The same
packages give the same file. The projection is Equal Earth (Šavrič, Patterson, Jenny 2018), so that
no state looks larger than it is.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[int]

MAP = Path(__file__).parents[1] / "nonrefoul" / "desk" / "map.json"
WIDTH = 4000.0
COARSE = 1.4  # a line may run so far beside the coast, in units of the map
SMALL = 12.0  # islands of a smaller area are left out, where the state has a larger one

# Natural Earth draws who holds a place; this map goes by the United Nations. Without a code there
# it goes to the state whose the United Nations hold it to be.
BELONGS = {"Somaliland": "SO", "Kosovo": "XK", "N. Cyprus": "CY", "Siachen Glacier": "IN"}
# Crimea is Ukraine's (General Assembly resolution 68/262); there it is a ring of Russia's.
CRIMEA = (32.0, 44.2, 36.9, 46.4)
LEFT_OUT = {"AQ", "TF", "HM", "GS", "BV"}
# Where the middle of the largest ring would be misleading or crowded: longitude, latitude.
MARKS = {"RU": (45.0, 56.0), "US": (-98.0, 39.5), "FR": (2.5, 46.6), "NO": (9.5, 61.0)}


def main(atlas: Path, codes: Path) -> None:
    """Write the map from the two packages."""
    topology = json.loads((atlas / "countries-50m.json").read_text(encoding="utf-8"))
    numbers = {
        each[2]: each[0] for each in json.loads((codes / "codes.json").read_text(encoding="utf-8"))
    }
    arcs = _arcs(topology)
    states: dict[str, list[Ring]] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        code = numbers.get(shape.get("id", "")) or BELONGS.get(shape["properties"]["name"])
        if code and code not in LEFT_OUT:
            for ring in _rings(shape):
                states["UA" if code == "RU" and _within(ring, arcs) else code].append(ring)
    simple = [_simplified(arc) for arc in arcs]
    drawn = {code: _drawn(code, rings, arcs, simple) for code, rings in sorted(states.items())}
    MAP.write_text(_lines(drawn), encoding="utf-8")
    print(f"{len(drawn)} states, {MAP.stat().st_size:,} bytes")


def projected(longitude: float, latitude: float) -> Point:
    """A place on the map, by Equal Earth; (0, 0) is the upper left corner."""
    a, b, c, d = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    under = 3 * (9 * d * t**8 + 7 * c * t**6 + 3 * b * t**2 + a)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / under
    y = d * t**9 + c * t**7 + b * t**3 + a * t
    scale = WIDTH / (2 * 2.7066299836960748)
    return WIDTH / 2 + x * scale, (1.3173627591574133 - y) * scale


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines of a TopoJSON file as longitudes and latitudes."""
    (by_x, by_y), (x_0, y_0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * by_x + x_0, y * by_y + y_0))
        found.append(_going_on(line))
    return found


def _going_on(line: Sequence[Point]) -> list[Point]:
    """A line without leaps: where it crosses 180°, it goes on to 181°."""
    turns, before, told = 0, line[0][0], []
    for x, y in line:
        turns += (before - x > 180) - (x - before > 180)
        told.append((x + 360 * turns, y))
        before = x
    return told


def _rings(shape: dict[str, Any]) -> list[Ring]:
    if shape["type"] == "Polygon":
        return list(shape["arcs"])
    return [ring for polygon in shape["arcs"] for ring in polygon]


def _line(number: int, arcs: Sequence[Sequence[Point]]) -> Sequence[Point]:
    """An arc by its number; a negative one runs backwards (TopoJSON, section 2.1.4)."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _points(ring: Ring, arcs: Sequence[Sequence[Point]]) -> list[Point]:
    joined = [point for number in ring for point in _line(number, arcs)[:-1]]
    joined = _going_on([((x + 180) % 360 - 180, y) for x, y in joined])
    return [*joined, joined[0]]


def _within(ring: Ring, arcs: Sequence[Sequence[Point]]) -> bool:
    """Whether a ring lies where Crimea is."""
    west, south, east, north = CRIMEA
    return all(west < x < east and south < y < north for x, y in _points(ring, arcs))


def _joined(rings: Iterable[Ring]) -> list[Ring]:
    """Rings as one shape: what two of them share, once each way, is no border."""
    numbers = [number for ring in rings for number in ring]
    return [[number for number in numbers if ~number not in set(numbers)]]


def _chained(numbers: list[int], arcs: Sequence[Sequence[Point]]) -> list[Ring]:
    """Arcs as closed rings: each goes on where the one before ended."""
    begins: dict[Point, list[int]] = defaultdict(list)
    for number in numbers:
        begins[_end(number, 0, arcs)].append(number)
    rings = []
    for number in numbers:
        if number not in begins[_end(number, 0, arcs)]:
            continue
        ring: Ring = []
        following: int | None = number
        while following is not None:
            begins[_end(following, 0, arcs)].remove(following)
            ring.append(following)
            onward = begins[_end(following, -1, arcs)]
            following = onward[0] if onward else None
        rings.append(ring)
    return rings


def _end(number: int, which: int, arcs: Sequence[Sequence[Point]]) -> Point:
    """Where an arc begins (0) or ends (-1), the same on both sides of 180°."""
    x, y = _line(number, arcs)[which]
    return round((x + 180) % 360, 6), round(y, 6)


def _simplified(line: list[Point]) -> list[Point]:
    """Places with fewer between (Douglas, Peucker 1973); the ends stay, so that borders agree."""
    places, line = line, [projected(*place) for place in line]
    kept = {0, len(line) - 1}
    if line[0] == line[-1] and len(line) > 3:
        kept.add(max(range(len(line)), key=lambda n: math.dist(line[0], line[n])))
    marks = sorted(kept)
    spans = list(pairwise(marks))
    while spans:
        first, last = spans.pop()
        far, place = max(
            ((_beside(line[n], line[first], line[last]), n) for n in range(first + 1, last)),
            default=(0.0, 0),
        )
        if far > COARSE:
            kept.add(place)
            spans += [(first, place), (place, last)]
    return [places[n] for n in sorted(kept)]


def _beside(point: Point, one: Point, other: Point) -> float:
    length = math.dist(one, other)
    if not length:
        return math.dist(point, one)
    across = (other[0] - one[0]) * (one[1] - point[1]) - (one[0] - point[0]) * (other[1] - one[1])
    return abs(across) / length


def _drawn(
    code: str, rings: list[Ring], arcs: list[list[Point]], simple: list[list[Point]]
) -> dict[str, Any]:
    """A state: its path, and where its mark is set."""
    chained = _chained(_joined(rings)[0], arcs)
    flat = ([projected(*place) for place in _east(code, _points(ring, simple))] for ring in chained)
    shapes = sorted(flat, key=lambda one: -_area(one))
    full = max((_points(ring, arcs) for ring in chained), key=_area)
    wanted = [each for n, each in enumerate(shapes) if n == 0 or _area(each) >= SMALL]
    mark = projected(*MARKS[code]) if code in MARKS else projected(*_middle(full))
    path = "".join(_path(each) for each in wanted if len(set(_rounded(each))) > 2)
    return {"at": [round(mark[0]), round(mark[1])], "path": path}


def _east(code: str, places: list[Point]) -> list[Point]:
    """Russia's shores beyond 180° beside the rest of it."""
    beyond = code == "RU" and max(x for x, _ in places) < 0
    return [(x + 360, y) for x, y in places] if beyond else places


def _area(points: Sequence[Point]) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairwise(points))) / 2


def _middle(points: Sequence[Point]) -> Point:
    """The centre of a shape's area."""
    area = x_sum = y_sum = 0.0
    x_0, y_0 = points[0]
    for (x, y), (u, v) in pairwise(points):
        cross = (x - x_0) * (v - y_0) - (u - x_0) * (y - y_0)
        area, x_sum = area + cross, x_sum + (x + u - 2 * x_0) * cross
        y_sum += (y + v - 2 * y_0) * cross
    if not area:
        return points[0]
    return x_0 + x_sum / (3 * area), y_0 + y_sum / (3 * area)


def _rounded(points: Sequence[Point]) -> list[tuple[int, int]]:
    return [(round(x), round(y)) for x, y in points]


def _path(points: Sequence[Point]) -> str:
    """A closed path in whole steps, each from the point before."""
    places = _rounded(points)[:-1]
    told, (x, y) = [f"M{places[0][0]} {places[0][1]}l"], places[0]
    for u, v in places[1:]:
        if (u, v) != (x, y):
            told.append(f"{u - x} {v - y} ")
        x, y = u, v
    return "".join(told).rstrip().replace(" -", "-") + "z"


def _lines(drawn: dict[str, Any]) -> str:
    """As JSON, a line a state, so that a change can be seen."""
    each = (f" {json.dumps(code)}: {json.dumps(state)}" for code, state in drawn.items())
    return "{\n" + ",\n".join(each) + "\n}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
