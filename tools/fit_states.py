"""Fit the weights by which reading chooses host and origin, on gold claims.

    python tools/fit_states.py [--half write] [--write]

A conditional logit over the states that a document mentions, with a ridge penalty: for each gold
claim the right state should outweigh the others. Deterministic; prints how often the choice is
right, in five folds over documents that the fit did not see. `--write` keeps the weights in
nonrefoul/rules/places/weights.yml.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from gold import SHARED, for_fitting, load

from nonrefoul.reading.discourse import Discourse
from nonrefoul.reading.geography import Geography, Spot
from nonrefoul.reading.models import analyse
from nonrefoul.reading.places import places
from nonrefoul.rules import RULES, events

RIDGE = 0.03
STEPS = 250
RATE = 0.5
# Weights nearer to nothing than this change no choice and are left out of the file.
LEAST = 0.02

Features = dict[str, dict[str, float]]


@dataclass
class Case:
    """One gold claim: the features of each candidate state, and which state is right."""

    document: str
    candidates: Features
    right: str


def cases(records: Sequence[dict[str, Any]], what: str) -> list[Case]:
    """A case for each gold claim whose right state the document mentions."""
    found = []
    for record in records:
        sentences = analyse(record["text"])
        where = [places(sentence) for sentence in sentences]
        discourse = Discourse(sentences, where)
        geography = Geography(discourse, where)
        for claim in record["claims"]:
            if claim["subject_kind"] == "none" or not claim.get(what):
                continue
            sentence = max(
                sentences,
                key=lambda each: min(each.stop, claim["end"]) - max(each.start, claim["start"]),
            )
            inside = [
                token
                for token in sentence.tokens
                if token.start >= claim["start"] and token.stop <= claim["end"]
            ] or sentence.tokens
            indices = {token.index for token in inside}
            head = next((token for token in inside if token.head not in indices), inside[0])
            words = frozenset(token.index for token in discourse.trees[sentence.index].scope(head))
            group = events()[claim["event"]].group
            spot = Spot(sentence.index, words, claim.get("subject"), group)
            candidates = geography.features(spot)
            if what == "host":
                candidates.pop(claim.get("origin") or "", None)
            if what == "host":
                # How often a state shelters says nothing of where this one is.
                candidates = {
                    state: {n: v for n, v in each.items() if not n.startswith("is ")}
                    for state, each in candidates.items()
                }
            if claim[what] in candidates:
                found.append(Case(record["id"], candidates, claim[what]))
    return found


def fit(train: Sequence[Case]) -> dict[str, float]:
    """The weights under which the right states are likeliest, less the ridge penalty."""
    names = sorted({name for case in train for each in case.candidates.values() for name in each})
    index = {name: at for at, name in enumerate(names)}
    tables = [_table(case, index) for case in train]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        slope = -RIDGE * weights
        for table, right in tables:
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            slope += (table[right] - chances @ table) / len(tables)
        weights += RATE * slope
    return {name: float(weights[at]) for name, at in index.items()}


def _table(case: Case, index: dict[str, int]) -> tuple[np.ndarray, int]:
    states = sorted(case.candidates)
    table = np.zeros((len(states), len(index)))
    for row, state in enumerate(states):
        for name, value in case.candidates[state].items():
            table[row, index[name]] = value
    return table, states.index(case.right)


def right(test: Sequence[Case], weights: dict[str, float]) -> int:
    """How many cases the weights decide rightly."""
    return sum(choose(case, weights) == case.right for case in test)


def choose(case: Case, weights: dict[str, float]) -> str:
    """The candidate with the most weight."""
    return max(
        sorted(case.candidates),
        key=lambda state: sum(
            weights.get(name, 0.0) * value for name, value in case.candidates[state].items()
        ),
    )


def folds(all_cases: Sequence[Case]) -> tuple[int, int]:
    """How many are right, of how many, when a fifth of the documents is held out in turn."""
    documents = sorted({case.document for case in all_cases})
    hit = 0
    for part in range(5):
        held = set(documents[part::5])
        train = [case for case in all_cases if case.document not in held]
        hit += right([case for case in all_cases if case.document in held], fit(train))
    return hit, len(all_cases)


def main() -> int:
    """Fit, print how well it does, and keep the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="write", choices=("write", "check", "all"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--test", default="", choices=("", "write", "check"))
    asked = parser.parse_args()
    gold = SHARED / "eval" / "dev.jsonl"
    tables = {}
    for what in ("origin", "host"):
        known = cases(for_fitting(asked.half), what)
        hit, count = folds(known)
        tables[what] = fit(known)
        print(f"{what}: {hit} of {count} right in folds, {right(known, tables[what])} on its own")
        if asked.test:
            unseen = cases(load(gold, asked.test, "ru"), what)
            print(f"{what}: {right(unseen, tables[what])} of {len(unseen)} right on {asked.test}")
    if asked.write:
        _keep(tables, RULES / "places" / "weights.yml")
    return 0


def _keep(tables: dict[str, dict[str, float]], path: Path) -> None:
    head = (
        "# How much each sign of a state speaks for its being the origin, or the host.\n"
        "# Fitted by tools/fit_states.py; a higher number speaks for it, a lower against.\n"
    )
    kept = {
        what: {
            name: round(value, 2) for name, value in sorted(table.items()) if abs(value) >= LEAST
        }
        for what, table in tables.items()
    }
    path.write_text(
        head + yaml.safe_dump(kept, allow_unicode=True, sort_keys=True), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
