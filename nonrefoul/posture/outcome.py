"""How a matter ended, and what that weighs on either side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from nonrefoul.posture.officials import Record
from nonrefoul.posture.telling import Telling, first_day, settled
from nonrefoul.posture.weights import Line, Side, weights
from nonrefoul.words import Claim, Modality


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a matter stands: its last step, and its weight on each side before forgetting."""

    event: str
    line: Line
    against: float
    in_favour: float
    day: dt.date | None
    when: str | None

    @property
    def weight(self) -> float:
        """The weight on both sides together."""
        return self.against + self.in_favour

    @property
    def stance(self) -> float:
        """From -1, all against the persons, to 1, all in their favour; 0 where nothing weighs."""
        return (self.in_favour - self.against) / self.weight if self.weight else 0.0


NOTHING = Outlook("", Line.PEOPLE, 0.0, 0.0, None, None)


def outlook(steps: Sequence[Claim], record: Record, telling: Telling) -> Outlook:
    """The outlook of the matter with these steps.

    The last firm step decides. A suspected step further along takes the part of the weight that a
    suspicion is given, and leaves the rest to the firm one.
    """
    bearing = [step for step in steps if record.side(step) is not Side.NONE and certainty(step)]
    firm = _last([step for step in bearing if step.modality is not Modality.SUSPECTED])
    doubt = _last([step for step in bearing if step.modality is Modality.SUSPECTED])
    if firm and doubt and _last([firm, doubt]) is firm:
        doubt = None
    shown = firm or doubt
    if shown is None:
        return NOTHING
    doubted = certainty(doubt) if doubt else 0.0
    parts = [(doubt, doubted)] if doubt else []
    parts += [(firm, (1 - doubted) * certainty(firm))] if firm else []
    sums = {Side.AGAINST: 0.0, Side.IN_FAVOUR: 0.0}
    for step, share in parts:
        sums[record.side(step)] += share * record.gravity(step)
    return _outlook(shown, sums, steps, telling)


def certainty(step: Claim) -> float:
    """How much a claim of this modality counts."""
    return weights().certainty[step.modality].value


def _outlook(
    shown: Claim, sums: dict[Side, float], steps: Sequence[Claim], telling: Telling
) -> Outlook:
    """The record, dated by the event; by when it was first told where that is unknown."""
    line = weights().by_event[shown.event].line
    against, in_favour = sums[Side.AGAINST], sums[Side.IN_FAVOUR]
    happened = first_day(shown.date)
    if happened:
        return Outlook(shown.event, line, against, in_favour, happened, shown.date)
    same = [telling.report(step).told for step in steps if step.event == shown.event]
    told = min((day for day in same if day), default=None)
    # EDTF: at an unknown time before, and up to, the day it was told.
    when = f"../{told.isoformat()}" if told else None
    return Outlook(shown.event, line, against, in_favour, told, when)


def _last(steps: Sequence[Claim]) -> Claim | None:
    """The step that the matter ended in, as far as it is known; ties go to the better told one."""
    rules, stage = weights().by_event, weights().stage

    def along(step: Claim) -> tuple[int, float, str, tuple[object, ...]]:
        return (stage[step.event], certainty(step), step.date or "", settled(step))

    def later(step: Claim) -> tuple[object, ...]:
        return (first_day(step.date), *along(step))

    final = [step for step in steps if rules[step.event].final]
    if final:
        return max(final, key=along)
    dated = max((step for step in steps if first_day(step.date)), key=later, default=None)
    others = [step for step in steps if not first_day(step.date)]
    return max([*others, *([dated] if dated else [])], key=along, default=None)
