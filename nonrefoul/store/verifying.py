"""Rechecks all that is kept: every byte, hash, link of the log, head and quote.

Memory does not grow with what is kept: rows and entries of the log are walked side by side.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from nonrefoul.errors import StoreError
from nonrefoul.evidence.canonical import canonical
from nonrefoul.evidence.heads import Head
from nonrefoul.evidence.merkle import Tree
from nonrefoul.evidence.timestamps import State
from nonrefoul.store import schema
from nonrefoul.store import verifying_files as files
from nonrefoul.store.authorities import authorities
from nonrefoul.store.capturing import capture_entry, covering_entry
from nonrefoul.store.findings import Finding
from nonrefoul.store.keeping import (
    CLAIM_FIELDS,
    document_digest,
    document_entry,
    judgement_entry,
    reading_digest,
    reading_entry,
    seen_entry,
)
from nonrefoul.store.rows import document_of
from nonrefoul.store.schema import Store
from nonrefoul.store.stamping import stamps, unstamped
from nonrefoul.words import Claim, Document, Reading


def verify(store: Store) -> Iterator[Finding]:
    """Everything that is not as it was kept, and what lies about without need; raises StoreError.

    Nothing wrong found means: all entries of the log are those that its heads were signed over, all
    rows say what the log says of them, all originals are byte for byte what their SHA-256 says, and
    every document and quote stands where it says.
    """
    yield from files.at_rest(store)
    with store.reading() as connection:
        lazily = connection.execution_options(yield_per=1000)
        checks: dict[str, Iterable[Finding]] = {
            "the database": _database(lazily),
            "the log": _chain(lazily, store.log_key),
            "captures": _captures(lazily),
            "documents": _documents(lazily),
            "where documents were seen": _sightings(lazily),
            "readings": _readings(lazily),
            "what captures cover": _coverings(lazily),
            "judgements": _judgements(lazily),
            "originals": files.originals(lazily, store),
            "timestamps": _timestamps(lazily, store),
            "the key of the log": _key(store),
        }
        for name, findings in checks.items():
            yield from _guarded(name, findings)


def _guarded(name: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings; where damage makes a value be of another kind than it can be, that is one."""
    try:
        yield from findings
    except (SQLAlchemyError, sqlite3.Error) as error:
        kind = getattr(getattr(error, "orig", error), "sqlite_errorname", type(error).__name__)
        yield Finding(f"{name}: the database's file is damaged and can't be read on ({kind})")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        what = f"a value is not of a kind that can be there ({type(error).__name__})"
        yield Finding(f"{name}: {what}; nothing after it was checked")


def _database(connection: Connection) -> Iterator[Finding]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Finding(f"the database's file is damaged: {said.splitlines()[0]}")
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(f"a row of `{table}` refers to one that is not there")


def _key(store: Store) -> Iterator[Finding]:
    try:
        _ = store.signer
    except StoreError as error:
        yield Finding(str(error))


def _chain(connection: Connection, public: bytes) -> Iterator[Finding]:
    """The log against its heads: each says what the tree was, and is signed."""
    heads = iter(connection.execute(select(schema.head).order_by(schema.head.c.size)))
    log = connection.execute(select(schema.log).order_by(schema.log.c.position))
    tree, due, last = Tree(), next(heads, None), 0
    for position, raw in log:
        if position != tree.size:
            yield Finding(f"the log has no entry {tree.size}: it goes on with {position}")
            return
        tree.add(raw if isinstance(raw, bytes) else b"")
        if due and tree.size == due.size:
            yield from _head(due, tree, last, public)
            if due.said and Head(due.said, due.signature).signed_by(public) and _differs(due, tree):
                return
            last, due = due.size, next(heads, None)
    if due:
        yield Finding(f"the log ends with {tree.size} entries; a head was signed over {due.size}")
    elif last != tree.size:
        yield Finding(f"no head was signed over the log's entries from {last} on")


def _head(row: Row[Any], tree: Tree, last: int, public: bytes) -> Iterator[Finding]:
    head = Head(row.said, row.signature)
    if not head.signed_by(public):
        yield Finding(f"the head over {row.size} entries does not bear the log's signature")
    elif _differs(row, tree):
        what = f"the log's entries {last} to {row.size - 1} are not those that were signed"
        yield Finding(f"{what}; nothing after them can be checked against the log's heads")
    elif row.peaks != b"".join(tree.peaks):
        yield Finding(f"the head over {row.size} entries has other subtrees than the log")


