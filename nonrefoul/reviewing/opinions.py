"""Judgements on claims: how they are written down, and what each says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nonrefoul.errors import NonrefoulError
from nonrefoul.words import Claim, Judgement, ReviewVerdict

_ABOUT = "claim"
_NOT_KEPT = ("id", "review", "standing", "confidence")


class ReviewError(NonrefoulError):
    """A judgement on a claim that this program does not understand."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one judgement says of a claim.

    `about` is the claim's id. `seen` is the claim as the person had it before them, None where the
    person added it; `says` is the claim as the person would have it, None where they reject it.
    """

    judgement: Judgement
    about: str
    verdict: ReviewVerdict
    seen: Claim | None
    says: Claim | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that it remembers: as seen, and as said."""
        return tuple(each for each in (self.says, self.seen) if each)

    @property
    def document(self) -> str:
        """The id of the document that the claim is of."""
        return self.claims[0].document


def about(claim_id: str) -> str:
    """What a judgement on the claim with this id is about."""
    return f"{_ABOUT} {claim_id}"


def confirmed(claim: Claim) -> str:
    """The verdict that a claim is right as it stands; it remembers the claim in full."""
    return _verdict(ReviewVerdict.CONFIRMED, seen=claim)


def rejected(claim: Claim) -> str:
    """The verdict that the document does not tell what the claim says."""
    return _verdict(ReviewVerdict.REJECTED, seen=claim)


def corrected(claim: Claim, corrected_claim: Claim) -> str:
    """The verdict that a claim should be another, which `correction` has made."""
    return _verdict(ReviewVerdict.CORRECTED, seen=claim, says=corrected_claim)


def added(claim: Claim) -> str:
    """The verdict that the document tells a claim which the reading missed."""
    return _verdict(ReviewVerdict.ADDED, says=claim)


def _verdict(verdict: ReviewVerdict, **claims: Claim) -> str:
    told = {name: _record(claim) for name, claim in claims.items()}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{verdict.value} {text}"


def _record(claim: Claim) -> dict[str, Any]:
    """A claim as a judgement remembers it; its confidence as text, as everywhere in the log."""
    said = {name: value for name, value in claim.to_json().items() if name not in _NOT_KEPT}
    if claim.confidence is not None:
        said["confidence"] = repr(claim.confidence)
    if claim.standing:
        said["version"] = claim.standing.version
    return {name: value for name, value in said.items() if value is not None}


def opinions(judgements: Iterable[Judgement]) -> list[Opinion]:
    """The judgements on claims among all that are in force, in their order.

    Raises ReviewError where one can't be understood: it must not go unheard.
    """
    found = (opinion(each) for each in judgements)
    return sorted((each for each in found if each), key=lambda each: each.judgement.number)


@lru_cache(maxsize=50_000)
def opinion(judgement: Judgement) -> Opinion | None:
    """What a judgement says of a claim; None where it is about something else."""
    kind, _, claim_id = judgement.about.partition(" ")
    if kind != _ABOUT:
        return None
    try:
        return _read(judgement, claim_id)
    except (ValueError, KeyError, TypeError) as error:
        raise ReviewError(
            f"judgement {judgement.number} on a claim can't be understood;"
            " a newer version of Nonrefoul may have made it: update, or take it back"
        ) from error


def _read(judgement: Judgement, claim_id: str) -> Opinion:
    word, _, text = judgement.verdict.partition(" ")
    verdict = ReviewVerdict(word)
    told = json.loads(text)
    seen = _claim(told["seen"]) if verdict is not ReviewVerdict.ADDED else None
    if verdict in (ReviewVerdict.CORRECTED, ReviewVerdict.ADDED):
        says: Claim | None = _claim(told["says"])
    else:
        says = seen if verdict is ReviewVerdict.CONFIRMED else None
    return Opinion(judgement, claim_id, verdict, seen, says)


def _claim(record: dict[str, Any]) -> Claim:
    sure = record.get("confidence")
    version = record.get("version")
    whole = {name: record[name] for name in ("document", "event", "start", "end", "quote")}
    standing = {"standing": {"version": version}} if version else {}
    return Claim.from_json(
        {**record, **whole, **standing, "confidence": float(sure) if sure else None}
    )
