"""When and where claims were told: dates as far as they are known, and copies of one report."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nonrefoul.words import Claim, Copies, Headed

_NONE = Copies()
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


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


@dataclass(frozen=True, slots=True)
class Report:
    """One text, however often it was copied: when it was first told, and by whom."""

    id: str
    told: dt.date | None
    source: str


class Telling:
    """Which report each document is a copy of."""

    def __init__(
        self, documents: Mapping[str, Headed], as_of: dt.date, copies: Copies = _NONE
    ) -> None:
        """Keep the documents that were published by the day `as_of`, or at an unknown time."""
        self._reports: dict[str, Report] = {}
        self._late = {
            each.id for each in documents.values() if each.published and each.published > as_of
        }
        firsts: dict[str, Report] = {}
        known = [each for each in documents.values() if each.id not in self._late]
        for document in sorted(known, key=lambda each: _first(each, copies)):
            head = copies.head(document.id)
            report = Report(head, document.published, document.source or head)
            self._reports[document.id] = firsts.setdefault(head, report)

    def known(self, claim: Claim) -> bool:
        """Whether the claim could be known on the day: a document nobody holds is not late."""
        return claim.document not in self._late

    def report(self, claim: Claim) -> Report:
        """The report that the claim was read in; of unknown date where the document is not held."""
        head = claim.document
        return self._reports.get(claim.document, Report(head, None, head))


def _first(document: Headed, copies: Copies) -> tuple[object, ...]:
    is_copy = copies.head(document.id) != document.id
    return (document.published or dt.date.max, is_copy, document.id)
