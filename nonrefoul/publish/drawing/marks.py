"""A mark for every matter: shape and fill tell the side, size the weight, never colour alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from nonrefoul.publish.dates import last_day
from nonrefoul.publish.drawing.scale import Months, month_number
from nonrefoul.publish.drawing.svg import element, points, titled
from nonrefoul.publish.posture_words import listed, matter_title, side_of
from nonrefoul.rules.states import Lang
from nonrefoul.words import Dated, Matter, Posture

Href = Callable[[Matter], str | None]

_LEAST, _MORE = 3.0, 4.0  # the radius of no weight, and what a whole weight adds
_ROW = 12.0
_TOUCH = 8.0  # how far from its middle a mark that leads somewhere is still hit


@dataclass(frozen=True, slots=True)
class Strips:
    """Where marks stand: above the plot, below it, at its middle, and left of it if undated."""

    above: float
    below: float
    middle: float
    tall: float
    undated: float


def marks(
    posture: Posture,
    months: Months,
    strips: Strips,
    lang: Lang,
    most: int,
    href: Href | None = None,
) -> Iterator[Element]:
    """One mark with its title for each matter that lies in the months, or has no day.

    Of `most` matters at most, those that add most; where `href` leads somewhere, a link.
    """
    placed: Counter[tuple[str, int]] = Counter()
    shown = _numbered(posture, months)[:most]
    count = Counter(_column(matter, months) for _, matter in shown)
    for number, matter in shown:
        column = _column(matter, months)
        aside, along = _place(placed[column], count[column], months.slot, strips.tall)
        placed[column] += 1
        x, y = _x(matter, months, strips) + aside, _y(matter, along, strips)
        made = _mark(matter, x, y, _reach(matter, months))
        to = href(matter) if href else None
        if to:
            around = element("circle", cx=x, cy=y, r=_TOUCH, class_="touch")
            made = element("a", around, made, href=to)
        yield titled(made, matter_title(number, matter, lang))


def _place(number: int, count: int, slot: float, tall: float) -> tuple[float, float]:
    """Where a mark of so many stands: aside of the middle, and along from the first row."""
    rows = max(1, int(tall // _ROW))
    wide = min(-(-count // rows), max(1, int(slot // _ROW)))
    step = min(_ROW, tall / -(-count // wide))
    return (number % wide - (wide - 1) / 2) * _ROW, number // wide * step


def left_out(posture: Posture, months: Months, most: int) -> tuple[int, int]:
    """How many matters lie before the months, and how many of the rest are more than `most`."""
    shown = len(_numbered(posture, months))
    return len(posture.matters) - shown, max(0, shown - most)


def sample(side: str, x: float, y: float) -> Element:
    """A mark of a side as the legend shows it."""
    return _shape(side, x, y, _LEAST + _MORE / 2)


def _numbered(posture: Posture, months: Months) -> list[tuple[int, Matter]]:
    """The matters that lie in the months, each with its number, those that add most first."""
    numbered = enumerate(listed(posture), start=1)
    return [(number, each) for number, each in numbered if _lies(each, months)]


def _lies(matter: Matter, months: Months) -> bool:
    return matter.day is None or months.holds(month_number(matter.day))


def _column(matter: Matter, months: Months) -> tuple[str, int]:
    """What stands one above another: marks of one side that would touch."""
    wide = max(months.slot, _ROW)
    x = -1 if matter.day is None else months.middle(month_number(matter.day)) // wide
    return side_of(matter), int(x)


def _x(matter: Matter, months: Months, strips: Strips) -> float:
    return strips.undated if matter.day is None else months.middle(month_number(matter.day))


def _y(matter: Matter, pushed: float, strips: Strips) -> float:
    if matter.stance == 0:
        return strips.middle - pushed
    return strips.below + pushed if matter.stance > 0 else strips.above - pushed


def _reach(matter: Matter, months: Months) -> float | None:
    """Where the last month is that the matter may have been in; None where that is its own."""
    last = last_day(matter.when) if matter.dated is Dated.EVENT else None
    if last is None or matter.day is None or month_number(last) <= month_number(matter.day):
        return None
    return min(months.middle(month_number(last)), months.right)


def _mark(matter: Matter, x: float, y: float, reach: float | None) -> Element:
    weight = min(1.0, max(0.0, matter.against + matter.in_favour or matter.weight))
    radius = _LEAST + _MORE * weight**0.5
    side = side_of(matter)
    shape = _shape(side, x, y, radius)
    told = element("line", x1=x, y1=y, x2=reach, y2=y, class_="reach") if reach else None
    if matter.dated is Dated.TOLD:
        told = element("line", x1=x - 6, y1=y + 7.5, x2=x + 6, y2=y + 7.5, class_="told")
    return element("g", told, shape, class_=f"matter {side}")


def _shape(side: str, x: float, y: float, radius: float) -> Element:
    if side == "against":
        corners = [(x, y - radius), (x + radius, y + radius * 0.8), (x - radius, y + radius * 0.8)]
        return element("polygon", points=points(corners), class_=f"mark {side}")
    if side == "in_favour":
        return element("circle", cx=x, cy=y, r=radius - 0.5, class_=f"mark {side}")
    corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    return element("polygon", points=points(corners), class_=f"mark {side}")
