"""Whether two claims of one document are the same one, read at different times or by others."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from nonrefoul.words import Claim

# What a person judges: all that a claim says, but not the words that it was read from.
_SAYS = attrgetter(
    "event",
    "subject_kind",
    "host",
    "origin",
    "actor",
    "third_state",
    "date",
    "modality",
    "attribution",
)


@lru_cache(maxsize=200_000)
def folded(name: str) -> str:
    """A name in small letters, ё as е, one space between its words."""
    return " ".join(name.casefold().replace("ё", "е").split())


def whom(claim: Claim) -> str:
    """Whom the claim befell, so that spellings of one name are one."""
    return folded(claim.subject or claim.group or "")


def says(claim: Claim) -> tuple[object, ...]:
    """All that a claim says; two claims that say the same differ in their words at most."""
    who = (folded(claim.subject or ""), folded(claim.group or ""))
    return (*who, *_SAYS(claim))


def alike(one: Claim, other: Claim) -> bool:
    """Whether both tell the same event of the same subject, the one perhaps by a fuller name."""
    if one.event != other.event:
        return False
    if one.subject and other.subject:
        first, second = set(whom(one).split()), set(whom(other).split())
        return first <= second or second <= first
    if one.subject or other.subject:
        return False
    return not (one.group and other.group) or whom(one) == whom(other)


def as_right(one: Claim, other: Claim) -> bool:
    """Whether both are right or both wrong: event, person, host state, whether it happened."""
    told = (one.host, one.modality.actuality)
    return alike(one, other) and told == (other.host, other.modality.actuality)


def overlap(one: Claim, other: Claim) -> int:
    """How many characters both claims were read from, where both stand in one text."""
    return min(one.end, other.end) - max(one.start, other.start)


def placed(claim: Claim, text: str | None) -> Claim | None:
    """The claim at the place where its quote stands in a text: at its own, else at the nearest.

    None where the text no longer has the quote; as it is where no text is given.
    """
    if text is None or text[claim.start : claim.end] == claim.quote:
        return claim
    places = [found.start() for found in re.finditer(re.escape(claim.quote), text)]
    if not places or not claim.quote:
        return None
    start = min(places, key=lambda place: abs(place - claim.start))
    return replace(claim, start=start, end=start + len(claim.quote))


def same_words(remembered: Claim, now: Claim, text: str | None) -> bool:
    """Whether a claim that was read now has words in common with one that is remembered.

    `text` is the newest text of their document. Where the words of both stand in no one text, the
    one's must lie within the other's.
    """
    if version(remembered) == version(now):
        return overlap(remembered, now) > 0
    if now.edited_away:
        return remembered.quote in now.quote or now.quote in remembered.quote
    there = placed(remembered, text)
    return there is not None and overlap(there, now) > 0


def version(claim: Claim) -> str | None:
    """The version of its document that the claim was read in, where that is known."""
    return claim.standing.version if claim.standing else None
