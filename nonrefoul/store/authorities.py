"""The authorities that a person named to bear witness to the log whenever something came in.

No evidence: a row goes when the person says so. The timestamps that came of it stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    update,
)

from nonrefoul.store.schema import Store, tables, timestamp

table = Table(
    "authority",
    tables,
    Column("number", Integer, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("roots", LargeBinary),
)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that is asked by itself, and the certificates (PEM) trusted for it, if any."""

    address: str
    roots: bytes | None = None


def authorities(store: Store) -> Sequence[Authority]:
    """All that are asked, in the order they were named; raises StoreError."""
    with store.reading() as connection:
        if not inspect(connection).has_table(table.name):
            return ()
        rows = connection.execute(select(table).order_by(table.c.number))
        return [Authority(row.address, row.roots) for row in rows]


def name(store: Store, wanted: Authority) -> None:
    """Have an authority asked from now on; certificates given serve its earlier answers, too."""
    with store.writing() as connection:
        table.create(connection, checkfirst=True)
        known = select(table.c.roots).filter_by(address=wanted.address)
        if connection.execute(known).first() is None:
            row = {"address": wanted.address, "roots": wanted.roots}
            connection.execute(insert(table).values(row))
        elif wanted.roots:
            trusted = update(table).filter_by(address=wanted.address)
            connection.execute(trusted.values(roots=wanted.roots))
        if wanted.roots:
            earlier = update(timestamp).filter_by(authority=wanted.address, roots=None)
            answered = earlier.where(timestamp.c.response.is_not(None))
            connection.execute(answered.values(roots=wanted.roots))


def unname(store: Store, address: str) -> bool:
    """Ask an authority no more; whether it was asked."""
    with store.writing() as connection:
        if not inspect(connection).has_table(table.name):
            return False
        return connection.execute(delete(table).filter_by(address=address)).rowcount > 0
