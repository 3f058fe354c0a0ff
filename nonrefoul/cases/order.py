"""Which of two claims came first: known from stated dates, or presumed from when it was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from nonrefoul.rules.spans import Span, span
from nonrefoul.words import Claim, Headed


class Order:
    """The order of claims, as far as their dates and their documents' dates tell it."""

    def __init__(self, documents: Mapping[str, Headed]) -> None:
        """Take the days on which the documents were published, where they are known."""
        self._documents = documents

    def surely_before(self, first: Claim, second: Claim) -> bool:
        """Whether stated dates leave no doubt that `first` happened before `second`.

        What an undated claim tells of had happened by the day on which it was published.
        """
        upper, lower = self._latest(first), span(second.date)[0]
        return upper is not None and lower is not None and upper < lower

    def before(self, first: Claim, second: Claim) -> bool:
        """Whether `first` came before `second`, by their dates or by when they were told.

        Of two documents, the one published later is taken to tell the later news where a claim
        has no date. Within one document only dates count: its order is that of telling.
        """
        if first.document == second.document and not (first.date and second.date):
            return self.surely_before(first, second)
        upper, lower = self._place(first)[1], self._place(second)[0]
        return upper is not None and lower is not None and upper < lower

    def timeline(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """The claims, each once, in order of date.

        A claim without a date stands where its document was published, and in the order of the
        text; its date stays unknown. Where the document has no date either, it stands last.
        """
        return tuple(sorted(set(claims), key=self._position))

    def _position(self, claim: Claim) -> tuple[object, ...]:
        first, last = self._place(claim)
        # A wider span stands behind a narrower one that begins on the same day.
        near = first or last or dt.date.max
        optional = tuple(value or "" for value in _rest(claim))
        return (near, last or dt.date.max, *claim.key, *optional)

    def _place(self, claim: Claim) -> Span:
        first, last = span(claim.date)
        if first or last:
            return first, last
        told = self._told(claim)
        return told, told

    def _latest(self, claim: Claim) -> dt.date | None:
        return span(claim.date)[1] or self._told(claim)

    def _told(self, claim: Claim) -> dt.date | None:
        """The day on which the claim's document was published."""
        document = self._documents.get(claim.document)
        return document.published if document else None


def _rest(claim: Claim) -> tuple[str | None, ...]:
    """What a claim's key leaves out, so that the order of any two claims is settled."""
    return (
        claim.date,
        claim.host,
        claim.origin,
        claim.actor,
        claim.third_state,
        claim.attribution,
        claim.quote,
        claim.rule,
        claim.subject,
        claim.group,
    )
