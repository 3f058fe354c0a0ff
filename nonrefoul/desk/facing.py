"""A document's claims as one reviewer may see them, and what their forms bring along."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Self

from nonrefoul.desk.work import Reader, Sheet, stand
from nonrefoul.reviewing import Opinion, about
from nonrefoul.store import Since
from nonrefoul.words import Claim, Judgement

_MOVES = ("id", "review", "confidence", "standing")


@dataclass(frozen=True, slots=True)
class Face:
    """A claim as a reviewer sees it.

    `blind` is whether others have judged it and that is kept from this one, who shall judge on
    their own: then `claim` is what the machine read, and `said` is empty.
    """

    claim: Claim
    blind: bool
    waits: bool
    said: tuple[Opinion, ...]
    seen: Seen

    def own(self, who: str) -> Opinion | None:
        """What this reviewer said of it last."""
        return next((each for each in self.said if each.judgement.who == who), None)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a form brings along: up to which judgement its page had seen, and what it showed."""

    upto: int
    print: str = ""

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What a form brought along; None where that is nothing of the kind."""
        upto, dot, shown = text.partition(".")
        known = dot and upto.isascii() and upto.isdecimal() and len(upto) < 18
        return cls(int(upto), shown) if known else None

    def __str__(self) -> str:
        return f"{self.upto}.{self.print}"


def faces(sheet: Sheet, reader: Reader) -> tuple[Face, ...]:
    """All claims of a document for a reviewer, in the order of the text."""
    return tuple(face(each, sheet, reader) for each in sheet.claims)


def face(claim: Claim, sheet: Sheet, reader: Reader) -> Face:
    """One claim for a reviewer."""
    stands = stand(claim, sheet.reviewed)
    said = sheet.said(claim.id)
    blind = reader.two and stands.read and bool(said) and reader.who not in stands.by
    shown = sheet.reviewed.as_read(claim) if blind else claim
    seen = Seen(sheet.upto, fingerprint(shown))
    return Face(shown, blind, stands.waits(reader), () if blind else said, seen)


def fingerprint(claim: Claim) -> str:
    """What tells a claim from any other that could be shown under its id."""
    told = {name: value for name, value in claim.to_json().items() if name not in _MOVES}
    standing = claim.standing and [claim.standing.version, claim.standing.edited_away]
    whole = json.dumps([told, standing], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def since(claim_id: str, sheet: Sheet, reader: Reader, upto: int) -> Since:
    """What a reviewer had seen of a claim, whatever ids it is known by.

    Who judges on their own isn't to know that another did meanwhile: only their own judgements,
    made in another window, are in the way.
    """
    abouts = {about(claim_id), *(each.judgement.about for each in sheet.said(claim_id))}
    by = {each.judgement.who for each in sheet.said(claim_id)}
    alone = reader.two and reader.who not in by

    def same(root: str, made: Judgement) -> bool:
        return root in abouts and (not alone or made.who == reader.who)

    return Since(upto, same)
