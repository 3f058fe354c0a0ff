"""The tables, and the open database that every function of the store takes."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.exc import SQLAlchemyError

from nonrefoul.errors import StoreError

VERSION = 1

tables = MetaData()

project = Table(
    "project",
    tables,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, nullable=False),
)

# Evidence: never changed, never removed by the program.
original = Table(
    "original",
    tables,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    Column("path", Text, nullable=False),
    Column("captured", DateTime, nullable=False),
)

# `digest` is of all that the document says: the same id with anything else is a new version.
document = Table(
    "document",
    tables,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("lang", Text),
    Column("published", Date),
    Column("source", Text),
    Column("url", Text),
    Column("title", Text),
    Column("author", Text),
    Column("forwarded", Text),
    Column("reply_to", Text),
    Column("edited", Text),
    Column("original", ForeignKey("original.sha256"), nullable=False),
    UniqueConstraint("id", "digest"),
)

# That a version of the rules read a document, or could not, so that none is taken for unread.
reading = Table(
    "reading",
    tables,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("document.number"), nullable=False),
    Column("rules", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("read", Boolean, nullable=False),
    Column("upto", Integer),
    Column("at", DateTime, nullable=False),
    UniqueConstraint("document", "rules"),
)

claim = Table(
    "claim",
    tables,
    Column("reading", ForeignKey("reading.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event", Text, nullable=False),
    Column("subject", Text),
    Column("subject_kind", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("group", Text),
    Column("host", Text),
    Column("origin", Text),
    Column("actor", Text),
    Column("third_state", Text),
    Column("date", Text),
    Column("attribution", Text),
    Column("rule", Text),
    Column("confidence", Float),
)

# What a person decided; taken back only by another judgement.
judgement = Table(
    "judgement",
    tables,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("note", Text),
)


@dataclass(frozen=True, slots=True)
class Store:
    """An open database; `key` is the project's own secret, from which public ids are derived."""

    engine: Engine
    key: bytes

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only looks; raises StoreError."""
        with telling(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the database from its beginning; raises StoreError."""
        with telling(), self.engine.execution_options(writes=True).begin() as connection:
            yield connection


def now() -> dt.datetime:
    """This moment, in UTC, as the tables keep it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@contextmanager
def telling() -> Iterator[None]:
    """Turn an error of the database into one line without a word of what is stored in it."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = getattr(error, "orig", error)
        name = getattr(cause, "sqlite_errorname", None) or type(error).__name__
        raise StoreError(f"the database can't be used ({name}): {_advice(name)}") from None


def _advice(name: str) -> str:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "another nonrefoul is writing to it; wait for it to end and run this again"
    if name.startswith("SQLITE_FULL"):
        return "the disk is full; make room and run this again"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "the file is damaged or no database; put back a copy, or choose another --home"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "check the permissions of the folder that `nonrefoul where` shows"
    if name == "SQLITE_ERROR":
        return "its tables are not those that this version makes; choose another --home"
    return "check the disk; nothing was stored half"
