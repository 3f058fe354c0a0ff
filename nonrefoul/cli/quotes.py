"""Claims down to the words they were read from: what `--why` shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli.wording import reviewed_by, texts
from nonrefoul.publish.recent import INVENTED
from nonrefoul.publish.wording import plain, sentence, with_copies
from nonrefoul.rules.states import Lang
from nonrefoul.words import Claim, Headed, Held

Documents = Held


def quotes(
    claims: Iterable[Claim], documents: Documents, lang: Lang, indent: int = 4
) -> RenderableType:
    """Each claim as a sentence, its quote, and where the quote stands; of copies, the first."""
    lines: list[RenderableType] = []
    for claim, others in told_once(claims, documents, lang):
        where = " · ".join(_where(claim, documents.get(claim.document), lang))
        where = with_copies(where, others, lang)
        lines += [
            _at(indent, Text(sentence(claim, lang))),
            _at(indent + 2, Text(f"“{plain(claim.quote)}”", "italic")),
            _at(indent + 2, Text(where, "dim")),
        ]
    return Group(*lines)


def told_once(
    claims: Iterable[Claim], documents: Documents, lang: Lang
) -> Iterator[tuple[Claim, tuple[str, ...]]]:
    """Claims in their order, but those that copies of one report tell alike only once.

    Each with the other documents that tell it; the report's own claim stands for its copies'.
    """
    copies = documents.copies
    told: dict[tuple[str, str], list[Claim]] = {}
    for place, claim in enumerate(claims):
        # Within one document nothing is a copy, however alike two claims sound.
        alike = told.setdefault((copies.head(claim.document), sentence(claim, lang)), [])
        if claim.document in {each.document for each in alike}:
            told[f"{place}", ""] = [claim]
        else:
            alike.append(claim)
    for alike in told.values():
        first = next(
            (each for each in alike if copies.head(each.document) == each.document), alike[0]
        )
        yield first, tuple(each.document for each in alike if each is not first)


def _at(indent: int, text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, indent))


def _where(claim: Claim, document: Headed | None, lang: Lang) -> Iterator[str]:
    """Where a claim was read: document, source, address, day, offsets, rule."""
    words = texts(lang)
    yield plain(claim.document)
    yield plain(document.source) if document and document.source else words["no_source"]
    if document and document.url:
        yield plain(document.url)
    yield _published(document.published if document else None, lang)
    yield words["place"].format(start=claim.start, end=claim.end)
    if claim.rule:
        yield words["rule"].format(rule=claim.rule)
    if claim.id:
        yield claim.id[:8]
    if claim.review:
        yield reviewed_by(claim.review, lang)


def _published(day: dt.date | None, lang: Lang) -> str:
    words = texts(lang)
    return words["published"].format(date=day.isoformat()) if day else words["unpublished"]


def invented(claims: Iterable[Claim], documents: Documents, lang: Lang) -> Text | None:
    """The warning that what is shown is invented, where all or some of its documents are."""
    used = {claim.document for claim in claims}
    made_up = {each for each in used if each in documents and documents[each].source == INVENTED}
    if not made_up:
        return None
    return Text(texts(lang)["invented" if made_up == used else "partly_invented"], "bold yellow")
