"""The steps of a matter: what happened, when, and how likely it is that this was read right."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nonrefoul.posture.certainty import believed, certainty, confidence
from nonrefoul.posture.telling import Report, Telling, first_day
from nonrefoul.posture.weights import weights
from nonrefoul.words import Claim

_Told = Sequence[tuple[Claim, Report]]


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a matter: the claim that tells it best, what that counts, how well it is read.

    `day` is when it happened, its last time where it did more than once; None where no claim says.
    `told` is when it was told first.
    """

    best: Claim
    certainty: float
    read: float
    day: dt.date | None
    told: dt.date | None

    @property
    def belief(self) -> float:
        """How likely it is that it happened."""
        return self.certainty * self.read


def steps_of(claims: Iterable[Claim], telling: Telling) -> list[Step]:
    """The steps that claims tell of, each believed in the light of the reports of all."""
    by_event: dict[str, list[tuple[Claim, Report]]] = {}
    every: dict[str, Report] = {}
    for claim in claims:
        report = telling.report(claim)
        every[report.id] = report
        by_event.setdefault(claim.event, []).append((claim, report))
    return [_step(told, every.values()) for told in by_event.values()]


def _step(told: _Told, every: Iterable[Report]) -> Step:
    last = max((claim for claim, _ in told), key=lambda each: (_first(each), each.date or ""))
    date = last.date or ""
    same = [
        (claim, report) for claim, report in told if not claim.date or date.startswith(claim.date)
    ]
    same = same or [(claim, report) for claim, report in told if claim is last]
    best = max((claim for claim, _ in same), key=believed)
    first = min((report.told for _, report in told if report.told), default=None)
    read = confidence(best) if best.checked else _read(same, _silent(told, first, every))
    return Step(best, certainty(best), read, first_day(last.date), first)


def _first(claim: Claim) -> dt.date:
    return first_day(claim.date) or dt.date.min


def _silent(told: _Told, first: dt.date | None, every: Iterable[Report]) -> int:
    """How many later reports tell of other steps and not of this one."""
    if first is None:
        return 0
    own = {report.id for _, report in told}
    return sum(bool(each.told and each.told > first) and each.id not in own for each in every)


def _read(same: _Told, silent: int) -> float:
    """How likely it is that at least one report of a step was read right.

    Reports are taken to be misread independently of each other, the claims of one report together.
    Each that is silent lowers the odds: one misreading must not outweigh all that was read right.
    """
    sure: dict[str, float] = {}
    for claim, report in same:
        sure[report.id] = max(sure.get(report.id, 0.0), confidence(claim))
    wrong = math.prod(1 - each for each in sorted(sure.values()))
    if not silent or not wrong:
        return 1 - wrong
    odds = (1 - wrong) / wrong * weights().silence.value ** silent
    return odds / (1 + odds)


def last(steps: Sequence[Step]) -> Step:
    """The step that the matter ended in, as far as it is known.

    A final one, if there is one; else the last dated one or, if further along the procedure, one of
    no date that was not told before that.
    """
    if len(steps) == 1:
        return steps[0]
    rules, stage = weights().by_event, weights().stage

    def along(step: Step) -> int:
        return stage[step.best.event]

    final = [step for step in steps if rules[step.best.event].final]
    if final:
        return max(final, key=along)
    dated = [(step.day, along(step), step) for step in steps if step.day]
    if not dated:
        return max(steps, key=along)
    day, _, latest = max(dated, key=lambda each: each[:2])
    open_ones = [step for step in steps if not step.day and (not step.told or step.told >= day)]
    return max([latest, *open_ones], key=along)
