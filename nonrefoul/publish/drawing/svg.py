"""Elements of a drawing: SVG 2 out of the standard library's XML, so all text is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

NAMESPACE = "http://www.w3.org/2000/svg"

Value = str | float | None


def element(tag: str, *inside: Element | None, says: str | None = None, **values: Value) -> Element:
    """An element with what is inside it; `says` is its text, None among the rest is left out.

    Names of attributes are written with underscores: `text_anchor`, `class_`.
    """
    made = Element(tag)
    for name, value in values.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), _written(value))
    if says is not None:
        made.text = says
    made.extend(each for each in inside if each is not None)
    return made


def titled(made: Element, title: str) -> Element:
    """The element with a title, which a pointer shows and a screen reader says."""
    told = Element("title")
    told.text = title
    made.insert(0, told)
    return made


def text(x: float, y: float, says: str, kind: str, anchor: str | None = None) -> Element:
    """A line of text that begins at a place, or ends or stands in the middle there."""
    return element("text", says=says, x=x, y=y, class_=kind, text_anchor=anchor)


def points(places: Iterable[tuple[float, float]]) -> str:
    """Places as the points of a line or an area."""
    return " ".join(f"{_written(x)},{_written(y)}" for x, y in places)


def written(root: Element, style: str | None = None) -> str:
    """The drawing as text; with a style where it is to stand alone."""
    if style is not None:
        sheet = SubElement(root, "style")
        sheet.text = style
        root.remove(sheet)
        root.insert(0, sheet)
    return tostring(root, encoding="unicode")


def _written(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
