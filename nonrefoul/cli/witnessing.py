"""What `timestamp` does."""

from __future__ import annotations

from pathlib import Path

import typer

from nonrefoul.cli import errors
from nonrefoul.cli.reaching import stamped
from nonrefoul.store import open_store
from nonrefoul.store.authorities import Authority, name, unname
from nonrefoul.store.stamping import answer as keep_answer
from nonrefoul.store.stamping import begin, pending


def ask_by_hand(authority: str, request: Path, home: Path | None) -> None:
    """Write what an authority is to be asked, and say how to send it."""
    store = open_store(home, make=False)
    with request.open("xb") as out:
        number, asked = begin(store, authority)
        out.write(asked)
    typer.echo(f"timestamp {number}: pending. Send {request} to the authority, for example:")
    typer.echo(
        "curl -H 'Content-Type: application/timestamp-query' --data-binary"
        f" @{request} {authority} -o answer.tsr"
    )


def take_answer(authority: str, answer: Path, roots: Path | None, home: Path | None) -> None:
    """Keep an answer and say where the timestamp stands."""
    store = open_store(home, make=False)
    kept = keep_answer(store, pending(store, authority), answer.read_bytes(), _read(roots))
    typer.echo(kept.told)
    raise typer.Exit(errors.ALTERED if kept.wrong else errors.FINE)


def ask_always(authority: str, roots: Path | None, home: Path | None) -> None:
    """Have an authority asked from now on, and ask it what is due; raises BadParameter."""
    from nonrefoul.fetching import FetchError, target

    try:
        target(authority)
    except FetchError as error:
        raise typer.BadParameter(str(error)) from None
    store = open_store(home, make=False)
    name(store, Authority(authority, _read(roots)))
    typer.echo("It will be asked whenever `add` or `follow` brought something new.")
    stamped(store)


def ask_never(authority: str, home: Path | None) -> None:
    """Ask an authority no more by itself; raises BadParameter where it was not asked."""
    if not unname(open_store(home, make=False), authority):
        raise typer.BadParameter("this authority is not asked by itself")
    typer.echo("It will not be asked any more; the timestamps it gave stay.")


def _read(roots: Path | None) -> bytes | None:
    return roots.read_bytes() if roots else None
