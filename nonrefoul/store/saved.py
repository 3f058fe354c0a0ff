"""Searches that a person wants to make again, each with a name, some with a feed.

No evidence and no judgement: rows come and go as a person wishes.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    DateTime,
    Integer,
    RowMapping,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    update,
)

from nonrefoul.store.schema import Store, now, tables

table = Table(
    "saved_search",
    tables,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("token", Text, unique=True),
    Column("titles", Boolean, nullable=False),
    Column("texts", Boolean, nullable=False),
    Column("lang", Text),
)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a saved search tells programs: to whoever has the `token`, in a language.

    `titles` is whether they learn what documents are called, `texts` whether the words found.
    """

    token: str
    titles: bool
    texts: bool
    lang: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that is kept: its name, the fields of what it asks for, and its feed, if any."""

    number: int
    name: str
    asked: Mapping[str, str]
    made: dt.datetime
    feed: Feed | None


def saved(store: Store) -> list[Saved]:
    """All searches that are kept, by their names; raises StoreError."""
    with store.reading() as connection:
        if not _there(connection):
            return []
        rows = connection.execute(select(table).order_by(table.c.name, table.c.number))
        return [_saved(row) for row in rows.mappings()]


def fed(store: Store, token: str) -> Saved | None:
    """The search whose feed has this token; None where none has. Raises StoreError."""
    for each in saved(store):
        if each.feed and secrets.compare_digest(each.feed.token.encode(), token.encode()):
            return each
    return None


def save(store: Store, name: str, asked: Mapping[str, str]) -> int:
    """Keep a search under a name, in the place of one that has it; gives its number."""
    said = json.dumps(dict(asked), ensure_ascii=False, sort_keys=True)
    with store.writing() as connection:
        table.create(connection, checkfirst=True)
        query = select(table.c.number).where(table.c.name == name)
        number = connection.execute(query).scalar()
        if number is not None:
            connection.execute(update(table).filter_by(number=number).values(asked=said))
            return int(number)
        row = {"name": name, "asked": said, "made": now(), "titles": False, "texts": False}
        made = connection.execute(insert(table).values(row)).inserted_primary_key
        return int(made[0]) if made else 0


def forget(store: Store, number: int) -> bool:
    """Keep a search, and its feed, no longer; whether it was there."""
    with store.writing() as connection:
        if not _there(connection):
            return False
        return connection.execute(delete(table).filter_by(number=number)).rowcount > 0


def feed(store: Store, number: int, lang: str, *, titles: bool, texts: bool) -> bool:
    """Give a search a feed with a new token, in the place of any it had; whether it is there."""
    token = secrets.token_urlsafe(32)
    values = {"token": token, "titles": titles, "texts": texts, "lang": lang}
    return _set(store, number, values)


def unfeed(store: Store, number: int) -> bool:
    """Take a search's feed away, so that its address leads nowhere; whether the search is there."""
    return _set(store, number, {"token": None, "titles": False, "texts": False})


def _set(store: Store, number: int, values: Mapping[str, Any]) -> bool:
    with store.writing() as connection:
        if not _there(connection):
            return False
        query = update(table).filter_by(number=number).values(values)
        return connection.execute(query).rowcount > 0


def _there(connection: Connection) -> bool:
    return inspect(connection).has_table(table.name)


def _saved(row: RowMapping) -> Saved:
    token = row["token"]
    made = row["made"].replace(tzinfo=dt.UTC)
    given = Feed(token, row["titles"], row["texts"], row["lang"] or "en") if token else None
    return Saved(row["number"], row["name"], json.loads(row["asked"]), made, given)
