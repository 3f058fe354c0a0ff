"""Train the networks that tell what happened to whom and where, on documents that were packed.

    python tools/train_reading.py PACKED OUT [--folds 5] [--seeds 0 1 2] [--epochs 14]
        [--minutes 7]

PACKED is written by `tools/fit_reading.py pack`, OUT read by `tools/fit_reading.py keep`. Needs
numpy and torch alone. For each seed one network learns from all documents, and one for each fold
from those outside the fold: what those say of documents that they have not seen is what confidence
is fitted on. All learn side by side. Deterministic on one thread of a processor; on a graphics
device sums come in another order each time, and weights differ in their last digits and on from
there. `--minutes` makes as many epochs as there is time for, at most `--epochs`.
"""

from __future__ import annotations

import argparse
import math
import pickle
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reading_numbers import Numbers, Packed, fold, unpack

try:
    import torch
    from reading_batches import Batch, batch, parts
    from reading_losses import PARTS, losses, whole
    from reading_network import Networks
    from torch import Tensor
except ModuleNotFoundError as missing:
    if missing.name != "torch":
        raise
    sys.exit("torch is not installed: .venv/bin/python -m pip install -e '.[train]'")

# Words of a batch, more or less.
BATCH = 2_500
RATE, LEAST_RATE = 2e-3, 1e-5
# Steps until the rate is full.
WARM = 150
DECAY = 0.02
# A document of the shared set counts so much more than one of our own.
SHARED = 2.0
# Documents are put into other batches after so many epochs.
ANEW = 7
# Networks in a file of OUT.
TOGETHER = 7


@dataclass(frozen=True, slots=True)
class Plan:
    """A network to train: the seed that it starts from, and the fold that is held out, or None."""

    seed: int
    held_out: int | None


def weights(plans: Sequence[Plan], given: Sequence[Numbers], folds: int) -> Tensor:
    """How much each document counts for each network, (networks, documents)."""
    rows = [
        [
            0.0
            if plan.held_out is not None and fold(each.identity, folds) == plan.held_out
            else (SHARED if each.shared else 1.0)
            for each in given
        ]
        for plan in plans
    ]
    return torch.tensor(rows)


def fit(
    packed: Packed,
    plans: Sequence[Plan],
    folds: int,
    epochs: int,
    seconds: float | None,
    device: torch.device,
) -> Networks:
    """Train networks side by side."""
    began = time.monotonic()
    chance = random.Random(0)  # noqa: S311
    networks = Networks([plan.seed for plan in plans], packed)
    networks.to(device)
    torch.manual_seed(0)
    optimizer = _optimizer(networks)
    networks.train()
    pool: list[tuple[Batch, Tensor]] = []
    step = steps = 0
    for epoch in range(1, epochs + 1):
        if epoch % ANEW == 1:
            pool = _pool(packed, plans, folds, chance, device)
            steps = steps or epochs * len(pool)
        chance.shuffle(pool)
        total = torch.zeros(len(PARTS), device=device)
        for given, each in pool:
            total += _step(networks, optimizer, given, each, _rate(step, steps))
            step += 1
        took = time.monotonic() - began
        said = ", ".join(
            f"{name} {part:.3f}"
            for name, part in zip(PARTS, (total / len(pool)).tolist(), strict=True)
        )
        print(f"epoch {epoch} of {epochs}, {took:.0f} s: {said}", flush=True)
        if seconds and epoch == 1:
            epochs = max(4, min(epochs, int(seconds / took)))
            steps = epochs * len(pool)
        if epoch == epochs:
            break
    return networks


def _pool(
    packed: Packed, plans: Sequence[Plan], folds: int, chance: random.Random, device: torch.device
) -> list[tuple[Batch, Tensor]]:
    order = list(range(len(packed.documents)))
    chance.shuffle(order)
    return [
        (batch(part, packed.sizes, device), weights(plans, part, folds).to(device))
        for part in parts(packed.documents, order, BATCH)
    ]


def _optimizer(networks: Networks) -> torch.optim.Optimizer:
    """AdamW, which lets tables and layers decay, and nothing else."""
    found = list(networks.parameters())
    groups = [
        {"params": [each for each in found if each.ndim > 2], "weight_decay": DECAY},
        {"params": [each for each in found if each.ndim <= 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=RATE)


def _rate(step: int, steps: int) -> float:
    """How far a step goes: ever farther at first, then ever less, along a cosine."""
    warm = min(1.0, step / WARM)
    return RATE * warm * (0.5 + 0.5 * math.cos(math.pi * min(1.0, step / steps))) + LEAST_RATE


def _step(
    networks: Networks,
    optimizer: torch.optim.Optimizer,
    given: Batch,
    each: Tensor,
    rate: float,
) -> Tensor:
    """One step; the parts of the loss, of the first network."""
    for group in optimizer.param_groups:
        group["lr"] = rate
    found = losses(networks, given, each)
    optimizer.zero_grad()
    whole(found).backward()
    _clip(networks)
    optimizer.step()
    return torch.stack([found[name][0].detach() for name in PARTS])


def _clip(networks: Networks) -> None:
    """No network's step is longer than one."""
    slopes = [each.grad for each in networks.parameters() if each.grad is not None]
    length = sum((each.reshape(networks.count, -1) ** 2).sum(1) for each in slopes).sqrt()
    share = (1 / (length + 1e-6)).clamp(max=1)
    for each in slopes:
        each.mul_(share.reshape(-1, *[1] * (each.ndim - 1)))


def write(networks: Networks, plans: Sequence[Plan], packed: Packed, out: Path) -> None:
    """Keep the weights, some networks to a file, each with its plan."""
    for first in range(0, len(plans), TOGETHER):
        numbers = range(first, min(first + TOGETHER, len(plans)))
        kept: dict[str, Any] = {
            "plans": [(plans[at].seed, plans[at].held_out) for at in numbers],
            "arrays": [networks.arrays(at) for at in numbers],
            "labels": dict(packed.labels),
        }
        path = out.with_name(f"{out.name}.{first // TOGETHER}.pkl")
        path.write_bytes(pickle.dumps(kept, protocol=5))
        print(f"{path}: {len(numbers)} networks", flush=True)


def main() -> int:
    """Train, and keep the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("packed", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--minutes", type=float)
    asked = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu":
        torch.set_num_threads(1)
    packed = unpack(asked.packed)
    held_out = [None, *range(asked.folds)]
    plans = [Plan(seed, each) for seed in asked.seeds for each in held_out]
    words = sum(len(each.words) for each in packed.documents)
    print(f"{len(packed.documents)} documents, {words} words; {len(plans)} networks", flush=True)
    seconds = 60 * asked.minutes if asked.minutes else None
    networks = fit(packed, plans, asked.folds, asked.epochs, seconds, device)
    write(networks, plans, packed, asked.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
