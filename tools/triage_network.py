"""The network of `nonrefoul/reading/triage.py` in PyTorch, to be taught (extra `train`)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from fit_triage import Lesson
from torch import nn
from torch.nn import functional

from nonrefoul.reading.triage import LOOKS, STEADY
from nonrefoul.reading.weights import embeddings

SIZE = 48
EPOCHS = 9
BATCH = 32
RATE = 3e-3
DROPPED = 0.4
# So many words are hidden while it is taught, lest it rests on single ones.
HIDDEN = 0.15
# How much the text's own weight counts beside its words' in what is to be lessened.
WHOLE = 0.5


class Taught(nn.Module):
    """The same sums as `triage.Network`, with what is needed to teach them."""

    def __init__(self) -> None:
        super().__init__()
        self.vector = nn.Linear(embeddings().dim, SIZE, bias=False)
        self.look = nn.Embedding(len(LOOKS), SIZE)
        self.near = nn.Conv1d(SIZE, SIZE, 5, padding=2)
        self.wide = nn.Conv1d(SIZE, SIZE, 5, padding=4, dilation=2)
        self.text = nn.Linear(2 * SIZE, SIZE)
        self.word = nn.Linear(SIZE, SIZE, bias=False)
        self.out = nn.Linear(SIZE, 1)
        self.drop = nn.Dropout(DROPPED)

    def forward(
        self, vectors: torch.Tensor, looks: torch.Tensor, filled: torch.Tensor
    ) -> torch.Tensor:
        """The weight of every word; of one that isn't there almost none."""
        there = filled[:, None, :]
        seen = functional.relu(self.vector(vectors) + self.look(looks)).transpose(1, 2) * there
        close = functional.relu(self.near(self.drop(seen))) * there
        found = (functional.relu(self.wide(self.drop(close))) + close) * there
        mean = found.sum(2) / there.sum(2).clamp(min=STEADY)
        about = self.text(torch.cat([found.amax(2), mean], 1))
        told = functional.relu(self.word(found.transpose(1, 2)) + about[:, None, :])
        weights: torch.Tensor = self.out(self.drop(told))[..., 0] + (filled - 1) * 1e4
        return weights

    def arrays(self) -> dict[str, np.ndarray]:
        """What `triage.Network` is made of, but for where the threshold lies."""
        state = {name: each.detach().numpy() for name, each in self.state_dict().items()}

        def side_by_side(name: str) -> np.ndarray:
            # (out, in, five) to (in, five times out).
            weight = state[f"{name}.weight"]
            return np.concatenate(list(weight.transpose(2, 1, 0)), axis=1)

        return {
            "vector": state["vector.weight"].T,
            "look": state["look.weight"],
            "near": side_by_side("near"),
            "near_bias": state["near.bias"],
            "wide": side_by_side("wide"),
            "wide_bias": state["wide.bias"],
            "text": state["text.weight"].T,
            "text_bias": state["text.bias"],
            "word": state["word.weight"].T,
            "out": state["out.weight"][0],
            "always": state["out.bias"][0],
        }


def taught(lessons: Sequence[Lesson], seed: int = 0) -> Taught:
    """A network taught by the lessons; the same every time."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    dice = random.Random(seed)  # noqa: S311
    network = Taught()
    steps = EPOCHS * (len(lessons) // BATCH + 1)
    learning = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-4)
    pace = torch.optim.lr_scheduler.OneCycleLR(learning, RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        lost = 0.0
        for vectors, looks, told, filled in _batches(lessons, dice):
            hidden = (torch.rand(looks.shape) < HIDDEN)[..., None]
            found = network(vectors.masked_fill(hidden, 0), looks, filled)
            each = functional.binary_cross_entropy_with_logits(found, told, reduction="none")
            whole = functional.binary_cross_entropy_with_logits(found.amax(1), told.amax(1))
            loss = (each * filled).sum() / filled.sum() + WHOLE * whole
            learning.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            learning.step()
            pace.step()
            lost += loss.item()
        print(f"epoch {epoch + 1} of {EPOCHS}: {lost:.1f}", flush=True)
    network.eval()
    return network


def _batches(
    lessons: Sequence[Lesson], dice: random.Random
) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Lessons of like length together, in any order."""
    order = sorted(lessons, key=lambda each: len(each.words) + dice.random() * 20)
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    dice.shuffle(batches)
    for batch in batches:
        shape = (len(batch), max(len(each.words) for each in batch))
        rows = np.full(shape, embeddings().unknown)
        looks = np.zeros(shape, np.int64)
        told, filled = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        for at, each in enumerate(batch):
            count = len(each.words)
            rows[at, :count], looks[at, :count] = np.array(each.words).T
            told[at, :count], filled[at, :count] = each.told, 1
        vectors = embeddings().rows(rows.reshape(-1)).reshape(*shape, -1)
        yield (
            torch.from_numpy(vectors),
            torch.from_numpy(looks),
            torch.from_numpy(told),
            torch.from_numpy(filled),
        )
