"""What becomes of one claim by what persons said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nonrefoul.reviewing.gathering import Judged
from nonrefoul.reviewing.matching import placed, says, version
from nonrefoul.words import Claim, Review, ReviewVerdict, Standing


def decided(judged: Judged, read: Sequence[Claim], text: str | None) -> Claim | None:
    """The claim as it stands, with its review; None where nobody tells it any more.

    `read` are all claims read in the document now, `text` is its newest text. What all who judged
    it say holds. Where they differ nobody wins: the machine's reading stands, as disputed.
    """
    if not judged.heard:
        return judged.read and replace(judged.read, id=judged.id)
    verdict = _verdict(judged)
    vouched = [each.says for each in judged.heard if each.says]
    if verdict is ReviewVerdict.REJECTED or (verdict is ReviewVerdict.DISPUTED and judged.read):
        assert judged.read
        claim = judged.read
    elif verdict is ReviewVerdict.DISPUTED:
        claim = _today(vouched[0], judged, read, text)
    else:
        claim = _with_figures(_today(vouched[-1], judged, read, text), judged.read, verdict)
    return replace(claim, id=judged.id, review=_review(judged, verdict))


def _verdict(judged: Judged) -> ReviewVerdict:
    vouched = [each.says for each in judged.heard if each.says]
    given = {each.verdict for each in judged.heard}
    if not vouched:
        return ReviewVerdict.REJECTED
    if len(vouched) < len(judged.heard) or len({says(each) for each in vouched}) > 1:
        return ReviewVerdict.DISPUTED
    if ReviewVerdict.ADDED in given:
        return ReviewVerdict.ADDED
    corrected = ReviewVerdict.CORRECTED in given
    if judged.read is None:
        return ReviewVerdict.CORRECTED if corrected else ReviewVerdict.CONFIRMED
    other_words = corrected and judged.read.quote != vouched[-1].quote
    same = says(judged.read) == says(vouched[-1]) and not other_words
    return ReviewVerdict.CONFIRMED if same else ReviewVerdict.CORRECTED


def _today(claim: Claim, judged: Judged, read: Sequence[Claim], text: str | None) -> Claim:
    """A claim that a person vouches for, at the place where its words stand today."""
    there, its = placed(claim, text), version(claim)
    gone = next((each.standing.gone for each in read if each.standing), None)
    if there is None:
        return replace(claim, standing=Standing(its or "", True, gone))
    if text is None and judged.read:
        return replace(there, standing=judged.read.standing)
    beside = next((each.standing for each in read if each.standing and not each.edited_away), None)
    return replace(there, standing=beside or (Standing(its, gone=gone) if its else None))


def _with_figures(claim: Claim, read: Claim | None, verdict: ReviewVerdict) -> Claim:
    """The claim with the machine's rule and figure, which a person's word doesn't change.

    What the machine read otherwise has no figure: it was one for the other reading.
    """
    if verdict is ReviewVerdict.ADDED:
        return replace(claim, confidence=None)
    rule = read.rule if read else claim.rule
    if verdict is ReviewVerdict.CORRECTED:
        return replace(claim, rule=rule, confidence=None)
    return replace(claim, rule=rule, confidence=read.confidence if read else claim.confidence)


def _review(judged: Judged, verdict: ReviewVerdict) -> Review:
    made = [each.judgement for each in judged.heard]
    who, numbers = tuple(each.who for each in made), tuple(each.number for each in made)
    return Review(verdict, who, max(each.at for each in made), numbers)
