"""What the commands that show do: look, choose, and print as a view or as JSON lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul import publish
from nonrefoul.cli import errors, json_lines
from nonrefoul.cli.known import called, identified, look
from nonrefoul.cli.posture_why import posture_views
from nonrefoul.cli.quotes import quotes
from nonrefoul.cli.screen import framed, show
from nonrefoul.cli.tables import cases_view
from nonrefoul.cli.views import alerts_view, case_views
from nonrefoul.cli.wording import texts
from nonrefoul.pipeline import Knowledge
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Claim


@dataclass(frozen=True, slots=True)
class Manner:
    """How a person wants to see it: down to the words, as JSON, in which language."""

    why: bool
    json: bool
    lang: Lang


def cases(name: str | None, manner: Manner, home: Path | None) -> None:
    """Show all cases, or those of persons so called."""
    known, lang = look(home), manner.lang
    found = called(known.cases, name) if name else known.cases
    if manner.json:
        lines(json_lines.case_record(each, known.documents, manner.why) for each in found)
    elif name and known.cases and not found:
        errors.say(texts(lang)["no_name"])
    else:
        full = case_views(found, known.documents, _names(known), lang)
        view = full if manner.why else cases_view(found, lang)
        show_framed(view, (claim for each in found for claim in each.timeline), known, lang)


def case(case_id: str, manner: Manner, home: Path | None) -> None:
    """Show one case; raises BadParameter where the id tells none."""
    known = look(home)
    found = identified(known.cases, case_id)
    if manner.json:
        lines([json_lines.case_record(found, known.documents, why=True)])
    else:
        view = case_views([found], known.documents, _names(known), manner.lang, manner.why)
        show_framed(view, found.timeline, known, manner.lang)


def _names(known: Knowledge) -> dict[str, str]:
    return {person.id: person.name for person in known.persons}


def alerts(manner: Manner, home: Path | None, dismissed: bool = False) -> None:
    """Show all alerts that stand, or those that were set aside."""
    known = look(home)
    cases = [replace(each, alerts=each.dismissed) if dismissed else each for each in known.cases]
    found = [(alert, each) for each in cases for alert in each.alerts]
    if manner.json:
        lines(
            json_lines.alert_record(alert, each, known.documents, manner.why)
            for alert, each in found
        )
    else:
        view = alerts_view(cases, known.documents, manner.lang, manner.why)
        show_framed(
            view, (claim for alert, _ in found for claim in alert.claims), known, manner.lang
        )


def digest(since: dt.date, manner: Manner, home: Path | None) -> None:
    """Print the digest since a day; with `why`, below it every state's numbers and words."""
    known, lang = look(home), manner.lang
    asked = (known.cases, known.postures, known.documents, since, lang, known.claims)
    period = publish.Period(since, known.documents)
    found = [
        (section, [claim for claim in section.claims() if period.holds(claim)])
        for section in publish.sections(*asked)
    ]
    if manner.json:
        lines(
            json_lines.section_record(each, since, told, known.documents, manner.why)
            for each, told in found
        )
    elif not known.documents:
        errors.say(texts(lang)["empty"])
    else:
        typer.echo(publish.digest(*asked), nl=False)
        for section, told in found if manner.why else ():
            show(_grounds(section, told, known, lang))


def _grounds(
    section: publish.Section, told: list[Claim], known: Knowledge, lang: Lang
) -> RenderableType:
    """What a section of the digest rests on: its postures' matters, and every claim told in it."""
    head = Text(f"\n{state_name(section.host, lang)}", "bold")
    numbers = posture_views(section.postures, known.documents, lang, why=True)
    return Group(
        head, *([numbers] if section.postures else []), quotes(told, known.documents, lang)
    )


def lines(records: Iterable[dict[str, Any]]) -> None:
    """Print records as JSON, one a line."""
    for record in records:
        typer.echo(json_lines.line(record))


def show_framed(view: RenderableType, told: Iterable[Claim], known: Knowledge, lang: Lang) -> None:
    """Print a view with the warnings due to it; of an empty database, what to type next."""
    if not known.documents:
        errors.say(texts(lang)["empty"])
        return
    show(framed(view, tuple(told), known.documents, lang))
