"""Train what reads events in English; `tools/train_english.py` calls it."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from nonrefoul.reading.english.encoder import KEPT, WIDTH, vectors
from nonrefoul.reading.english.inputs import MARKS, Inputs, assemble
from nonrefoul.reading.english.names import find
from nonrefoul.reading.english.network import EVENTS, LINK, MODALITIES, REACH
from nonrefoul.reading.english.pairs import (
    MENTION_SIGNS,
    STATE_SIGNS,
    mention_signs,
    state_signs,
)
from nonrefoul.reading.english.telling import befalls_nobody
from nonrefoul.reading.english.words import cut
from nonrefoul.reading.learned.pairs import DISTANCES

MANNER, OF, HIDDEN = 8, 24, 192
NONE = frozenset(number for number in range(len(EVENTS)) if befalls_nobody(number))
Same = Callable[[dict[str, Any], dict[str, Any]], bool]


@dataclass
class Group:
    """An event that gold claims tell with the same words."""

    event: int
    trigger: Any
    claims: list[dict[str, Any]]
    optional: bool
    who: set[int]
    maybe: set[int]
    starred: bool


@dataclass
class Example:
    """A document ready to be learned from."""

    record: dict[str, Any]
    inputs: Inputs
    target: Any
    mask: Any
    groups: list[Group]
    signs: Any = None
    places: Any = None


def example(record: dict[str, Any], names: Mapping[str, Any], same: Same) -> Example:
    """Encode a gold document's words and find what its claims ask for."""
    words = cut(record["text"])
    rows = vectors(words)
    inputs = assemble(record["text"], words, rows, find(words, rows, names))
    return Example(record, inputs, *_gold(record, inputs, same))


def _gold(record: dict[str, Any], inputs: Inputs, same: Same) -> tuple[Any, Any, list[Group]]:
    target = np.zeros((len(inputs.words), len(EVENTS)), dtype=np.float32)
    mask = np.ones_like(target)
    groups: list[Group] = []
    for claim in record["claims"]:
        event = EVENTS.index(claim["event"])
        quoted, trigger = _trigger(claim, inputs)
        mask[quoted, event] = 0
        if not len(trigger):
            continue
        group = next(
            (g for g in groups if g.event == event and set(g.trigger) & set(trigger)), None
        )
        if group is None:
            starred = bool(claim.get("triggers"))
            groups.append(group := Group(event, trigger, [], True, set(), set(), starred))
        group.trigger = np.union1d(group.trigger, trigger)
        group.claims.append(claim)
        optional = bool(claim.get("optional"))
        (group.maybe if optional else group.who).update(_whom(claim, inputs, same))
        group.optional &= optional
    for group in groups:
        if group.optional:
            group.who, group.maybe = group.who | group.maybe, set()
        elif group.starred:
            target[group.trigger, group.event] = 1
            mask[group.trigger, group.event] = 1
        group.maybe -= group.who
    return target, mask, groups


def _trigger(claim: dict[str, Any], inputs: Inputs) -> tuple[Any, Any]:
    """Which words a claim quotes; the numbers of those that tell it, names and signs left out."""
    starts = np.array([word.start for word in inputs.words])
    stops = np.array([word.stop for word in inputs.words])
    content = np.array([word.text[0].isalpha() and len(word.text) > 2 for word in inputs.words])
    for name in inputs.names:
        content[name.first : name.last] = False
    quoted = (starts < claim["end"]) & (stops > claim["start"])
    chosen = quoted
    if claim.get("triggers"):
        chosen = np.zeros_like(quoted)
        for start, stop in claim["triggers"]:
            chosen |= (starts < stop) & (stops > start)
    chosen = chosen & content if (chosen & content).any() else chosen
    return quoted, np.nonzero(chosen)[0]


