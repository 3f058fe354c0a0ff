"""The curve with its band, the two lines, turning points, and how much was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from nonrefoul.publish.drawing.scale import Months, Shares, month_number
from nonrefoul.publish.drawing.svg import element, points, text, titled
from nonrefoul.publish.posture_words import month_words, percent, posture_texts, told_of_turn
from nonrefoul.rules.states import Lang
from nonrefoul.words import Attention, Line, Point, Posture, Turn

_APART = 13.0  # between the names of two lines
_TALL, _WIDE = 24.0, 24.0  # a bar of how much was written, at most


def band(posture: Posture, months: Months, shares: Shares) -> Iterator[Element]:
    """The band around the curve of all matters."""
    shown = _shown(posture.curve, months)
    if shown:
        yield element("polygon", points=points(_band(shown, months, shares)), class_="band")


def curve(posture: Posture, months: Months, shares: Shares, lang: Lang) -> Iterator[Element]:
    """The curve of all matters, and each line's where both have matters."""
    shown = _shown(posture.curve, months)
    if not shown:
        return
    names = [(shares.at(shown[-1].balance.mean), "plot_both")]
    for name, line in _lines(posture):
        own = _shown(line, months)
        if own:
            yield _drawn(own, months, shares, f"line {name.value}")
            names.append((shares.at(own[-1].balance.mean), f"plot_{name.value}"))
    yield _drawn(shown, months, shares, "line both")
    yield from (_monthly(point, months, shares, lang) for point in shown)
    if len(names) > 1:
        yield from _named(names, months.right, lang)


def _shown(curve: Sequence[Point], months: Months) -> list[Point]:
    return [point for point in curve if months.holds(month_number(point.month))]


def _lines(posture: Posture) -> Iterator[tuple[Line, Sequence[Point]]]:
    if posture.people.matters and posture.policy.matters:
        yield Line.PEOPLE, posture.people.curve
        yield Line.POLICY, posture.policy.curve


def _places(
    shown: Sequence[Point], levels: Sequence[float], months: Months
) -> list[tuple[float, float]]:
    """A level a month at the middle of it, the first and last out to their edges."""
    numbers = [month_number(point.month) for point in shown]
    inner = [(months.middle(number), level) for number, level in zip(numbers, levels, strict=True)]
    return [
        (months.start(numbers[0]), levels[0]),
        *inner,
        (months.start(numbers[-1] + 1), levels[-1]),
    ]


def _band(shown: Sequence[Point], months: Months, shares: Shares) -> list[tuple[float, float]]:
    high = _places(shown, [shares.at(point.balance.high) for point in shown], months)
    low = _places(shown, [shares.at(point.balance.low) for point in shown], months)
    return [*high, *reversed(low)]


def _drawn(shown: Sequence[Point], months: Months, shares: Shares, kind: str) -> Element:
    levels = [shares.at(point.balance.mean) for point in shown]
    return element("polyline", points=points(_places(shown, levels, months)), class_=kind)


def _monthly(point: Point, months: Months, shares: Shares, lang: Lang) -> Element:
    """An unseen area over a month that tells its numbers."""
    told = posture_texts(lang)["plot_month"].format(
        month=month_words(point.month, lang),
        share=percent(point.balance.mean, lang),
        low=percent(point.balance.low, lang),
        high=percent(point.balance.high, lang),
        matters=point.matters,
    )
    area = element(
        "rect",
        x=months.start(month_number(point.month)),
        y=shares.top,
        width=months.slot,
        height=shares.bottom - shares.top,
        class_="month",
    )
    return titled(area, told)


def _named(names: Sequence[tuple[float, str]], right: float, lang: Lang) -> Iterator[Element]:
    """The lines' names at their ends, none on another."""
    above = float("-inf")
    for level, key in sorted(names):
        above = max(level + 4, above + _APART)
        yield text(right + 6, above, posture_texts(lang)[key], "name")


def turns(posture: Posture, months: Months, shares: Shares, lang: Lang) -> Iterator[Element]:
    """A line at each month in which the conduct turned."""
    for turn in posture.turns:
        if months.holds(month_number(turn.month)):
            yield _turn(turn, posture, months, shares, lang)


def _turn(turn: Turn, posture: Posture, months: Months, shares: Shares, lang: Lang) -> Element:
    x = months.start(month_number(turn.month))
    arrow = posture_texts(lang)[f"arrow_{turn.direction.value}"]
    right = x + 60 > months.right
    group = element(
        "g",
        element("line", x1=x, y1=shares.top, x2=x, y2=shares.bottom),
        text(
            x - 4 if right else x + 4,
            shares.top + 12,
            f"{arrow} {percent(turn.probability, lang)}",
            "turned",
            "end" if right else None,
        ),
        class_="turn",
    )
    return titled(group, told_of_turn(turn, posture, lang))


def attention(
    told: Sequence[Attention], months: Months, bottom: float, lang: Lang
) -> Iterator[Element]:
    """How many documents told of the state in each month, the greatest number named."""
    shown = [each for each in told if months.holds(month_number(each.month))]
    most = max((each.documents for each in shown), default=0)
    if not most:
        return
    said = posture_texts(lang)
    for each in shown:
        tall = _TALL * each.documents / most
        wide = min(_WIDE, months.slot * 0.7)
        bar = element(
            "rect",
            x=months.middle(month_number(each.month)) - wide / 2,
            y=bottom - tall,
            width=wide,
            height=tall,
            class_="documents",
        )
        yield titled(
            bar,
            said["plot_documents"].format(
                month=month_words(each.month, lang),
                documents=each.documents,
                reports=each.reports,
            ),
        )
    yield text(months.left - 8, bottom - 10, said["plot_attention"], "label", "end")
    yield text(
        months.left - 8, bottom + 2, said["plot_most"].format(number=most), "label quiet", "end"
    )
