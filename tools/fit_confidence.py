"""Fit how likely a claim is right, by all that is told with it, on documents not trained on.

    python tools/fit_confidence.py OUT [--write] [--precision 0.77]

OUT is what `tools/train_reading.py` wrote: of each fold of the documents, what the networks say
that the fold was held out from. Three small networks (`Judge` in `nonrefoul/reading/confidence.py`)
are fitted on that with torch (`pip install -e '.[train]'`). Deterministic; prints how well the
confidences hold in five folds, and from which confidence on claims reach the precision asked; what
is given is for a person to decide, in nonrefoul/rules/confidence.yml. `--write` keeps the weights
in nonrefoul/reading/learned/judge.npz.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from fit_reading import of_fold, trained
from gold import Record, contract, documents, written
from reading_numbers import fold

from nonrefoul.reading.claiming import by_words, claimed, pages
from nonrefoul.reading.confidence import ALL_SIGNS, LOUDEST, WEIGHTS, Judge, matrix
from nonrefoul.reading.learned import network, telling
from nonrefoul.reading.learned.inputs import EVENTS, Floats, Ints

try:
    import torch
    from torch import Tensor, nn
except ModuleNotFoundError as missing:
    if missing.name != "torch":
        raise
    sys.exit("torch is not installed: .venv/bin/python -m pip install -e '.[train]'")

SEEDS = (0, 1, 2)
FOLDS, EPOCHS, BATCH, HIDDEN = 5, 20, 512, 64
RATE, DECAY, DROP, DROP_SIGN = 2e-3, 0.05, 0.4, 0.1
# Spreads smaller than this are taken for this.
LEAST_SPREAD = 0.05


@dataclass(frozen=True, slots=True)
class Cases:
    """What may be told: signs, events, whether it is right (1, 0; -1: gold leaves it open)."""

    documents: Sequence[str]
    signs: Floats
    events: Ints
    right: npt.NDArray[np.int8]

    def only(self, wanted: npt.NDArray[np.bool_]) -> Cases:
        """Those that are wanted."""
        names = [name for name, each in zip(self.documents, wanted, strict=True) if each]
        return Cases(names, self.signs[wanted], self.events[wanted], self.right[wanted])


def cases(records: Sequence[Record]) -> Cases:
    """Everything that may be told in gold documents, with whether it is right by the contract."""
    names, rows, kinds, right = [], [], [], []
    for record, page in zip(records, pages(documents(records)), strict=True):
        if page.told:
            signs, events = matrix(page.told, by_words(page))
            found = _right(record, [claimed(page, each).to_json() for each in page.told], signs)
            names += [str(record["id"])] * len(found)
            rows.append(signs)
            kinds.append(events)
            right += found
    return Cases(names, np.concatenate(rows), np.concatenate(kinds), np.array(right, np.int8))


def _right(record: Record, claims: Sequence[dict[str, Any]], signs: Floats) -> list[int]:
    """Whether each claim is right: each gold claim is met by the likeliest claim that fits it."""
    score = contract()
    golds: dict[Any, Record] = {}
    for gold in sorted(record["claims"], key=lambda each: bool(each.get("optional"))):
        golds.setdefault(score.identity(gold), gold)
    left, known = list(golds.values()), set()
    found = [0] * len(claims)
    for at in np.argsort(-signs[:, ALL_SIGNS.index("all together")], kind="stable").tolist():
        identity = score.identity(claims[at])
        fitting = [gold for gold in left if score.compatible(gold, claims[at])]
        if identity in known:
            found[at] = -1
        elif fitting:
            best = max(
                fitting,
                key=lambda each: (not each.get("optional"), score.agreement(each, claims[at])),
            )
            left.remove(best)
            found[at] = -1 if best.get("optional") else 1
        known.add(identity)
    return found


def together(parts: Sequence[Cases]) -> Cases:
    """Cases of several kinds."""
    return Cases(
        [name for part in parts for name in part.documents],
        np.concatenate([part.signs for part in parts]),
        np.concatenate([part.events for part in parts]),
        np.concatenate([part.right for part in parts]),
    )


class _Scorer(nn.Module):
    """One of the judge's networks in training."""

    def __init__(self, signs: int) -> None:
        super().__init__()
        self.inner = nn.Linear(signs, HIDDEN)
        self.events = nn.Embedding(len(EVENTS), HIDDEN)
        self.outer = nn.Linear(HIDDEN, 1)
        self.past = nn.Linear(signs, 1, bias=False)
        nn.init.zeros_(self.events.weight)
        self.drop = nn.Dropout(DROP)

    def forward(self, signs: Tensor, events: Tensor) -> Tensor:
        inner = nn.functional.gelu(self.inner(signs) + self.events(events), approximate="tanh")
        found: Tensor = (self.outer(self.drop(inner)) + self.past(signs))[:, 0]
        return found


