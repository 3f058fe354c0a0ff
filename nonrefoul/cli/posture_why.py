"""One posture in full: what it comes to, then down to the words, the weights and their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nonrefoul.cli.bars import bar
from nonrefoul.cli.posture_view import direction
from nonrefoul.cli.quotes import Documents, quotes
from nonrefoul.publish.posture_reasons import weighing
from nonrefoul.publish.posture_sentences import exposed, limits, misleading, steps, summary
from nonrefoul.publish.posture_words import (
    banded,
    counted,
    day_words,
    listed,
    month_words,
    outcome,
    posture_texts,
    side,
    side_of,
    told_of_turn,
    weighed,
    when,
)
from nonrefoul.publish.wording import plain, with_copies
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Line, Matter, Point, Posture, Variant

Pair = tuple[str, str]
# Months of the curve that are shown; all of them are in the exports.
_MONTHS = 12


def posture_views(
    postures: Sequence[Posture],
    documents: Documents,
    lang: Lang,
    why: bool,
    variants: Mapping[Pair, Sequence[Variant]] | None = None,
    months: int | None = None,
) -> RenderableType:
    """Postures with every matter that entered; with `why`, down to quotes, weights and reasons.

    `variants` are how each pair's posture would read otherwise, where that was worked out;
    `months` shows no more than the last so many of the curve.
    """
    parts: list[RenderableType] = []
    for posture in postures:
        own = (variants or {}).get((posture.host, posture.origin), ())
        parts += [*_posture(posture, own, documents, lang, why, months), Text()]
    return Group(*parts[:-1]) if parts else Text(posture_texts(lang)["none"])


def _posture(
    posture: Posture,
    variants: Sequence[Variant],
    documents: Documents,
    lang: Lang,
    why: bool,
    months: int | None,
) -> Iterator[RenderableType]:
    words = posture_texts(lang)
    head = Text.assemble((state_name(posture.host, lang), "bold"), "  ")
    head.append_text(direction(posture, lang))
    if posture.as_of:
        head.append(f"  {words['as_of'].format(day=day_words(posture.as_of, lang))}", "dim")
    yield head
    yield from map(_at, summary(posture, variants, lang))
    yield from _section("matters", lang)
    for number, matter in enumerate(listed(posture), start=1):
        yield from _matter(number, matter, documents, lang, why)
    if why:
        yield from _further(posture, variants, lang, months)


def _further(
    posture: Posture, variants: Sequence[Variant], lang: Lang, months: int | None
) -> Iterator[RenderableType]:
    if posture.curve:
        yield from _section("curve", lang)
        yield from _curve(posture.curve[-months:] if months else posture.curve, lang)
        yield from _section("turns", lang)
        yield from _turns(posture, lang)
    for name, sentences in (
        ("misleading", misleading(posture, variants, lang)),
        ("exposure", exposed(posture, lang)),
        ("limits", limits(lang)),
    ):
        yield from _section(name, lang)
        yield from _points(sentences)


def _section(name: str, lang: Lang) -> Iterator[RenderableType]:
    yield Text()
    yield _at(Text(posture_texts(lang)[f"section_{name}"], "bold"))


def _points(sentences: Iterable[str]) -> Iterator[RenderableType]:
    for each in sentences:
        yield _hanging("–", Text(each))


def _matter(
    number: int, matter: Matter, documents: Documents, lang: Lang, why: bool
) -> Iterator[RenderableType]:
    words = posture_texts(lang)
    sign = words[f"sign_{side_of(matter)}"]
    named = dict.fromkeys(
        plain(who) for each in matter.claims if (who := each.subject or each.group)
    )
    line = words["matter_line" if named else "matter_line_nobody"].format(
        sign=sign,
        outcome=outcome(matter, lang),
        who=", ".join(named),
        when=when(matter, lang),
    )
    weight = words["matter_weight"].format(
        side=side(matter, lang),
        weight=weighed(matter.weight, lang),
        sources=_sources(matter, documents, lang),
    )
    yield _hanging(f"{number}.", Text.assemble(line, (f"  ({weight})", "dim")))
    if not why:
        return
    if matter.line is Line.POLICY:
        yield _at(Text(words["line_policy"], "dim"), 6)
    yield from (_at(each, 6) for each in weighing(matter, lang))
    if went := steps(matter, lang):
        yield _at(went, 6)
    if matter.sources:
        told = "; ".join(map(plain, matter.sources))
        yield _at(words["told_by"].format(sources=told), 6)
    yield quotes(matter.claims, documents, lang, indent=6)


def _sources(matter: Matter, documents: Documents, lang: Lang) -> str:
    """How many sources told of the matter, and in how many copies besides."""
    told = {claim.document for claim in matter.claims}
    count = documents.sources(told)
    named = posture_texts(lang)["one_source"] if count == 1 else counted("sources", count, lang)
    return with_copies(named, range(len(told) - documents.copies.count(told)), lang)


def _curve(curve: Sequence[Point], lang: Lang) -> Iterator[RenderableType]:
    """The last months with matters, and the last of all."""
    busy = [point for point in curve[:-1] if point.matters]
    shown = [*busy[-(_MONTHS - 1) :], curve[-1]]
    names = [month_words(point.month, lang) for point in shown]
    wide = max(map(len, names))
    for name, point in zip(names, shown, strict=True):
        matters = counted("matters", point.matters, lang)
        share = banded(point.balance, lang)
        yield _at(Text(f"{name:{wide}}  {bar(point.balance)}  {share}  {matters}", no_wrap=True))
    if len(shown) < len(curve):
        words, months = posture_texts(lang), counted("months", len(curve), lang)
        left_out = words["curve_left_out"].format(months=months, number=len(curve))
        yield _at(Text(left_out, "dim"))


def _turns(posture: Posture, lang: Lang) -> Iterator[RenderableType]:
    words = posture_texts(lang)
    numbers = {matter.id: number for number, matter in enumerate(listed(posture), start=1)}
    for turn in posture.turns:
        around = sorted(numbers[each] for each in turn.matters if each in numbers)
        said = f"{told_of_turn(turn, posture, lang)}."
        if around:
            said += " " + words["turn_matters"].format(numbers=", ".join(map(str, around)))
        yield _at(said)
    if not posture.turns:
        yield _at(words["no_turns"])


def _hanging(mark: str, said: Text) -> RenderableType:
    """A text behind a mark, its further lines below its first letter."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(mark), said)
    return Padding(grid, (0, 0, 0, 2))


def _at(said: str | Text, indent: int = 2) -> RenderableType:
    return Padding(said if isinstance(said, Text) else Text(said), (0, 0, 0, indent))
