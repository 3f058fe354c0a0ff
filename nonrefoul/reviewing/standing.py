"""Claims as they stand after what persons said of them, document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nonrefoul.reviewing.carrying import carried
from nonrefoul.reviewing.deciding import decided
from nonrefoul.reviewing.gathering import gathered
from nonrefoul.reviewing.matching import alike, overlap, says
from nonrefoul.reviewing.naming import free_id, named, place
from nonrefoul.reviewing.opinions import Opinion, opinions
from nonrefoul.words import Claim, Document, Judgement, ReviewVerdict


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The claims after judgement: those that stand, and those that persons rejected.

    Each has an id and, where persons judged it, a review. `read` is, by id, what the machine read
    where something else stands; `unread` are the ids of those that it does not read now. `opinions`
    are, by id, each person's last word on the claim; `moot` are those on what is no longer told so:
    they decide nothing.
    """

    claims: tuple[Claim, ...]
    rejected: tuple[Claim, ...] = ()
    read: Mapping[str, Claim] = field(default_factory=dict)
    opinions: Mapping[str, tuple[Opinion, ...]] = field(default_factory=dict)
    moot: tuple[Opinion, ...] = ()
    unread: frozenset[str] = frozenset()

    def as_read(self, claim: Claim) -> Claim:
        """A claim as the machine read it, without a review; as added, where it read none."""
        return replace(self.read.get(claim.id, claim), review=None)


def reviewed(
    claims: Iterable[Claim],
    judgements: Iterable[Judgement],
    key: bytes,
    documents: Mapping[str, Document] | None = None,
    beside: Mapping[str, Sequence[Opinion]] | None = None,
) -> Reviewed:
    """The claims as they stand after the judgements that are in force.

    `claims` are those read, edited away or not; `documents` the newest versions, in which the words
    of a judged claim are looked for. One document's claims and judgements alone give of it what all
    do. `key` is the secret that ids are made with. `beside` are, by document, opinions on claims of
    copies of its report: they hold for the same claim read from the same words. Raises ReviewError.
    """
    read: dict[str, list[Claim]] = defaultdict(list)
    told: dict[str, list[Opinion]] = defaultdict(list)
    for claim in claims:
        read[claim.document].append(claim)
    for opinion in opinions(judgements):
        told[opinion.document].append(opinion)
    texts = documents or {}
    parts = []
    for name in dict.fromkeys((*read, *sorted(told))):
        text = texts[name].text if name in texts else None
        own, others = told.get(name, []), (beside or {}).get(name, ())
        part = _of_document(read.get(name, []), own, text, key)
        if moved := carried(others, _as_read(part), text):
            every = sorted([*own, *moved], key=lambda opinion: opinion.judgement.number)
            part = _of_document(read.get(name, []), every, text, key)
        parts.append(part)
    return Reviewed(
        tuple(each for part in parts for each in part.claims),
        tuple(each for part in parts for each in part.rejected),
        {name: each for part in parts for name, each in part.read.items()},
        {name: each for part in parts for name, each in part.opinions.items()},
        tuple(each for part in parts for each in part.moot),
        frozenset(name for part in parts for name in part.unread),
    )


def _of_document(
    read: Sequence[Claim], told: Sequence[Opinion], text: str | None, key: bytes
) -> Reviewed:
    if not told:
        return Reviewed(tuple(named(read, key)))
    read = sorted(read, key=place)
    judged = gathered(read, told, text)
    now = {id(each.read) for each in judged}
    others = named(
        [each for each in read if id(each) not in now], key, {each.about for each in told}
    )
    found = {each.id: decided(each, read, text) for each in judged}
    claims = sorted([*others, *(each for each in found.values() if each)], key=place)
    originals = {
        each.id: replace(each.read, id=each.id)
        for each in judged
        if each.read and _otherwise(each.read, found[each.id])
    }
    return Reviewed(
        tuple(each for each in claims if not _rejected(each)),
        tuple(each for each in claims if _rejected(each)),
        originals,
        {each.id: each.heard for each in judged if each.heard},
        tuple(opinion for each in judged for opinion in each.moot),
        frozenset(each.id for each in judged if each.heard and not each.read),
    )


def _as_read(part: Reviewed) -> list[Claim]:
    """The claims of a document that are read now, as read and as they stand, where that differs."""
    claims = [each for each in (*part.claims, *part.rejected) if each.id not in part.unread]
    return [*(part.as_read(each) for each in claims), *claims]


def _rejected(claim: Claim) -> bool:
    return claim.review is not None and claim.review.verdict is ReviewVerdict.REJECTED


def _otherwise(read: Claim, stands: Claim | None) -> bool:
    """Whether something else stands than what the machine read."""
    return stands is not None and (says(read), read.quote) != (says(stands), stands.quote)


def id_of_added(claim: Claim, known: Reviewed, key: bytes) -> str:
    """The id under which a claim that a person adds is to be judged.

    That of the claim which stands for it already, if one does, so that two who add the same claim
    speak of one; else a new one. `known` may be that of the claim's document alone.
    """
    here = [each for each in (*known.claims, *known.rejected) if each.document == claim.document]
    like = [each for each in here if alike(claim, each) and overlap(claim, each) > 0]
    if like:
        return max(like, key=lambda each: overlap(claim, each)).id
    taken = {each.id for each in here} | {each.about for each in known.moot}
    return free_id(claim, key, taken)
