"""The database's file at rest: its bytes as a run left them, signed, so that any other is found.

All rows are bound in the log, but SQLite's file also holds bytes that are no row's. So whoever
wrote leaves, at the end, a note with the SHA-256 of the whole file; whoever writes next removes it
before the first byte changes. Without a note (something writes, or was killed) only rows are
guarded.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import Enum
from io import BufferedReader
from pathlib import Path

from sqlalchemy import Engine

from nonrefoul.errors import StoreError
from nonrefoul.evidence.canonical import canonical
from nonrefoul.evidence.heads import Signer, signed
from nonrefoul.evidence.originals import sync_folder

_SIGNATURE = 64


class Rest(Enum):
    """How the database's file stands to its note."""

    AS_LEFT = "byte for byte as it was left"
    ALTERED = "not as it was left"
    AWAKE = "no note: something writes to it, or was killed"


def note_of(file: Path) -> Path:
    """Where the note on a database's file lies."""
    return file.with_suffix(".rest")


def wake(file: Path) -> None:
    """Remove the note, since the file is going to change; the database must be held by now.

    Raises StoreError where it can't be removed for good.
    """
    note = note_of(file)
    try:
        if note.exists():
            note.unlink(missing_ok=True)
            sync_folder(note.parent)
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise StoreError(f"{note}: {what}: check the disk; nothing was stored") from None


def lay_to_rest(engine: Engine, file: Path) -> None:
    """Close a database, and leave a note on its file unless others are at it.

    Where that can't be done there is no note, and nothing else is amiss.
    """
    engine.dispose()
    with suppress(sqlite3.Error, OSError, StoreError), _held(file) as raw:
        said = canonical({**_said(raw), "kind": "rest", "nonce": secrets.token_hex(8)})
        _put(note_of(file), Signer.at(file.parent, make=False).signature(said) + said)


def rest(file: Path, public: bytes) -> Rest:
    """How the file stands to its note; no connection of this process may be open meanwhile.

    `public` is the key of the log. Raises OSError where the file can't be read.
    """
    before = _read(note_of(file))
    if before is None:
        return Rest.AWAKE
    with file.open("rb") as raw:
        found = _said(raw)
    written = _unsettled(file)
    if _read(note_of(file)) != before:
        return Rest.AWAKE
    signature, said = before[:_SIGNATURE], before[_SIGNATURE:]
    same = signed(public, said, signature) and found.items() <= json.loads(said).items()
    return Rest.AS_LEFT if same and not written else Rest.ALTERED


@contextmanager
def _held(file: Path) -> Iterator[BufferedReader]:
    """The file with all in it that was written, and nobody able to write; raises sqlite3.Error.

    It is closed after the connection: closing it takes away this process's locks on it.
    """
    address = f"{file.absolute().as_uri()}?mode=rw"
    with (
        file.open("rb") as raw,
        closing(sqlite3.connect(address, timeout=0, isolation_level=None, uri=True)) as connection,
    ):
        # One that keeps no log beside it is changed by whoever opens it next, to have one.
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute("BEGIN IMMEDIATE")
        if mode != "wal" or busy or _unsettled(file):
            raise sqlite3.OperationalError
        yield raw
        connection.execute("ROLLBACK")


def _unsettled(file: Path) -> bool:
    """Whether SQLite's log beside the file holds what is not in the file yet."""
    try:
        return file.with_name(f"{file.name}-wal").stat().st_size > 0
    except FileNotFoundError:
        return False


def _said(raw: BufferedReader) -> dict[str, object]:
    """What a note says of a file."""
    raw.seek(0)
    return {"sha256": hashlib.file_digest(raw, "sha256").hexdigest(), "bytes": raw.tell()}


def _read(note: Path) -> bytes | None:
    try:
        return note.read_bytes()
    except FileNotFoundError:
        return None


def _put(note: Path, raw: bytes) -> None:
    """Write a note whole or not at all; what a kill left of another one goes."""
    begun = note.with_name(f"{note.name}-begun")
    begun.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        begun.replace(note)
        sync_folder(note.parent)
    finally:
        begun.unlink(missing_ok=True)
