"""Train the English name finder; `tools/train_english.py` calls it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from nonrefoul.reading.english import places
from nonrefoul.reading.english.names import TAGS, beside, find, shapes
from nonrefoul.reading.english.words import Word, cut, vectors

Row = tuple[list[Word], list[int]]

# What the corpora call what; anything else is no name.
KINDS = {
    **dict.fromkeys(("per", "person"), "PER"),
    **dict.fromkeys(("loc", "location", "geo-loc"), "LOC"),
    **dict.fromkeys(("org", "organisation", "organization", "corporation", "group"), "ORG"),
}
TRAIN = (
    "data/wikigold/CONLL-format/data/wikigold.conll.txt",
    "data/WNUT17/CONLL-format/data/train/wnut17train.conll",
    "data/BTC/CONLL-format/data/f.conll",
    "data/BTC/CONLL-format/data/g.conll",
    "data/BTC/CONLL-format/data/e.conll",
    "uner-ewt/en_ewt-ud-dev.iob2",
)
# Measured on, never trained on: part of re3d is licensed for non-commercial use only.
TESTS = (
    "data/re3d/CONLL-format/data/train/re3d-train.conll",
    "uner-ewt/en_ewt-ud-test.iob2",
)
UNKNOWN = -1


def sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a corpus file: words with their tags."""
    found: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if found:
                yield found
            found = []
        elif line.startswith("# "):
            continue
        else:
            parts = line.split("\t") if "\t" in line else line.split()
            word, tag = (parts[1], parts[2]) if len(parts) >= 4 else (parts[0], parts[-1])
            if word.strip() and word != "-DOCSTART-":
                found.append((word, tag))


def rows(path: Path, together: int = 4) -> Iterator[Row]:
    """Texts of a few sentences, cut as ours are, with the number of each word's tag."""
    batch: list[list[tuple[str, str]]] = []
    for sentence in sentences(path):
        batch.append(sentence)
        if len(batch) == together:
            yield _row(batch)
            batch = []
    if batch:
        yield _row(batch)


def _row(batch: Sequence[Sequence[tuple[str, str]]]) -> Row:
    words: list[Word] = []
    tags: list[int] = []
    place = 0
    for number, sentence in enumerate(batch):
        before = "O"
        for text, tag in sentence:
            kind = KINDS.get(tag[2:].lower(), "O") if tag != "O" else "O"
            opens = tag[0] == "B" or kind != before
            for part in cut(text):
                stop = place + part.start
                words.append(Word(part.text, stop, place + part.stop, number, number))
                tags.append(TAGS.index("O" if kind == "O" else f"{'B' if opens else 'I'}-{kind}"))
                opens = False
            before = kind
            place += len(text) + 1
    return words, tags


def own(records: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """The persons of our own documents; other words with a capital are left open."""
    for record in records:
        words = cut(record["text"])
        names = [
            [word.text for word in cut(claim["subject"])]
            for claim in record["claims"]
            if claim["subject"] and claim["subject_kind"] in ("person", "official")
        ]
        tags = [UNKNOWN if word.capital else 0 for word in words]
        for name in sorted(names, key=len, reverse=True):
            for at in range(len(words)):
                if [word.text for word in words[at : at + len(name)]] == name and not any(
                    tag > 0 for tag in tags[at : at + len(name)]
                ):
                    tags[at : at + len(name)] = [1] + [2] * (len(name) - 1)
        for place in places.find(words, ()):
            if all(tag <= 0 for tag in tags[place.first : place.last]):
                named = place.kind in ("name", "capital", "city", "region")
                tags[place.first : place.last] = [5 if named else 0] + [6 if named else 0] * (
                    place.last - place.first - 1
                )
        last = {name[-1] for name in names}
        for at, word in enumerate(words):
            if tags[at] in (UNKNOWN, 5) and word.text in last:
                tags[at] = 1
        yield words, tags


def train(shared: Path, records: Sequence[dict[str, Any]], seed: int = 0) -> dict[str, Any]:
    """The weights of the name finder."""
    torch.manual_seed(seed)
    generator = random.Random(seed)  # noqa: S311
    data = [row for name in TRAIN for row in rows(shared / name)]
    tests = {name: list(rows(shared / name)) for name in TESTS}
    mine = list(own(records))
    data += mine * 2
    data = [row for row in data if row[0]]
    made = [_inputs(words) for words, _ in data]
    net = nn.Sequential(
        nn.Linear(made[0].shape[1], 160), nn.GELU(approximate="tanh"), nn.Dropout(0.3), nn.Linear(160, len(TAGS))
    )
    best = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    epochs, size = 5, 24
    steps = epochs * (len(data) // size + 1)
    order = list(range(len(data)))
    step = 0
    for _ in range(epochs):
        generator.shuffle(order)
        for at in range(0, len(order), size):
            chosen = order[at : at + size]
            x = torch.tensor(np.concatenate([made[each] for each in chosen]).astype(np.float32))
            y = torch.tensor([tag for each in chosen for tag in data[each][1]])
            loss = nn.functional.cross_entropy(net(x), y, ignore_index=UNKNOWN)
            best.param_groups[0]["lr"] = 2e-3 * (1 - step / steps) + 1e-5
            best.zero_grad()
            loss.backward()
            best.step()
            step += 1
    weights = {
        "names.in.w": net[0].weight.detach().numpy().T,
        "names.in.b": net[0].bias.detach().numpy(),
        "names.out.w": net[3].weight.detach().numpy().T,
        "names.out.b": net[3].bias.detach().numpy(),
    }
    for name, test in tests.items():
        print(name, _measure(test, weights), flush=True)
    return weights


def _inputs(words: Sequence[Word]) -> Any:
    sentence = np.array([word.sentence for word in words], dtype=np.int64)
    each = np.concatenate([vectors(words), shapes(words)], axis=1)
    return np.concatenate(
        [beside(each, sentence, -1), each, beside(each, sentence, 1)], axis=1
    ).astype(np.float16)


def _measure(test: Sequence[Row], weights: Any) -> str:
    hits: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("PER", "ORG", "LOC")}
    for words, tags in test:
        found = {(n.kind, n.first, n.last) for n in find(words, vectors(words), weights)}
        gold = set()
        for at, tag in enumerate(tags):
            if TAGS[tag][0] == "B":
                last = at + 1
                while last < len(tags) and TAGS[tags[last]][0] == "I":
                    last += 1
                gold.add((TAGS[tag][2:], at, last))
        for kind, counts in hits.items():
            a, b = {x for x in found if x[0] == kind}, {x for x in gold if x[0] == kind}
            counts[0] += len(a & b)
            counts[1] += len(a)
            counts[2] += len(b)
    return "  ".join(
        f"{kind} P {c[0] / max(1, c[1]):.3f} R {c[0] / max(1, c[2]):.3f}"
        for kind, c in hits.items()
    )
