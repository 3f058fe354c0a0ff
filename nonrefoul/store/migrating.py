"""Brings a database of version 1, which held originals itself, to version 2, in one transaction.

Version 1 kept the bytes of each document apart. Those that came from one path are put one after
the other into one original, and each document points to its own bytes there.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, insert, text

from nonrefoul.evidence.heads import Signer
from nonrefoul.evidence.originals import FOLDER, Original, Originals
from nonrefoul.store import schema
from nonrefoul.store.capturing import add_originals, capture_entry
from nonrefoul.store.chain import Chain
from nonrefoul.store.keeping import (
    document_digest,
    document_entry,
    judgement_entry,
    reading_digest,
    reading_entry,
)
from nonrefoul.words import Claim, Document, Reading

_OLD = ("claim", "reading", "document", "original", "judgement", "project")
_PROGRAM = "nonrefoul, a database of version 1"


def migrate(engine: Engine, home: Path) -> None:
    """Bring the database up to date; raises StoreError, and then all is as it was."""
    with schema.telling(), engine.connect() as plain:
        plain.exec_driver_sql("PRAGMA foreign_keys = OFF")
        plain.rollback()
        connection = plain.execution_options(writes=True)
        with connection.begin():
            if connection.execute(text("SELECT version FROM project")).scalar() == 1:
                _Migration(connection, home).run()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.rollback()


class _Migration:
    def __init__(self, connection: Connection, home: Path) -> None:
        self.connection = connection
        self.originals = Originals(home / FOLDER)
        self.signer = Signer.at(home)
        self.home = home
        # By the SHA-256 of the old original: the capture, the new original, where in it.
        self.places: dict[str, tuple[int, Original, int, int]] = {}

    def run(self) -> None:
        """Make the new tables out of the old ones."""
        self._do("DROP INDEX IF EXISTS ix_document_id")
        for name in _OLD:
            self._do(f"ALTER TABLE {name} RENAME TO old_{name}")
        schema.tables.create_all(self.connection)
        key = self._rows("SELECT key FROM old_project")[0].key
        row = {"version": schema.VERSION, "key": key, "log_key": self.signer.public}
        self._insert(schema.project, row)
        self.chain = Chain.of(self.connection)
        for number, name in enumerate(self._paths(), start=1):
            self._capture(number, name)
        said = {each.number: self._document(each) for each in self._rows(_DOCUMENTS)}
        for each in self._rows("SELECT * FROM old_reading ORDER BY number"):
            self._reading(each, *said[each.document])
        for each in self._rows("SELECT * FROM old_judgement ORDER BY number"):
            fields = {**each._mapping, "at": _time(each.at)}
            self.chain.add(judgement_entry(fields))
            self._insert(schema.judgement, fields)
        store = schema.Store(self.connection.engine, self.home, key, self.signer.public)
        self.chain.end(self.connection, store)
        for name in _OLD:
            self._do(f"DROP TABLE old_{name}")

    def _paths(self) -> list[str]:
        query = "SELECT path FROM old_original GROUP BY path ORDER BY min(captured), path"
        return [row.path for row in self._rows(query)]

    def _capture(self, number: int, path: str) -> None:
        """A path becomes a capture of an original into which its bytes go."""
        query = "SELECT sha256, bytes, captured FROM old_original WHERE path = :path ORDER BY rowid"
        rows, at = self._rows(query, path=path), 0
        kept = self.originals.keep(io.BytesIO(b"".join(row.bytes for row in rows)))
        for row in rows:
            self.places[row.sha256] = (number, kept, at, len(row.bytes))
            at += len(row.bytes)
        add_originals(self.connection, [kept])
        fields = {
            "number": number,
            "original": kept.sha256,
            "source": path,
            "at": min(_time(row.captured) for row in rows),
            "who": "unknown",
            "program": _PROGRAM,
            "headers": "{}",
        }
        self.chain.add(capture_entry(fields, kept.length))
        self._insert(schema.capture, fields)

    def _document(self, row: Row[Any]) -> tuple[str, str]:
        """Keep a document with its number; gives its id and its new digest."""
        day = dt.date.fromisoformat(row.published) if row.published else None
        said = Document(row.id, row.text, row.lang, day, row.source, row.url)
        capture, kept, offset, length = self.places[row.original]
        place = {"original": kept.sha256, "offset": offset, "length": length, "bytes": row.original}
        fields = {"number": row.number, "digest": document_digest(said), **place}
        entry = self.chain.add(document_entry(fields, said.id, said.text, capture, ()))
        self.chain.write(self.connection)
        told = {"id": said.id, "text": said.text, "lang": said.lang, "published": day}
        self._insert(schema.document, {**told, "source": said.source, "url": said.url, **fields})
        seen = {"capture": capture, "document": row.number, "offset": offset, "entry": entry}
        self._insert(schema.sighting, seen)
        return said.id, str(fields["digest"])

    def _reading(self, row: Row[Any], name: str, said: str) -> None:
        query = "SELECT * FROM old_claim WHERE reading = :number ORDER BY position"
        rows = [{**each._mapping} for each in self._rows(query, number=row.number)]
        claims = tuple(Claim.from_json({**each, "document": name}) for each in rows)
        read = Reading(name, row.lang, bool(row.read), claims, row.upto)
        result = reading_digest(said, row.rules, read)
        fields = {**row._mapping, "read": read.read, "at": _time(row.at), "digest": result}
        self._insert(schema.reading, fields)
        for each in rows:
            self._insert(schema.claim, each)
        if claims:
            self.chain.add(reading_entry(row.number, said, row.rules, result))

    def _rows(self, query: str, **values: object) -> list[Row[Any]]:
        return list(self.connection.execute(text(query), values))

    def _insert(self, table: Table, row: dict[str, Any]) -> None:
        self.connection.execute(insert(table).values(row))

    def _do(self, statement: str) -> None:
        self.connection.exec_driver_sql(statement)


_DOCUMENTS = "SELECT * FROM old_document ORDER BY number"


def _time(said: str) -> dt.datetime:
    return dt.datetime.fromisoformat(said)
