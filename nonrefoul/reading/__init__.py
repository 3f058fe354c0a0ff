"""Reading: documents in, claims out; a pure function over batches."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.words import Document, Reading

RULES_VERSION = "1"

# The languages that there are rules for.
LANGUAGES = frozenset({"ru"})


def read(documents: Sequence[Document], *, every: bool = False) -> list[Reading]:
    """Read each document and give its claims; the result has one reading a document, in order.

    A text whose words are not those of texts about people who fled is passed over before any
    model runs, as holding no claim; with `every` set, none is.
    """
    from nonrefoul.reading.language import language
    from nonrefoul.reading.reader import LONGEST, claims
    from nonrefoul.reading.triage import worth

    langs = [document.lang or language(document.text) for document in documents]
    chosen = [
        lang in LANGUAGES and (every or worth(document.text[:LONGEST]))
        for document, lang in zip(documents, langs, strict=True)
    ]
    found = iter(claims([each for each, taken in zip(documents, chosen, strict=True) if taken]))
    return [
        Reading(
            document.id,
            lang,
            read=lang in LANGUAGES,
            claims=next(found) if taken else (),
            upto=LONGEST if len(document.text) > LONGEST else None,
        )
        for document, lang, taken in zip(documents, langs, chosen, strict=True)
    ]
