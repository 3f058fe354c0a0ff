"""What belongs to a period, and where it was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nonrefoul.publish.dates import day_in_words, last_day
from nonrefoul.publish.wording import plain, texts, with_copies
from nonrefoul.rules.states import Lang
from nonrefoul.words import Claim, Headed, Held

# The source that every sample document shipped with the package carries.
INVENTED = "sample (invented)"


@dataclass(frozen=True, slots=True)
class Period:
    """Everything told or dated on or after a day; what has no publication day is kept."""

    since: dt.date
    documents: Mapping[str, Headed]

    def holds(self, claim: Claim) -> bool:
        """Whether the claim was published, or happened, on or after the day."""
        document = self.documents.get(claim.document)
        published = document.published if document else None
        happened = last_day(claim.date)
        return (
            published is None
            or published >= self.since
            or (happened is not None and happened >= self.since)
        )

    def until(self, claims: Sequence[Claim]) -> dt.date | None:
        """The newest publication day among the claims' documents."""
        known = (self.documents.get(claim.document) for claim in claims)
        return max((each.published for each in known if each and each.published), default=None)


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents behind the digest, as each line and the closing list name them.

    Of a report that was copied one document is named, and how many copies of it there are.
    """

    documents: Held
    lang: Lang

    def mark(self, claims: Sequence[Claim]) -> str:
        """The bracket at the end of a line."""
        seen = self._reports(claims)
        named = (with_copies(self._short(each), seen[each], self.lang) for each in seen)
        return f"[{'; '.join(named)}]"

    def listed(self, claims: Sequence[Claim]) -> Iterator[str]:
        """The closing list: each report with the copies of it that tell something of the claims."""
        for each, others in self._reports(claims).items():
            named = with_copies(self._full(each), others, self.lang)
            yield f"{named}: {', '.join(map(plain, others))}" if others else named

    def _reports(self, claims: Sequence[Claim]) -> Mapping[str, Sequence[str]]:
        return self.documents.copies.gathered(claim.document for claim in claims)

    def _full(self, document_id: str) -> str:
        """A document with its source, address and day."""
        words, document = texts(self.lang), self.documents.get(document_id)
        source = document and document.source
        parts = [document_id, source or words["no_source"]]
        if source == INVENTED:
            parts[1] = words["invented_mark"]
        if document and document.url:
            parts.append(document.url)
        if document and document.published:
            day = day_in_words(document.published, self.lang)
            parts.append(words["published"].format(date=day))
        else:
            parts.append(words["unpublished"])
        return ", ".join(plain(part) for part in parts)

    def invented(self, claims: Sequence[Claim]) -> str | None:
        """The warning that persons and events are invented, where all or some documents are."""
        found = {self._is_invented(claim.document) for claim in claims}
        if True not in found:
            return None
        return texts(self.lang)["partly_invented" if False in found else "invented"]

    def _is_invented(self, document_id: str) -> bool:
        document = self.documents.get(document_id)
        return document is not None and document.source == INVENTED

    def _short(self, document_id: str) -> str:
        words, document = texts(self.lang), self.documents.get(document_id)
        parts = [document_id]
        if self._is_invented(document_id):
            parts.append(words["invented_mark"])
        elif document and (document.source or document.url):
            parts.append(document.source or document.url or "")
        if document is None or document.published is None:
            parts.append(words["undated_mark"])
        return " · ".join(plain(part) for part in parts)
