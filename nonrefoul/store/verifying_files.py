"""Rechecks the files that are kept: the database's own, and those of the originals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from nonrefoul.evidence.frames import FrameError, Unpacked
from nonrefoul.store import schema
from nonrefoul.store.findings import Finding
from nonrefoul.store.resting import Rest, rest
from nonrefoul.store.schema import Store
from nonrefoul.store.write_ahead import aside

_CHUNK = 1 << 20


def at_rest(store: Store) -> Iterator[Finding]:
    """The database's whole file, where a note says what it was; a damaged log of it put aside."""
    try:
        yield from _put_aside(store.file)
        store.close()
        found = rest(store.file, store.log_key)
    except OSError as error:
        yield Finding(f"{store.file} can't be read: {error.strerror or type(error).__name__}")
        return
    if found is Rest.ALTERED:
        yield Finding(f"{store.file} is not byte for byte as nonrefoul left it")
    elif found is Rest.AWAKE:
        what = "was not laid to rest: something writes to it, or was stopped while it did"
        why = "rows are checked, bytes that hold none are not, until the next `add` has ended"
        yield Finding(f"{store.file} {what}; {why}", wrong=False)


def _put_aside(file: Path) -> Iterator[Finding]:
    damaged = aside(file)
    if damaged.exists():
        what = "SQLite's log beside the database was damaged, and put aside here"
        advice = "what was stored last may be missing: add it again, then remove this file"
        yield Finding(f"{damaged}: {what}; {advice}")


def originals(connection: Connection, store: Store) -> Iterator[Finding]:
    """Every file of every original, and every document's slice of it."""
    known: set[str] = set()
    for row in connection.execute(select(schema.original).order_by(schema.original.c.sha256)):
        known.add(row.sha256)
        yield from _original(connection, store, row)
    for name in store.originals.names():
        if name not in known:
            yield Finding(
                f"{store.originals.path(name)} is spare: no row speaks of it", wrong=False
            )
    for file in store.originals.begun():
        yield Finding(f"{file} was begun and not ended; the next `add` removes it", wrong=False)


def _original(connection: Connection, store: Store, row: Row[Any]) -> Iterator[Finding]:
    path = store.originals.path(row.sha256)
    try:
        with path.open("rb") as packed:
            if hashlib.file_digest(packed, "sha256").hexdigest() != row.packed:
                yield Finding(f"{path} is not the file that was written")
        with store.originals.open(row.sha256) as plain:
            if plain.length != row.length or _hash(plain) != row.sha256:
                yield Finding(f"{path} no longer holds the bytes of its SHA-256")
            yield from _slices(connection, row.sha256, plain)
    except FrameError:
        yield Finding(f"{path} is damaged: it can't be unpacked")
    except OSError as error:
        yield Finding(f"{path} can't be read: {error.strerror or type(error).__name__}")


def _slices(connection: Connection, sha256: str, plain: Unpacked) -> Iterator[Finding]:
    columns = schema.document.c["number", "offset", "length", "bytes"]
    query = select(*columns).filter_by(original=sha256).order_by("offset")
    for row in connection.execute(query):
        if hashlib.sha256(plain.slice(row.offset, row.length)).hexdigest() != row.bytes:
            yield Finding(f"document {row.number} does not lie in its original where it says")


def _hash(plain: Unpacked) -> str:
    plain.seek(0)
    sha256 = hashlib.sha256()
    while piece := plain.read(_CHUNK):
        sha256.update(piece)
    return sha256.hexdigest()
