"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="NONREFOUL_HOME",
        help="The folder of the project's database; `nonrefoul where` shows it.",
    ),
]

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides; else the user's name.")
]


def is_address(path: str) -> bool:
    """Whether what a person gave is an address of the internet, and no path."""
    return path.lower().startswith(("http://", "https://"))


def day(value: str) -> dt.date:
    """Read a day such as 2023-11-03; raises BadParameter where there is no such day."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"there is no day {value!r}; write it as 2023-11-03") from None
