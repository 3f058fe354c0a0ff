"""Train what reads English: nonrefoul/reading/english/weights.npz, the same bytes each time.

    uv pip install --python .venv 'torch>=2'      (the project's extra `train`)
    python tools/train_english.py [--names] [--folds 2] [--networks 3] [--measure]

Without `--names` the name finder in weights.npz is kept, and only what reads events is trained: on
corpus/en, on documents mixed from corpus/en-phrases (english_mix.py), on the English `write` half
of the shared gold set, on all that the Russian network learns from, and on public texts without
claims. First in folds, which gives the
confidence and the threshold, then on all. `--measure` only trains in folds, and prints what comes
of it.

The name finder is trained on public corpora in ../shared/data/en-names (WikiGold, WNUT 2017, the
Broad Twitter Corpus: CC BY 4.0; Universal NER on EWT: CC BY-SA 4.0) and on persons of corpus/en.
docs/decisions/0007-english.md says what was tried.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import random
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

try:
    import torch
except ImportError:
    sys.exit("torch is missing: uv pip install --python .venv 'torch>=2' (the extra `train`)")

import english_events
import english_from_russian
import english_mix
import english_names
from gold import SHARED, contract, documents, for_training, load, plain_news

import corpus
from nonrefoul.reading.claiming import unweighed
from nonrefoul.reading.english.network import EVENTS
from nonrefoul.reading.english.reader import confidence
from nonrefoul.reading.english.telling import SIGNS, Telling, befalls_nobody, tellings

WEIGHTS = Path(__file__).resolve().parents[1] / "nonrefoul" / "reading" / "english" / "weights.npz"
NAMES = SHARED / "data" / "en-names"
TREEBANK = SHARED / "data" / "en-treebank" / "en_ewt-ud-train.conllu"
WIKIGOLD = NAMES / "data" / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
MIXED, EPOCHS, PRECISION, SEED = 700, 10, 0.75, 0
RUSSIAN_NEWS, READ = 60, 100

# A fold has no more networks than these, for time.
IN_FOLDS = 2

Rows = list[tuple[Telling, bool]]


def main() -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--networks", type=int, default=3)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    scorer = contract()
    records = corpus.load("en")
    names = english_names.train(NAMES, records) if asked.names else _kept_names()
    names = {
        name: np.asarray(array, dtype=np.float16).astype(np.float32)
        for name, array in names.items()
    }
    own = [
        english_events.example(record, names, scorer.same_subject)
        for record in [*records, *load(SHARED / "eval" / "dev.jsonl", "write", "en"), *quiet()]
    ]
    mixed = [
        english_events.example(record, names, scorer.same_subject)
        for record in english_mix.documents(MIXED)
    ]
    mixed += list(russian(scorer))
    judge, least = _in_folds(own, mixed, asked.folds, asked.networks, scorer)
    if asked.measure:
        return 0
    examples = _weighed(own) + mixed
    manners = english_events.manners_of(examples)
    networks = [
        english_events.exported(english_events.train(examples, manners, SEED + at, EPOCHS))
        for at in range(asked.networks)
    ]
    _write(names, networks, {
        "networks": len(networks), "manners": manners, "confidence": judge, "least": least,
    })  # fmt: skip
    return 0


def _kept_names() -> dict[str, Any]:
    with np.load(WEIGHTS) as file:
        return {name: file[name] for name in file.files if name.startswith("names.")}


def russian(scorer: Any) -> Iterator[english_events.Example]:
    """What the Russian reader is trained on: its documents teach English, too."""
    records = [*for_training(), *plain_news(RUSSIAN_NEWS)]
    for at in range(0, len(records), READ):
        some = records[at : at + READ]
        for record, seen in zip(some, unweighed(documents(some)), strict=True):
            if seen.words:
                yield english_from_russian.example(record, seen, scorer.same_subject)


def quiet() -> Iterator[dict[str, Any]]:
    """Public English texts that hold no claim: reviews, answers, letters of EWT; WikiGold."""
    texts: list[tuple[str, str]] = []
    name, lines = "", list[str]()
    for line in TREEBANK.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id"):
            texts.append((name, " ".join(lines)))
            name, lines = line.partition("=")[2].strip(), []
        elif line.startswith("# text ="):
            lines.append(line[8:].strip())
    long = [(name, text[:1200]) for name, text in texts if len(text) > 300 and name[:6] != "weblog"]
    random.Random(5).shuffle(long)  # noqa: S311
    told = " ".join(word for sentence in english_names.sentences(WIKIGOLD) for word, _ in sentence)
    told = re.sub(r" ([,.;)]|'s\b)", r"\1", told).replace("( ", "(")
    chosen = long[:45] + [
        (f"wikigold-{at}", told[at : at + 900]) for at in range(0, 45 * 3200, 3200)
    ]
    for name, text in chosen:
        yield {
            "id": name,
            "lang": "en",
            "kind": "quiet none",
            "published": None,
            "text": text,
            "claims": [],
        }


def _natural(example: english_events.Example) -> bool:
    """Whether a document is like what is read: not a single sentence made to be hard, nor quiet."""
    return not example.record["kind"].startswith(("phrase", "quiet", "mix"))


def _weighed(examples: Sequence[english_events.Example]) -> list[english_events.Example]:
    """Documents like what is read count twice."""
    return [*examples, *(each for each in examples if _natural(each))]


def _fold(example: english_events.Example, folds: int) -> int:
    return hashlib.sha256(f"f{example.record['id']}".encode()).digest()[1] % folds


def _in_folds(
    own: Sequence[english_events.Example],
    mixed: Sequence[english_events.Example],
    folds: int,
    networks: int,
    scorer: Any,
) -> tuple[list[float], float]:
    """Confidence and threshold by what networks say of documents that they were not trained on."""
    rows: Rows = []
    natural: Rows = []
    total = 0
    for number in range(folds):
        train = [each for each in own if _fold(each, folds) != number]
        examples = _weighed(train) + list(mixed)
        manners = english_events.manners_of(examples)
        nets = [
            english_events.exported(english_events.train(examples, manners, SEED + at, EPOCHS))
            for at in range(min(networks, IN_FOLDS))
        ]
        for each in own:
            if _fold(each, folds) == number:
                judged, required = _judged(each, tellings(each.inputs, nets, manners), scorer)
                rows += judged
                if _natural(each):
                    natural += judged
                    total += required
    weights = _logistic(rows)
    ranked = sorted(((confidence(each, weights), ok) for each, ok in natural), reverse=True)
    least, best, hits = 1.0, -1.0, 0
    for count, (chance, right) in enumerate(ranked, 1):
        hits += right
        if count % 20 == 0:
            print(
                f"threshold {chance:.3f}: precision {hits / count:.3f}, recall {hits / total:.3f}"
            )
        if hits / count >= PRECISION and hits > best:
            least, best = chance, hits
    print(f"confidence {np.round(weights, 3)}, least {least:.3f}", flush=True)
    return [round(float(each), 4) for each in weights], round(least, 4)


def _judged(
    example: english_events.Example, found: Sequence[Telling], scorer: Any
) -> tuple[Rows, int]:
    """Each distinct telling's chances, whether it is right; how many claims are required."""
    golds: dict[Any, dict[str, Any]] = {}
    for claim in sorted(example.record["claims"], key=lambda claim: bool(claim.get("optional"))):
        golds.setdefault(scorer.identity(claim), claim)
    told: dict[Any, tuple[dict[str, Any], Telling]] = {}
    for telling in sorted(found, key=lambda telling: -telling.chance):
        claim = _as_claim(example, telling)
        told.setdefault(scorer.identity(claim), (claim, telling))
    pairs = scorer.pair(list(golds.values()), [claim for claim, _ in told.values()])
    right = {at for _, at in pairs}
    rows = [(telling, at in right) for at, (_, telling) in enumerate(told.values())]
    return rows, sum(not claim.get("optional") for claim in golds.values())


