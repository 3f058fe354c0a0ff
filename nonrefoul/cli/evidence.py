"""Commands on evidence: read documents, keep them, and say where they are kept."""

from __future__ import annotations

from typing import Annotated

import typer

from nonrefoul.cli.options import Home, Json, day

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="A text, a JSON-lines file of documents, a Telegram export, a folder, or -.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day of texts that carry no date, as 2023-11-03."),
]


def read(paths: Paths, published: Published = None, json: Json = False) -> None:
    """Read documents and print the claims found in them; no database is used.

    Example: nonrefoul read post.txt --published 2023-11-03 --json
    """
    _ = (paths, day(published) if published else None, json)


def add(paths: Paths, published: Published = None, home: Home = None) -> None:
    """Keep documents as evidence, read them, and keep their claims; adding again adds nothing.

    Example: nonrefoul add ChatExport/result.json notes.txt
    """
    _ = (paths, published, home)


def where(home: Home = None) -> None:
    """Show where the database is.

    Example: nonrefoul where
    """
    _ = home
