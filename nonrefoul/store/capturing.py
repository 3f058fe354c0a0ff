"""Captures: what was handed in, when and by whom; what of a chat it covers, and what is gone."""

from __future__ import annotations

import getpass
import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from sqlalchemy import Connection, insert, select

from nonrefoul.evidence.canonical import canonical, digest
from nonrefoul.evidence.originals import Original
from nonrefoul.store.chain import Chain, moment
from nonrefoul.store.schema import Store, capture, covering, now, original, sighting
from nonrefoul.store.schema import document as documents

PROGRAM = f"nonrefoul {version('nonrefoul')}"


def capturer() -> str:
    """The name of who runs this, as the system knows it; "unknown" where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"


@dataclass(frozen=True, slots=True)
class Handed:
    """One thing that was handed in: from where, its bytes that are kept, by whom.

    `source` is a path or an address, `headers` are those of a response. The same bytes from the
    same source are the same capture, whoever brings them again.
    """

    source: str
    original: Original
    who: str = "unknown"
    headers: tuple[tuple[str, str], ...] = ()


def begun(connection: Connection, chain: Chain, handed: Iterable[Handed]) -> dict[Handed, int]:
    """The number of the capture of each thing that was handed in, made where it is a new one."""
    return {each: _number(connection, each) or _begin(connection, chain, each) for each in handed}


def _number(connection: Connection, handed: Handed) -> int | None:
    asked = {"source": handed.source, "original": handed.original.sha256}
    return connection.execute(select(capture.c.number).filter_by(**asked)).scalar()


def _begin(connection: Connection, chain: Chain, handed: Handed) -> int:
    add_originals(connection, [handed.original])
    row = {
        "original": handed.original.sha256,
        "source": handed.source,
        "at": now(),
        "who": handed.who,
        "program": PROGRAM,
        "headers": canonical(dict(handed.headers)).decode(),
    }
    made = connection.execute(insert(capture).values(row)).inserted_primary_key
    number = int(made[0]) if made else 0
    chain.add(capture_entry({**row, "number": number}, handed.original.length))
    return number


def capture_entry(row: Mapping[str, object], length: int) -> dict[str, object]:
    """What the log says of a capture."""
    at = moment(row["at"])  # type: ignore[arg-type]
    headers = json.loads(str(row["headers"]))
    said = {name: row[name] for name in ("original", "source", "who", "program")}
    kind = {"kind": "capture", "capture": row["number"]}
    return {**kind, **said, "at": at, "headers": headers, "length": length}


def add_originals(connection: Connection, kept: Iterable[Original]) -> None:
    """Give originals that are on the disk their rows, where they have none."""
    wanted = {each.sha256: each for each in kept}
    query = select(original.c.sha256).where(original.c.sha256.in_(wanted))
    there = set(connection.execute(query).scalars()) if wanted else set()
    rows = [
        {"sha256": each.sha256, "length": each.length, "packed": each.packed}
        for each in wanted.values()
        if each.sha256 not in there
    ]
    if rows:
        connection.execute(insert(original), rows)


Runs = Sequence[tuple[int, int]]


def cover(store: Store, handed: Handed, chat: str, runs: Runs) -> None:
    """Keep which numbers of a chat a capture holds, unless that is kept. Raises StoreError."""
    with store.writing() as connection:
        chain = Chain.of(connection)
        number = begun(connection, chain, [handed])[handed]
        query = select(covering.c.first).filter_by(capture=number, chat=chat)
        if runs and connection.execute(query).first() is None:
            rows = [
                {"capture": number, "chat": chat, "first": first, "last": last}
                for first, last in runs
            ]
            connection.execute(insert(covering), rows)
            chain.add(covering_entry(number, chat, runs))
        chain.end(connection, store)


def covering_entry(number: int, chat: str, runs: Runs) -> dict[str, object]:
    """What the log says of what a capture covers."""
    ends = [list(each) for each in runs]
    first, last = runs[0][0], runs[-1][1]
    said = {"capture": number, "chat": chat, "first": first, "last": last}
    return {"kind": "covered", **said, "digest": digest(ends)}


@dataclass(frozen=True, slots=True)
class Gone:
    """That a later capture of its chat no longer holds a document."""

    document: str
    at: str
    source: str


def gone(store: Store) -> dict[str, Gone]:
    """Every document whose chat's last capture that reaches over its number lacks it, by id.

    A document that came back is not gone. Raises StoreError.
    """
    found: dict[str, Gone] = {}
    with store.reading() as connection:
        for number, chat, when, source in _covered(connection):
            runs = _runs(connection, number, chat)
            seen = _before(connection, number, chat)
            for name, at in seen:
                if runs[0][0] <= at <= runs[-1][1]:
                    found.pop(name, None)
                    if not _holds(runs, at):
                        found[name] = Gone(name, when, source)
    return found


def _covered(connection: Connection) -> list[tuple[int, str, str, str]]:
    """Each capture that covers a chat, in order: its number, the chat, when, and from where."""
    columns = (covering.c.capture, covering.c.chat, capture.c.at, capture.c.source)
    query = select(*columns).join(capture).distinct().order_by(covering.c.capture)
    return [
        (row.capture, row.chat, moment(row.at), row.source) for row in connection.execute(query)
    ]


def _runs(connection: Connection, number: int, chat: str) -> list[tuple[int, int]]:
    query = select(covering.c.first, covering.c.last).filter_by(capture=number, chat=chat)
    return [(row.first, row.last) for row in connection.execute(query.order_by(covering.c.first))]


def _before(connection: Connection, number: int, chat: str) -> Iterable[tuple[str, int]]:
    """The documents of a chat seen in captures up to one, each with its number."""
    begin, end = f"{chat}/", f"{chat}0"  # "0" follows "/" in every alphabet
    query = (
        select(documents.c.id)
        .join(sighting, sighting.c.document == documents.c.number)
        .where(documents.c.id >= begin, documents.c.id < end, sighting.c.capture <= number)
        .distinct()
    )
    for name in connection.execute(query).scalars():
        tail = name[len(begin) :]
        if tail.isdecimal():
            yield name, int(tail)


def _holds(runs: Runs, number: int) -> bool:
    at = bisect_right(runs, number, key=lambda run: run[0]) - 1
    return at >= 0 and number <= runs[at][1]
