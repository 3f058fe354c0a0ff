"""What persons said of a claim in one document, said of the same claim in copies of its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nonrefoul.reviewing.matching import placed, says
from nonrefoul.reviewing.opinions import Opinion
from nonrefoul.words import Claim, Standing


def carried(told: Iterable[Opinion], claims: Iterable[Claim], text: str | None) -> list[Opinion]:
    """Those opinions on claims of other documents that hold here too, as opinions on claims here.

    `claims` are those read in a document of which the others are copies, with their ids; `text` is
    its newest text. What a person judged are words and what was read from them: so it holds where
    the same was read from the same words. A correction holds where its own words stand here too.
    What a person added in another document, which nothing read there tells, stays in that one.
    """
    here = tuple(claims)
    return [moved for opinion in told for moved in _moved(opinion, here, text)]


def _moved(opinion: Opinion, claims: Iterable[Claim], text: str | None) -> Iterator[Opinion]:
    seen = opinion.seen
    if seen is None:
        return
    alike = [each for each in claims if each.quote == seen.quote and says(each) == says(seen)]
    if not alike:
        return
    claim = min(alike, key=lambda each: (abs(each.start - seen.start), each.start, each.id))
    by = claim.start - seen.start
    now = _at(seen, claim, by)
    if opinion.says is None:
        yield replace(opinion, about=claim.id, seen=now)
        return
    words = placed(_at(opinion.says, claim, by), text)
    if words is not None:
        yield replace(opinion, about=claim.id, seen=now, says=words)


def _at(told: Claim, claim: Claim, by: int) -> Claim:
    """A claim of another document as one of this claim's, so many characters further on."""
    standing = Standing(claim.standing.version) if claim.standing else None
    start, end = told.start + by, told.end + by
    return replace(told, document=claim.document, start=start, end=end, standing=standing)
