"""Fit the weights that tell, by a text's words, whether it is about people who are pursued.

    python tools/fit_matter.py [--half write] [--write]

Gold documents with claims against those without, and the news of factRuEval 2016 (MIT) as texts
without; a logistic regression with a ridge penalty over the mean word vector, deterministic.
Prints how well documents that a fit did not see are told apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from gold import SHARED, for_fitting, load

from nonrefoul.reading.matter import SCALE, WEIGHTS, embedding
from nonrefoul.reading.models import segment

RIDGE = 3.0
NEWS_WEIGHT = 0.3
ROUNDS = 30
FOLDS = 5

Matrix = npt.NDArray[np.float64]


def embedded(texts: Sequence[str]) -> Matrix:
    """One row of numbers a text."""
    return np.array([embedding(segment(text)) for text in texts])


def news() -> Matrix:
    """The ordinary news, embedded."""
    paths = sorted((SHARED / "data" / "factrueval").glob("*/*.txt"))
    return embedded([path.read_text(encoding="utf-8") for path in paths])


def fit(table: Matrix, truth: Matrix, other: Matrix) -> Matrix:
    """The weights, the last of them standing alone (Newton's method)."""
    rows = np.vstack([table, other]) * SCALE
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    right = np.concatenate([truth, np.zeros(len(other))])
    counts = np.concatenate([np.ones(len(table)), np.full(len(other), NEWS_WEIGHT)])
    penalty = RIDGE * np.eye(rows.shape[1])
    penalty[-1, -1] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (right - chance)) - penalty @ weights
        curve = (rows.T * (counts * chance * (1 - chance))) @ rows + penalty
        weights += np.linalg.solve(curve, slope)
    return weights


def scores(weights: Matrix, table: Matrix) -> Matrix:
    """The log-odds of each row."""
    return np.asarray(table @ weights[:-1] * SCALE + weights[-1])


def in_folds(table: Matrix, truth: Matrix, other: Matrix) -> Matrix:
    """The log-odds of each document under weights fitted without it."""
    found = np.zeros(len(table))
    for part in range(FOLDS):
        held = np.arange(len(table)) % FOLDS == part
        found[held] = scores(fit(table[~held], truth[~held], other), table[held])
    return found


def apart(found: Matrix, truth: Matrix) -> float:
    """How often a document with claims scores above one without (area under the curve)."""
    return float((found[truth == 1][:, None] > found[truth == 0][None]).mean())


def main() -> int:
    """Fit, print how well documents are told apart, and keep the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="write", choices=("write", "check", "all"))
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    records = for_fitting(asked.half)
    table = embedded([record["text"] for record in records])
    truth = np.array([float(bool(record["claims"])) for record in records])
    other = news()
    weights = fit(table, truth, other)
    print(f"told apart in folds: {apart(in_folds(table, truth, other), truth):.3f}")
    if asked.half == "write":
        unseen = load(SHARED / "eval" / "dev.jsonl", "check", "ru")
        known = np.array([float(bool(record["claims"])) for record in unseen])
        found = scores(weights, embedded([record["text"] for record in unseen]))
        print(f"told apart on the checking half: {apart(found, known):.3f}")
    if asked.write:
        np.save(WEIGHTS, weights.astype(np.float32))
    return 0


if __name__ == "__main__":
    sys.exit(main())
