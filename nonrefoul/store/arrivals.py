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
    # Numbers rise as documents come, so the newest have the highest: no others are looked at.
    columns = document.c["number", "id", "title", "source", "published"]
    newest = select(*columns).order_by(document.c.number.desc()).limit(most).subquery()
    first = sighting.alias()
    begun = select(func.min(first.c.entry)).where(first.c.document == newest.c.number)
    again = exists().where(document.c.id == newest.c.id, document.c.number < newest.c.number)
    told = newest.c["id", "title", "source", "published"]
    query = (
        select(*told, capture.c.at, again.label("again"))
        .select_from(newest)
        .join(sighting, sighting.c.document == newest.c.number)
        .join(capture, capture.c.number == sighting.c.capture)
        .where(sighting.c.entry == begun.scalar_subquery())
        .where(capture.c.at >= since.replace(tzinfo=None))
        .order_by(newest.c.number.desc())
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings()
        return tuple(Arrival(**row) for row in rows)
