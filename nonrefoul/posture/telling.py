"""When and where claims were told: dates as far as they are known, and copies of one report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter

from nonrefoul.words import Claim, Copies, Headed

_NONE = Copies()
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(maxsize=1 << 16)
def first_day(date: str | None) -> dt.date | None:
    """The first day that an EDTF date may mean; None where it has no year or is no date."""
    found = _DAY.search(date or "")
    if not found:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def settled(claim: Claim) -> tuple[object, ...]:
    """What puts any two claims that differ into an order, whichever came first."""
    rest = (getattr(claim, name) for name in Claim.__dataclass_fields__)
    return (*claim.key, *(("", "") if each is None else (" ", str(each)) for each in rest))


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by date, those of none last, in their settled order, each once."""
    placed = sorted(((_sooner(claim), claim) for claim in claims), key=itemgetter(0))
    if all(one[0] != next_one[0] for one, next_one in pairwise(placed)):
        return [claim for _, claim in placed]
    # Few are alike in what comes first in their order; only these are compared in all they say.
    alike = ({claim for _, claim in group} for _, group in groupby(placed, key=itemgetter(0)))
    return [claim for group in alike for claim in sorted(group, key=settled)]


def place(claim: Claim) -> tuple[str, int, int, str, str]:
    """Where a claim was read, its event, whom it befell: what tells it from nearly all others."""
    return (claim.document, claim.start, claim.end, claim.event, claim.subject or claim.group or "")


def _sooner(claim: Claim) -> tuple[object, ...]:
    return (first_day(claim.date) is None, claim.date or "", *place(claim))


@dataclass(frozen=True, slots=True)
class Report:
    """One text, however often it was copied: when it was first told, and by whom."""

    id: str
    told: dt.date | None
    source: str


class Telling:
    """Which report each document is a copy of, of the documents known on a day."""

    def __init__(self, as_of: dt.date) -> None:
        self.as_of = as_of
        self.copies = _NONE
        self._documents: dict[str, Headed] = {}
        self._groups: dict[str, set[str]] = {}
        self._reports: dict[str, Report] = {}

    def add(
        self,
        documents: Iterable[Headed],
        copies: Copies | None = None,
        regrouped: Iterable[str] | None = None,
    ) -> set[str]:
        """Take in documents, and which are copies of one report; what documents it touches.

        `copies` replaces what was said before, None keeps it; `regrouped` are the documents that it
        says something else of, None where that is to be found out.
        """
        new = {each.id: each for each in documents}
        self._documents |= new
        touched = set(new)
        if copies is not None and copies is not self.copies:
            touched |= self._regroup(copies, regrouped)
        return self._forget(touched)

    def _regroup(self, copies: Copies, regrouped: Iterable[str] | None) -> set[str]:
        old = self.copies
        if regrouped is None:
            changed = {each for each, _ in old.heads.items() ^ copies.heads.items()}
        else:
            changed = set(regrouped)
        touched = set(changed)
        for document in changed:
            before, after = old.head(document), copies.head(document)
            touched |= self._groups.get(before, set())
            self._groups.get(before, set()).discard(document)
            self._groups.setdefault(after, set()).add(document)
        self.copies = copies
        return touched

    def _forget(self, touched: set[str]) -> set[str]:
        """Forget the reports of documents; these, and all that are copies of the same reports."""
        groups = (self._groups.get(self.copies.head(each)) for each in touched)
        whole = touched.union(*(group for group in groups if group))
        for document in whole:
            self._reports.pop(document, None)
        return whole

    def move(self, as_of: dt.date) -> set[str]:
        """Go to another day; the documents that are known on one of the two days alone."""
        first, last = sorted((self.as_of, as_of))
        touched = {
            each.id
            for each in self._documents.values()
            if each.published and first < each.published <= last
        }
        self.as_of = as_of
        return self._forget(touched)

    def late(self, document: str) -> bool:
        """Whether a document came after the day: one that nobody holds did not."""
        held = self._documents.get(document)
        return bool(held and held.published and held.published > self.as_of)

    def published(self, document: str) -> dt.date | None:
        """The day that the document itself appeared; None where that is not known."""
        held = self._documents.get(document)
        return held.published if held else None

    def report(self, claim: Claim) -> Report:
        """The report that the claim was read in; of unknown date where the document is not held."""
        return self._reports.get(claim.document) or self._report(claim.document)

    def _report(self, document: str) -> Report:
        head = self.copies.head(document)
        ids = {head, *self._groups.get(head, ())}
        held = (self._documents[each] for each in ids if each in self._documents)
        known = [each for each in held if not self.late(each.id)]
        first = min(known, key=lambda each: _first(each, head), default=None)
        if first is None:
            found = Report(head, None, head)
        else:
            found = Report(head, first.published, first.source or head)
        for each in (document, *ids):
            self._reports[each] = found
        return found


def _first(document: Headed, head: str) -> tuple[object, ...]:
    return (document.published or dt.date.max, document.id != head, document.id)
