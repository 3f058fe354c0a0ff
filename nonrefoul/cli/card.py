"""The law of a state as a card: what is on file, since when, from where, and how far checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli import errors, json_lines
from nonrefoul.cli.screen import show
from nonrefoul.cli.states import state_code
from nonrefoul.cli.wording import texts
from nonrefoul.publish.wording import raised
from nonrefoul.rules.axes import in_language
from nonrefoul.rules.law import (
    UNKNOWN,
    Membership,
    Provision,
    StateLaw,
    Treaty,
    memberships,
    state_laws,
    use,
)
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Verified

_TOPICS = ("bars", "asylum", "certificate", "detention", "procedure", "appeal", "other")


def show_law(state: str, rules: Path | None, json: bool, lang: Lang) -> None:
    """Print the card of a state; raises BadParameter on no state, RuleError on a wrong file."""
    use(rules)
    code = state_code(state) or (state.upper() if state.upper() in state_laws() else None)
    if code is None:
        raise typer.BadParameter("no state is called so; give a name or a code such as KZ")
    law = state_laws().get(code)
    if law is None:
        words, there = texts(lang), ", ".join(sorted(state_laws()))
        errors.say(words["no_law"].format(state=state_name(code, lang), states=there))
    elif json:
        typer.echo(json_lines.line(_record(law)))
    else:
        show(Group(*_card(law, lang)))


def _card(law: StateLaw, lang: Lang) -> Iterator[RenderableType]:
    words = texts(lang)
    yield Text.assemble(
        (state_name(law.code, lang), "bold"),
        (f" · {words['law_seen'].format(day=law.seen)}", "dim"),
    )
    yield Text(f"\n{words['treaties_of']}", "bold")
    for treaty, member in memberships(law.code):
        yield from _membership(treaty, member, lang)
    notes = {(each.parties_source, each.parties_note) for each, _ in memberships(law.code)}
    for source, note in sorted(notes, key=str):
        told = [in_language(note, lang)] if note else []
        yield _at(2, " · ".join([*told, source or ""]), "dim")
    for topic in _TOPICS:
        found = [each for each in law.provisions if each.topic == topic]
        if found:
            yield Text(f"\n{words[f'topic_{topic}']}", "bold")
        for each in found:
            yield from _provision(each, lang)
    if law.traps:
        yield Text(f"\n{words['traps']}", "bold")
    for trap in law.traps:
        yield _at(2, f"• {in_language(trap, lang)}")


def _membership(treaty: Treaty, member: Membership, lang: Lang) -> Iterator[RenderableType]:
    words = texts(lang)
    told = [words[member.status]] if member.status != "party" else [_since(member, lang)]
    if member.until:
        told.append(words["party_until"].format(day=member.until))
    line = (
        f"{in_language(treaty.name, lang)}: {', '.join(told)} ({_checked(member.verified, lang)})"
    )
    yield _at(2, line, "" if member.status == "party" else "dim")
    if member.note:
        yield _at(4, raised(in_language(member.note, lang)), "yellow")
    disputed = [code for code, each in treaty.parties.items() if each.status == "disputed"]
    for code in disputed if member.status == "party" else ():
        note = treaty.parties[code].note
        told_of = f"{state_name(code, lang)}: {words['disputed']}"
        yield _at(4, f"{told_of}, {in_language(note, lang)}" if note else told_of, "yellow")


def _since(member: Membership, lang: Lang) -> str:
    words = texts(lang)
    if member.since == UNKNOWN:
        return words["party_unknown_day"]
    return words["party_since"].format(day=member.since)


def _provision(each: Provision, lang: Lang) -> Iterator[RenderableType]:
    words = texts(lang)
    yield _at(2, in_language(each.article, lang), "underline")
    yield _at(4, in_language(each.says, lang))
    if each.term:
        unit = words[f"unit_{each.term.unit}"]
        term = words["term"].format(number=each.term.number, unit=unit)
        days = words[f"days_{each.term.days}"] if each.term.unit == "days" else ""
        clock = "" if each.term.clock else words["no_clock"]
        yield _at(4, " · ".join(part for part in (term, days, clock) if part), "cyan")
    if each.note:
        yield _at(4, raised(in_language(each.note, lang)), "yellow")
    yield _at(4, " · ".join(_where(each, lang)), "dim")


def _where(each: Provision, lang: Lang) -> Iterator[str]:
    """Dates, how far checked, and source."""
    words = texts(lang)
    since = "?" if each.since == UNKNOWN else each.since
    yield f"{words['holds_from'].format(day=since)} ({words[f'is_{each.from_is}']})"
    if each.until:
        yield words["holds_until"].format(day=each.until)
    yield _checked(each.verified, lang)
    yield from each.source
    if each.check_at:
        yield words["look_up"].format(place=each.check_at)


def _checked(verified: Verified, lang: Lang) -> str:
    key = "unverified_mark" if verified is Verified.UNVERIFIED else verified.value
    return texts(lang)[key]


def _at(indent: int, text: str, style: str = "") -> RenderableType:
    return Padding(Text(text, style), (0, 0, 0, indent))


def _record(law: StateLaw) -> dict[str, Any]:
    """The card as a JSON object."""
    return {
        **law.model_dump(mode="json", by_alias=True, exclude_none=True),
        "treaties": {
            treaty.code: {
                **member.model_dump(mode="json", by_alias=True, exclude_none=True),
                "source": treaty.parties_source,
            }
            for treaty, member in memberships(law.code)
        },
    }
