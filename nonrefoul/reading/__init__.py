"""Reading: documents in, claims out; a pure function over batches."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.words import Document, Reading

RULES_VERSION = "1"


def read(documents: Sequence[Document]) -> list[Reading]:
    """Read each document and give its claims; the result has one reading a document, in order."""
    return [Reading(document.id, document.lang or "und", read=False) for document in documents]
