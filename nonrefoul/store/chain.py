"""The chained log in the database: appends entries, and a signed head with every transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select

from nonrefoul.evidence.canonical import canonical
from nonrefoul.evidence.heads import Head
from nonrefoul.evidence.merkle import Tree, Whole, leaf
from nonrefoul.store.schema import Store, head, log, now

_HASH = 32


@dataclass(slots=True)
class Chain:
    """The log within one transaction: entries are appended, and at its end a head is signed."""

    tree: Tree
    begun: int
    _rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, connection: Connection) -> Chain:
        """The log as it stands."""
        last = connection.execute(select(head.c.size, head.c.peaks).order_by(head.c.size.desc()))
        found = last.first()
        size, peaks = (found.size, found.peaks) if found else (0, b"")
        split = [peaks[at : at + _HASH] for at in range(0, len(peaks), _HASH)]
        return cls(Tree(size, split), size)

    def add(self, entry: Mapping[str, Any]) -> int:
        """Append an entry; gives its position."""
        raw = canonical(entry)
        self._rows.append({"position": self.tree.size, "entry": raw})
        self.tree.add(raw)
        return self.tree.size - 1

    def write(self, connection: Connection) -> None:
        """Write what was added since the last time."""
        if self._rows:
            connection.execute(insert(log), self._rows)
            self._rows.clear()

    def end(self, connection: Connection, store: Store) -> None:
        """Write the rest, and sign a head over all of it, if anything was added."""
        self.write(connection)
        if self.tree.size > self.begun:
            signed = store.signer.sign(self.tree.size, self.tree.root, moment(now()))
            row = {"size": self.tree.size, "said": signed.said, "signature": signed.signature}
            connection.execute(insert(head).values({**row, "peaks": b"".join(self.tree.peaks)}))


def moment(at: dt.datetime) -> str:
    """A moment of the tables as entries and heads say it."""
    return f"{at.isoformat(timespec='microseconds')}Z"


def newest_head(connection: Connection) -> Head | None:
    """The last signed head, or None where nothing was logged yet."""
    query = select(head.c.said, head.c.signature).order_by(head.c.size.desc())
    found = connection.execute(query).first()
    return Head(found.said, found.signature) if found else None


def whole(connection: Connection, size: int) -> Whole:
    """The tree over the first so many entries, to prove things from."""
    query = select(log.c.entry).where(log.c.position < size).order_by(log.c.position)
    lazily = connection.execution_options(yield_per=1000)
    return Whole(leaf(raw) for raw in lazily.execute(query).scalars())
