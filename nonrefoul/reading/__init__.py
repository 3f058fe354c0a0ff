"""Reading: documents in, claims out; a pure function over batches."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.words import Document, Reading

RULES_VERSION = "1"


def read(documents: Sequence[Document]) -> list[Reading]:
    """Read each document and give its claims; the result has one reading a document, in order."""
    from nonrefoul.reading.language import language
    from nonrefoul.reading.reader import claims

    found = []
    for document in documents:
        lang = document.lang or language(document.text)
        readable = lang == "ru"
        read_claims = claims(document) if readable else ()
        found.append(Reading(document.id, lang, readable, read_claims))
    return found
