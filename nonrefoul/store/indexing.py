"""What an index beside the database takes from it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, func, or_, select

from nonrefoul.store import schema
from nonrefoul.store.looking import Upto, claims, edited_away
from nonrefoul.store.rows import document_of, in_parts
from nonrefoul.store.schema import Store
from nonrefoul.words import Claim, Document


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


def digest_of(store: Store, number: int) -> str:
    """The digest of the version of a document with this number; empty where there is none."""
    query = select(schema.document.c.digest).filter_by(number=number)
    with store.reading() as connection:
        return connection.execute(query).scalar() or ""


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
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in (*claims(store, ids, {}), *edited_away(store, ids, {})):
        told[claim.document].append(claim)
    found = []
    for some in in_parts(ids):
        for row, reading in _rows(store, some):
            said = document_of(row)
            found.append(Newest(row["number"], said, row["at"], reading, tuple(told[said.id])))
    return sorted(found, key=lambda each: each.number)


def numbered(store: Store, numbers: Sequence[int]) -> dict[int, Document]:
    """The versions of documents with these numbers; raises StoreError."""
    found: dict[int, Document] = {}
    with store.reading() as connection:
        for some in in_parts(numbers):
            query = select(schema.document).where(schema.document.c.number.in_(some))
            for row in connection.execute(query).mappings():
                found[row["number"]] = document_of(row)
    return found


def _rows(store: Store, ids: Sequence[str]) -> list[tuple[RowMapping, int]]:
    """The newest versions' rows, with when each was captured first, and its last reading."""
    among = schema.document.c.id.in_(ids)
    last = select(func.max(schema.document.c.number)).where(among).group_by(schema.document.c.id)
    first = (
        select(func.min(schema.capture.c.at))
        .join_from(schema.capture, schema.sighting)
        .where(schema.sighting.c.document == schema.document.c.number)
        .scalar_subquery()
    )
    query = select(schema.document, first.label("at")).where(schema.document.c.number.in_(last))
    read = schema.reading.c
    readings = (
        select(read.document, func.max(read.number))
        .where(read.document.in_(last))
        .group_by(read.document)
    )
    with store.reading() as connection:
        numbers: dict[int, int] = {row[0]: row[1] for row in connection.execute(readings)}
        rows = connection.execute(query).mappings()
        return [(row, numbers.get(row["number"], 0)) for row in rows]
