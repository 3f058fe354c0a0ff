"""Which documents tell of a pair: how many a month, whose reports, by how many sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from nonrefoul.posture.months import named, number
from nonrefoul.posture.telling import Report, Telling
from nonrefoul.words import Attention, Claim


@dataclass(slots=True)
class _Document:
    month: int | None
    report: Report
    claims: int = 0


class Tellers:
    """The documents that a pair's claims stand in, counted as they come and go.

    A document whose report changes must be taken out and put in again, claim by claim.
    """

    def __init__(self) -> None:
        self._documents: dict[str, _Document] = {}
        self._months: Counter[int] = Counter()
        self._reports: Counter[Report] = Counter()
        self._told: Counter[int] = Counter()
        self._sources: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._documents)

    def put(self, claim: Claim, telling: Telling) -> None:
        """Count a claim's document."""
        known = self._documents.get(claim.document)
        if known is None:
            day = telling.published(claim.document)
            known = _Document(number(day) if day else None, telling.report(claim))
            self._documents[claim.document] = known
            self._count(known, 1)
        known.claims += 1

    def lift(self, claim: Claim) -> None:
        """Count a claim's document no more, once none of its claims is left."""
        known = self._documents[claim.document]
        known.claims -= 1
        if not known.claims:
            del self._documents[claim.document]
            self._count(known, -1)

    def _count(self, known: _Document, by: int) -> None:
        if known.month is not None:
            _add(self._months, known.month, by)
        before = len(self._reports)
        _add(self._reports, known.report, by)
        if known.report.told and len(self._reports) != before:
            _add(self._told, number(known.report.told), by)
        _add(self._sources, known.report.source, by)

    @property
    def sources(self) -> int:
        """How many told first what is told."""
        return len(self._sources)

    def attention(self) -> tuple[Attention, ...]:
        """How many documents, and reports, told in each month in which any did."""
        return tuple(
            Attention(named(month), self._months[month], self._told[month])
            for month in sorted(self._months.keys() | self._told.keys())
        )


def _add(counts: Counter[Any], key: Hashable, by: int) -> None:
    counts[key] += by
    if not counts[key]:
        del counts[key]
