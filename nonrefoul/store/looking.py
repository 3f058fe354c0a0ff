"""What the database holds, as words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, Table, func, select, true

from nonrefoul.store import schema
from nonrefoul.store.capturing import Gone, gone
from nonrefoul.store.schema import Store
from nonrefoul.words import Claim, Document, Reading, Standing

# What differs between two runs that kept the same: times, keys, and what hashes or signs them.
_OF_THE_RUN = ("captured", "at", "packed")
_RUNS_OWN = ("source", "saved_search", "project", "head", "timestamp")


def documents(store: Store) -> dict[str, Document]:
    """The newest version of every document, by its id, in the order they first came."""
    with store.reading() as connection:
        rows = connection.execute(select(schema.document).order_by(schema.document.c.number))
        return {row["id"]: _document(row) for row in rows.mappings()}


def versions(store: Store, name: str) -> list[tuple[str, Document]]:
    """Every version of one document with its digest, the oldest first."""
    query = select(schema.document).filter_by(id=name).order_by(schema.document.c.number)
    with store.reading() as connection:
        rows = connection.execute(query).mappings()
        return [(row["digest"], _document(row)) for row in rows]


def readings(store: Store) -> list[Reading]:
    """The last reading of the newest version of every document."""
    with store.reading() as connection:
        newest = select(func.max(schema.document.c.number)).group_by(schema.document.c.id)
        condition = schema.document.c.number.in_(newest)
        return [reading for reading, _ in _readings(connection, condition)]


def claims(store: Store) -> list[Claim]:
    """All claims of the last readings of the newest versions, in the order of the documents."""
    lost = gone(store)
    newest = select(func.max(schema.document.c.number)).group_by(schema.document.c.id)
    last = select(func.max(schema.reading.c.number)).group_by(schema.reading.c.document)
    version = schema.document.c.digest.label("version")
    query = (
        select(schema.claim, schema.document.c.id.label("document"), version)
        .join_from(schema.claim, schema.reading)
        .join(schema.document)
        .where(schema.document.c.number.in_(newest), schema.reading.c.number.in_(last))
        .order_by(schema.document.c.number, schema.claim.c.position)
    )
    with store.reading() as connection:
        rows = connection.execute(query).mappings()
        return [_standing(Claim.from_json({**row}), row["version"], lost) for row in rows]


def edited_away(store: Store) -> list[Claim]:
    """Claims of older versions whose words the newest no longer has, and which it nowise tells.

    A claim that the newest version tells again, of the same subject, in other words or otherwise,
    is not among them. Each is given once, as the last version that told it did.
    """
    lost = gone(store)
    with store.reading() as connection:
        return edited_away_among(connection, true(), lost)


def edited_away_among(
    connection: Connection, condition: ColumnElement[bool], lost: Mapping[str, Gone]
) -> list[Claim]:
    """As `edited_away`, of the documents whose versions all meet a condition."""
    found: dict[tuple[object, ...], Claim] = {}
    inner = schema.document
    many = select(inner.c.id).where(condition).group_by(inner.c.id).having(func.count() > 1)
    every = _readings(connection, inner.c.id.in_(many), by_id=True)
    for _, group in groupby(every, key=lambda each: each[1]["id"]):
        *older, (newest, row) = group
        told = {_about(claim) for claim in newest.claims}
        for reading, old in older:
            for claim in reading.claims:
                if claim.quote not in row["text"] and _about(claim) not in told:
                    key = (claim.document, *_about(claim))
                    found[key] = _standing(claim, old["version"], lost, edited=True)
    return list(found.values())


def _about(claim: Claim) -> tuple[object, ...]:
    return (claim.event, claim.subject or claim.group)


def _standing(claim: Claim, digest: str, lost: Mapping[str, Gone], edited: bool = False) -> Claim:
    at = lost.get(claim.document)
    return replace(claim, standing=Standing(digest, edited, at.at if at else None))


def contents(store: Store) -> Iterator[tuple[Any, ...]]:
    """Every row, but for what each run has of its own: times, keys, signatures.

    Two databases with the same contents hold the same evidence, claims and judgements.
    """
    with store.reading() as connection:
        for table in schema.tables.sorted_tables:
            if table.name not in _RUNS_OWN:
                columns = [each for each in table.c if each.name not in _OF_THE_RUN]
                order = list(table.primary_key.columns)
                for row in connection.execute(select(*columns).order_by(*order)):
                    yield (table.name, *_row(table, row))


def _row(table: Table, row: Row[Any]) -> Iterable[Any]:
    """A row; of an entry of the log without its time."""
    if table is not schema.log:
        return row
    entry = json.loads(row.entry)
    entry.pop("at", None)
    return [row.position, json.dumps(entry, sort_keys=True)]


def _document(row: RowMapping) -> Document:
    return Document(**{name: row[name] for name in Document.__dataclass_fields__})


def _readings(
    connection: Connection, condition: Any, by_id: bool = False
) -> Iterator[tuple[Reading, RowMapping]]:
    """The last reading of every version that meets a condition, with the version's row."""
    last = select(func.max(schema.reading.c.number)).group_by(schema.reading.c.document)
    version = schema.document.c.digest.label("version")
    order = [schema.document.c.number]
    query = (
        select(schema.reading, schema.document.c.id, schema.document.c.text, version)
        .join(schema.document)
        .where(condition, schema.reading.c.number.in_(last))
        .order_by(*([schema.document.c.id] if by_id else []), *order)
    )
    for row in connection.execute(query).mappings():
        yield _reading(connection, row), row


def _reading(connection: Connection, row: RowMapping) -> Reading:
    query = select(schema.claim).filter_by(reading=row["number"]).order_by(schema.claim.c.position)
    rows = connection.execute(query).mappings()
    found = tuple(Claim.from_json({**each, "document": row["id"]}) for each in rows)
    return Reading(row["id"], row["lang"], row["read"], found, row["upto"])
