"""The database that the desk is opened on: the person's own, or that of the demonstration."""

from __future__ import annotations

from pathlib import Path

from nonrefoul.cli import errors
from nonrefoul.cli.passphrase import passphrase
from nonrefoul.pipeline import add
from nonrefoul.samples import POSTS
from nonrefoul.store import Store, home_folder, open_store


def desk_home(home: Path | None, *, demo: bool = False) -> Store:
    """The store to open; for the demonstration one beside the person's own, filled if need be.

    Samples go into `home` only where it was typed: an environment's is the person's own. Raises
    StoreError where there is no store.
    """
    if not demo:
        store = open_store(home, make=False, ask=passphrase)
        if store.guard:
            _ = store.originals  # asks for the passphrase now: no page could
        return store
    folder = home or demo_home()
    store = open_store(folder)
    errors.say(f"reading the invented samples into {folder}; remove it when you are done")
    add([str(POSTS)], store)
    return store


def demo_home() -> Path:
    """The folder of the demonstration's database, apart from the person's own."""
    own = home_folder(None)
    return own.with_name(f"{own.name}-demo")
