"""What the database holds, as words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from nonrefoul.store import schema
from nonrefoul.store.schema import Store
from nonrefoul.words import Claim, Document, Reading


def documents(store: Store) -> dict[str, Document]:
    """The newest version of every document, by its id, in the order they first came."""
    with store.reading() as connection:
        rows = connection.execute(select(schema.document).order_by(schema.document.c.number))
        return {row["id"]: _document(row) for row in rows.mappings()}


def readings(store: Store) -> list[Reading]:
    """The last reading of the newest version of every document."""
    with store.reading() as connection:
        newest = select(func.max(schema.document.c.number)).group_by(schema.document.c.id)
        last = select(func.max(schema.reading.c.number)).group_by(schema.reading.c.document)
        query = (
            select(schema.reading, schema.document.c.id.label("name"))
            .join(schema.document)
            .where(schema.document.c.number.in_(newest), schema.reading.c.number.in_(last))
            .order_by(schema.document.c.number)
        )
        found = _claims_by_reading(connection)
        return [
            Reading(
                each.name, each.lang, each.read, _named(found[each.number], each.name), each.upto
            )
            for each in connection.execute(query)
        ]


def claims(store: Store) -> list[Claim]:
    """All claims of the last readings of the newest versions, in the order of the documents."""
    return [claim for reading in readings(store) for claim in reading.claims]


def contents(store: Store) -> Iterator[tuple[Any, ...]]:
    """Every row, but for the times of capture and reading and the project's key.

    Two databases with the same contents hold the same evidence, claims and judgements.
    """
    with store.reading() as connection:
        for table in schema.tables.sorted_tables:
            if table is not schema.project:
                columns = [each for each in table.c if each.name not in ("captured", "at")]
                order = list(table.primary_key.columns)
                for row in connection.execute(select(*columns).order_by(*order)):
                    yield (table.name, *row)


def _document(row: RowMapping) -> Document:
    return Document(**{name: row[name] for name in Document.__dataclass_fields__})


def _claims_by_reading(connection: Connection) -> dict[int, list[RowMapping]]:
    order = (schema.claim.c.reading, schema.claim.c.position)
    found: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(select(schema.claim).order_by(*order)).mappings():
        found[row["reading"]].append(row)
    return found


def _named(rows: Iterable[RowMapping], document: str) -> tuple[Claim, ...]:
    return tuple(Claim.from_json({**row, "document": document}) for row in rows)
