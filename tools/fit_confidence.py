"""Fit how likely a claim is right, by what the network says of its parts, on documents kept back.

    python tools/fit_confidence.py [--write] [--precision 0.74]

A logistic regression with a ridge penalty over the signs of `nonrefoul/reading/confidence.py`, on
the documents that the network was not trained on (`kept_back` in `gold.py`). Deterministic; prints
how well the confidences hold in five folds. `--write` keeps the weights in
nonrefoul/rules/confidence.yml, with the least confidence at which claims reach the precision asked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from gold import contract, documents, fold, for_confidence

from nonrefoul.reading.claiming import judged, pages, signs_of
from nonrefoul.rules import RULES, events

Floats = npt.NDArray[np.float64]

RIDGE = 2.0
# Signs of single event types have few cases each, and are held this much shorter.
FEW = 15.0
FOLDS = 5
# Weights nearer to nothing than this change no claim and are left out of the file.
LEAST = 0.01
HEAD = """\
# How much each sign speaks for a claim's being right (log-odds), and the confidence below which a
# claim is not given. Made by tools/fit_confidence.py --write; change it there.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One thing told: its signs, and whether it is right (None where gold leaves it open)."""

    document: str
    signs: dict[str, float]
    right: bool | None
    key: tuple[Any, ...]


def cases(records: Sequence[dict[str, Any]]) -> list[Case]:
    """Everything told in gold documents, with whether it is right by the contract."""
    score = contract()
    found = []
    for record, page in zip(records, pages(documents(records)), strict=True):
        told = [claim.to_json() for claim in judged(page)]
        unique: dict[Any, dict[str, Any]] = {}
        for gold in sorted(record["claims"], key=lambda each: bool(each.get("optional"))):
            unique.setdefault(score.identity(gold), gold)
        golds = list(unique.values())
        order = sorted(range(len(told)), key=lambda at: -told[at]["confidence"])
        first: dict[Any, int] = {}
        for at in order:
            first.setdefault(score.identity(told[at]), at)
        kept = list(first.values())
        pairs = {kept[j]: golds[i] for i, j in score.pair(golds, [told[at] for at in kept])}
        for at, each in enumerate(signs_of(page)):
            if at in kept:
                gold = pairs.get(at)
                right = None if gold and gold.get("optional") else gold is not None
                found.append(Case(record["id"], each, right, score.identity(told[at])))
    return found


def fit(cases: Sequence[Case], names: Sequence[str]) -> Floats:
    """The weights that make the cases likeliest, by Newton's method."""
    clear = [case for case in cases if case.right is not None]
    rows = matrix(clear, names)
    right = np.array([float(bool(case.right)) for case in clear])
    scale = np.maximum(rows.std(axis=0), 0.05)
    scale[names.index("always")] = 1.0
    rows = rows / scale
    penalty = np.full(len(names), RIDGE)
    penalty[[at for at, name in enumerate(names) if _is_rare(name)]] *= FEW
    penalty[names.index("always")] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + penalty * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    return np.asarray(weights / scale)


def _is_rare(name: str) -> bool:
    return (name.startswith("event ") and name[6:] in events()) or name.endswith("still ahead")


def matrix(cases: Sequence[Case], names: Sequence[str]) -> Floats:
    """The signs of cases as a table."""
    return np.array([[case.signs.get(name, 0.0) for name in names] for case in cases])


def by_folds(cases: Sequence[Case], names: Sequence[str]) -> Floats:
    """The confidence of each case, by weights fitted on the other documents."""
    chances = np.zeros(len(cases))
    for number in range(FOLDS):
        others = [case for case in cases if fold(case.document, FOLDS) != number]
        weights = fit(others, names)
        for at, case in enumerate(cases):
            if fold(case.document, FOLDS) == number:
                chances[at] = 1 / (1 + np.exp(-matrix([case], names)[0] @ weights))
    return chances


def least_for(cases: Sequence[Case], chances: Floats, precision: float) -> float:
    """The lowest confidence from which on claims are right as often as asked."""
    right = np.array([case.right is not False for case in cases])
    for least in np.arange(0.20, 0.90, 0.01):
        above = chances >= least
        if above.any() and right[above].mean() >= precision:
            return round(float(least), 2)
    return 0.9


def report(cases: Sequence[Case], chances: Floats) -> None:
    """Print, by tenths of confidence, how often claims were right."""
    for low in np.arange(0, 1, 0.1):
        at = [
            (chance, case.right)
            for chance, case in zip(chances, cases, strict=True)
            if low <= chance < low + 0.1 and case.right is not None
        ]
        if at:
            said = float(np.mean([chance for chance, _ in at]))
            was = float(np.mean([right for _, right in at]))
            print(
                f"{low:.1f} to {low + 0.1:.1f}: {len(at):4d} told, said {said:.2f}, was {was:.2f}"
            )


def main() -> int:
    """Fit, report, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--precision", type=float, default=0.74)
    asked = parser.parse_args()
    found = cases(for_confidence())
    names = sorted({name for case in found for name in case.signs})
    chances = by_folds(found, names)
    report(found, chances)
    least = least_for(found, chances, asked.precision)
    print(f"{len(found)} told; claims are right {asked.precision:.0%} of the time from {least} on")
    if asked.write:
        weights = fit(found, names)
        table = {
            name: round(float(weight), 4)
            for name, weight in zip(names, weights, strict=True)
            if abs(weight) >= LEAST
        }
        text = yaml.safe_dump({"least": least, "weights": table}, allow_unicode=True)
        (RULES / "confidence.yml").write_text(HEAD + text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
