"""What an index beside the database takes from it: what came since, and how far it has come."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, or_, select

from nonrefoul.store import schema
from nonrefoul.store.looking import edited_away_among
from nonrefoul.store.schema import Store
from nonrefoul.words import Claim, Document

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Upto:
    """The last document, reading and judgement that are kept, by their numbers; 0 where none is.

    `digest` is that document's, which tells whether it is still the same database.
    """

    document: int = 0
    reading: int = 0
    judgement: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest version of a document: its number, when it was captured, and what was read in it.

    `reading` is the number of its last reading, 0 without one. The claims are as read there, and
    those that an edit took away.
    """

    number: int
    document: Document
    at: dt.datetime
    reading: int
    claims: tuple[Claim, ...]


def upto(store: Store) -> Upto:
    """How far what is kept goes; raises StoreError."""
    with store.reading() as connection:
        numbers = (
            connection.execute(select(func.max(table.c.number))).scalar() or 0
            for table in (schema.document, schema.reading, schema.judgement)
        )
        document, reading, judgement = numbers
        return Upto(document, reading, judgement, _digest(connection, document))


def digest_of(store: Store, number: int) -> str:
    """The digest of the version of a document with this number; empty where there is none."""
    with store.reading() as connection:
        return _digest(connection, number)


def changed(store: Store, since: Upto) -> list[tuple[str, int, int]]:
    """The documents with a version or reading newer than that, in the order they came.

    Each by its id, with the numbers of its newest version and of that one's last reading, 0 where
    there is none. Raises StoreError.
    """
    last = select(func.max(schema.document.c.number)).group_by(schema.document.c.id)
    reading = func.coalesce(func.max(schema.reading.c.number), 0).label("reading")
    query = (
        select(schema.document.c.id, schema.document.c.number, reading)
        .outerjoin(schema.reading)
        .where(schema.document.c.number.in_(last))
        .group_by(schema.document.c.number)
        .having(or_(schema.document.c.number > since.document, reading > since.reading))
    )
    with store.reading() as connection:
        return [(row.id, row.number, row.reading) for row in connection.execute(query)]


def newest(store: Store, ids: Sequence[str]) -> list[Newest]:
    """The newest versions of documents, in the order they came; raises StoreError."""
    with store.reading() as connection:
        found = [
            each
            for at in range(0, len(ids), _AT_ONCE)
            for each in _newest(connection, ids[at : at + _AT_ONCE])
        ]
    return sorted(found, key=lambda each: each.number)


def numbered(store: Store, numbers: Sequence[int]) -> dict[int, Document]:
    """The versions of documents with these numbers; raises StoreError."""
    found: dict[int, Document] = {}
    with store.reading() as connection:
        for at in range(0, len(numbers), _AT_ONCE):
            some = schema.document.c.number.in_(numbers[at : at + _AT_ONCE])
            for row in connection.execute(select(schema.document).where(some)).mappings():
                found[row["number"]] = _document(row)
    return found


def _digest(connection: Connection, number: int) -> str:
    return (
        connection.execute(select(schema.document.c.digest).filter_by(number=number)).scalar() or ""
    )


def _newest(connection: Connection, ids: Sequence[str]) -> Iterator[Newest]:
    among = schema.document.c.id.in_(ids)
    last = select(func.max(schema.document.c.number)).where(among).group_by(schema.document.c.id)
    first = (
        select(func.min(schema.capture.c.at))
        .join_from(schema.capture, schema.sighting)
        .where(schema.sighting.c.document == schema.document.c.number)
        .scalar_subquery()
    )
    query = select(schema.document, first.label("at")).where(schema.document.c.number.in_(last))
    rows = list(connection.execute(query).mappings())
    numbers = [row["number"] for row in rows]
    told, read = _claims(connection, numbers), _last_readings(connection, numbers)
    for claim in edited_away_among(connection, among, {}):
        told[claim.document].append(claim)
    for row in rows:
        claims, number = tuple(told[row["id"]]), row["number"]
        yield Newest(number, _document(row), row["at"], read.get(number, 0), claims)


def _last_readings(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """The number of the last reading of each of these versions."""
    read = schema.reading.c
    query = select(read.document, func.max(read.number)).where(read.document.in_(numbers))
    return {row[0]: row[1] for row in connection.execute(query.group_by(read.document))}


def _claims(connection: Connection, numbers: Sequence[int]) -> dict[str, list[Claim]]:
    """The claims of the last readings of these versions, by the documents' ids."""
    read = schema.reading.c
    last = select(func.max(read.number)).where(read.document.in_(numbers)).group_by(read.document)
    columns = (schema.document.c.id.label("document"), schema.document.c.digest.label("version"))
    query = (
        select(schema.claim, *columns)
        .join_from(schema.claim, schema.reading)
        .join(schema.document)
        .where(schema.reading.c.number.in_(last))
        .order_by(schema.document.c.number, schema.claim.c.position)
    )
    found: dict[str, list[Claim]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        standing = {"version": row["version"]}
        found[row["document"]].append(Claim.from_json({**row, "standing": standing}))
    return found


def _document(row: RowMapping) -> Document:
    return Document(**{name: row[name] for name in Document.__dataclass_fields__})
