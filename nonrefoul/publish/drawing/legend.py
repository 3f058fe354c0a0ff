"""The legend: what each line, mark and bar of a drawing stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from nonrefoul.publish.drawing.marks import sample, side_of
from nonrefoul.publish.drawing.svg import element, text
from nonrefoul.publish.posture_words import posture_texts
from nonrefoul.rules.states import Lang
from nonrefoul.words import Dated, Posture

# How wide a letter is at most, of the legend's size; no font is measured.
LETTER = 6.1
ROW = 18.0

_Glyph = Callable[[float, float], Element]


def legend(
    posture: Posture, left: float, right: float, top: float, lang: Lang
) -> tuple[list[Element], float]:
    """The legend in as many rows as it needs, and where it ends."""
    x, y, made = left, top, list[Element]()
    for key, glyph in _entries(posture):
        said = posture_texts(lang)[key]
        wide = 24 + len(said) * LETTER + 14
        if x + wide > right and x > left:
            x, y = left, y + ROW
        made += [glyph(x, y), text(x + 24, y + 4, said, "key")]
        x += wide
    return made, y + ROW


def _entries(posture: Posture) -> Iterator[tuple[str, _Glyph]]:
    if posture.curve:
        yield "plot_both", _line("line both")
    if posture.curve and posture.people.matters and posture.policy.matters:
        yield "plot_people", _line("line people")
        yield "plot_policy", _line("line policy")
    if posture.curve:
        yield "plot_band", _box("band", 10)
    sides = {side_of(each) for each in posture.matters}
    for key in ("against", "in_favour", "neither"):
        if key in sides:
            yield key, _sample(key)
    if sides:
        yield "plot_size", _sizes
    if any(each.dated is Dated.TOLD for each in posture.matters):
        yield "plot_told", _told
    if posture.turns:
        yield "plot_turned", _turn
    if posture.attention:
        yield "plot_written", _box("documents", 8)


def _line(kind: str) -> _Glyph:
    return lambda x, y: element("line", x1=x, y1=y, x2=x + 18, y2=y, class_=kind)


def _box(kind: str, tall: float) -> _Glyph:
    return lambda x, y: element("rect", x=x, y=y - tall / 2, width=18, height=tall, class_=kind)


def _sample(side: str) -> _Glyph:
    return lambda x, y: sample(side, x + 9, y)


def _sizes(x: float, y: float) -> Element:
    circles = ((x + 3, 1.5), (x + 12, 4.5))
    made = (element("circle", cx=at, cy=y, r=r, class_="mark neither") for at, r in circles)
    return element("g", *made)


def _told(x: float, y: float) -> Element:
    return element("line", x1=x + 3, y1=y, x2=x + 15, y2=y, class_="told")


def _turn(x: float, y: float) -> Element:
    line = element("line", x1=x + 9, y1=y - 7, x2=x + 9, y2=y + 7)
    return element("g", line, class_="turn")