def _whom(claim: dict[str, Any], inputs: Inputs, same: Same) -> list[int]:
    """Whom a claim befell, as places in `who`; its length stands for nobody by name."""
    if EVENTS.index(claim["event"]) in NONE:
        return []
    name = None if claim["subject_kind"] == "group" else claim["subject"]
    if not name:
        return [len(inputs.who)]
    wanted = {"subject": name, "subject_kind": "person"}
    return [
        at
        for at, who in enumerate(inputs.who)
        if same(wanted, {"subject": who.name, "subject_kind": "person"})
    ]


class Linker(nn.Module):
    """How a place fits a query."""

    def __init__(self, signs: int, drop: float) -> None:
        super().__init__()
        self.key = nn.Linear(HIDDEN, LINK)
        self.words = nn.Embedding(DISTANCES, 6)
        self.far = nn.Embedding(DISTANCES, 6)
        self.signs = nn.Linear(signs + 12, LINK)
        self.out = nn.Linear(LINK, 1)
        self.none = nn.Linear(LINK, 1)
        self.drop = nn.Dropout(drop)

    def forward(self, query: Any, hidden: Any, signs: Any, classes: Any) -> Any:
        """Scores (queries, places)."""
        key = self.key(hidden)
        made = self.signs(
            torch.cat([signs, self.words(classes[..., 0]), self.far(classes[..., 1])], -1)
        )
        made = F.gelu(made + query[:, None] + key[None])
        return self.out(self.drop(made))[..., 0] + query @ key.T / math.sqrt(LINK)


class Net(nn.Module):
    """The heads, as `network.py` has them."""

    def __init__(self, manners: Mapping[str, int], drop: float = 0.3) -> None:
        super().__init__()
        self.inner = nn.Linear(WIDTH * len(KEPT) + len(MARKS), HIDDEN)
        self.around = nn.Linear(WIDTH, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.near = nn.ModuleList(nn.Linear(3 * HIDDEN, HIDDEN) for _ in REACH)
        self.norms = nn.ModuleList(nn.LayerNorm(HIDDEN, eps=1e-12) for _ in REACH)
        self.event = nn.Linear(HIDDEN, len(EVENTS))
        nn.init.constant_(self.event.bias, -5.0)
        self.of = nn.Embedding(len(EVENTS), OF)
        self.modality_in = nn.Linear(HIDDEN + OF, 64)
        self.modality_out = nn.Linear(64, len(MODALITIES))
        self.query = nn.Linear(HIDDEN + OF, LINK)
        self.manner = nn.Embedding(len(manners) + 1, MANNER)
        self.subject = Linker(MENTION_SIGNS, drop)
        self.host = Linker(STATE_SIGNS + MANNER, drop)
        self.origin = Linker(STATE_SIGNS + MANNER, drop)
        self.drop = nn.Dropout(drop)

    def hidden(self, examples: Sequence[Example]) -> list[Any]:
        """The state of the words of each document."""
        rows = torch.tensor(
            np.concatenate([np.concatenate([e.inputs.rows, e.inputs.marks], 1) for e in examples])
        )
        sizes = [len(e.inputs.words) for e in examples]
        around = torch.tensor(np.stack([e.inputs.rows[:, -WIDTH:].mean(0) for e in examples]))
        about = self.around(self.drop(around))[
            torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes))
        ]
        h = self.norm(F.gelu(self.inner(self._dropped(rows)) + about))
        sentence = torch.tensor(
            np.concatenate([e.inputs.sentence + 10_000 * at for at, e in enumerate(examples)])
        )
        for by, near, norm in zip(REACH, self.near, self.norms, strict=True):
            same = (sentence[by:] == sentence[:-by])[:, None]
            after = torch.cat([h[by:] * same, h.new_zeros(by, HIDDEN)])
            before = torch.cat([h.new_zeros(by, HIDDEN), h[:-by] * same])
            h = norm(h + self.drop(F.gelu(near(torch.cat([before, h, after], 1)))))
        return list(torch.split(h, sizes))

    def _dropped(self, rows: Any) -> Any:
        """Now and then a word is without one of the encoder's outputs, so that none is all."""
        if self.training:
            kept = (torch.rand(len(rows), len(KEPT)) > 0.15).float().repeat_interleave(WIDTH, 1)
            rows = torch.cat([rows[:, : kept.shape[1]] * kept, rows[:, kept.shape[1] :]], 1)
        return self.drop(rows)

    def triggers(self, hidden: Any, scores: Any, groups: Sequence[Group]) -> Any:
        """What the heads of events see of each group."""
        rows = [
            torch.softmax(scores[g.trigger, g.event].detach(), 0) @ hidden[g.trigger]
            for g in groups
        ]
        return torch.cat([torch.stack(rows), self.of(torch.tensor([g.event for g in groups]))], 1)


