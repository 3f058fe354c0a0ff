"""Ids of claims: short, without meaning to those without the key, and the same after a re-reading.

An id is made of the claim's document, its event, whom it befell, and which of the document's claims
on that it is, in the order of the text; so words that grow or move give no other id.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import count

from nonrefoul.reviewing.matching import whom
from nonrefoul.words import Claim

_WRITER = json.JSONEncoder(ensure_ascii=False)
LENGTH = 16  # hexadecimal digits: among a million claims two share one in 1 of 37 million projects


def named(
    claims: Iterable[Claim], key: bytes, taken: Collection[str] = frozenset()
) -> Iterator[Claim]:
    """The claims of one document, in the order of their places, each with an id of its own.

    `taken` are ids that other claims of the document have.
    """
    used = set(taken)
    for claim in sorted(claims, key=place):
        own = free_id(claim, key, used)
        used.add(own)
        yield replace(claim, id=own)


def free_id(claim: Claim, key: bytes, taken: Collection[str]) -> str:
    """The id of a claim that comes to a document in which other claims have the ids taken."""
    told = [claim.document, claim.event, whom(claim)]
    return next(each for each in (_id(told, n, key) for n in count()) if each not in taken)


def _id(told: list[str], number: int, key: bytes) -> str:
    message = _WRITER.encode(["claim", *told, number]).encode()
    return hmac.digest(key, message, "sha256").hex()[:LENGTH]


def place(claim: Claim) -> tuple[object, ...]:
    """Where a claim stands among those of its document; no two that differ share it."""
    return (
        claim.edited_away,
        claim.start,
        claim.end,
        claim.event,
        claim.subject or "",
        claim.group or "",
        claim.modality,
        claim.subject_kind,
        claim.host or "",
        claim.origin or "",
        claim.actor or "",
        claim.third_state or "",
        claim.date or "",
        claim.attribution or "",
        claim.rule or "",
        claim.quote,
        claim.confidence if claim.confidence is not None else -1.0,
    )
