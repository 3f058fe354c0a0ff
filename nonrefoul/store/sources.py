"""The list of what is followed: feeds, pages and channels, and how asking them went.

No evidence: a row changes with every visit, and goes when its source is no longer followed. What
came from it stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    update,
)

from nonrefoul.store.schema import Store, document, tables

table = Table(
    "source",
    tables,
    Column("number", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("full", Boolean, nullable=False),
    Column("added", DateTime, nullable=False),
    Column("tried", DateTime),
    Column("succeeded", DateTime),
    Column("documents", Integer, nullable=False),
    Column("newest", Integer),
    Column("failing_since", DateTime),
    Column("failed", DateTime),
    Column("failure", Text),
    Column("failures", Integer, nullable=False),
    Column("not_before", DateTime),
    Column("validated", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("body", Text),
)


@dataclass(frozen=True, slots=True)
class Source:
    """Something that is followed, as it stood after the last visit; moments are in UTC.

    `full` is whether the pages that a feed links to are fetched too. `documents` counts those that
    came from it, `newest` is the number of the last message of a channel that was seen. `failed`
    and `failure` tell of the last visit that failed; `failing_since` is when the first of those
    failed that no success has followed, and `failures` how many burdened a server since. Before
    `not_before` it is not asked. `etag` and `modified` belong to the address `validated`,
    and `body` is the SHA-256 of what it gave last.
    """

    address: str
    full: bool
    added: dt.datetime
    tried: dt.datetime | None = None
    succeeded: dt.datetime | None = None
    documents: int = 0
    newest: int | None = None
    failing_since: dt.datetime | None = None
    failed: dt.datetime | None = None
    failure: str | None = None
    failures: int = 0
    not_before: dt.datetime | None = None
    validated: str | None = None
    etag: str | None = None
    modified: str | None = None
    body: str | None = None


def sources(store: Store) -> list[Source]:
    """All that is followed, in the order it was added; raises StoreError."""
    with store.reading() as connection:
        if not inspect(connection).has_table(table.name):
            return []
        columns = [table.c[name] for name in Source.__dataclass_fields__]
        query = select(*columns).order_by(table.c.number)
        return [_source(dict(row)) for row in connection.execute(query).mappings()]


def follow(store: Store, wanted: Iterable[Source]) -> None:
    """Add to the list what is not on it; of what is, note where full pages are wanted from now."""
    with store.writing() as connection:
        table.create(connection, checkfirst=True)
        for each in wanted:
            known = _update(connection, each.address, {"full": each.full or table.c.full})
            if not known:
                connection.execute(insert(table).values(_row(each)))


def note(store: Store, visited: Source) -> None:
    """Keep how a visit went, unless the source was taken off the list meanwhile."""
    with store.writing() as connection:
        _update(connection, visited.address, _row(visited))


def unfollow(store: Store, address: str) -> bool:
    """Take a source off the list; whether it was on it."""
    with store.writing() as connection:
        if not inspect(connection).has_table(table.name):
            return False
        gone = connection.execute(delete(table).where(table.c.address == address))
        return gone.rowcount > 0


def there(store: Store, ids: Iterable[str]) -> set[str]:
    """Which of these documents the store has, in any version."""
    with store.reading() as connection:
        query = select(document.c.id).where(document.c.id.in_(list(ids))).distinct()
        return set(connection.execute(query).scalars())


def _update(connection: Connection, address: str, values: dict[str, object]) -> bool:
    query = update(table).where(table.c.address == address).values(values)
    return connection.execute(query).rowcount > 0


def _row(source: Source) -> dict[str, object]:
    """As the tables keep it: moments in UTC without saying so."""
    return {
        name: value.astimezone(dt.UTC).replace(tzinfo=None)
        if isinstance(value, dt.datetime)
        else value
        for name, value in asdict(source).items()
    }


def _source(row: dict[str, object]) -> Source:
    fields = {
        name: value.replace(tzinfo=dt.UTC) if isinstance(value, dt.datetime) else value
        for name, value in row.items()
    }
    return Source(**fields)  # type: ignore[arg-type]
