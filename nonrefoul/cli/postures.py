"""Commands on postures; the work is in `posture_showing`, loaded when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from nonrefoul.cli.options import Home, Json, day
from nonrefoul.cli.show import Language, Why

State = Annotated[str | None, typer.Argument(help="A host state: KG, Kyrgyzstan or Кыргызстан.")]
Origin = Annotated[
    str | None, typer.Option(metavar="STATE", help="Only towards this origin state.")
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="As told by that day; else by the newest document's."),
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="SOURCE", help="Leave out what this source told first; repeat it."),
]
Weights = Annotated[
    Literal["usual", "equal"],
    typer.Option("--weights", help="As posture.yml weighs acts, or all of them alike."),
]
Csv = Annotated[bool, typer.Option("--csv", help="A table as CSV, for other programs.")]
Table = Annotated[
    Literal["postures", "months", "matters"],
    typer.Option("--table", help="Which table --csv and --parquet write."),
]


def posture(
    state: State = None,
    origin: Origin = None,
    as_of: AsOf = None,
    without: Without = None,
    weights: Weights = "usual",
    months: Annotated[
        int | None, typer.Option(min=1, help="Only the last so many months of the curve.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Draw the one posture asked for.")
    ] = None,
    csv: Csv = False,
    parquet: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a table as Parquet.")
    ] = None,
    table: Table = "months",
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """Show where each host state is heading towards each origin state, and how sure that is.

    Example: nonrefoul posture Kyrgyzstan --why
    """
    last = day(as_of) if as_of else None
    from nonrefoul.cli import posture_showing as showing

    asked = showing.Asked(state, origin, last, tuple(without or ()), weights == "equal", months)
    wanted = showing.Wanted(why, json, csv, table, plot, parquet, lang)
    showing.postures(asked, wanted, home)


def compare(
    states: Annotated[
        list[str] | None, typer.Argument(help="Host states; else all that are known.")
    ] = None,
    origin: Origin = None,
    treaty: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="The members of a treaty as a group, say minsk."),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=STATES", help="States as a group, say north=KZ,KG."),
    ] = None,
    as_of: AsOf = None,
    without: Without = None,
    weights: Weights = "usual",
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """Set host states side by side, with the ranks that each may have, and groups of them.

    Example: nonrefoul compare KG KZ AM --treaty minsk
    """
    last = day(as_of) if as_of else None
    from nonrefoul.cli import comparing
    from nonrefoul.cli.posture_showing import Asked

    asked = Asked(None, origin, last, tuple(without or ()), weights == "equal", None)
    groups = comparing.Groups(tuple(treaty or ()), tuple(group or ()))
    comparing.compare(tuple(states or ()), groups, asked, json, lang, home)


def dyads(
    state: State = None,
    origin: Origin = None,
    as_of: AsOf = None,
    home: Home = None,
) -> None:
    """Write what happened as dyads in PLOVER's terms, in POLECAT's columns, with no names, as CSV.

    Example: nonrefoul dyads > dyads.csv
    """
    last = day(as_of) if as_of else None
    from nonrefoul.cli import posture_showing as showing

    showing.dyads(showing.Asked(state, origin, last, (), False, None), home)
