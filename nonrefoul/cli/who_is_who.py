"""Commands by which a person decides who is who; the work is in `pairing`."""

from __future__ import annotations

from typing import Annotated

import typer

from nonrefoul.cli.options import By, Home, Json
from nonrefoul.cli.show import Language, Why

Id = Annotated[str, typer.Argument(metavar="ID", help="As `nonrefoul unsure` shows it.")]
Because = Annotated[str | None, typer.Option(metavar="TEXT", help="Why, in your own words.")]


def unsure(
    name: Annotated[str | None, typer.Argument(help="A name or a part of one.")] = None,
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """List pairs who may be one person, the likeliest first; nothing is merged without you.

    Example: nonrefoul unsure --why
    """
    from nonrefoul.cli import pairing
    from nonrefoul.cli.showing import Manner

    pairing.unsure(name, Manner(why, json, lang), home)


def same(one: Id, other: Id, by: By = None, because: Because = None, home: Home = None) -> None:
    """Decide that two are one person; it holds until it is taken back.

    Example: nonrefoul same 7f3a90c2 19bc44d0 --because "the lawyer knows both"
    """
    from nonrefoul.cli import pairing

    pairing.decide(one, other, "same", pairing.by(by, because), home)


def different(
    one: Id, other: Id, by: By = None, because: Because = None, home: Home = None
) -> None:
    """Decide that two are two persons, or part one who is two; it holds until it is taken back.

    Example: nonrefoul different 7f3a90c2 19bc44d0
    """
    from nonrefoul.cli import pairing

    pairing.decide(one, other, "different", pairing.by(by, because), home)


def actors(
    state: Annotated[str, typer.Argument(help="A host state: KG, Kyrgyzstan or Киргизия.")],
    why: Why = False,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """List the agencies, organisations and officials in what is told of a host state.

    Example: nonrefoul actors KG
    """
    from nonrefoul.cli import acting
    from nonrefoul.cli.showing import Manner

    acting.actors(state, Manner(why, json, lang), home)


def judgements(json: Json = False, home: Home = None) -> None:
    """List what persons decided, in order, those taken back too.

    Example: nonrefoul judgements
    """
    from nonrefoul.cli import pairing

    pairing.judgements(json, home)


def names(id_: Id, json: Json = False, home: Home = None) -> None:
    """List under which names a person is known, by document, each with an id of its own.

    Example: nonrefoul names 7f3a90c2
    """
    from nonrefoul.cli import pairing

    pairing.names(id_, json, home)
