"""How a matter ended, and what that weighs on either side."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from nonrefoul.posture.certainty import Counting, believed, certainty, confidence
from nonrefoul.posture.officials import Record
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


@dataclass(frozen=True, slots=True)
class _Step:
    """One event of a matter: its last day, and the claim that tells it best."""

    best: Claim
    belief: float
    day: dt.date | None
    date: str


def outlook(
    steps: Sequence[Claim], record: Record, telling: Telling, counting: Counting
) -> Outlook | None:
    """The outlook of the matter with these claims, in their settled order; None without an act.

    The matter ended in its last step, as likely as that is believed; what doubt there is, of the
    document or of its reading, leaves the rest to the step before it.
    """
    bearing = [
        step for step in steps if certainty(step, counting) and record.side(step) is not Side.NONE
    ]
    parts = tuple(_parts(_steps(bearing), record, counting)) if bearing else ()
    if not parts:
        return None
    likeliest = max(parts, key=lambda part: (part.left * believed(part.claim), part.certainty))
    return _outlook(likeliest.claim.event, parts, steps, telling)


def _steps(claims: Sequence[Claim]) -> list[_Step]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.event, []).append(claim)
    return [_step(told) for told in found.values()]


def _step(told: Sequence[Claim]) -> _Step:
    """The event that claims tell of; where it happened more than once, its last time."""
    if len(told) == 1:
        (only,) = told
        return _Step(only, believed(only), first_day(only.date), only.date or "")
    last = max(told, key=lambda each: (first_day(each.date) or dt.date.min, each.date or ""))
    day, date = first_day(last.date), last.date or ""
    same = [each for each in told if not each.date or date.startswith(each.date)] or [last]
    best = max(same, key=believed)
    return _Step(best, believed(best), day, date)


def _parts(steps: list[_Step], record: Record, counting: Counting) -> list[Part]:
    parts, left = [], 1.0
    while steps and left >= _LEAST:
        step = _last(steps)
        claim, gravity = step.best, record.gravity(step.best, counting)
        weight = left * step.belief * gravity
        known = (certainty(claim), confidence(claim), claim.checked)
        if weight:
            parts.append(Part(claim, record.side(claim), gravity, *known, left, weight))
        left *= 1 - step.belief
        steps = [each for each in steps if each is not step]
    return parts


def _last(steps: Sequence[_Step]) -> _Step:
    """The step that the matter ended in, as far as it is known."""
    if len(steps) == 1:
        return steps[0]
    rules, stage = weights().by_event, weights().stage

    def along(step: _Step) -> int:
        return stage[step.best.event]

    final = [step for step in steps if rules[step.best.event].final]
    if final:
        return max(final, key=along)
    dated = [step for step in steps if step.day]
    last = [max(dated, key=lambda each: (each.day, along(each)))] if dated else []
    return max([*last, *(step for step in steps if not step.day)], key=along)


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
