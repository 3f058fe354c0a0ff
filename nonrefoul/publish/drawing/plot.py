"""A posture as a drawing: its curve and band, a mark for every matter, and what they mean."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from babel.dates import format_date

from nonrefoul.publish.drawing.curve import attention, band, curve, turns
from nonrefoul.publish.drawing.legend import LETTER, legend
from nonrefoul.publish.drawing.marks import Href, Strips, left_out, marks
from nonrefoul.publish.drawing.scale import Months, Shares, first_of, span
from nonrefoul.publish.drawing.svg import NAMESPACE, element, text, written
from nonrefoul.publish.posture_words import (
    banded,
    counted,
    day_words,
    headline,
    known,
    month_words,
    percent,
    posture_texts,
    side_of,
)
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Posture

WIDTH = 760.0
_LEFT, _RIGHT = 132.0, 640.0
_STRIP, _PLOT = 62.0, 180.0
_NAMED = 52.0  # between the names of two months, at least
_UNDATED = 56.0  # what undated marks take from the width
_ABOVE = 8.0  # left free where nothing stands at the head
_MARKS = 300  # more marks than these nobody tells apart


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a drawing is to show, and how."""

    lang: Lang
    notes: Sequence[str]
    months: int | None
    most: int
    headed: bool = True
    href: Href | None = None


def plot(
    posture: Posture,
    lang: Lang,
    *,
    notes: Sequence[str] = (),
    months: int | None = None,
    most: int = _MARKS,
    headed: bool = True,
    href: Href | None = None,
) -> str:
    """The drawing as an `svg` element to stand within a page that has `plot_style()`.

    `notes` are lines below it, such as the warning over samples; `months` draws no more than the
    last so many, `most` no more marks than so many, of the matters that add most; how many have
    none is said below. Without `headed` what stands at its head is left to the page. `href` gives
    the address that a matter's mark leads to. No person is named in it.
    """
    return written(_drawing(posture, _Asked(lang, notes, months, most, headed, href)))


def plot_file(
    posture: Posture,
    lang: Lang,
    *,
    notes: Sequence[str] = (),
    months: int | None = None,
    most: int = _MARKS,
) -> str:
    """The drawing as a file of its own, for paper: light, with its style in it, no script."""
    root = _drawing(posture, _Asked(lang, notes, months, most))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written(root, plot_style())}\n'


@cache
def plot_style() -> str:
    """The style of drawings; a page sets its own colours through the variables named in it."""
    return (Path(__file__).parent / "plot.css").read_text(encoding="utf-8")


def _drawing(posture: Posture, asked: _Asked) -> Element:
    lang, notes, name = asked.lang, asked.notes, f"posture-plot-{posture.host}-{posture.origin}"
    y, head = _head(posture, lang) if asked.headed else (_ABOVE, [])
    between = span(posture, asked.months)
    if between is None:
        body, end, desc = [text(16, y + 10, posture_texts(lang)["plot_nothing"], "note")], y, ""
        end = y + 24
    else:
        body, end = _body(posture, between, y, asked)
        desc = _desc(posture, between, lang)
        notes = (*notes, *_left_out(posture, _months(posture, between), asked))
    foot, bottom = _foot((*notes, posture_texts(lang)["plot_caution"]), end)
    told = element("title", says=_title(posture, lang), id=f"{name}-title")
    more = element("desc", says=desc or headline(posture, lang), id=f"{name}-desc")
    paper = element("rect", x=0, y=0, width=WIDTH, height=bottom, class_="paper")
    root = element("svg", told, more, paper, *head, *body, *foot)
    for key, value in (
        ("xmlns", NAMESPACE),
        ("viewBox", f"0 0 {WIDTH:.0f} {bottom:.0f}"),
        ("width", f"{WIDTH:.0f}"),
        ("height", f"{bottom:.0f}"),
        ("class", "posture-plot"),
        # Within an image nothing could be reached; links have to be.
        ("role", "group" if asked.href else "img"),
        ("lang", lang),
        ("aria-labelledby", f"{name}-title {name}-desc"),
    ):
        root.set(key, value)
    return root


def _left_out(posture: Posture, months: Months, asked: _Asked) -> Iterator[str]:
    """How many matters have no mark, and why, where there are any."""
    older, lighter = left_out(posture, months, asked.most)
    for key, number in (("plot_older", older), ("plot_lighter", lighter)):
        if number:
            yield posture_texts(asked.lang)[key].format(number=number)


def _title(posture: Posture, lang: Lang) -> str:
    host, origin = state_name(posture.host, lang), state_name(posture.origin, lang)
    return posture_texts(lang)["plot_title"].format(host=host, origin=origin)


