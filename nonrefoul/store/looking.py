"""What the database holds, as words."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Connection, Row, RowMapping, Select, Table, func, select

from nonrefoul import texts
from nonrefoul.store import schema
from nonrefoul.store.capturing import Gone, gone
from nonrefoul.store.rows import AT_ONCE, FIELDS, document_of, in_parts
from nonrefoul.store.schema import Store
from nonrefoul.words import Claim, Document, Heading, Reading, Standing

# What differs between two runs that kept the same: times, keys, and what hashes or signs them.
_OF_THE_RUN = ("captured", "at", "packed")
_RUNS_OWN = ("source", "saved_search", "authority", "project", "head", "timestamp")
_NUMBERED = (schema.document, schema.reading, schema.judgement)
_number = schema.reading.c.number


@dataclass(frozen=True, slots=True)
class Upto:
    """How far what is kept has grown: the length of the log, and the last number of each kind.

    Nothing is kept that leaves all of them as they were: a reading that finds no claim is not in
    the log.
    """

    log: int = 0
    document: int = 0
    reading: int = 0
    judgement: int = 0


def upto(store: Store) -> Upto:
    """How far what is kept has grown; raises StoreError."""
    columns = (schema.log.c.position, *(each.c.number for each in _NUMBERED))
    query = select(*(select(func.max(each)).scalar_subquery() for each in columns))
    with store.reading() as connection:
        last, *numbers = connection.execute(query).one()
    return Upto(0 if last is None else last + 1, *(each or 0 for each in numbers))


def since(store: Store, last: Upto) -> tuple[set[str], set[str]]:
    """The ids of the documents with a version, and of those with a reading, that is newer."""
    document, reading = schema.document, schema.reading
    versions = select(document.c.id).where(document.c.number > last.document)
    read = select(document.c.id).join(reading).where(reading.c.number > last.reading)
    with store.reading() as connection:
        found = [set(connection.execute(query).scalars()) for query in (versions, read)]
    return found[0], found[1]


def documents(store: Store, ids: Iterable[str] | None = None) -> dict[str, Document]:
    """The newest version of every document, or of those asked for, with its text.

    They stand by their ids, in the order in which the versions came.
    """
    columns = [schema.document.c[name] for name in FIELDS]
    return {row[0]: Document(*list(row)) for row in _newest(store, columns, ids)}


def headings(store: Store, ids: Iterable[str] | None = None) -> dict[str, Heading]:
    """As `documents`, without the texts."""
    columns = [schema.document.c[name] for name in Heading.__dataclass_fields__]
    return {row[0]: Heading(*list(row)) for row in _newest(store, columns, ids)}


def _newest(
    store: Store, columns: Sequence[Column[Any]], ids: Iterable[str] | None
) -> Iterator[Sequence[Any]]:
    query = select(*columns).order_by(schema.document.c.number)
    with store.reading() as connection:
        if ids is None:
            yield from connection.execute(query)
            return
        found: list[Row[Any]] = []
        query = query.add_columns(schema.document.c.number)
        for some in _some(ids):
            found += connection.execute(query.where(schema.document.c.id.in_(some or ()))).all()
        yield from (row[:-1] for row in sorted(found, key=lambda row: row[-1]))


def _some(ids: Iterable[str] | None) -> Iterator[Sequence[str] | None]:
    """The ids in parts that go into one question; None, once, where all are wanted."""
    if ids is None:
        yield None
        return
    yield from in_parts(sorted(set(ids)))


def chats_called(store: Store, by_title: str) -> list[str]:
    """The numbers of the chats that a title stands for (`texts.by_title`); raises StoreError."""
    document = schema.document.c
    chat = func.substr(document.id, 1, func.instr(document.id, "/") - 1)
    with store.reading() as connection:
        sources = connection.execute(select(document.source).distinct()).scalars()
        titles = [each for each in sources if each and texts.by_title(each) == by_title]
        query = select(chat).where(document.source.in_(titles)).distinct()
        return sorted(each for each in connection.execute(query).scalars() if each.isdecimal())


def versions(store: Store, name: str) -> list[tuple[str, Document]]:
    """Every version of one document with its digest, the oldest first."""
    query = select(schema.document).filter_by(id=name).order_by(schema.document.c.number)
    with store.reading() as connection:
        rows = connection.execute(query).mappings()
        return [(row["digest"], document_of(row)) for row in rows]


def readings(store: Store) -> list[Reading]:
    """The last reading of the newest version of every document."""
    with store.reading() as connection:
        newest = select(func.max(schema.document.c.number)).group_by(schema.document.c.id)
        condition = schema.document.c.number.in_(newest)
        return [reading for reading, _ in _readings(connection, condition)]


def claims(
    store: Store, ids: Iterable[str] | None = None, lost: Mapping[str, Gone] | None = None
) -> list[Claim]:
    """All claims of the last readings of the newest versions, in the order of the documents.

    With `ids`, those of these documents alone. `lost` is what `gone` gives, where that is known.
    """
    lost = gone(store) if lost is None else lost
    version = schema.document.c.digest.label("version")
    query = (
        select(schema.claim, schema.document.c.id.label("document"), version)
        .join_from(schema.claim, schema.reading)
        .join(schema.document)
        .order_by(schema.document.c.number, schema.claim.c.position)
    )
    found: list[Claim] = []
    with store.reading() as connection:
        for some in _some(ids):
            newest, last = _last(some)
            told = query.where(schema.document.c.number.in_(newest), _number.in_(last))
            rows = connection.execute(told).mappings()
            found += [_standing(Claim.from_json({**row}), row["version"], lost) for row in rows]
    return found


def _last(ids: Sequence[str] | None) -> tuple[Select[Any], Select[Any]]:
    """The numbers of the newest versions of documents, and of the last readings of versions."""
    document, reading = schema.document, schema.reading
    newest = select(func.max(document.c.number)).group_by(document.c.id)
    last = select(func.max(reading.c.number)).group_by(reading.c.document)
    if ids is None:
        return newest, last
    versions = select(document.c.number).where(document.c.id.in_(ids))
    return newest.where(document.c.id.in_(ids)), last.where(reading.c.document.in_(versions))


def edited_away(
    store: Store, ids: Iterable[str] | None = None, lost: Mapping[str, Gone] | None = None
) -> list[Claim]:
    """Claims of older versions whose words the newest no longer has, and which it nowise tells.

    A claim that the newest version tells again, of the same subject, in other words or otherwise,
    is not among them. Each is given once, as the last version that told it did. `ids` and `lost`
    as for `claims`.
    """
    lost = gone(store) if lost is None else lost
    found: dict[tuple[object, ...], Claim] = {}
    inner = schema.document
    with store.reading() as connection:
        for some in _some(ids):
            many = select(inner.c.id).group_by(inner.c.id).having(func.count() > 1)
            many = many if some is None else many.where(inner.c.id.in_(some))
            every = _readings(connection, inner.c.id.in_(many), some, by_id=True)
            for _, group in groupby(every, key=lambda each: each[1]["id"]):
                found |= _away(group, lost)
    return list(found.values())


def _away(
    group: Iterable[tuple[Reading, RowMapping]], lost: Mapping[str, Gone]
) -> dict[tuple[object, ...], Claim]:
    """What older versions of one document tell that the newest doesn't."""
    found: dict[tuple[object, ...], Claim] = {}
    *older, (newest, row) = group
    told = {_about(claim) for claim in newest.claims}
    for reading, old in older:
        for claim in reading.claims:
            if claim.quote not in row["text"] and _about(claim) not in told:
                key = (claim.document, *_about(claim))
                found[key] = _standing(claim, old["version"], lost, edited=True)
    return found


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


