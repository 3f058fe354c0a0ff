"""Documents for tests, kept as an `add` would keep them: the bytes first, then the rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from nonrefoul.store import Handed, Kept, Store, keep
from nonrefoul.words import Document, Reading


@dataclass(frozen=True)
class Entry:
    """A document whose bytes are its text, handed in at `source`, and what was read in it."""

    document: Document
    reading: Reading | None
    source: str = "posts.jsonl"


def kept(store: Store, entry: Entry) -> Kept:
    raw = entry.document.text.encode()
    original = store.originals.keep_bytes(raw)
    handed = Handed(entry.source, original, "reviewer")
    said = hashlib.sha256(raw).hexdigest()
    return Kept(entry.document, entry.reading, handed, original, 0, len(raw), said)


def keep_entries(store: Store, entries: Sequence[Entry], rules: str) -> None:
    keep(store, [kept(store, each) for each in entries], rules)