def _head(posture: Posture, lang: Lang) -> tuple[float, list[Element]]:
    """The title, and below it where the state is heading and on how much that rests."""
    words, count = posture_texts(lang), posture.sources
    parts = [headline(posture, lang), banded(known(posture), lang)]
    parts.append(counted("matters", len(posture.matters), lang))
    parts.append(words["one_source"] if count == 1 else counted("sources", count, lang))
    if posture.as_of:
        parts.append(words["as_of"].format(day=day_words(posture.as_of, lang)))
    y, made = 24.0, list[Element]()
    for line in textwrap.wrap(_title(posture, lang), 78):
        made.append(text(16, y, line, "title"))
        y += 20
    for line in _lines(parts, 112):
        made.append(text(16, y, line, "subtitle"))
        y += 16
    return y, made


def _lines(parts: Sequence[str], most: int) -> list[str]:
    """Parts side by side in lines of no more letters than this, unless one is longer itself."""
    made: list[str] = []
    for part in parts:
        joined = f"{made[-1]} · {part}" if made else part
        made = [*made[:-1], joined] if made and len(joined) <= most else [*made, part]
    return made


def _months(posture: Posture, between: tuple[int, int]) -> Months:
    undated = any(each.day is None for each in posture.matters)
    return Months(*between, _LEFT + (_UNDATED if undated else 0), _RIGHT)


def _body(
    posture: Posture, between: tuple[int, int], top: float, asked: _Asked
) -> tuple[list[Element], float]:
    months, lang = _months(posture, between), asked.lang
    shares = Shares(top + _STRIP, top + _STRIP + _PLOT)
    strips = Strips(
        above=shares.top - 20,
        below=shares.bottom + 18,
        middle=shares.at(0.5),
        tall=_STRIP - 24,
        undated=_LEFT + 20,
    )
    axis = shares.bottom + _STRIP
    made = [
        *band(posture, months, shares),
        *_grid(months, shares, lang),
        *curve(posture, months, shares, lang),
        *turns(posture, months, shares, lang),
        *_axis(months, axis, strips, posture, lang),
        *marks(posture, months, strips, lang, asked.most, asked.href),
    ]
    made += [
        text(_LEFT - 8, strips.above + 4, posture_texts(lang)["plot_above"], "label", "end"),
        text(_LEFT - 8, strips.below + 4, posture_texts(lang)["plot_below"], "label", "end"),
    ]
    end = axis + 34
    bars = list(attention(posture.attention, months, end + 26, lang))
    made += bars
    keys, bottom = legend(posture, 16, WIDTH - 16, end + (48 if bars else 14), lang)
    return made + keys, bottom


def _grid(months: Months, shares: Shares, lang: Lang) -> Iterator[Element]:
    """The frame, and how many per cent stand at which height."""
    words = posture_texts(lang)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y, kind = shares.at(share), "half" if share == 0.5 else "rule"
        yield element("line", x1=months.left, y1=y, x2=months.right, y2=y, class_=kind)
        yield text(_LEFT - 8, y + 4, percent(share, lang), "tick", "end")
    yield text(_LEFT - 8, shares.top + 18, words["plot_against_all"], "label quiet", "end")
    yield text(_LEFT - 8, shares.bottom - 10, words["plot_for_all"], "label quiet", "end")


def _axis(
    months: Months, y: float, strips: Strips, posture: Posture, lang: Lang
) -> Iterator[Element]:
    """The months, named as far as there is room; the year below where it begins."""
    yield element("line", x1=months.left, y1=y, x2=months.right, y2=y, class_="rule")
    year = None
    for number in months.named(_NAMED):
        x, day = months.start(number), first_of(number)
        yield element("line", x1=x, y1=y, x2=x, y2=y + 4, class_="rule")
        said = format_date(day, "LLL", locale=lang)
        if months.slot * 12 >= _NAMED:
            yield text(x, y + 16, said, "tick")
        if day.year != year:
            yield text(x, y + 30, str(day.year), "tick")
        year = day.year
    if any(each.day is None for each in posture.matters):
        yield text(strips.undated, y + 16, posture_texts(lang)["plot_undated"], "tick", "middle")


def _desc(posture: Posture, between: tuple[int, int], lang: Lang) -> str:
    """The drawing in two sentences, for who does not see it."""
    sides = [side_of(each) for each in posture.matters]
    first, last = (month_words(f"{first_of(each):%Y-%m}", lang) for each in between)
    return posture_texts(lang)["plot_desc"].format(
        matters=len(sides),
        against=sides.count("against"),
        in_favour=sides.count("in_favour"),
        headline=headline(posture, lang),
        share=banded(known(posture), lang),
        first=first,
        last=last,
    )


def _foot(notes: Sequence[str], y: float) -> tuple[list[Element], float]:
    made = list[Element]()
    for note in notes:
        for line in textwrap.wrap(note, int((WIDTH - 32) / LETTER)):
            made.append(text(16, y + 8, line, "note"))
            y += 15
    return made, y + 10
