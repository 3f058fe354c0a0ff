"""A database of version 1 is brought up to date: nothing is lost, and all of it verifies."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from pathlib import Path

import pytest

from nonrefoul.errors import StoreError
from nonrefoul.evidence.originals import Originals
from nonrefoul.store import claims, documents, open_store
from nonrefoul.store.connect import FILE
from nonrefoul.store.schema import VERSION
from nonrefoul.store.verifying import verify
from nonrefoul.words import Document

# As version 1 made them.
OLD = """
CREATE TABLE project (version INTEGER NOT NULL, "key" BLOB NOT NULL, PRIMARY KEY (version));
CREATE TABLE original (sha256 VARCHAR(64) NOT NULL, bytes BLOB NOT NULL, path TEXT NOT NULL,
    captured DATETIME NOT NULL, PRIMARY KEY (sha256));
CREATE TABLE document (number INTEGER NOT NULL, id TEXT NOT NULL, digest VARCHAR(64) NOT NULL,
    text TEXT NOT NULL, lang TEXT, published DATE, source TEXT, url TEXT,
    original VARCHAR(64) NOT NULL, PRIMARY KEY (number), UNIQUE (id, digest),
    FOREIGN KEY(original) REFERENCES original (sha256));
CREATE INDEX ix_document_id ON document (id);
CREATE TABLE reading (number INTEGER NOT NULL, document INTEGER NOT NULL, rules TEXT NOT NULL,
    lang TEXT NOT NULL, read BOOLEAN NOT NULL, upto INTEGER, at DATETIME NOT NULL,
    PRIMARY KEY (number), UNIQUE (document, rules),
    FOREIGN KEY(document) REFERENCES document (number));
CREATE TABLE claim (reading INTEGER NOT NULL, position INTEGER NOT NULL, event TEXT NOT NULL,
    subject TEXT, subject_kind TEXT NOT NULL, modality TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, quote TEXT NOT NULL, "group" TEXT, host TEXT, origin TEXT, actor TEXT,
    third_state TEXT, date TEXT, attribution TEXT, rule TEXT, confidence FLOAT,
    PRIMARY KEY (reading, position), FOREIGN KEY(reading) REFERENCES reading (number));
CREATE TABLE judgement (number INTEGER NOT NULL, at DATETIME NOT NULL, who TEXT NOT NULL,
    about TEXT NOT NULL, verdict TEXT NOT NULL, note TEXT, PRIMARY KEY (number));
"""
TIME = "2024-05-06 07:08:09.000010"
TEXT = "Вымыслов пропал в городе."
RAW = [f'{{"id": {number}, "text": "{TEXT}"}}'.encode() for number in range(3)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    database = sqlite3.connect(tmp_path / FILE)
    database.executescript(OLD)
    database.execute("INSERT INTO project VALUES (1, ?)", (b"k" * 32,))
    for number, raw in enumerate(RAW, start=1):
        sha256 = hashlib.sha256(raw).hexdigest()
        path = "a.jsonl" if number < 3 else "b.jsonl"
        database.execute("INSERT INTO original VALUES (?, ?, ?, ?)", (sha256, raw, path, TIME))
        values = (number, f"d{number}", str(number), TEXT, "ru", "2024-05-06", "К", None, sha256)
        database.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        read = (number, number, "1", "ru", 1, None, TIME)
        database.execute("INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)", read)
    told = "INSERT INTO claim (reading, position, event, subject_kind, modality, start, end, quote)"
    row = (1, 0, "disappeared", "person", "asserted", 0, 8, TEXT[:8])
    database.execute(f"{told} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.execute(
        "INSERT INTO judgement VALUES (1, ?, 'reviewer', 'claim:1', 'right', NULL)", (TIME,)
    )
    database.commit()
    database.close()
    return tmp_path


def test_nothing_is_lost_and_all_of_it_verifies(home: Path) -> None:
    store = open_store(home, make=False)
    day = dt.date(2024, 5, 6)
    assert documents(store) == {
        f"d{number}": Document(f"d{number}", TEXT, "ru", day, "К") for number in (1, 2, 3)
    }
    assert [(claim.document, claim.quote) for claim in claims(store)] == [("d1", TEXT[:8])]
    assert store.key == b"k" * 32
    assert list(verify(store)) == []


def test_every_documents_bytes_are_found_in_an_original_of_its_path(home: Path) -> None:
    store = open_store(home)
    with store.reading() as connection:
        query = 'SELECT original, "offset", length FROM document ORDER BY number'
        rows = list(connection.exec_driver_sql(query))
    assert len({row[0] for row in rows}) == 2
    for (sha256, offset, length), raw in zip(rows, RAW, strict=True):
        with store.originals.open(sha256) as plain:
            assert plain.slice(offset, length) == raw


def test_a_failure_leaves_the_old_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Originals, "keep", full)
        with pytest.raises(StoreError, match="full"):
            open_store(home)
    with sqlite3.connect(home / FILE) as database:
        assert database.execute("SELECT version FROM project").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM original").fetchone() == (3,)
    assert list(verify(open_store(home))) == []
    assert VERSION == 2
