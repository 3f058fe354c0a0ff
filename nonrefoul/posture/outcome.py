"""How a matter ended, and what that weighs on either side."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.posture.certainty import Counting, certainty
from nonrefoul.posture.officials import Record
from nonrefoul.posture.steps import Step, last, seen, steps_of
from nonrefoul.posture.telling import Telling, first_day
from nonrefoul.posture.weights import weights
from nonrefoul.words import Claim, Dated, Line, Part, Side

# Endings less likely than this are left out: they could not be seen in any number shown.
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a matter stands: its likeliest ending, and its weight on each side before forgetting.

    `when` is an EDTF date; `day` is the day the matter counts from, and `dated` what that is.
    """

    event: str
    line: Line
    parts: tuple[Part, ...]
    day: dt.date | None
    dated: Dated
    when: str | None

    @property
    def against(self) -> float:
        """The weight against the persons."""
        return math.fsum(part.weight for part in self.parts if part.side is Side.AGAINST)

    @property
    def in_favour(self) -> float:
        """The weight in favour of the persons."""
        return math.fsum(part.weight for part in self.parts if part.side is Side.IN_FAVOUR)


def outlook(
    claims: Sequence[Claim], record: Record, telling: Telling, counting: Counting
) -> Outlook | None:
    """The outlook of the matter with these claims, in their settled order; None without an act.

    The matter ended in its last step, as likely as that is believed; what doubt there is, of the
    document or of its reading, leaves the rest to the step before it.
    """
    bearing = [
        claim
        for claim in claims
        if certainty(claim, counting) and record.side(claim) is not Side.NONE
    ]
    parts = tuple(_parts(steps_of(bearing, telling), record, counting)) if bearing else ()
    if not parts:
        return None
    likeliest = max(parts, key=lambda part: (part.left * part.belief, part.certainty))
    return _outlook(likeliest.claim.event, parts, claims, telling)


def _parts(steps: list[Step], record: Record, counting: Counting) -> Iterator[Part]:
    rest, left = steps, 1.0
    while rest and left >= _LEAST:
        step = last(rest)
        claim, read = seen(step, steps)
        certain, gravity = certainty(claim), record.gravity(claim, counting)
        weight = left * certain * read * gravity
        if weight:
            known = (gravity, certain, read, claim.checked)
            yield Part(claim, record.side(claim), *known, left, weight)
        left *= 1 - certain * read
        rest = [each for each in rest if each is not step]


def _outlook(
    event: str, parts: tuple[Part, ...], claims: Sequence[Claim], telling: Telling
) -> Outlook:
    """The outlook, dated by the event; by when it was first told where that is unknown."""
    line = weights().by_event[event].line
    same = [claim for claim in claims if claim.event == event and certainty(claim)]
    dated = [(day, claim.date) for claim in same if (day := first_day(claim.date))]
    if dated:
        day, date = max(dated, key=lambda each: (each[0], each[1] or ""))
        return Outlook(event, line, parts, day, Dated.EVENT, date)
    reports = (telling.report(claim).told for claim in claims if claim.event == event)
    told = min((day for day in reports if day), default=None)
    if told is None:
        return Outlook(event, line, parts, None, Dated.UNKNOWN, None)
    # EDTF: at an unknown time before, and up to, the day it was told.
    return Outlook(event, line, parts, told, Dated.TOLD, f"../{told.isoformat()}")
