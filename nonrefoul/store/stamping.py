"""Timestamps over the log's heads: what to ask, the answers, and where each one stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from nonrefoul.errors import StoreError
from nonrefoul.evidence.timestamps import Checked, State, check, request
from nonrefoul.store.chain import newest_head
from nonrefoul.store.schema import Store, head, now, timestamp


@dataclass(frozen=True, slots=True)
class Stamp:
    """A timestamp over the log's first `size` entries, and where it stands."""

    number: int
    size: int
    authority: str
    checked: Checked

    @property
    def wrong(self) -> bool:
        """Whether there is an answer that does not hold."""
        return self.checked.state is State.FAILED

    @property
    def told(self) -> str:
        """The same as a line."""
        state, at, why = self.checked.state, self.checked.at, self.checked.why
        because = f": {why}" if why else f" at {at:%Y-%m-%dT%H:%M:%SZ}" if at else ""
        return (
            f"timestamp {self.number} over {self.size} entries, {self.authority}: {state}{because}"
        )


def begin(store: Store, authority: str) -> tuple[int, bytes]:
    """Note that an authority is asked over the newest head; gives the number and the request.

    Until the answer is kept the timestamp is pending. Raises StoreError where nothing is logged.
    """
    with store.writing() as connection:
        newest = newest_head(connection)
        if newest is None:
            raise StoreError("there is nothing yet to put a timestamp on; add documents first")
        asked = request(newest.said)
        row = {"size": newest.size, "authority": authority, "at": now(), "request": asked.der}
        made = connection.execute(insert(timestamp).values({**row, "nonce": str(asked.nonce)}))
        key = made.inserted_primary_key
        return (int(key[0]) if key else 0), asked.der


def answer(store: Store, number: int, response: bytes, roots: bytes | None) -> Stamp:
    """Keep an authority's answer, and say where the timestamp now stands; raises StoreError."""
    with store.writing() as connection:
        values = {"response": response, "roots": roots}
        connection.execute(update(timestamp).filter_by(number=number).values(values))
        return next(each for each in stamps(connection) if each.number == number)


def due(store: Store, authority: str) -> Sequence[tuple[int, bytes]]:
    """What an authority is to be asked by now: number and request of each that waits for an answer.

    The newest head is among them unless it was asked over already. Raises StoreError.
    """
    over = select(timestamp.c.size).filter_by(authority=authority)
    with store.reading() as connection:
        sizes = set(connection.execute(over).scalars())
        newest = newest_head(connection)
    if newest and newest.size not in sizes:
        begin(store, authority)
    waiting = select(timestamp.c.number, timestamp.c.request)
    query = waiting.filter_by(authority=authority, response=None).order_by(timestamp.c.number)
    with store.reading() as connection:
        return [(row.number, row.request) for row in connection.execute(query)]


def pending(store: Store, authority: str) -> int:
    """The newest timestamp asked of an authority without an answer; raises StoreError."""
    query = select(timestamp.c.number).filter_by(authority=authority, response=None)
    with store.reading() as connection:
        found = connection.execute(query.order_by(timestamp.c.number.desc())).scalar()
    if found is None:
        raise StoreError("this authority was asked nothing that waits for an answer; use --request")
    return int(found)


def over(store: Store, entry: int) -> Stamp | None:
    """The first timestamp over an entry of the log that holds, checked anew.

    Where none does, one that waits for its answer or failed; None where none was asked for.
    """
    with store.reading() as connection:
        found: Stamp | None = None
        for each in _stamps(connection, entry):
            if each.checked.state is State.VERIFIED:
                return each
            found = found or each
        return found


def stamps(connection: Connection) -> Iterator[Stamp]:
    """Every timestamp, checked anew."""
    return _stamps(connection, 0)


def _stamps(connection: Connection, entry: int) -> Iterator[Stamp]:
    """Those over a head that holds an entry, or more."""
    query = select(timestamp, head.c.said).join(head).where(timestamp.c.size > entry)
    for row in connection.execute(query.order_by(timestamp.c.number)):
        checked = check(row.said, int(row.nonce), row.response, row.roots)
        yield Stamp(row.number, row.size, row.authority, checked)


def unstamped(connection: Connection) -> int | None:
    """The size of the newest head, where no timestamp was asked for over it; None where one was."""
    newest = newest_head(connection)
    if newest is None:
        return None
    over = select(timestamp.c.number).filter_by(size=newest.size)
    return newest.size if connection.execute(over).first() is None else None
