"""Fit the weights that tell how likely a claim is right, on claims whose gold is known.

    python tools/fit_confidence.py [--half write] [--write]

Every claim that a rule reads in the gold documents is right or wrong by the contract's scorer;
those read in the ordinary news of factRuEval 2016 (MIT) are wrong, save in texts that speak of
refuge or return more than once, which are left out. A logistic regression with a ridge penalty,
deterministic. Prints, in five folds over documents, precision, recall and F1 for thresholds, and
how far the confidences are true; `--write` keeps weights and the best threshold.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fit_matter
import numpy as np
import yaml
from score import SHARED, for_fitting

from nonrefoul.reading.confidence import CORE, Candidate, signs
from nonrefoul.reading.reader import candidates
from nonrefoul.rules import RULES
from nonrefoul.words import Document

RIDGE = 1.0
ROUNDS = 25
FOLDS = 5


@dataclass
class Example:
    """A claim as read, its signs, and whether it is right; `gold` counts what is to be found."""

    document: str
    candidate: Candidate | None
    signs: dict[str, float]
    right: bool


def scorer() -> Any:
    """The contract's scorer as a module."""
    spec = importlib.util.spec_from_file_location("contract_score", SHARED / "contract/score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "contract/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def from_gold(records: Sequence[dict[str, Any]]) -> list[Example]:
    """What the rules read in gold documents, each right where some gold claim matches it."""
    contract = scorer()
    found = []
    for record in records:
        published = record.get("published")
        day = dt.date.fromisoformat(published) if published else None
        document = Document(record["id"], record["text"], record["lang"], day)
        [(read, about)] = candidates([document])
        for each, each_signs in zip(read, signs(read, about), strict=True):
            claim = each.claim.to_json()
            right = any(contract.compatible(gold, claim) for gold in record["claims"])
            found.append(Example(record["id"], each, each_signs, right))
    return found


def from_news() -> list[Example]:
    """What the rules read in ordinary news, all of it wrong."""
    found = []
    for path in sorted((SHARED / "data" / "factrueval").glob("*/*.txt")):
        document = Document(path.stem, path.read_text(encoding="utf-8"), "ru")
        [(read, about)] = candidates([document])
        if len({each.claim.event for each in read} & CORE) > 1:
            continue
        found += [
            Example(path.stem, each, each_signs, False)
            for each, each_signs in zip(read, signs(read, about), strict=True)
        ]
    return found


def as_if_unseen(examples: Sequence[Example], records: Sequence[dict[str, Any]]) -> None:
    """Set each example's sign of matter to what a fit without its document says, in place."""
    table = fit_matter.embedded([record["text"] for record in records])
    truth = np.array([float(bool(record["claims"])) for record in records])
    found = fit_matter.in_folds(table, truth, fit_matter.news())
    of_document = {record["id"]: score for record, score in zip(records, found, strict=True)}
    for each in examples:
        each.signs["matter"] = float(np.clip(of_document[each.document] / 3, -2, 2))


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weights under which right and wrong are likeliest, less the ridge penalty (Newton)."""
    names = sorted({name for each in examples for name in each.signs})
    table = np.array([[each.signs.get(name, 0.0) for name in names] for each in examples])
    truth = np.array([each.right for each in examples], dtype=float)
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (truth - chance) - RIDGE * weights
        curve = (table.T * (chance * (1 - chance))) @ table + RIDGE * np.eye(len(names))
        weights += np.linalg.solve(curve, slope)
    return {name: float(value) for name, value in zip(names, weights, strict=True)}


def chances(examples: Sequence[Example], weights: dict[str, float]) -> np.ndarray:
    """The confidence of each example under the weights."""
    scores = [sum(weights.get(n, 0.0) * v for n, v in each.signs.items()) for each in examples]
    return np.asarray(1 / (1 + np.exp(-np.clip(np.array(scores), -30, 30))))


def in_folds(gold: Sequence[Example], news: Sequence[Example]) -> np.ndarray:
    """The confidence of each gold example under weights fitted without its document."""
    documents = sorted({each.document for each in gold})
    found = np.zeros(len(gold))
    for part in range(FOLDS):
        held = set(documents[part::FOLDS])
        weights = fit([each for each in gold if each.document not in held] + list(news))
        rows = [at for at, each in enumerate(gold) if each.document in held]
        found[rows] = chances([gold[at] for at in rows], weights)
    return found


def identities(examples: Sequence[Example], kept: np.ndarray) -> tuple[int, int]:
    """Different claims kept, right and wrong."""
    seen: dict[tuple[object, ...], bool] = {}
    for each, keep in zip(examples, kept, strict=True):
        if keep and each.candidate:
            claim = each.candidate.claim
            who = claim.subject or claim.group
            key = (each.document, claim.event, who, claim.host, claim.modality.actuality)
            seen[key] = each.right
    return sum(seen.values()), len(seen) - sum(seen.values())


def main() -> int:
    """Fit, print how well it does in folds, and keep the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="write", choices=("write", "check", "all"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--least", type=float, help="keep this threshold instead of the best")
    asked = parser.parse_args()
    records = for_fitting(asked.half)
    gold, news = from_gold(records), from_news()
    as_if_unseen(gold, records)
    wanted = sum(not claim.get("optional") for record in records for claim in record["claims"])
    print(f"{len(gold)} claims read in gold documents, {len(news)} in news; {wanted} to be found")
    held_out = in_folds(gold, news)
    best = (0.0, 0.5)
    for least in np.arange(0.05, 0.9, 0.05):
        right, wrong = identities(gold, held_out >= least)
        score = 2 * right / (right + wrong + wanted)
        best = max(best, (score, float(least)))
        print(f"{least:.2f}  P {right / max(1, right + wrong):.3f}  F1 {score:.3f}")
    truth = np.array([each.right for each in gold])
    for low in np.arange(0, 1, 0.2):
        rows = (held_out >= low) & (held_out < low + 0.2)
        if rows.any():
            print(f"said {held_out[rows].mean():.2f}, was {truth[rows].mean():.2f} of {rows.sum()}")
    if asked.write:
        keep(fit([*gold, *news]), asked.least or best[1], RULES / "confidence.yml")
    return 0


def keep(weights: dict[str, float], least: float, path: Path) -> None:
    """Write the weights with what they are and where they come from."""
    head = (
        "# How likely a claim is right: the weight of each sign (log-odds), and the confidence\n"
        "# below which a claim is not given. Fitted by tools/fit_confidence.py on the project's\n"
        "# gold claims and on the news of factRuEval 2016 (MIT licence).\n"
    )
    table = {
        "least": round(least, 2),
        "weights": {name: round(value, 2) for name, value in sorted(weights.items())},
    }
    text = yaml.safe_dump(table, allow_unicode=True, sort_keys=True)
    path.write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
