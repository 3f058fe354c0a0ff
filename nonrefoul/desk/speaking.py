"""What each source told: how much of it concerned the subject, what persons said of it, copies."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from nonrefoul.knowing import View
from nonrefoul.reviewing import Record
from nonrefoul.words import ReviewVerdict

_OF_VERDICT = {
    ReviewVerdict.CONFIRMED: "confirmed",
    ReviewVerdict.CORRECTED: "corrected",
    ReviewVerdict.REJECTED: "rejected",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """One source by its name, None for what has none.

    `telling` are the documents in which claims are read, `claims` those claims; `judged` is what
    persons said of them. `first` counts reports that others copied from here, as far as is known,
    `copied` its documents that are copies, by the source they are copies of. `documents` are all,
    the last published first.
    """

    name: str | None
    documents: tuple[str, ...]
    telling: int
    claims: int
    judged: Record
    last: dt.date | None
    first: int
    copied: Mapping[str | None, int]

    @property
    def copies(self) -> int:
        """How many of its documents are copies of what others told first."""
        return sum(self.copied.values())

    @property
    def share(self) -> float:
        """The share of its documents in which claims are read."""
        return self.telling / len(self.documents)


@dataclass
class _Count:
    documents: list[tuple[dt.date, str]] = field(default_factory=list)
    telling: int = 0
    claims: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    first: int = 0
    copied: Counter[str | None] = field(default_factory=Counter)


def speakers(known: View) -> dict[str | None, Speaker]:
    """Every source that something came from, those with most claims first."""
    counts: dict[str | None, _Count] = defaultdict(_Count)
    for document in known.documents.values():
        count = counts[document.source]
        count.documents.append((document.published or dt.date.min, document.id))
    _tell(known, counts)
    _copy(known, counts)
    found = {name: _speaker(name, count) for name, count in counts.items()}
    order = sorted(found, key=lambda name: (-found[name].claims, name is None, name or ""))
    return {name: found[name] for name in order}


def _tell(known: View, counts: Mapping[str | None, _Count]) -> None:
    """Count claims and what persons said of them."""
    for name, part in known.parts.items():
        document = known.documents.get(name)
        if document is None:
            continue
        count = counts[document.source]
        read = sum(not each.edited_away for each in part.claims)
        count.telling += read > 0
        count.claims += read
        for claim in (*part.claims, *part.rejected):
            if claim.review and claim.review.verdict in _OF_VERDICT:
                count.judged[_OF_VERDICT[claim.review.verdict]] += 1


def _copy(known: View, counts: Mapping[str | None, _Count]) -> None:
    """Count copies: who told first, and whom the others copied."""
    leading = set()
    for name, head in known.documents.copies.heads.items():
        document, first = known.documents.get(name), known.documents.get(head)
        if document is None or first is None or name == head:
            continue
        counts[document.source].copied[first.source] += 1
        leading.add(head)
    for head in leading:
        counts[known.documents[head].source].first += 1


def _speaker(name: str | None, count: _Count) -> Speaker:
    documents = sorted(count.documents, reverse=True)
    last = documents[0][0]
    return Speaker(
        name,
        tuple(each for _, each in documents),
        count.telling,
        count.claims,
        Record(name or "", **count.judged),
        None if last == dt.date.min else last,
        count.first,
        dict(count.copied.most_common()),
    )