def fit(found: Cases) -> Judge:
    """The judge that fits cases."""
    clear = found.only(found.right >= 0)
    middle = clear.signs.mean(axis=0)
    spread = np.maximum(clear.signs.std(axis=0), LEAST_SPREAD)
    held = torch.tensor(np.clip((clear.signs - middle) / spread, -LOUDEST, LOUDEST))
    events, right = torch.tensor(clear.events), torch.tensor(clear.right).float()
    scorers = [_trained(held, events, right, seed) for seed in SEEDS]

    def stacked(values: Sequence[Tensor]) -> Floats:
        return np.stack([each.detach().numpy() for each in values]).astype(np.float32)

    return Judge(
        middle.astype(np.float32),
        spread.astype(np.float32),
        stacked([each.inner.weight for each in scorers]),
        stacked([each.events.weight for each in scorers]),
        stacked([each.inner.bias for each in scorers]),
        stacked([each.outer.weight[0] for each in scorers]),
        stacked([each.past.weight[0] for each in scorers]),
        stacked([each.outer.bias[0] for each in scorers]),
    )


def _trained(held: Tensor, events: Tensor, right: Tensor, seed: int) -> _Scorer:
    torch.manual_seed(seed)
    scorer = _Scorer(held.shape[1])
    optimizer = torch.optim.AdamW(scorer.parameters(), lr=RATE, weight_decay=DECAY)
    steps, step = EPOCHS * (len(held) // BATCH + 1), 0
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(held)).split(BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            step += 1
            signs = held[rows] * (torch.rand_like(held[rows]) > DROP_SIGN)
            scores = scorer(signs, events[rows])
            loss = nn.functional.binary_cross_entropy_with_logits(scores, right[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    scorer.eval()
    return scorer


def by_folds(found: Cases) -> npt.NDArray[np.float64]:
    """The confidence of each case, by a judge fitted on the other folds' documents."""
    chances = np.zeros(len(found.documents))
    folds = np.array([fold(name, FOLDS) for name in found.documents])
    for number in range(FOLDS):
        fitted = fit(found.only(folds != number))
        here = found.only(folds == number)
        chances[folds == number] = fitted.chances(here.signs, here.events)
    return chances


def least_for(found: Cases, chances: npt.NDArray[np.float64], precision: float) -> float:
    """The lowest confidence from which on claims are right as often as asked."""
    right = found.right != 0
    for least in np.arange(0.20, 0.90, 0.01):
        above = chances >= least
        if above.any() and right[above].mean() >= precision:
            return round(float(least), 2)
    return 0.9


def report(found: Cases, chances: npt.NDArray[np.float64]) -> None:
    """Print, by tenths of confidence, how often claims were right."""
    for low in np.arange(0, 1, 0.1):
        at = (chances >= low) & (chances < low + 0.1) & (found.right >= 0)
        if at.any():
            said, was = chances[at].mean(), found.right[at].mean()
            print(
                f"{low:.1f} to {low + 0.1:.1f}: {at.sum():4d} told, said {said:.2f}, was {was:.2f}"
            )


def held_out(out: Path) -> Cases:
    """What networks tell of documents that they have not learned from, fold by fold."""
    files, records = trained(out), written()
    folds = sorted({number for file in files for _, number in file["plans"] if number is not None})
    made: list[Cases] = []
    for number in folds:
        nets = network.of_arrays(of_fold(files, number))
        with patch.object(telling, "networks", lambda nets=nets: nets):
            here = [each for each in records if fold(str(each["id"]), len(folds)) == number]
            made.append(cases(here))
            told = len(made[-1].documents)
            print(f"fold {number}: {len(here)} documents, {told} told", flush=True)
    return together(made)


def main() -> int:
    """Fit, report, and write where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--precision", type=float, default=0.77)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    found = held_out(asked.out)
    chances = by_folds(found)
    report(found, chances)
    least = least_for(found, chances, asked.precision)
    print(
        f"{len(found.documents)} told; claims are right {asked.precision:.0%} of the time from "
        f"{least} on"
    )
    if asked.write:
        fitted = fit(found)
        arrays = {name: getattr(fitted, name) for name in Judge.__dataclass_fields__}
        labels: dict[str, Any] = {"signs": np.array(ALL_SIGNS), "event names": np.array(EVENTS)}
        np.savez_compressed(WEIGHTS, **arrays, **labels)
    return 0


if __name__ == "__main__":
    sys.exit(main())
