"""What is due when: clocks on the screen, as JSON, and as a calendar to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from icalendar import Calendar, Event
from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul.cli import errors, json_lines
from nonrefoul.cli.known import look
from nonrefoul.cli.quotes import quotes
from nonrefoul.cli.screen import framed, show
from nonrefoul.cli.showing import Manner
from nonrefoul.cli.tables import table
from nonrefoul.cli.views import due_words
from nonrefoul.cli.wording import caution, texts
from nonrefoul.pipeline import Knowledge
from nonrefoul.publish.wording import plain
from nonrefoul.rules.axes import clock_label, clock_text
from nonrefoul.rules.law import norm_in
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Case, Clock

Running = tuple[Clock, Case]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which clocks are wanted, seen from which day, and whether a calendar is, with names."""

    within: int | None
    as_of: dt.date | None
    ics: Path | None
    names: bool


def show_clocks(asked: Asked, manner: Manner, home: Path | None) -> None:
    """Print the clocks that run; write the calendar if one is wanted."""
    known, today = look(home), asked.as_of or dt.date.today()
    running = [(clock, case) for case in known.cases for clock in case.clocks if clock.open]
    running.sort(
        key=lambda each: (each[0].first_due or dt.date.max, each[1].person.name, each[0].id)
    )
    found = [each for each in running if _wanted(each[0], asked.within, today)]
    if asked.ics:
        _write(asked.ics, found, today, asked.names, manner.lang)
    if manner.json:
        for clock, case in found:
            typer.echo(json_lines.line(json_lines.clock_record(clock, case, manner.why)))
    elif not known.documents:
        errors.say(texts(manner.lang)["empty"])
    else:
        view = _view(found, len(running) - len(found), today, known, manner)
        told = tuple(claim for clock, _ in found for claim in clock.claims)
        show(framed(view, told, known.documents, manner.lang))


def _wanted(clock: Clock, within: int | None, today: dt.date) -> bool:
    """Whether a clock is due by then; what is past and not told to have ended is, too."""
    if within is None:
        return True
    return clock.first_due is not None and clock.first_due <= today + dt.timedelta(within)


def _view(
    found: Sequence[Running], left: int, today: dt.date, known: Knowledge, manner: Manner
) -> RenderableType:
    words, lang = texts(manner.lang), manner.lang
    rest = [Text(words["undue"].format(count=left), "dim")] if left else []
    if not found:
        return Group(Text(words["no_clocks"]), *rest)
    headings = ("due", "clock", "person", "host", "since", "provision")
    result = table(*(words[each] for each in headings))
    for clock, case in found:
        result.add_row(
            _due(clock, today, lang),
            Text(clock_label(clock.kind, lang)),
            Text.assemble(plain(case.person.name), (f" {case.id}", "dim")),
            Text(state_name(case.host, lang)),
            Text(clock.started or words["start_unknown"]),
            Text(plain(norm_in(clock.norm, lang).article)),
        )
    shown: list[RenderableType] = [result]
    for clock, case in found if manner.why else ():
        shown.append(Text(f"{plain(case.person.name)}: {clock_text(clock.kind, lang)}"))
        shown.append(quotes(clock.claims, known.documents, lang))
    return Group(*shown, *rest)


def _due(clock: Clock, today: dt.date, lang: Lang) -> Text:
    """The day or days due, and whether the last that is known is past."""
    last = clock.last_due or clock.first_due
    past = last is not None and last < today
    told = due_words(clock, lang)
    return Text(f"{told} ({texts(lang)['passed']})" if past else told, "bold red" if past else "")


def _write(path: Path, found: Sequence[Running], today: dt.date, names: bool, lang: Lang) -> None:
    """Write a calendar of the clocks that have a day due."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nonrefoul//clocks//EN")
    calendar.add("version", "2.0")
    due = [each for each in found if each[0].first_due]
    for clock, case in due:
        calendar.add_component(_event(clock, case, today, names, lang))
    path.write_bytes(calendar.to_ical())
    path.chmod(0o600)
    key = "calendar_made" if names else "calendar_bare"
    errors.say(texts(lang)[key].format(file=path, count=len(due)))


def _event(clock: Clock, case: Case, today: dt.date, names: bool, lang: Lang) -> Event:
    """A day or a range of days in the calendar; its id stays when the days change."""
    first = clock.first_due or today
    who = plain(case.person.name) if names else f"{texts(lang)['case']} {case.id}"
    event = Event()
    event.add("uid", f"{clock.id}@nonrefoul")
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("dtstart", first)
    event.add("dtend", (clock.last_due or first) + dt.timedelta(1))
    event.add("summary", f"{who}: {clock_label(clock.kind, lang)}")
    article = norm_in(clock.norm, lang).article
    since = clock.started or texts(lang)["start_unknown"]
    told = (
        clock_text(clock.kind, lang),
        f"{texts(lang)['due']}: {due_words(clock, lang)}",
        f"{texts(lang)['since']}: {since}",
        f"{texts(lang)['provision']}: {plain(article)}",
        caution(clock.claims, lang),
    )
    event.add("description", "\n".join(told))
    return event