def loss(net: Net, examples: Sequence[Example], manners: Mapping[str, int]) -> Any:
    """How wrong the network is on documents."""
    hidden = net.hidden(examples)
    scores = [net.event(net.drop(each)) for each in hidden]
    target = torch.tensor(np.concatenate([each.target for each in examples]))
    mask = torch.tensor(np.concatenate([each.mask for each in examples]))
    each_loss = F.binary_cross_entropy_with_logits(
        torch.cat(scores), target, reduction="none", pos_weight=torch.tensor(2.0)
    )
    told = (each_loss * mask).sum()
    count = float(target.sum()) + 5
    modality = who = where = torch.zeros(())
    n_modality = n_who = n_where = 1e-6
    for h, s, each in zip(hidden, scores, examples, strict=True):
        for g in each.groups:
            if not g.starred and not g.optional:
                chance = 1 - torch.prod(1 - torch.sigmoid(s[g.trigger, g.event]) * 0.999)
                told = told - 3 * torch.log(chance + 1e-6)
                count += 1
        if not each.groups:
            continue
        rows = net.triggers(h, s, each.groups)
        made = net.modality_out(net.drop(F.gelu(net.modality_in(rows))))
        wanted = torch.tensor([MODALITIES.index(g.claims[0]["modality"]) for g in each.groups])
        modality = modality + F.cross_entropy(made, wanted, reduction="sum")
        n_modality += len(each.groups)
        query = net.query(rows)
        a, b = _who_loss(net, query, h, each)
        who, n_who = who + a, n_who + b
        a, b = _where_loss(net, query, h, each, manners)
        where, n_where = where + a, n_where + b
    return told / count + 0.5 * modality / n_modality + 0.5 * who / n_who + 0.35 * where / n_where


def _who_loss(net: Net, query: Any, h: Any, each: Example) -> tuple[Any, int]:
    inputs, groups = each.inputs, each.groups
    nobody, total, count = len(inputs.who), torch.zeros(()), 0
    none = net.subject.none(query)[:, 0]
    made = None
    if len(inputs.mentions):
        if each.signs is None:
            each.signs = tuple(
                torch.tensor(x) for x in mention_signs(inputs, [g.trigger for g in groups])
            )
        made = net.subject(query, h[inputs.mentions[:, 0]], *each.signs)
    whose = torch.tensor(inputs.mentions[:, 2])
    for row, g in enumerate(groups):
        if not g.who:
            continue
        score = torch.full((nobody + 1,), -1e4)
        last = none[row]
        if made is not None:
            score = score.scatter_reduce(0, whose, made[row], "amax")
            mine = made[row][whose == nobody]
            if len(mine):
                last = torch.logsumexp(torch.cat([mine, last[None]]), 0)
        score = torch.cat([score[:-1], last[None]])
        wanted = torch.zeros(nobody + 1)
        wanted[list(g.who)] = 1
        mask = (score > -1e3).float()
        if g.maybe:
            mask[list(g.maybe)] = 0
        total = (
            total
            + (
                F.binary_cross_entropy_with_logits(score.clamp(-30, 30), wanted, reduction="none")
                * mask
            ).sum()
        )
        shares = torch.log_softmax(score.masked_fill(mask < 0.5, -1e4), 0)
        total = total - 0.5 * torch.logsumexp(shares[list(g.who)], 0).clamp(min=-20)
        count += 1
    return total, count


