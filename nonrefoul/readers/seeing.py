"""Has texts read as they look, and puts what was read in its place in the texts as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nonrefoul.texts import Cleaned, cleaned
from nonrefoul.words import Document, Reading


def as_they_look(
    documents: Sequence[Document], reader: Callable[[Sequence[Document]], Sequence[Reading]]
) -> list[Reading]:
    """The readings of the texts without what hides in them; quotes are of the texts as they are."""
    texts = [cleaned(each.text) for each in documents]
    clean = [replace(each, text=text.text) for each, text in zip(documents, texts, strict=True)]
    return [
        _placed(each, text, found)
        for each, text, found in zip(documents, texts, reader(clean), strict=True)
    ]


def _placed(document: Document, text: Cleaned, found: Reading) -> Reading:
    if text.places is None:
        return found
    claims = []
    for claim in found.claims:
        start, end = text.original(claim.start, claim.end)
        claims.append(replace(claim, start=start, end=end, quote=document.text[start:end]))
    upto = None if found.upto is None else text.original(found.upto, found.upto)[0]
    return replace(found, claims=tuple(claims), upto=upto)
