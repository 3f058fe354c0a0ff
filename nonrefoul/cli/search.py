"""Commands of the search: ask it, and make its index anew."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import typer

from nonrefoul.cli.options import Home, Json, day

Day = Annotated[dt.date | None, typer.Option(parser=day, metavar="DATE")]


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS...]",
            help='In any form; "words in quotes" next to each other; beg*; -not (after --).',
        ),
    ] = None,
    host: Annotated[str | None, typer.Option(help="With a claim of this host state.")] = None,
    origin: Annotated[str | None, typer.Option(help="Of somebody wanted by this state.")] = None,
    event: Annotated[str | None, typer.Option(help="Of this event, by its code.")] = None,
    modality: Annotated[
        Literal["asserted", "reported", "suspected", "expected", "negated", "denied"] | None,
        typer.Option(help="Told so."),
    ] = None,
    review: Annotated[
        Literal["checked", "open"] | None,
        typer.Option(help="Confirmed by a person, or not (yet)."),
    ] = None,
    happened_from: Day = None,
    happened_to: Day = None,
    published_from: Day = None,
    published_to: Day = None,
    source: Annotated[str | None, typer.Option(help="Only documents of this source.")] = None,
    order: Annotated[
        Literal["best", "newest", "came"],
        typer.Option(help="The best first, the last published, or the last added."),
    ] = "best",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many at most.")] = 20,
    json: Json = False,
    home: Home = None,
) -> None:
    """Find documents by their words, in any form, and by what claims in them tell.

    Example: nonrefoul search экстрадиция --host AM
    """
    from nonrefoul.cli import searched
    from nonrefoul.searching import Asked, Order, Reviewing
    from nonrefoul.words import Modality

    asked = Asked(
        line=" ".join(words or ()),
        host=searched.state(host, "--host"),
        origin=searched.state(origin, "--origin"),
        event=searched.event(event),
        modality=Modality(modality) if modality else None,
        reviewing=Reviewing(review) if review else None,
        source=source,
        published_from=published_from,
        published_to=published_to,
        happened_from=happened_from,
        happened_to=happened_to,
        order=Order(order),
    )
    if not asked.asks:
        raise typer.BadParameter("there is nothing to look for; give a word, or an option")
    searched.search(asked, limit, json, home)


def reindex(home: Home = None) -> None:
    """Make the index of the search anew; that is never needed unless a search says so.

    Example: nonrefoul reindex
    """
    from nonrefoul.cli import searched

    searched.reindex(home)
