"""How far persons who judged the same claims agree: Krippendorff's alpha for names of kinds.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C. The PyPI package of
that name is under the GPL.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nonrefoul.reviewing.matching import says
from nonrefoul.reviewing.opinions import Opinion

QUESTIONS = ("verdict", "event", "host", "modality", "date")
BAND = 0.9
_DRAWS = 1000
_SEED = 0  # the same judgements give the same band


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far persons agree on a question about claims that two or more of them judged.

    `alpha` is 1 where they always agree and 0 where they agree as often as chance would have it,
    None where it can't be told: all said the same, or no claim was judged twice. `low` and `high`
    bound it with 90 % confidence, by drawing the claims anew. `same` of `claims` were unanimous.
    """

    question: str
    claims: int
    persons: int
    same: int
    alpha: float | None
    low: float | None
    high: float | None


def agreement(opinions: Mapping[str, Sequence[Opinion]]) -> tuple[Agreement, ...]:
    """The agreement on each question; `opinions` are those on each claim, as `Reviewed` has them.

    Only claims count that all who judged them saw alike: who sees another's correction before them
    does not judge on their own. What was added has no reading to judge. A claim in copies of one
    report, which the same judgements are on, counts once.
    """
    once = {tuple(each.judgement.number for each in said): said for said in opinions.values()}
    judged = [said for said in once.values() if len(said) > 1 and _saw_alike(said)]
    return tuple(_on(question, judged) for question in QUESTIONS)


def _saw_alike(said: Sequence[Opinion]) -> bool:
    return all(each.seen for each in said) and len({says(o.seen) for o in said if o.seen}) == 1


def _on(question: str, judged: Sequence[Sequence[Opinion]]) -> Agreement:
    units, who = [], set()
    for said in judged:
        told = [each for each in said if question == "verdict" or each.says]
        if len(told) > 1:
            units.append([_answer(question, each) for each in told])
            who |= {each.judgement.who for each in told}
    same = sum(len(set(unit)) == 1 for unit in units)
    low, high = _band(units)
    return Agreement(question, len(units), len(who), same, alpha(units), low, high)


def _answer(question: str, opinion: Opinion) -> Hashable:
    if question == "verdict":
        return opinion.verdict
    answer: Hashable = getattr(opinion.says, question)
    return answer


def alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data; each unit is what each of its observers said.

    None where fewer than two kinds of answer are there to be compared.
    """
    counts, disagreement = _counted(units)
    found = _alphas(np.ones((1, len(counts))), counts, disagreement)
    return float(found[0]) if np.isfinite(found[0]) else None


def _counted(units: Iterable[Sequence[Hashable]]) -> tuple[np.ndarray, np.ndarray]:
    """How often each answer was given in each unit, and how far each unit disagrees."""
    pairable = [unit for unit in units if len(unit) > 1]
    kinds = {kind: at for at, kind in enumerate(dict.fromkeys(k for u in pairable for k in u))}
    counts = np.zeros((len(pairable), len(kinds)))
    for row, unit in enumerate(pairable):
        for kind in unit:
            counts[row, kinds[kind]] += 1
    size = counts.sum(axis=1)
    return counts, (size**2 - (counts**2).sum(axis=1)) / np.maximum(size - 1, 1)


def _alphas(draws: np.ndarray, counts: np.ndarray, disagreement: np.ndarray) -> np.ndarray:
    """Alpha for each drawing, which says how often each unit is in it; NaN where undefined."""
    totals = draws @ counts
    whole = totals.sum(axis=1)
    expected = whole**2 - (totals**2).sum(axis=1)
    observed = (whole - 1) * (draws @ disagreement)
    return np.where(expected > 0, 1 - observed / np.where(expected > 0, expected, 1), np.nan)


def _band(units: Sequence[Sequence[Hashable]]) -> tuple[float | None, float | None]:
    """The band of alpha, by drawing as many units as there are, again and again."""
    counts, disagreement = _counted(units)
    if len(counts) < 2:
        return None, None
    random = np.random.default_rng(_SEED)
    draws = random.multinomial(len(counts), [1 / len(counts)] * len(counts), _DRAWS)
    found = _alphas(draws.astype(float), counts, disagreement)
    found = found[np.isfinite(found)]
    if not len(found):
        return None, None
    tail = (1 - BAND) / 2
    low, high = np.quantile(found, [tail, 1 - tail])
    return float(low), float(high)
