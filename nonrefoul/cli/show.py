"""Commands that show what is known; the work is in `showing`, loaded when a command runs."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from nonrefoul.cli.options import Home, Json, day

Why = Annotated[bool, typer.Option("--why", help="Show the words that each claim was read from.")]
Language = Annotated[
    Literal["en", "ru"], typer.Option("--lang", help="The language of what is shown.")
]


def cases(
    name: Annotated[str | None, typer.Argument(help="A name or a part of one.")] = None,
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """List cases: each person in each host state, where things stand, and alerts.

    Example: nonrefoul cases Иванов --why
    """
    from nonrefoul.cli import showing

    showing.cases(name, showing.Manner(why, json, lang), home)


def case(
    case_id: Annotated[
        str, typer.Argument(metavar="ID", help="As `nonrefoul cases` shows it, or its beginning.")
    ],
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """Show one case: where it stands on each axis, clocks, alerts and timeline.

    Example: nonrefoul case 7f3a90c2 --why
    """
    from nonrefoul.cli import showing

    showing.case(case_id, showing.Manner(why, json, lang), home)


def alerts(
    dismissed: Annotated[
        bool, typer.Option("--dismissed", help="Those that a person set aside, by whom and why.")
    ] = False,
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """List alerts, the gravest first: suspicions to look into, never findings.

    Example: nonrefoul alerts --why
    """
    from nonrefoul.cli import showing

    showing.alerts(showing.Manner(why, json, lang), home, dismissed)


def document(
    document_id: Annotated[
        str, typer.Argument(metavar="ID", help="As every quote names it, say kanal/123.")
    ],
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """Show one document: its text, what hides in it, what each version changed, copies of it.

    Example: nonrefoul document kanal/123
    """
    from nonrefoul.cli import documents

    documents.show_document(document_id, json, lang, home)


def digest(
    since: Annotated[str, typer.Option(metavar="DATE", help="The first day, as 2025-09-01.")],
    lang: Annotated[
        Literal["en", "ru"], typer.Option("--lang", help="The language of the digest.")
    ] = "ru",
    why: Why = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """Write the digest since a day: cases and postures by state, each line with its source.

    Example: nonrefoul digest --since 2025-09-01 --lang en
    """
    first = day(since)
    from nonrefoul.cli import showing

    showing.digest(first, showing.Manner(why, json, lang), home)


def demo(lang: Language = "en") -> None:
    """Read the sample posts, all of them about invented persons, and show what comes of them.

    Example: nonrefoul demo
    """
    from nonrefoul.cli import demonstration

    demonstration.show(lang)
