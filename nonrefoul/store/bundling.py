"""Puts documents with all that proves them into a bag that a stranger can check."""

from __future__ import annotations

import json
from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from nonrefoul.errors import StoreError
from nonrefoul.evidence.bags import Bag
from nonrefoul.evidence.heads import public_pem
from nonrefoul.evidence.merkle import Whole, sides
from nonrefoul.store import schema
from nonrefoul.store.chain import moment, newest_head, whole
from nonrefoul.store.keeping import CLAIM_FIELDS
from nonrefoul.store.rows import FIELDS
from nonrefoul.store.schema import Store


@dataclass(frozen=True, slots=True)
class _Log:
    """The log as it is proved in a bag: up to the newest head, with the entries that are wanted."""

    size: int
    tree: Whole
    entries: Mapping[tuple[str, int], tuple[int, bytes]]


def export(store: Store, names: Sequence[str], folder: Path, *, handed: bool = False) -> int:
    """Write a bag on every version of documents into a new folder; gives how many versions.

    With `handed`, what was handed in is put in whole, and not only each document's own bytes:
    an export of a chat holds what others wrote, too. Raises StoreError, OSError.
    """
    with store.reading() as connection:
        rows = [row for name in names for row in _versions(connection, name)]
        head = newest_head(connection)
        if not rows or head is None:
            raise StoreError("no such document is kept; nothing was written")
        numbers = [row["number"] for row in rows]
        captures = _captures(connection, numbers)
        claims = {number: list(_claims(connection, number)) for number in numbers}
        wanted = {("document", number) for number in numbers}
        wanted |= {("capture", row["number"]) for row in captures}
        wanted |= {("reading", each["reading"]) for told in claims.values() for each in told}
        entries = dict(_entries(connection, wanted))
        log = _Log(head.size, whole(connection, head.size), entries)
        bag, checks = Bag(folder), ["# What is checked."]
        for row in rows:
            checks += _document(store, bag, log, row, claims[row["number"]])
        for capture in captures:
            checks += _capture(store, bag, log, capture, handed)
        bag.add("head.json", head.said)
        bag.add("head.sig", head.signature)
        bag.add("log.pub", public_pem(store.log_key))
        _timestamps(connection, bag, head.size)
    bag.add("README.txt", _text("bag_readme.txt").encode())
    bag.add("check.sh", (_text("bag_check.sh") + "\n".join(checks) + _LAST).encode())
    bag.end({"Source-Organization": "made by nonrefoul", "Log-Size": str(head.size)})
    return len(rows)


_LAST = (
    '\n\n[ "$wrong" = 0 ] && echo "all of it holds" || { echo "NOT ALL OF IT HOLDS"; exit 1; }\n'
)


def _text(name: str) -> str:
    return files("nonrefoul.store").joinpath(name).read_text(encoding="utf-8")


def _versions(connection: Connection, name: str) -> list[RowMapping]:
    query = select(schema.document).filter_by(id=name).order_by(schema.document.c.number)
    return list(connection.execute(query).mappings())


def _document(
    store: Store, bag: Bag, log: _Log, row: RowMapping, claims: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """A version: its bytes, its text, all it says, what was read in it, and the log's entries."""
    place = f"document-{row['number']}"
    with store.originals.open(row["original"]) as plain:
        bag.add(f"{place}/original", plain.slice(row["offset"], row["length"]))
    bag.add(f"{place}/text.txt", row["text"].encode())
    said = {name: row[name] for name in (*FIELDS, "digest", "original", "offset", "length")}
    said["published"] = row["published"].isoformat() if row["published"] else None
    bag.add(f"{place}/record.json", _json({**said, "claims": claims}))
    entry = yield from _proof(bag, log, "document", row["number"])
    yield f"says {place}/original {entry}"
    yield f"says {place}/text.txt {entry}"
    for reading in sorted({claim["reading"] for claim in claims}):
        yield from _proof(bag, log, "reading", reading)


def _claims(connection: Connection, number: int) -> Iterator[dict[str, Any]]:
    query = (
        select(schema.claim, schema.reading.c.rules, schema.reading.c.at)
        .join(schema.reading)
        .where(schema.reading.c.document == number)
        .order_by(schema.reading.c.number, schema.claim.c.position)
    )
    for row in connection.execute(query).mappings():
        told = {name: row[name] for name in ("reading", "rules", *CLAIM_FIELDS)}
        yield {**told, "read_at": moment(row["at"])}


def _captures(connection: Connection, numbers: Sequence[int]) -> list[RowMapping]:
    """The captures that any of these versions was seen in."""
    seen = select(schema.sighting.c.capture).where(schema.sighting.c.document.in_(numbers))
    query = select(schema.capture, schema.original.c.length).join(schema.original)
    found = query.where(schema.capture.c.number.in_(seen)).order_by(schema.capture.c.number)
    return list(connection.execute(found).mappings())


def _capture(store: Store, bag: Bag, log: _Log, row: RowMapping, handed: bool) -> Iterator[str]:
    place = f"capture-{row['number']}"
    names = ("source", "who", "program", "original", "length")
    said = {**{name: row[name] for name in names}, "at": moment(row["at"])}
    bag.add(f"{place}/record.json", _json({**said, "headers": json.loads(row["headers"])}))
    entry = yield from _proof(bag, log, "capture", row["number"])
    if handed:
        with store.originals.open(row["original"]) as plain:
            bag.add(f"{place}/handed-in", plain)  # type: ignore[arg-type]
        yield f"says {place}/handed-in {entry}"


def _entries(
    connection: Connection, wanted: Container[tuple[str, int]]
) -> Iterator[tuple[tuple[str, int], tuple[int, bytes]]]:
    """The entries of the log on what is wanted, each with its position."""
    lazily = connection.execution_options(yield_per=1000)
    for position, raw in lazily.execute(select(schema.log).order_by(schema.log.c.position)):
        said = json.loads(raw)
        about = (said["kind"], said.get(said["kind"]))
        if about in wanted:
            yield about, (position, raw)


def _proof(bag: Bag, log: _Log, kind: str, number: int) -> Generator[str, None, str]:
    """The entry as it is in the log, and the hashes that lead from it to the head's root.

    Gives the entry's file; raises StoreError where the log has no such entry.
    """
    if (kind, number) not in log.entries:
        raise StoreError(f"{kind} {number} is not in the log; run `nonrefoul verify`")
    position, raw = log.entries[kind, number]
    name = f"entry-{position}"
    bag.add(f"{name}.json", raw)
    steps = []
    path = log.tree.inclusion(position, log.size)
    for step, (left, each) in enumerate(zip(sides(position, log.size), path, strict=True)):
        file = f"{name}.path/{step:02}-{'left' if left else 'right'}"
        bag.add(file, each)
        steps.append(file)
    yield " ".join((f"in_log {name}.json", *steps))
    return f"{name}.json"


def _timestamps(connection: Connection, bag: Bag, size: int) -> None:
    """Every answered timestamp, with the head it is over."""
    query = select(schema.timestamp, schema.head.c.said).join(schema.head)
    for row in connection.execute(query.order_by(schema.timestamp.c.number)):
        if row.response is not None:
            place = f"timestamp-{row.number}"
            bag.add(f"{place}/answer.tsr", row.response)
            bag.add(f"{place}/head.json", row.said)
            bag.add(f"{place}/roots.pem", row.roots or b"")


def _json(said: Mapping[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
