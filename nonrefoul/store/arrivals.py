"""What came in since a moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from nonrefoul.store import schema
from nonrefoul.store.schema import Store


@dataclass(frozen=True, slots=True)
class Arrival:
    """A version of a document that came in: which, from where, when (UTC), new or another."""

    id: str
    title: str | None
    source: str | None
    published: dt.date | None
    at: dt.datetime
    again: bool


def arrivals(store: Store, since: dt.datetime, most: int) -> tuple[Arrival, ...]:
    """Versions of documents that came in since a moment in UTC, the newest first.

    At most so many; ask for one more than is shown to know whether there are others. Raises
    StoreError.
    """
    document, sighting, capture = schema.document, schema.sighting, schema.capture
    earlier, older = sighting.alias(), document.alias()
    seen_before = exists().where(
        earlier.c.document == sighting.c.document, earlier.c.entry < sighting.c.entry
    )
    known_before = exists().where(older.c.id == document.c.id, older.c.number < document.c.number)
    columns = document.c["id", "title", "source", "published"]
    query = (
        select(*columns, capture.c.at, known_before.label("again"))
        .select_from(capture)
        .join(sighting, sighting.c.capture == capture.c.number)
        .join(document, document.c.number == sighting.c.document)
        .where(capture.c.at >= since.replace(tzinfo=None), ~seen_before)
        .order_by(document.c.number.desc())
        .limit(most)
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings()
        return tuple(Arrival(**row) for row in rows)


def last_arrival(store: Store) -> dt.datetime | None:
    """When something came in last, in UTC; None where nothing ever did. Raises StoreError."""
    with store.reading() as connection:
        return connection.execute(select(func.max(schema.capture.c.at))).scalar()
