"""The legend: what each line, mark and bar of a drawing stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from nonrefoul.publish.dates import last_day
from nonrefoul.publish.drawing.marks import sample
from nonrefoul.publish.drawing.svg import element, text
from nonrefoul.publish.posture_words import posture_texts, side_of
from nonrefoul.rules.states import Lang
from nonrefoul.words import Dated, Matter, Posture

# How wide a letter is at most, of the legend's size; no font is measured.
LETTER = 6.6
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
    two = posture.people.matters and posture.policy.matters
    sides = {side_of(each) for each in posture.matters}
    for here, key, glyph in (
        (posture.curve, "plot_both", _line("line both")),
        (posture.curve and two, "plot_people", _line("line people")),
        (posture.curve and two, "plot_policy", _line("line policy")),
        (posture.curve, "plot_band", _box("band", 10)),
        *((side in sides, side, _sample(side)) for side in ("against", "in_favour", "neither")),
        (sides, "plot_size", _sizes),
        (any(each.dated is Dated.TOLD for each in posture.matters), "plot_told", _told),
        (any(map(_wide, posture.matters)), "plot_reach", _line("reach")),
        (posture.turns, "plot_turned", _turn),
        (posture.attention, "plot_written", _box("documents", 8)),
    ):
        if here:
            yield key, glyph


def _wide(matter: Matter) -> bool:
    """Whether the matter's date leaves open in which month it was."""
    last = last_day(matter.when) if matter.dated is Dated.EVENT else None
    return bool(last and matter.day and last.replace(day=1) > matter.day.replace(day=1))


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
