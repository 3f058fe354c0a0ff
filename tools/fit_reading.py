"""Train the networks that tell what happened to whom and where, on the gold documents.

    python tools/fit_reading.py [--epochs 16] [--seeds 0 1] [--out FILE] [--limit N]

Needs torch (`pip install -e '.[train]'`), and most of an hour on one core. Learns from all
documents that may be looked at save those kept back (`kept_back` in `gold.py`): the shared half
counts twice, the real post three times, and ordinary news tells of nobody. Deterministic: one
thread, and each network starts from its seed. Run tools/fit_confidence.py --write afterwards.
`--limit` learns from so many documents only, for a trial; give it an `--out` of its own.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from gold import SHARED, Record, documents, for_training, load, plain_news, post

from nonrefoul.reading.claiming import unweighed
from nonrefoul.reading.learned.inputs import EVENTS, MARKS
from nonrefoul.reading.learned.network import WEIGHTS, Vocabulary

try:
    import torch
    from reading_losses import PARTS, losses, whole
    from reading_network import Lexicon, ReadingNetwork, Sheet, batch, sheet, vocabulary
    from reading_targets import Lesson, lesson
except ModuleNotFoundError as missing:
    if missing.name != "torch":
        raise
    sys.exit("torch is not installed: .venv/bin/python -m pip install -e '.[train]'")

NEWS = 120
# Documents read at a time.
READ = 100
# Words of a batch, more or less.
BATCH = 2_500
RATE, LEAST_RATE = 2e-3, 1e-5
# Steps until the rate is full.
WARM = 150
DECAY = 0.02


def records(limit: int | None) -> list[Record]:
    """What to learn from, in order; what counts more stands there more than once."""
    shared = {each["id"] for each in load(SHARED / "eval" / "dev.jsonl", "write", "ru")}
    all_records = for_training()
    again = [each for each in all_records if each["id"] in shared]
    found = [*post(), *again, *post(), *all_records, *plain_news(NEWS), *post()]
    return found[:: max(1, len(found) // limit)][:limit] if limit else found


def lessons(found: Sequence[Record]) -> list[Lesson]:
    """Documents with words as lessons; each is read once, however often it stands there."""
    unique = {(each["id"], each["text"]): each for each in found}
    read: dict[tuple[str, str], Lesson] = {}
    keys = list(unique)
    for start in range(0, len(keys), READ):
        part = keys[start : start + READ]
        all_seen = unweighed(documents([unique[key] for key in part]))
        for key, seen in zip(part, all_seen, strict=True):
            read[key] = lesson(unique[key], seen)
        print(f"read {start + len(part)} of {len(keys)} documents", flush=True)
    all_lessons = [read[each["id"], each["text"]] for each in found]
    return [each for each in all_lessons if each.seen.words]


def batches(sheets: Sequence[Sheet], chance: random.Random) -> Iterator[list[Sheet]]:
    """All sheets in a new order, in batches of about as many words."""
    order = list(range(len(sheets)))
    chance.shuffle(order)
    part: list[Sheet] = []
    for at in order:
        part.append(sheets[at])
        if sum(len(each.words) for each in part) > BATCH:
            yield part
            part = []
    if part:
        yield part


def fit(network: ReadingNetwork, sheets: Sequence[Sheet], epochs: int, seed: int) -> None:
    """Train a network in place."""
    chance = random.Random(seed)  # noqa: S311
    steps = epochs * sum(1 for _ in batches(sheets, chance))
    optimizer = _optimizer(network)
    step = 0
    network.train()
    for epoch in range(1, epochs + 1):
        rows = []
        for part in batches(sheets, chance):
            rows.append(_step(network, optimizer, part, _rate(step, steps)))
            step += 1
        means = zip(PARTS, np.mean(rows, axis=0), strict=True)
        said = ", ".join(f"{name} {mean:.3f}" for name, mean in means)
        print(f"seed {seed}, epoch {epoch} of {epochs}: {said}", flush=True)


def _optimizer(network: ReadingNetwork) -> torch.optim.Optimizer:
    """AdamW, which lets tables and layers decay, and nothing else."""
    found = list(network.parameters())
    groups = [
        {"params": [each for each in found if each.ndim > 1], "weight_decay": DECAY},
        {"params": [each for each in found if each.ndim <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=RATE)


def _rate(step: int, steps: int) -> float:
    """How far a step goes: ever farther at first, then ever less, along a cosine."""
    warm = min(1.0, step / WARM)
    return RATE * warm * (0.5 + 0.5 * math.cos(math.pi * min(1.0, step / steps))) + LEAST_RATE


def _step(
    network: ReadingNetwork, optimizer: torch.optim.Optimizer, part: list[Sheet], rate: float
) -> list[float]:
    for group in optimizer.param_groups:
        group["lr"] = rate
    parts = losses(network, batch(part))
    optimizer.zero_grad()
    whole(parts).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return [float(parts[name].detach()) for name in PARTS]


def arrays(networks: Sequence[ReadingNetwork]) -> dict[str, npt.NDArray[np.float16]]:
    """The weights of networks, each under its number."""
    return {
        f"{number}/{name}": values.numpy().astype(np.float16)
        for number, network in enumerate(networks)
        for name, values in network.state_dict().items()
    }


def labels(known: Vocabulary) -> dict[str, npt.NDArray[np.str_]]:
    """The labels that networks know, in the order of their rows; and what they were trained for."""
    tables: dict[str, Mapping[str, int] | Sequence[str]] = {
        **{f"kinds.{number}": table for number, table in enumerate(known.kinds)},
        "manners": known.manners,
        "states": known.states,
        "events": EVENTS,
        "marks": MARKS,
    }
    return {
        f"vocabulary/{name}": np.array(list(table), dtype=np.str_) for name, table in tables.items()
    }


def main() -> int:
    """Read, train, and keep the networks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    found = lessons(records(asked.limit))
    known, lexicon = vocabulary(found), Lexicon(found)
    sheets = [sheet(each, known, lexicon) for each in found]
    networks = []
    for seed in asked.seeds:
        torch.manual_seed(seed)
        network = ReadingNetwork(known, lexicon.vectors, len(found[0].seen.about))
        fit(network, sheets, asked.epochs, seed)
        networks.append(network)
    kept: dict[str, Any] = {**arrays(networks), **labels(known)}
    np.savez_compressed(asked.out, **kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
