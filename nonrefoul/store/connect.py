"""Finds, makes and opens the database."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    select,
    update,
)

from nonrefoul.errors import StoreError
from nonrefoul.evidence.heads import Signer
from nonrefoul.evidence.originals import FOLDER, Originals
from nonrefoul.evidence.sealing import Seal
from nonrefoul.store import schema, write_ahead
from nonrefoul.store.migrating import migrate
from nonrefoul.store.schema import Guard, Store

FILE = "nonrefoul.db"
_WAIT_SECONDS = 30


def home_folder(home: Path | None) -> Path:
    """The folder of the database: the one given, or this person's own data folder."""
    return home or platformdirs.user_data_path("nonrefoul", appauthor=False)


def open_store(
    home: Path | None = None, *, make: bool = True, ask: Callable[[], str] = schema.no_passphrase
) -> Store:
    """Open the database in a folder, making both where `make` is set and they are not there.

    One that an older nonrefoul made is brought up to date. `ask` gives the passphrase, where
    originals are encrypted and one of them is needed. Raises StoreError where there is none, it is
    newer than this program, or can't be used.
    """
    folder = home_folder(home)
    file = folder / FILE
    if make:
        _make_file(file)
    elif not file.exists():
        raise StoreError(f"no database in {folder}: add documents with `nonrefoul add PATH`")
    _look_at_log(file)
    engine = _engine(file)
    with schema.telling(), engine.execution_options(writes=make).begin() as connection:
        empty = make and not inspect(connection).get_table_names()
        if empty:
            _make_tables(connection, folder)
        version = _version(connection, file)
    if version < schema.VERSION:
        migrate(engine, folder)
    with schema.telling(), engine.begin() as connection:
        row = connection.execute(select(schema.project)).one()
    guard = Guard(row.salt, row.check) if row.salt else None
    if make:
        Originals(folder / FOLDER).sweep()
    store = Store(engine, folder, bytes(row.key), bytes(row.log_key), guard, ask)
    if empty or version < schema.VERSION:
        store.wrote()
    return store


def encrypt(store: Store, passphrase: str) -> Store:
    """Have originals encrypted from now on; gives the store to go on with.

    Raises StoreError where some are kept already, or there is a passphrase.
    """
    if store.guard:
        raise StoreError("the originals of this database are encrypted already")
    if next(store.originals.names(), None):
        raise StoreError(
            "originals are kept here unencrypted; make a new --home and add them there"
        )
    salt = secrets.token_bytes(32)
    guard = Guard(salt, Seal.of(passphrase, salt).check)
    with store.writing() as connection:
        values = {"salt": guard.salt, "check": guard.check}
        connection.execute(update(schema.project).values(values))
    return replace(store, guard=guard, ask=lambda: passphrase)


def _look_at_log(file: Path) -> None:
    try:
        write_ahead.put_aside(file)
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise StoreError(f"{file}: its log can't be read or put aside: {what}") from None


def _make_file(file: Path) -> None:
    """Make the file and its folder for this person's eyes alone; SQLite's own files follow it."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        file.chmod(0o600)
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise StoreError(f"{file}: {what}: choose another folder with --home") from None


def _engine(file: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        hide_parameters=True,
        connect_args={"timeout": _WAIT_SECONDS},
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, tables included
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_tables(connection: Connection, folder: Path) -> None:
    schema.tables.create_all(connection)
    row = {"version": schema.VERSION, "key": secrets.token_bytes(32)}
    row["log_key"] = Signer.at(folder).public
    connection.execute(insert(schema.project).values(row))


def _version(connection: Connection, file: Path) -> int:
    if not inspect(connection).has_table(schema.project.name):
        raise StoreError(f"{file} is no database of nonrefoul: choose another folder with --home")
    version = int(connection.execute(select(schema.project.c.version)).scalar_one())
    if version > schema.VERSION:
        raise StoreError(f"{file} was made by a newer nonrefoul: bring this one up to date")
    return version
