"""A document that is being explained: what may be told in it, and what becomes of each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nonrefoul.cli.telling import GIVEN, NOT_GIVEN
from nonrefoul.reading.claiming import (
    Page,
    disputed,
    given,
    how_likely,
    judged,
    lonely,
    several,
)
from nonrefoul.reading.confidence import least
from nonrefoul.reading.reader import LONGEST
from nonrefoul.reading.tokens import Sentence
from nonrefoul.reading.triage import worth
from nonrefoul.words import Claim

# What is less likely to be right than this is not shown.
SHOWN = 0.05


@dataclass(frozen=True)
class Explained:
    """A document that is being explained: all that may be told in it, and what is given of it."""

    page: Page

    @cached_property
    def claims(self) -> Sequence[Claim]:
        """Each thing told as a claim, likely or not, in the order of `page.told`."""
        return judged(self.page, 0.0)

    @cached_property
    def alone(self) -> Sequence[Claim]:
        """What the rules alone read, likely or not."""
        return [each.claim for each in self.page.reader.candidates()]

    @cached_property
    def given(self) -> Sequence[Claim]:
        """The claims that reading gives."""
        return given(self.page)

    @cached_property
    def lonely(self) -> Sequence[Claim]:
        """The claim that is left out since it would be all that the document tells."""
        found = several(self.page)
        return found if lonely(found, self.page) else []

    @cached_property
    def disputed(self) -> frozenset[tuple[object, ...]]:
        """The claims that are left out since what they tell may well have gone another way."""
        pairs = zip(self.claims, disputed(self.page, how_likely(self.page)), strict=True)
        return frozenset(told_apart(claim) for claim, in_doubt in pairs if in_doubt)

    @cached_property
    def passed_over(self) -> bool:
        """Whether `read` gives nothing of the document, whatever it may tell."""
        return not worth([self.page.reader.document.text[:LONGEST]])[0]

    def fate(self, claim: Claim) -> str:
        """Whether a claim is given and, where its confidence alone does not say, why it is not."""
        unlikely = (claim.confidence or 0) < least()
        hostless = {each.key for each in self.given if each.host is None}
        if unlikely and claim.key not in hostless:
            return NOT_GIVEN
        if self.passed_over:
            return f"{NOT_GIVEN}, the text is passed over"
        if unlikely:
            return f"{GIVEN} without a host: which state it was is open"
        if told_apart(claim) in self.disputed:
            return f"{NOT_GIVEN}: it may well not have happened, or not yet, or have happened"
        if told_apart(claim) in map(told_apart, self.given):
            return GIVEN
        if told_apart(claim) in map(told_apart, self.lonely):
            return f"{NOT_GIVEN}: it would be all that the text tells, and that must be surer"
        return f"{NOT_GIVEN} again, the same is told likelier or by name"

    def told(self, sentence: Sentence) -> list[int]:
        """The places in `page.told` of what may be told in a sentence, the likeliest first."""
        of, told = self.page.seen.sentence, self.page.told
        here = [at for at, each in enumerate(told) if of[each.words[0]] == sentence.index]
        likely = [at for at in here if (self.claims[at].confidence or 0) >= SHOWN]
        return sorted(likely, key=lambda at: -(self.claims[at].confidence or 0))


def told_apart(claim: Claim) -> tuple[object, ...]:
    """What no two claims of a document share."""
    return (*claim.key, claim.host, claim.confidence)
