"""What `timestamp` does."""

from __future__ import annotations

from pathlib import Path

import typer

from nonrefoul.cli import errors
from nonrefoul.store import open_store
from nonrefoul.store.stamping import answer as keep_answer
from nonrefoul.store.stamping import begin, pending


def witness(
    authority: str, request: Path | None, answer: Path | None, roots: Path | None, home: Path | None
) -> None:
    """Write a request, or keep an answer and say where the timestamp stands."""
    if (request is None) == (answer is None):
        raise typer.BadParameter("give either --request or --answer")
    store = open_store(home, make=False)
    if request:
        with request.open("xb") as out:
            number, asked = begin(store, authority)
            out.write(asked)
        typer.echo(f"timestamp {number}: pending. Send {request} to the authority, for example:")
        typer.echo(
            "curl -H 'Content-Type: application/timestamp-query' --data-binary"
            f" @{request} {authority} -o answer.tsr"
        )
        return
    assert answer
    trusted = roots.read_bytes() if roots else None
    kept = keep_answer(store, pending(store, authority), answer.read_bytes(), trusted)
    typer.echo(kept.told)
    raise typer.Exit(errors.ALTERED if kept.wrong else errors.FINE)