def _where_loss(
    net: Net, query: Any, h: Any, each: Example, manners: Mapping[str, int]
) -> tuple[Any, int]:
    inputs, groups = each.inputs, each.groups
    total, count = torch.zeros(()), 0
    if not inputs.states:
        return total, count
    nobody = len(inputs.who)
    if each.places is None:
        whose = [frozenset(at for at in g.who if at < nobody) for g in groups]
        each.places = tuple(
            torch.tensor(x) for x in state_signs(inputs, [g.trigger for g in groups], whose)
        )
    signs, classes = each.places
    manner = net.manner(torch.tensor([manners.get(how, 0) for _, _, how in inputs.states]))
    signs = torch.cat([signs, manner[None].expand(len(groups), -1, -1)], -1)
    codes = sorted({code for _, code, _ in inputs.states})
    of = torch.tensor([codes.index(code) for _, code, _ in inputs.states])
    at = [word for word, _, _ in inputs.states]
    for role, linker in (("host", net.host), ("origin", net.origin)):
        made = linker(query, h[at], signs, classes)
        parts = [torch.logsumexp(made[:, of == n], 1) for n in range(len(codes))] + [
            linker.none(query)[:, 0]
        ]
        logs = torch.log_softmax(torch.stack(parts, 1), 1)
        for row, g in enumerate(groups):
            code = g.claims[0][role]
            if code is None or code in codes:
                total = total - logs[row, len(codes) if code is None else codes.index(code)]
                count += 1
    return total, count


def manners_of(examples: Sequence[Example]) -> dict[str, int]:
    """The manners in which states are mentioned often enough, numbered from 1."""
    counts = Counter(how for each in examples for _, _, how in each.inputs.states)
    return {
        how: number for number, how in enumerate(sorted(h for h, n in counts.items() if n >= 6), 1)
    }


def train(
    examples: Sequence[Example],
    manners: Mapping[str, int],
    seed: int,
    epochs: int = 12,
    rate: float = 2e-3,
) -> Net:
    """One network, fitted to documents."""
    torch.manual_seed(seed)
    generator = random.Random(seed)  # noqa: S311
    net = Net(manners)
    best = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.02)
    order = list(range(len(examples)))
    steps = epochs * sum(1 for _ in _batches(order, examples))
    step = 0
    for epoch in range(epochs):
        net.train()
        generator.shuffle(order)
        losses = []
        for batch in _batches(order, examples):
            for part in best.param_groups:
                part["lr"] = (
                    rate * min(1, (step + 1) / 60) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
                    + 1e-5
                )
            value = loss(net, [examples[at] for at in batch], manners)
            best.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
            losses.append(float(value.detach()))
            step += 1
        print(f"seed {seed} epoch {epoch} loss {np.mean(losses):.3f}", flush=True)
    net.eval()
    return net


def _batches(
    order: Sequence[int], examples: Sequence[Example], most: int = 1200
) -> Iterator[list[int]]:
    batch, size = [], 0
    for at in order:
        batch.append(at)
        size += len(examples[at].inputs.words)
        if size > most:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def exported(net: Net) -> dict[str, Any]:
    """The weights by the names that `network.py` and `encoder.py` use."""
    names = {
        "inner": "in",
        "modality_in": "modality.in",
        "modality_out": "modality.out",
        "norm": "in.norm",
    }
    found: dict[str, Any] = {}
    for name, value in net.named_parameters():
        array = value.detach().numpy()
        head, _, tail = name.rpartition(".")
        head = names.get(head, head)
        if head.startswith("norms."):
            head = f"near.{head[6:]}.norm"
        if head == "of":
            found["event.of"] = array
        elif head == "manner" or head.endswith((".words", ".far")):
            found[head] = array
        elif head.endswith("norm"):
            found[f"{head}.{'w' if tail == 'weight' else 'b'}"] = array
        else:
            found[f"{head}.{'w' if tail == 'weight' else 'b'}"] = (
                array.T if tail == "weight" else array
            )
    return found