def _differs(row: Row[Any], tree: Tree) -> bool:
    try:
        head = Head(row.said, row.signature)
        return (head.size, head.root) != (tree.size, tree.root)
    except (ValueError, KeyError, TypeError):
        return True


def _captures(connection: Connection) -> Iterator[Finding]:
    query = select(schema.capture, schema.original.c.length).join(schema.original)
    rows = connection.execute(query.order_by(schema.capture.c.number)).mappings()
    said = ((row["number"], lambda row=row: capture_entry(row, row["length"])) for row in rows)
    yield from _compared(connection, "capture", said)


def _judgements(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(select(schema.judgement).order_by(schema.judgement.c.number))
    said = ((row["number"], lambda row=row: judgement_entry(row)) for row in rows.mappings())
    yield from _compared(connection, "judgement", said)


def _compared(
    connection: Connection, kind: str, rows: Iterable[tuple[int, Any]]
) -> Iterator[Finding]:
    """Rows of a kind against what the log says of each; `rows` give a number and an entry."""
    for number, logged, row in _beside(_said(connection, kind), rows):
        if logged is None:
            yield Finding(f"{kind} {number} is not in the log")
        elif row is None:
            yield Finding(f"{kind} {number} is in the log and no longer in the database")
        elif _unlike(row, logged):
            yield Finding(f"{kind} {number} is not what the log says of it")


def _unlike(entry: Any, logged: tuple[int, bytes]) -> bool:
    try:
        return canonical(entry()) != logged[1]
    except (ValueError, TypeError, KeyError):
        return True


def _documents(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(select(schema.document).order_by(schema.document.c.number))
    numbered = ((row["number"], row) for row in rows.mappings())
    for number, logged, row in _beside(_said(connection, "document"), numbered):
        if logged is None:
            yield Finding(f"document {number} is not in the log")
        elif row is None:
            yield Finding(f"document {number} is in the log and no longer in the database")
        else:
            entry = json.loads(logged[1])
            files = _files(connection, number)
            if document_digest(document_of(row)) != row["digest"]:
                yield Finding(f"document {number} no longer says what its digest says")
            there = document_entry(row, row["id"], row["text"], entry.get("capture"), files)
            if canonical(there) != logged[1]:
                yield Finding(f"document {number} is not what the log says of it")


def _files(connection: Connection, number: int) -> list[tuple[str, str | None]]:
    query = select(schema.attachment.c.name, schema.attachment.c.original)
    rows = connection.execute(query.filter_by(document=number).order_by("position"))
    return [(row.name, row.original) for row in rows]


def _sightings(connection: Connection) -> Iterator[Finding]:
    """What was seen where, against the entries of documents and of documents seen again."""
    columns = (schema.sighting, schema.document.c.digest)
    order = (schema.sighting.c.entry, schema.sighting.c.document)
    rows = connection.execute(select(*columns).join(schema.document).order_by(*order))
    grouped = ((entry, list(each)) for entry, each in groupby(rows, key=lambda row: row.entry))
    said = _said(connection, "document", "seen", by_position=True)
    for position, logged, seen in _beside(said, grouped):
        if logged is None or seen is None or not _as_seen(json.loads(logged[1]), seen):
            yield Finding(f"where documents were seen is not what entry {position} of the log says")


def _as_seen(entry: dict[str, Any], rows: list[Row[Any]]) -> bool:
    captures = {row.capture for row in rows}
    if captures != {entry["capture"]}:
        return False
    if entry["kind"] == "seen":
        places = [(row.document, row.digest, row.offset) for row in rows]
        return seen_entry(entry["capture"], places) == entry
    (row,) = rows[:1]
    place = row.offset in (None, entry["offset"])
    return len(rows) == 1 and row.document == entry["document"] and place


def _coverings(connection: Connection) -> Iterator[Finding]:
    columns = schema.covering.c
    rows = connection.execute(
        select(schema.covering).order_by(*columns["capture", "chat", "first"])
    )
    grouped = groupby(rows, key=lambda row: (row.capture, row.chat))
    logged = {
        (entry["capture"], entry["chat"]): raw
        for _, (_, raw) in _said(connection, "covered", by_position=True)
        for entry in (json.loads(raw),)
    }
    for (number, chat), runs in grouped:
        ends = [(row.first, row.last) for row in runs]
        if logged.pop((number, chat), None) != canonical(covering_entry(number, chat, ends)):
            yield Finding(f"what capture {number} covers is not what the log says")
    for number, _ in logged:
        yield Finding(f"what capture {number} covers is in the log and no longer in the database")


def _readings(connection: Connection) -> Iterator[Finding]:
    """Readings against their digests and the log, and every quote against its document's text."""
    document, reading = schema.document, schema.reading
    columns = (reading, document.c.id, document.c.text, document.c.digest.label("version"))
    query = select(*columns).join(document).order_by(reading.c.number)
    rows = ((row["number"], row) for row in connection.execute(query).mappings())
    order = (schema.claim.c.reading, schema.claim.c.position)
    told = connection.execute(select(schema.claim).order_by(*order)).mappings()
    claims = ((key, list(each)) for key, each in groupby(told, key=lambda row: row["reading"]))
    logged = _said(connection, "reading")
    both = ((number, (row, found)) for number, row, found in _beside(rows, claims))
    for number, entry, pair in _beside(logged, both):
        row, found = pair or (None, None)
        if row is None:
            yield Finding(f"reading {number} is in the log and no longer in the database")
        else:
            yield from _reading(row, found or [], entry)


def _reading(row: Any, found: list[Any], logged: tuple[int, bytes] | None) -> Iterator[Finding]:
    number, name = row["number"], f"reading {row['number']}"
    try:
        claims = tuple(
            Claim.from_json({**{key: each[key] for key in CLAIM_FIELDS}, "document": row["id"]})
            for each in found
        )
    except ValueError:
        yield Finding(f"{name} holds a claim of no known kind")
        return
    read = Reading(row["id"], row["lang"], row["read"], claims, row["upto"])
    result = reading_digest(row["version"], row["rules"], read)
    if result != row["digest"]:
        yield Finding(f"{name} no longer says what its digest says")
    said = reading_entry(number, row["version"], row["rules"], row["digest"])
    if claims and (logged is None or canonical(said) != logged[1]):
        yield Finding(f"{name} is not what the log says of it")
    if logged and not claims:
        yield Finding(f"{name} has lost its claims")
    whole = Document(row["id"], row["text"])
    for position, claim in enumerate(claims):
        if not claim.stands_in(whole):
            yield Finding(f"{name}: the quote of claim {position} does not stand in its document")


def _timestamps(connection: Connection, store: Store) -> Iterator[Finding]:
    """Where every timestamp stands; of the newest head also that nobody was asked over it."""
    yield from (Finding(stamp.told, stamp.wrong) for stamp in stamps(connection))
    size = unstamped(connection)
    if size is not None and authorities(store):
        what = f"timestamp over {size} entries, the newest head: {State.NONE}"
        yield Finding(f"{what}; the next `add` or `follow` asks for one", wrong=False)


def _said(
    connection: Connection, *kinds: str, by_position: bool = False
) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """The log's entries of some kinds, by the number of what they speak of, or by position."""
    marks = [f'"kind":"{kind}"'.encode() for kind in kinds]
    log = connection.execute(select(schema.log).order_by(schema.log.c.position))
    for position, raw in log:
        if any(mark in raw for mark in marks):
            entry = _parsed(raw)
            kind = entry.get("kind")
            number = entry.get(str(kind))
            if kind in kinds and (by_position or isinstance(number, int)):
                yield int(position if by_position else number or 0), (position, raw)


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _beside(
    left: Iterable[tuple[int, Any]], right: Iterable[tuple[int, Any]]
) -> Iterator[tuple[int, Any, Any]]:
    """Two rising series walked side by side; None where one has nothing under a number."""
    ours, theirs = iter(left), iter(right)
    one, other = next(ours, None), next(theirs, None)
    while one or other:
        if other is None or (one and one[0] < other[0]):
            assert one
            yield one[0], one[1], None
            one = next(ours, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(theirs, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(ours, None), next(theirs, None)