def _readings(
    connection: Connection, condition: Any, ids: Sequence[str] | None = None, by_id: bool = False
) -> Iterator[tuple[Reading, RowMapping]]:
    """The last reading of every version that meets a condition, with the version's row."""
    _, last = _last(ids)
    version = schema.document.c.digest.label("version")
    order = [schema.document.c.number]
    query = (
        select(schema.reading, schema.document.c.id, schema.document.c.text, version)
        .join(schema.document)
        .where(condition, schema.reading.c.number.in_(last))
        .order_by(*([schema.document.c.id] if by_id else []), *order)
    )
    rows = connection.execute(query).mappings()
    while some := rows.fetchmany(AT_ONCE):
        told = _claims_of(connection, [row["number"] for row in some])
        for row in some:
            claims = (
                Claim.from_json({**each, "document": row["id"]}) for each in told[row["number"]]
            )
            yield Reading(row["id"], row["lang"], row["read"], tuple(claims), row["upto"]), row


def _claims_of(
    connection: Connection, numbers: Sequence[int]
) -> Mapping[int, Sequence[RowMapping]]:
    """The claims of readings, in the order of the text."""
    found: dict[int, list[RowMapping]] = defaultdict(list)
    query = select(schema.claim).where(schema.claim.c.reading.in_(numbers))
    order = (schema.claim.c.reading, schema.claim.c.position)
    for row in connection.execute(query.order_by(*order)).mappings():
        found[row["reading"]].append(row)
    return found
