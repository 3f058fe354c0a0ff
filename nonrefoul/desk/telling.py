"""A claim as pages show it: a sentence, its words, where they stand, and who vouches for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from nonrefoul.desk.speech import Speech
from nonrefoul.publish.wording import plain, sentence
from nonrefoul.words import Claim, Held, ReviewVerdict


class Vouched(StrEnum):
    """Who vouches for a claim; each looks otherwise, and is named in words."""

    MACHINE = "machine"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    DISPUTED = "disputed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Told:
    """A claim for a page. `others` are documents that tell the same as copies of one report."""

    id: str
    anchor: str
    whom: str
    sentence: str
    quote: str
    event: str
    modality: str
    date: str | None
    document: str
    source: str | None
    published: dt.date | None
    start: int
    end: int
    rule: str | None
    confidence: float | None
    vouched: Vouched
    who: str
    edited_away: bool
    others: tuple[str, ...] = ()


def told(claim: Claim, documents: Held, say: Speech) -> Told:
    """A claim as a page shows it."""
    document = documents.get(claim.document)
    review = claim.review
    return Told(
        id=claim.id,
        anchor=anchor(claim),
        whom=claim.subject or claim.group or "",
        sentence=sentence(claim, say.lang),
        quote=claim.quote,
        event=claim.event,
        modality=claim.modality.value,
        date=claim.date,
        document=claim.document,
        source=document.source if document else None,
        published=document.published if document else None,
        start=claim.start,
        end=claim.end,
        rule=claim.rule,
        confidence=claim.confidence,
        vouched=vouched(claim),
        who=", ".join(plain(each) for each in review.who) if review else "",
        edited_away=claim.edited_away,
    )


def told_once(claims: Iterable[Claim], documents: Held, say: Speech) -> Iterator[Told]:
    """Claims in their order, but those that copies of one report tell alike only once.

    The report's own claim stands for its copies'; within a document nothing is a copy.
    """
    copies = documents.copies
    groups: dict[tuple[str, str], list[Claim]] = {}
    for place, claim in enumerate(claims):
        alike = groups.setdefault((copies.head(claim.document), sentence(claim, say.lang)), [])
        if any(each.document == claim.document for each in alike):
            groups[f"{place}", ""] = [claim]
        else:
            alike.append(claim)
    for alike in groups.values():
        heads = (each for each in alike if copies.head(each.document) == each.document)
        first = next(heads, alike[0])
        others = tuple(each.document for each in alike if each is not first)
        yield replace(told(first, documents, say), others=others)


def vouched(claim: Claim) -> Vouched:
    """Who vouches for a claim."""
    if claim.review is None:
        return Vouched.MACHINE
    if claim.review.verdict is ReviewVerdict.DISPUTED:
        return Vouched.DISPUTED
    return Vouched(claim.review.verdict.value)


def anchor(claim: Claim) -> str:
    """What the claim's words are called on the page of its document."""
    return f"claim-{claim.id[:12] or claim.start}"
