"""Reading: documents in, claims out; a pure function over batches."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.words import Document, Reading

RULES_VERSION = "1"

# The languages that there are rules for.
LANGUAGES = frozenset({"ru"})


def read(documents: Sequence[Document]) -> list[Reading]:
    """Read each document and give its claims; the result has one reading a document, in order."""
    from nonrefoul.reading.language import language
    from nonrefoul.reading.reader import LONGEST, claims

    langs = [document.lang or language(document.text) for document in documents]
    readable = [each for each, lang in zip(documents, langs, strict=True) if lang in LANGUAGES]
    found = iter(claims(readable))
    return [
        Reading(
            document.id,
            lang,
            read=lang in LANGUAGES,
            claims=next(found) if lang in LANGUAGES else (),
            upto=LONGEST if len(document.text) > LONGEST else None,
        )
        for document, lang in zip(documents, langs, strict=True)
    ]
