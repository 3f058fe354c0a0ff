"""What `export-evidence` does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import typer

from nonrefoul.cli.known import identified
from nonrefoul.cli.passphrase import passphrase
from nonrefoul.pipeline import know
from nonrefoul.store import Store, open_store, versions
from nonrefoul.store.bundling import export

_UNSAFE = re.compile(r"[^\w.-]+")


def hand_over(identity: str, to: Path | None, whole: bool, home: Path | None) -> None:
    """Write the bag and say where; raises BadParameter where the id tells nothing."""
    store = open_store(home, make=False, ask=passphrase)
    folder = to or Path(f"evidence-{_UNSAFE.sub('-', identity).strip('.-') or 'bag'}")
    if folder.exists():
        raise typer.BadParameter(f"{folder} is there already; name a new folder with --to")
    count = export(store, _documents(store, identity), folder, handed=whole)
    named = f"{count} version{'' if count == 1 else 's'} of documents"
    typer.echo(f"{folder}: {named}; its data/README.txt says how to check it.")


def _documents(store: Store, identity: str) -> Sequence[str]:
    """The document of an id, else all that a case rests on."""
    if versions(store, identity):
        return [identity]
    case = identified(know(store).cases, identity)
    return list(dict.fromkeys(claim.document for claim in case.timeline))
