"""The database that the desk is opened on: the person's own, or that of the demonstration."""

from __future__ import annotations

from pathlib import Path

from nonrefoul.cli import errors
from nonrefoul.cli.passphrase import passphrase
from nonrefoul.pipeline import add
from nonrefoul.samples import POSTS
from nonrefoul.store import Store, home_folder, open_store


def desk_home(home: Path | None) -> Store:
    """The person's own store, opened for the desk. Raises StoreError where there is none."""
    store = open_store(home, make=False, ask=passphrase)
    if store.guard:
        _ = store.originals  # asks for the passphrase now: no page could
    return store


def demo_store(home: Path | None, *, typed: bool) -> Store:
    """The store of the demonstration, with the samples in it.

    They go into `home` only where it was typed: the environment's is the person's own, as is the
    usual one, and the samples stand beside it, on the same disk. Raises StoreError.
    """
    folder = home if home and typed else demo_home(home)
    store = open_store(folder)
    errors.say(f"reading the invented samples into {folder}; remove it when you are done")
    add([str(POSTS)], store)
    return store


def demo_home(home: Path | None) -> Path:
    """The folder of the demonstration's database, beside the person's own."""
    own = home_folder(home)
    return own.with_name(f"{own.name}-demo")
