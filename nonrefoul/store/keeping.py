"""Puts evidence, readings and judgements into the database; nothing is ever changed there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select

from nonrefoul.errors import StoreError
from nonrefoul.store.schema import Store, claim, document, judgement, now, original, reading
from nonrefoul.words import Document, Reading

_SAID = ("lang", "published", "source", "url")


@dataclass(frozen=True, slots=True)
class Kept:
    """A document with its original bytes, the path they came from, and what was read in it.

    Without a reading the document is evidence that is still to be read.
    """

    document: Document
    original: bytes
    path: str
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Known:
    """How the store knows a document: as what, whether it has it, and whether it was read.

    `upto` is where reading it stopped, where it was too long to be read to its end.
    """

    document: Document
    stored: bool
    read: bool
    versions: int
    upto: int | None


def known(store: Store, new: Document, rules: str) -> Known:
    """What the store has of a document, or how it will keep it, and whether these rules read it.

    A field that is None says nothing, so it never makes a version: a text that was dated once
    stays dated when it comes again without its date.
    """
    with store.reading() as connection:
        versions = _versions(connection, new.id)
        number, settled = _settle(versions, new)
        last = None if number is None else _last_reading(connection, number, rules)
        return Known(settled, number is not None, last is not None, len(versions), last and last[0])


def keep(store: Store, batch: Sequence[Kept], rules: str) -> None:
    """Store a batch whole or not at all; what is there already is left as it is.

    Raises StoreError where a quote is not what stands at its place, or the database fails.
    """
    for each in batch:
        _check(each)
    with store.writing() as connection:
        for each in batch:
            number, settled = _settle(_versions(connection, each.document.id), each.document)
            if number is None:
                number = _add_document(connection, each, settled)
            if each.reading and _last_reading(connection, number, rules) is None:
                _add_reading(connection, number, each.reading, rules)


def judge(store: Store, about: str, verdict: str, who: str, note: str | None = None) -> None:
    """Append a judgement: what it is about (a stable id), what was decided, and by whom."""
    row = {"at": now(), "who": who, "about": about, "verdict": verdict, "note": note}
    with store.writing() as connection:
        connection.execute(insert(judgement).values(row))


def _check(kept: Kept) -> None:
    for found in kept.reading.claims if kept.reading else ():
        if not found.stands_in(kept.document):
            raise StoreError(
                f"rule {found.rule} gave a quote that does not stand at {found.start}-{found.end};"
                " nothing of this batch is stored; this is a defect, please report it"
            )


def _versions(connection: Connection, name: str) -> list[tuple[int, Document]]:
    """The versions of a document, newest first."""
    query = select(document).where(document.c.id == name).order_by(document.c.number.desc())
    found = []
    for row in connection.execute(query).mappings():
        fields = {field: row[field] for field in Document.__dataclass_fields__}
        found.append((row["number"], Document(**fields)))
    return found


def _settle(versions: Sequence[tuple[int, Document]], new: Document) -> tuple[int | None, Document]:
    """The version that says all that a document says, else the document as it will be kept."""
    same_text = [(number, old) for number, old in versions if old.text == new.text]
    said = {name: value for name in _SAID if (value := getattr(new, name)) is not None}
    for number, old in same_text:
        if all(getattr(old, name) == value for name, value in said.items()):
            return number, old
    return None, replace(same_text[0][1], **said) if same_text else new


def _last_reading(connection: Connection, number: int, rules: str) -> tuple[int | None] | None:
    """Up to where these rules read a document; None where they have not read it."""
    columns = select(reading.c.read, reading.c.upto)
    query = columns.where(reading.c.document == number, reading.c.rules == rules)
    found = connection.execute(query).first()
    return None if found is None else (found.upto if found.read else None,)


def _add_document(connection: Connection, kept: Kept, settled: Document) -> int:
    sha256 = hashlib.sha256(kept.original).hexdigest()
    if connection.execute(select(original.c.sha256).filter_by(sha256=sha256)).first() is None:
        row = {"sha256": sha256, "bytes": kept.original, "path": kept.path, "captured": now()}
        connection.execute(insert(original).values(row))
    fields = asdict(settled) | {"digest": _digest(settled), "original": sha256}
    return _number(connection, document, fields)


def _add_reading(connection: Connection, number: int, read: Reading, rules: str) -> None:
    said = {"lang": read.lang, "read": read.read, "upto": read.upto}
    key = _number(connection, reading, {"document": number, "rules": rules, **said, "at": now()})
    rows = [
        {**found.to_json(), "reading": key, "position": position}
        for position, found in enumerate(read.claims)
    ]
    for row in rows:
        del row["document"]
    if rows:
        connection.execute(insert(claim), rows)


def _number(connection: Connection, table: Any, row: dict[str, Any]) -> int:
    """Insert a row and give the number that the database gave it."""
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    return int(key[0]) if key else 0


def _digest(document: Document) -> str:
    said = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
