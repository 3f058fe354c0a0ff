"""Commands on evidence: read documents, keep them, and say where they are kept."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from nonrefoul.cli import errors
from nonrefoul.cli.options import Home, Json, day, is_address

if TYPE_CHECKING:
    from nonrefoul.capture import Columns
    from nonrefoul.pipeline import AddSummary, Read
    from nonrefoul.words import Reading

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="A file of any kind that docs/inputs.md lists, a folder, or -; `add` takes addresses.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="The day of texts that carry no date, as 2023-11-03."),
]
Full = Annotated[
    bool, typer.Option("--full", help="Fetch the pages that a feed's teasers lead to, too.")
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="FIELD=COLUMN", help="Which column of your records holds which field."
    ),
]
Mapping = Annotated[
    str | None,
    typer.Option(
        "--mapping", metavar="FILE", help="The same from a file, a line each: text: body."
    ),
]
_NAMED = 5  # so many unread documents are named, more are counted


def read(
    paths: Paths,
    published: Published = None,
    map_: Map = None,
    mapping: Mapping = None,
    json: Json = False,
) -> None:
    """Read documents and print the claims found in them; no database is used.

    Example: nonrefoul read post.txt --published 2023-11-03 --json
    """
    default = _day(published)
    from nonrefoul import pipeline
    from nonrefoul.capture import Trouble
    from nonrefoul.cli.progress import progress

    if any(map(is_address, paths)):
        raise typer.BadParameter("an address is fetched by `add` alone; `read` takes files")
    taken = _columns(map_, mapping)
    lost, unread = False, []
    # On a terminal the listing itself shows how far the work is.
    with progress(paths, hidden=sys.stdout.isatty()) as step:
        for found in pipeline.read(paths, default, mapping=taken):
            step(found if isinstance(found, Trouble) else found.captured)
            if isinstance(found, Trouble):
                lost = lost or found.lost
            else:
                _print(found, json)
                unread += [] if found.reading.read else [found.reading]
    warn_unread(unread)
    raise typer.Exit(errors.LOST if lost else errors.FINE)


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text, or -.")],
    published: Published = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show sentences where nothing was tried, too.")
    ] = False,
) -> None:
    """Show how a text is read: what was seen, tried, met and told in each sentence.

    Example: nonrefoul explain post.txt --published 2023-11-03
    """
    default = _day(published)
    from nonrefoul.capture import Captured, Trouble, capture
    from nonrefoul.cli.explaining import explain_document

    lost = False
    for found in capture(file, default):
        if isinstance(found, Trouble):
            errors.say(str(found))
            lost = lost or found.lost
        elif isinstance(found, Captured):
            explain_document(found.document, every=every)
    raise typer.Exit(errors.LOST if lost else errors.FINE)


def add(
    paths: Paths,
    published: Published = None,
    map_: Map = None,
    mapping: Mapping = None,
    full: Full = False,
    home: Home = None,
) -> None:
    """Keep documents as evidence, read them, and keep their claims; adding again adds nothing.

    An address of a page or a feed is fetched, this once; `follow` keeps it on a list.

    Example: nonrefoul add ChatExport/result.json notes.txt
    """
    default = _day(published)
    from nonrefoul import pipeline
    from nonrefoul.cli.passphrase import passphrase
    from nonrefoul.cli.progress import progress
    from nonrefoul.store import open_store
    from nonrefoul.store.authorities import authorities

    taken = _columns(map_, mapping)
    addresses = [each for each in paths if is_address(each)]
    files = [each for each in paths if not is_address(each)]
    store = open_store(home, ask=passphrase)
    with progress(files) as step:
        summary = pipeline.add(files, store, default, step, mapping=taken)
        if addresses:
            from nonrefoul import adding
            from nonrefoul.cli.reaching import brought

            found = brought(addresses, store, full)
            adding.add_found(found, store, step, summary)
    warn_unread(summary.unread)
    typer.echo(_told(summary))
    if authorities(store):
        from nonrefoul.cli.reaching import stamped

        stamped(store)
    raise typer.Exit(errors.LOST if summary.lost else errors.FINE)


def where(home: Home = None) -> None:
    """Show where the database is.

    Example: nonrefoul where
    """
    from nonrefoul.store.connect import FILE, home_folder

    file = home_folder(home) / FILE
    typer.echo(str(file))
    if not file.exists():
        errors.say("nothing is there yet; `nonrefoul add PATH` makes it")


def _day(published: str | None) -> dt.date | None:
    return day(published) if published else None


def _columns(pairs: list[str] | None, file: str | None) -> Columns:
    from nonrefoul.capture import columns
    from nonrefoul.capture.mapping import MappingError

    try:
        return columns(pairs or (), file)
    except MappingError as error:
        raise typer.BadParameter(str(error)) from None


def _print(found: Read, json: bool) -> None:
    """Print the claims of a document, and let nobody wait for them."""
    if json:
        from nonrefoul.cli.json_lines import line

        for claim in found.reading.claims:
            typer.echo(line(claim.to_json()))
    elif found.reading.claims:
        from nonrefoul.cli.listing import listing
        from nonrefoul.cli.screen import screen

        screen().print(listing(found.captured.document, found.reading.claims))
    sys.stdout.flush()


def warn_unread(unread: Sequence[Reading]) -> None:
    """Say which documents nobody should take for read."""
    for reading in unread[:_NAMED]:
        errors.say(f"{reading.document}: not read, there are no rules for its language yet")
    if len(unread) > _NAMED:
        errors.say(f"and {len(unread) - _NAMED} more documents in languages that are not read yet")


def _told(summary: AddSummary) -> str:
    told = f"{counted(summary.added, 'document')} added"
    if summary.changed:
        told += f" ({summary.changed} as a new version)"
    told += f", {summary.known} known already; {counted(summary.claims, 'claim')} read."
    return f"{told} See them with: nonrefoul cases" if summary.claims else told


def counted(number: int, noun: str) -> str:
    """So many of something, in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
