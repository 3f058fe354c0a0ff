"""Standard output as the views use it: no markup, no emoji codes, the warnings around a view."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer
from rich.console import Console, Group, RenderableType
from rich.text import Text

from nonrefoul.cli.quotes import Documents, invented
from nonrefoul.cli.wording import caution
from nonrefoul.rules.states import Lang
from nonrefoul.words import Claim


def screen() -> Console:
    """A console on today's standard output that takes text as it is."""
    return Console(markup=False, emoji=False, highlight=False)


def show(view: RenderableType) -> None:
    """Print a view on standard output with no blanks at line ends."""
    console = screen()
    with console.capture() as printed:
        console.print(view)
    typer.echo(re.sub(r" +$", "", printed.get(), flags=re.MULTILINE), nl=False)


def framed(
    view: RenderableType, told: Sequence[Claim], documents: Documents, lang: Lang
) -> RenderableType:
    """The view under a warning where it rests on samples, above the caution: unreviewed."""
    warning = invented(told, documents, lang)
    head: list[RenderableType] = [warning, Text()] if warning else []
    return Group(*head, view, Text(), Text(caution(told, lang), "dim"))