def _as_claim(example: english_events.Example, telling: Telling) -> dict[str, Any]:
    who = example.inputs.who[telling.who] if telling.who is not None else None
    nobody = befalls_nobody(EVENTS.index(telling.event))
    return {
        "event": telling.event,
        "subject": who.name if who and not nobody else None,
        "subject_kind": "none" if nobody else who.kind if who else "person",
        "host": telling.host,
        "origin": telling.origin,
        "modality": telling.modality.value,
        "date": None,
    }


def _logistic(rows: Rows) -> list[float]:
    """Weights of a logistic regression on the signs of tellings and on their events."""
    x = np.zeros((len(rows), 1 + len(SIGNS) + len(EVENTS)))
    for at, (telling, _) in enumerate(rows):
        x[at, : 1 + len(SIGNS)] = (1.0, *telling.signs)
        x[at, 1 + len(SIGNS) + EVENTS.index(telling.event)] = 1
    y = np.array([float(right) for _, right in rows])
    weights = np.zeros(x.shape[1])
    held = np.array([0.01, *[0.3] * len(SIGNS), *[3.0] * len(EVENTS)])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(held)
        weights = weights - np.linalg.solve(hessian, x.T @ (p - y) + held * weights)
    return [float(each) for each in weights]


def _write(
    names: Mapping[str, Any], networks: Sequence[Mapping[str, Any]], about: Mapping[str, Any]
) -> None:
    """Write the file; no times in it, so that the same weights are the same bytes."""
    arrays = {name: np.asarray(array, dtype=np.float16) for name, array in names.items()}
    for at, network in enumerate(networks):
        arrays |= {
            f"{at}/{name}": np.asarray(array, dtype=np.float16) for name, array in network.items()
        }
    arrays["about"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8)
    with zipfile.ZipFile(WEIGHTS, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.save(buffer, np.ascontiguousarray(arrays[name]))
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED
            )
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    sys.exit(main())
