"""The index: a file beside the database that can be thrown away and made anew.

SQLite's FTS5 with a tokenizer of our own, which only `apsw` lets Python give it. No text is kept in
it, but the words of one, in order: it tells what the database tells, so it is its owner's alone.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import apsw

from nonrefoul.errors import StoreError
from nonrefoul.searching import terms
from nonrefoul.store import Store

FILE = "search.sqlite"
_WAIT_MS = 30_000
_BESIDE = ("", "-wal", "-shm", "-journal")
# So much of it a connection holds in memory; SQLite takes a number below 0 as KiB.
_CACHE = -32_000


class Index:
    """The open index of a store; several threads may use it, each has a connection of its own."""

    def __init__(self, store: Store) -> None:
        """Open it, or make an empty one where there is none that this program can use.

        Raises StoreError.
        """
        self.store = store
        self.file = store.home / FILE
        self._own = threading.local()
        self._filling = threading.RLock()
        self._mark = f"{_VERSION}.{terms.VERSION} {terms.dictionary()} {store.log_key.hex()}"
        with _telling(self.file):
            if not self._usable():
                self._replace()

    @property
    def connection(self) -> apsw.Connection:
        """This thread's connection; a new one where another file took the place of its own."""
        if not self.file.exists():
            with self._filling:
                self._replace()
        inode = self.file.stat().st_ino
        if getattr(self._own, "inode", None) != inode:
            self.close()
            self._own.connection, self._own.inode = _connected(self.file), inode
        connection: apsw.Connection = self._own.connection
        return connection

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """A look at one moment of the index; raises StoreError."""
        with _telling(self.file), self.connection as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """A transaction that holds the index from its beginning; raises StoreError.

        One thread at a time: the others wait.
        """
        with self._filling, _telling(self.file):
            connection = self.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def empty(self) -> None:
        """Take everything out; raises StoreError."""
        with self.writing() as connection:
            connection.execute(_EMPTY)

    def close(self) -> None:
        """Close this thread's connection."""
        found: apsw.Connection | None = getattr(self._own, "connection", None)
        if found is not None:
            found.close()
            self._own.connection = self._own.inode = None

    def _usable(self) -> bool:
        """Whether there is an index that this program made of this database."""
        if not self.file.exists():
            return False
        try:
            asked = "SELECT value FROM made WHERE name = 'mark'"
            return [(self._mark,)] == list(self.connection.execute(asked))
        except (apsw.NotADBError, apsw.CorruptError, apsw.SQLError, apsw.NoFTS5Error):
            return False

    def _replace(self) -> None:
        """Put an empty index in the place of what is there."""
        self.close()
        for end in _BESIDE:
            self.file.with_name(self.file.name + end).unlink(missing_ok=True)
        os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        with self.writing() as connection:
            connection.execute(_TABLES)
            connection.execute("INSERT OR REPLACE INTO made VALUES ('mark', ?)", (self._mark,))


def _connected(file: Path) -> apsw.Connection:
    connection = apsw.Connection(str(file))
    connection.set_busy_timeout(_WAIT_MS)
    connection.register_fts5_tokenizer("nonrefoul", _tokenizer)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    return connection


def _tokenizer(_connection: apsw.Connection, _arguments: list[str]) -> apsw.Tokenizer:
    """What FTS5 cuts texts and questions into words with: each word with all its terms.

    The last word of a question for what begins so is taken as it is written.
    """

    def tokens(utf8: bytes, flags: int, _locale: str | None) -> list[tuple[str, ...]]:
        text = bytes(utf8).decode("utf-8", "surrogateescape")
        found = [terms.terms(text[start:end]) for start, end in terms.words(text)]
        if found and flags & apsw.FTS5_TOKENIZE_PREFIX:
            found[-1] = found[-1][:1]
        return found

    return tokens


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """Turn an error into one line without a word of what is kept."""
    try:
        yield
    except apsw.Error as error:
        name = type(error).__name__.removesuffix("Error")
        raise StoreError(
            f"{file}: the index of the search can't be used ({name}): run `nonrefoul reindex`"
        ) from None
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}: check the folder's permissions") from None


# Changed whenever the tables, or what stands in them, are otherwise.
_VERSION = 2
_EMPTY = """
DELETE FROM made WHERE name <> 'mark';
DELETE FROM document;
DELETE FROM claim;
INSERT INTO text (text) VALUES ('delete-all');
"""
_TABLES = files("nonrefoul.searching").joinpath("index.sql").read_text(encoding="utf-8")
