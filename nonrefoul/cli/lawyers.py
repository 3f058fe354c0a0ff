"""Commands for lawyers: clocks, law, and what to make of an alert; the work is loaded when run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from nonrefoul.cli.options import By, Home, Json, day
from nonrefoul.cli.show import Language, Why

Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules",
        metavar="FOLDER",
        envvar="NONREFOUL_RULES",
        help="A folder with law of your own in it: law/xx.yml, law/treaties/….",
    ),
]


def clocks(
    within: Annotated[
        str | None, typer.Option(metavar="DAYS", help="Only what is due within so many, as 14d.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Seen from that day; else from today.")
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a calendar too; it holds the persons' names."),
    ] = None,
    no_names: Annotated[
        bool, typer.Option("--no-names", help="Leave names out of the calendar: case ids only.")
    ] = False,
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """List the time limits that run in cases, the first due first.

    A day due is given only where a verified provision has the term and a claim tells the start.
    The calendar holds the names of persons and what is due for them: keep it where only you read
    it, or leave them out with --no-names.

    Example: nonrefoul clocks --within 14d --ics due.ics --no-names
    """
    seen = day(as_of) if as_of else None
    limit = _days(within) if within else None
    from nonrefoul.cli import due
    from nonrefoul.cli.showing import Manner

    due.show_clocks(due.Asked(limit, seen, ics, not no_names), Manner(why, json, lang), home)


def _days(text: str) -> int:
    """Read a number of days such as 14d; raises BadParameter."""
    found = re.fullmatch(r"(\d{1,4})\s*(?:d|days?)?", text.strip())
    if not found:
        raise typer.BadParameter(f"there is no number of days {text!r}; write it as 14d")
    return int(found[1])


def law(
    state: Annotated[str, typer.Argument(help="A host state: KZ, Kazakhstan or Казахстан.")],
    rules: Rules = None,
    json: Json = False,
    lang: Language = "en",
) -> None:
    """Show the law of a host state as a card: treaties, provisions, terms, and what was verified.

    Example: nonrefoul law KZ
    """
    from nonrefoul.cli import card

    card.show_law(state, rules, json, lang)


def check_rules(rules: Rules = None) -> None:
    """Check every rule file, and say in words what is wrong with it and where.

    Example: nonrefoul check-rules --rules my-rules
    """
    from nonrefoul.cli import rule_check

    raise typer.Exit(rule_check.check(rules))


def dismiss(
    alert: Annotated[
        str, typer.Argument(metavar="ALERT", help="Its id, as `nonrefoul alerts` shows it.")
    ],
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why; must be given.")],
    by: By = None,
    home: Home = None,
) -> None:
    """Set an alert aside, with a reason; new evidence raises it again.

    Example: nonrefoul dismiss 1f2e3d4c --because "the lawyer has spoken to her"
    """
    from nonrefoul.cli import deciding

    deciding.dismiss(alert, because, by, home)


def take_back(
    number: Annotated[int, typer.Argument(help="The judgement's number, as it was shown.")],
    by: By = None,
    home: Home = None,
) -> None:
    """Take back a judgement; what it decided is as if it had never been.

    Example: nonrefoul take-back 3
    """
    from nonrefoul.cli import deciding

    deciding.take_back(number, by, home)
