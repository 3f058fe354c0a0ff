"""The tables, and the open database that every function of the store takes."""

from __future__ import annotations

import datetime as dt
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    ForeignKey,
    Index,
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
from nonrefoul.evidence.heads import KEY, Signer
from nonrefoul.evidence.originals import FOLDER, Originals
from nonrefoul.evidence.sealing import Seal
from nonrefoul.store import resting

VERSION = 2

tables = MetaData()

# `key` is the secret that public ids come from, `log_key` the public key of the log's heads;
# `salt` and `check` are there where originals are encrypted.
project = Table(
    "project",
    tables,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("key", LargeBinary, nullable=False),
    Column("log_key", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("check", LargeBinary),
)

# Evidence: never changed, never removed by the program. The bytes of an original lie in a file;
# `packed` is the SHA-256 of that file as it is on disk.
original = Table(
    "original",
    tables,
    Column("sha256", String(64), primary_key=True),
    Column("length", Integer, nullable=False),
    Column("packed", String(64), nullable=False),
)

# One thing that was handed in: the same bytes from the same place are the same capture.
capture = Table(
    "capture",
    tables,
    Column("number", Integer, primary_key=True),
    Column("original", ForeignKey("original.sha256"), nullable=False),
    Column("source", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("headers", Text, nullable=False),
    UniqueConstraint("source", "original"),
)

# `digest` is of all that the document says: the same id with anything else is a new version.
# `bytes` is the SHA-256 of the slice of the original that it was made from.
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
    Column("original", ForeignKey("original.sha256"), nullable=False, index=True),
    Column("offset", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("bytes", String(64), nullable=False),
    UniqueConstraint("id", "digest"),
)

# What a document came with; no `original` where it was missing.
attachment = Table(
    "attachment",
    tables,
    Column("document", ForeignKey("document.number"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("original", ForeignKey("original.sha256")),
)

# That a capture holds a version of a document; where in it, unless it is packed there. `entry` is
# the entry of the log that says so.
sighting = Table(
    "sighting",
    tables,
    Column("capture", ForeignKey("capture.number"), primary_key=True),
    Column("document", ForeignKey("document.number"), primary_key=True),
    Column("offset", Integer),
    Column("entry", ForeignKey("log.position"), nullable=False, index=True),
    Index("sighting_document", "document"),
    sqlite_with_rowid=False,
)

# Which numbers of a chat a capture holds, in runs; a message in none of them is gone.
covering = Table(
    "covering",
    tables,
    Column("capture", ForeignKey("capture.number"), primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# That a version of the rules read a document, or could not, so that none is taken for unread.
# `digest` is of all that the reading says, its claims among it.
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
    Column("digest", String(64), nullable=False),
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


# The chained log: each entry in canonical JSON; the Merkle tree over them is that of RFC 6962.
log = Table(
    "log",
    tables,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entry", LargeBinary, nullable=False),
)

# The signed head of the log after each transaction; `peaks` are the tree's whole subtrees.
head = Table(
    "head",
    tables,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("said", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
)

# What an authority was asked over a head, its answer (none yet: pending), and the certificates
# that were trusted for it.
timestamp = Table(
    "timestamp",
    tables,
    Column("number", Integer, primary_key=True),
    Column("size", ForeignKey("head.size"), nullable=False),
    Column("authority", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("response", LargeBinary),
    Column("roots", LargeBinary),
)


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands in the database of a passphrase: its salt, and the value that tells it."""

    salt: bytes
    check: bytes


def no_passphrase() -> str:
    """Nobody gave one; raises StoreError."""
    raise StoreError("the originals are encrypted: give the passphrase in NONREFOUL_PASSPHRASE")


@dataclass(frozen=True)
class Store:
    """An open database; `key` is the project's own secret, from which public ids are derived.

    `guard` is there where originals are encrypted; `ask` is asked for the passphrase once one of
    them is needed.
    """

    engine: Engine
    home: Path
    key: bytes
    log_key: bytes
    guard: Guard | None = None
    ask: Callable[[], str] = no_passphrase

    @cached_property
    def originals(self) -> Originals:
        """The files beside the database; raises StoreError where the passphrase is wrong."""
        guard = self.guard
        seal = Seal.opened(self.ask(), guard.salt, guard.check) if guard else None
        return Originals(self.home / FOLDER, seal)

    @cached_property
    def signer(self) -> Signer:
        """What signs the heads of the log; raises StoreError where it is not what it was."""
        signer = Signer.at(self.home, make=False)
        if signer.public != self.log_key:
            raise StoreError(f"{self.home / KEY} is not the key of this database; put back a copy")
        return signer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only looks; raises StoreError."""
        with telling(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the database from its beginning; raises StoreError."""
        with telling(), self.engine.execution_options(writes=True).begin() as connection:
            resting.wake(self.file)
            self.wrote()
            yield connection

    @cached_property
    def file(self) -> Path:
        """The database's own file."""
        return Path(str(self.engine.url.database))

    @cached_property
    def _at_the_end(self) -> weakref.finalize[..., Store]:
        """Once something was written: lays the file to rest when nobody has this store any more."""
        return weakref.finalize(self, resting.lay_to_rest, self.engine, self.file)

    def wrote(self) -> None:
        """Note that this store wrote, so that the database is laid to rest at the end."""
        _ = self._at_the_end

    def close(self) -> None:
        """Close the database and lay its file to rest, now and not at the end of the process."""
        if at_the_end := self.__dict__.pop("_at_the_end", None):
            at_the_end()
        self.engine.dispose()


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
