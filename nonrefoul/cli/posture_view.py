"""Postures as a terminal shows them: a direction, its uncertainty, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli.bars import bar
from nonrefoul.cli.tables import table
from nonrefoul.publish.posture_reasons import enough_matters
from nonrefoul.publish.posture_words import (
    banded,
    counted,
    headed_as,
    headline,
    known,
    posture_texts,
)
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Direction, Posture

STYLES = {
    Direction.AWAY: "green",
    Direction.TOWARD: "red",
    Direction.UNCLEAR: "",
    Direction.NOT_ENOUGH_KNOWN: "dim",
}
# Narrower than this, a table would break every cell.
_NARROW = 72


@dataclass(frozen=True, slots=True)
class Postures:
    """Postures as a table, on a narrow terminal one below another; the last cells are given."""

    postures: Sequence[Posture]
    heading: str
    last: Sequence[str]
    lang: Lang

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The view for the width there is."""
        if options.max_width >= _NARROW:
            yield self._table()
            return
        for posture, last in zip(self.postures, self.last, strict=True):
            yield Text(state_name(posture.host, self.lang), "bold")
            lines = (_said(posture, self.lang), _share(posture, self.lang), Text(last, "dim"))
            yield from (Padding(line, (0, 0, 0, 2)) for line in lines)

    def _table(self) -> RenderableType:
        words = posture_texts(self.lang)
        headings = ("heading_host", "heading_direction", "heading_against", self.heading)
        result = table(*(words[each] for each in headings))
        result.columns[2].no_wrap = True
        for posture, last in zip(self.postures, self.last, strict=True):
            result.add_row(
                Text(state_name(posture.host, self.lang), "bold"),
                _said(posture, self.lang),
                _share(posture, self.lang),
                Text(last),
            )
        return result


def postures_view(postures: Sequence[Posture], lang: Lang) -> RenderableType:
    """Postures as a table: host, direction, the share against as a bar and in numbers, basis."""
    words = posture_texts(lang)
    if not postures:
        return Text(words["none"])
    told = [each for each in postures if each.matters]
    told.sort(key=lambda each: (state_name(each.host, lang), state_name(each.origin, lang)))
    view = Postures(told, "heading_basis", [basis(each, lang) for each in told], lang)
    bare = [_pair(each, lang) for each in postures if not each.matters]
    left_out = [Text(words["bare"].format(pairs="; ".join(bare)), "dim")] if bare else []
    legend = words["legend"].format(matters=counted("matters", enough_matters(), lang))
    return Group(view, *left_out, Text(legend, "dim"))


def _share(posture: Posture, lang: Lang) -> Text:
    return Text(f"{bar(known(posture))} {banded(known(posture), lang)}")


def _pair(posture: Posture, lang: Lang) -> str:
    return f"{state_name(posture.host, lang)} – {state_name(posture.origin, lang)}"


def direction(posture: Posture, lang: Lang) -> Text:
    """The direction as an arrow and words; how probable it is, where there is one."""
    return Text(headline(posture, lang), STYLES[posture.direction])


def _said(posture: Posture, lang: Lang) -> Text:
    """The direction, and below it that the two lines disagree, where they do."""
    said = direction(posture, lang)
    if posture.disagree:
        told = posture_texts(lang)["disagree"].format(
            people=headed_as(posture.people, posture, lang),
            policy=headed_as(posture.policy, posture, lang),
        )
        said.append(f"\n{told}", "yellow")
    return said


def basis(posture: Posture, lang: Lang) -> str:
    """How many matters and sources it rests on; one source alone is said in words."""
    words, count = posture_texts(lang), posture.sources
    return words["basis"].format(
        matters=counted("matters", len(posture.matters), lang),
        sources=words["one_source"] if count == 1 else counted("sources", count, lang),
    )
