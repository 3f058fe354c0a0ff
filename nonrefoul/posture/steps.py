"""The steps of a matter: what happened, when, and how likely it is that this was read right."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nonrefoul.posture.certainty import believed, confidence
from nonrefoul.posture.telling import Report, Telling, first_day
from nonrefoul.posture.weights import weights
from nonrefoul.words import Claim

_Told = Sequence[tuple[Claim, Report]]


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a matter, and the claims that tell of it with their reports.

    `day` is when it happened, its last time where it did more than once; None where no claim says.
    `told` is when it was told first.
    """

    event: str
    day: dt.date | None
    told: dt.date | None
    claims: _Told


def steps_of(claims: Iterable[Claim], telling: Telling) -> list[Step]:
    """The steps that claims tell of."""
    by_event: dict[str, list[tuple[Claim, Report]]] = {}
    for claim in claims:
        by_event.setdefault(claim.event, []).append((claim, telling.report(claim)))
    return [_step(event, told) for event, told in by_event.items()]


def _step(event: str, told: _Told) -> Step:
    if len(told) == 1:
        ((claim, report),) = told
        return Step(event, first_day(claim.date), report.told, told)
    day = max((_first(claim) for claim, _ in told))
    first = min((report.told for _, report in told if report.told), default=None)
    return Step(event, None if day == dt.date.min else day, first, told)


def _first(claim: Claim) -> dt.date:
    return first_day(claim.date) or dt.date.min


def seen(step: Step, steps: Iterable[Step]) -> tuple[Claim, float]:
    """The claim that tells a step best, and how likely it is that the step was read right.

    `steps` are all of the matter. Reports are taken to be misread independently of each other, the
    claims of one report together. Each later report that tells of other steps and not of this one
    lowers the odds: one misreading must not outweigh all that was read right.
    """
    same = _last_time(step)
    best = max((claim for claim, _ in same), key=believed)
    if best.checked:
        return best, confidence(best)
    sure: dict[str, float] = {}
    for claim, report in same:
        sure[report.id] = max(sure.get(report.id, 0.0), confidence(claim))
    wrong = math.prod(1 - each for each in sorted(sure.values()))
    silent = _silent(step, steps)
    if not silent or not wrong:
        return best, 1 - wrong
    odds = (1 - wrong) / wrong * weights().silence.value ** silent
    return best, odds / (1 + odds)


def _last_time(step: Step) -> _Told:
    """The claims of the last time it happened, as far as their dates tell."""
    if len(step.claims) == 1:
        return step.claims
    dates = [claim.date or "" for claim, _ in step.claims if first_day(claim.date) == step.day]
    date = max(dates, default="")
    same = [each for each in step.claims if not each[0].date or date.startswith(each[0].date)]
    return same or [each for each in step.claims if (each[0].date or "") == date]


def _silent(step: Step, steps: Iterable[Step]) -> int:
    """How many later reports tell of other steps and not of this one."""
    first, own = step.told, {report.id for _, report in step.claims}
    if first is None:
        return 0
    others = (report for each in steps if each is not step for _, report in each.claims)
    return len({each.id for each in others if each.told and each.told > first} - own)


def last(steps: Sequence[Step]) -> Step:
    """The step that the matter ended in, as far as it is known.

    A final one, if there is one; else the last dated one or, if further along the procedure, one of
    no date that was not told before that.
    """
    if len(steps) == 1:
        return steps[0]
    rules, stage = weights().by_event, weights().stage

    def along(step: Step) -> int:
        return stage[step.event]

    final = [step for step in steps if rules[step.event].final]
    if final:
        return max(final, key=along)
    dated = [(step.day, along(step), step) for step in steps if step.day]
    if not dated:
        return max(steps, key=along)
    day, _, latest = max(dated, key=lambda each: each[:2])
    open_ones = [step for step in steps if not step.day and (not step.told or step.told >= day)]
    return max([latest, *open_ones], key=along)
