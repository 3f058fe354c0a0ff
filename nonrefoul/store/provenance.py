"""Where a document came from: each version's bytes, captures and place in the log, rechecked."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from nonrefoul.evidence.canonical import canonical
from nonrefoul.evidence.frames import FrameError
from nonrefoul.evidence.heads import Head
from nonrefoul.store import schema
from nonrefoul.store.keeping import document_digest, document_entry
from nonrefoul.store.rows import document_of
from nonrefoul.store.schema import Store
from nonrefoul.words import Document


@dataclass(frozen=True, slots=True)
class Sighting:
    """A capture in which a version of a document was seen; `at` is in UTC."""

    capture: int
    at: dt.datetime
    source: str
    who: str
    program: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What a version came with; `sha256` is None where it was missing."""

    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document, and all that proves it.

    `bytes` is the SHA-256 of its slice of the `original`, from `offset` on. `entry` is the log's
    entry that tells of it; `head` the size of the log that was signed next, None where none was.
    """

    number: int
    digest: str
    document: Document
    original: str
    offset: int
    length: int
    bytes: str
    entry: int
    head: int | None
    sightings: tuple[Sighting, ...]
    attachments: tuple[Attached, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a version is as it was kept, point by point; False also where it can't be told."""

    bytes: bool
    text: bool
    entry: bool
    head: bool

    @property
    def whole(self) -> bool:
        """Whether all of it holds."""
        return self.bytes and self.text and self.entry and self.head


def provenance(store: Store, name: str) -> tuple[Version, ...]:
    """Every version of a document, the oldest first; raises StoreError."""
    query = select(schema.document).filter_by(id=name).order_by(schema.document.c.number)
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
        return tuple(_version(connection, row) for row in rows)


def original(store: Store, number: int) -> tuple[str, bytes] | None:
    """A version's own bytes with the id of its document; None where there is no such version.

    Raises StoreError where they can't be read.
    """
    columns = schema.document.c["id", "original", "offset", "length"]
    with store.reading() as connection:
        row = connection.execute(select(*columns).filter_by(number=number)).first()
    if row is None:
        return None
    return row.id, _slice(store, row.original, row.offset, row.length)


def check(store: Store, version: Version) -> Check:
    """Recheck a version: its bytes, its text, its entry in the log, and the head over that.

    That nothing else of the log was altered, only `verify` tells. Raises StoreError.
    """
    with store.reading() as connection:
        entry = connection.execute(
            select(schema.log.c.entry).filter_by(position=version.entry)
        ).scalar()
        row = connection.execute(select(schema.head).filter_by(size=version.head)).first()
    head = Head(row.said, row.signature) if row else None
    return Check(
        bytes=_bytes_hold(store, version),
        text=document_digest(version.document) == version.digest,
        entry=isinstance(entry, bytes) and _entry_holds(version, entry),
        head=head is not None and head.signed_by(store.log_key),
    )


def _version(connection: Connection, row: RowMapping) -> Version:
    number = row["number"]
    entry = _entry(connection, number)
    size = select(func.min(schema.head.c.size)).where(schema.head.c.size > entry)
    files = select(schema.attachment).filter_by(document=number).order_by("position")
    return Version(
        number=number,
        digest=row["digest"],
        document=document_of(row),
        original=row["original"],
        offset=row["offset"],
        length=row["length"],
        bytes=row["bytes"],
        entry=entry,
        head=connection.execute(size).scalar(),
        sightings=tuple(_sightings(connection, number)),
        attachments=tuple(Attached(each.name, each.original) for each in connection.execute(files)),
    )


def _entry(connection: Connection, number: int) -> int:
    """The entry of a version: of those that saw it, the first."""
    query = select(func.min(schema.sighting.c.entry)).filter_by(document=number)
    found = connection.execute(query).scalar()
    return -1 if found is None else int(found)


def _sightings(connection: Connection, number: int) -> Sequence[Sighting]:
    capture = schema.capture.c
    query = (
        select(capture.number, capture.at, capture.source, capture.who, capture.program)
        .join(schema.sighting, schema.sighting.c.capture == capture.number)
        .where(schema.sighting.c.document == number)
        .order_by(capture.number)
    )
    return [Sighting(*row) for row in connection.execute(query)]


def _slice(store: Store, sha256: str, offset: int, length: int) -> bytes:
    with store.originals.open(sha256) as plain:
        return plain.slice(offset, length)


def _bytes_hold(store: Store, version: Version) -> bool:
    try:
        raw = _slice(store, version.original, version.offset, version.length)
    except (FrameError, OSError):
        return False
    return hashlib.sha256(raw).hexdigest() == version.bytes


def _entry_holds(version: Version, raw: bytes) -> bool:
    """Whether the log says of a version what is kept."""
    try:
        said = json.loads(raw)
        row = {
            "number": version.number,
            "original": version.original,
            "offset": version.offset,
            "length": version.length,
            "bytes": version.bytes,
            "digest": version.digest,
        }
        files = [(each.name, each.sha256) for each in version.attachments]
        told = version.document
        entry = document_entry(row, told.id, told.text, said.get("capture"), files)
        return canonical(entry) == raw
    except (ValueError, TypeError, AttributeError):
        return False
