"""Fit the weights by which a text is read or passed over: `nonrefoul/reading/triage.tsv`.

    python tools/fit_triage.py [--corpus FOLDER] [--news FOLDER] [--measure]

Two logistic regressions over the beginnings of words: the project's own invented documents that
have gold claims (`tests/gold`, `corpus/ru`) against the news of factRuEval 2016 (MIT), as whole
texts, and the neighbourhoods of their claims against those of the news. The threshold is set in
folds over documents, so that the share `MISSED` of those with claims falls below it. With
`--measure` nothing is written: what passes of documents that were not fitted on is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from nonrefoul.reading import triage
from nonrefoul.reading.triage import STEADY, WEIGHTS, Table, beginnings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# In so many texts a beginning must stand to be weighed at all.
SEEN = 8
RIDGE = 0.05
STEPS = 250
FOLDS = 2
# The share of documents with claims that may fall below the threshold, in folds.
MISSED = 0.003
# Real documents lie lower than the project's own: on the half of the shared gold that rules are
# written on, so much lower a threshold keeps every claim.
MARGIN = 1.2
# Weights smaller than this change nothing.
SMALLEST = 0.05

# A text, and where its claims' words stand.
Text = tuple[str, tuple[tuple[int, int], ...]]
Example = tuple[set[str], bool]


def own(corpus: Path) -> Iterator[Text]:
    """The project's own documents."""
    for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        yield from gold(path)
    for text, told in posts(corpus):
        yield text, tuple(_quoted(text, told))


def posts(corpus: Path) -> Iterator[tuple[str, str]]:
    """The documents of a folder of our corpus: text, and the lines of claims."""
    for path in sorted(corpus.glob("*.txt")):
        for part in re.split(r"(?m)^=== .*\n", path.read_text(encoding="utf-8"))[1:]:
            text, _, told = part.partition("\n---\n")
            yield text, told


def _quoted(text: str, told: str) -> Iterator[tuple[int, int]]:
    for line in told.splitlines():
        fields = line.split(" | ")
        if len(fields) > 6:
            quote = fields[6].replace("*", "").strip()
            start = text.find(quote)
            if start >= 0:
                yield start, start + len(quote)


def gold(path: Path) -> Iterator[Text]:
    """The Russian documents of a gold file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip() and (record := json.loads(line))["lang"] == "ru":
            yield record["text"], tuple((c["start"], c["end"]) for c in record["claims"])


def news(folder: Path) -> Iterator[str]:
    """The texts of a folder of news."""
    for path in sorted(folder.rglob("*.txt")):
        yield path.read_text(encoding="utf-8")


def fold(text: str) -> int:
    """The fold that a text belongs to, whatever the others are."""
    return hashlib.sha256(text.encode()).digest()[0] % FOLDS


def folded(text: str) -> str:
    """The text as it is weighed."""
    return text.replace("ё", "е")


def neighbourhoods(text: str, claims: Sequence[tuple[int, int]] | None) -> Iterator[Example]:
    """Each sentence with those beside it; where claims are given, only those that tell one."""
    text = folded(text)
    found = list(triage._SENTENCE.finditer(text))
    sets = [beginnings(match.group()) for match in found]
    for at, match in enumerate(found):
        tells = any(a < match.end() and match.start() < b for a, b in claims or ())
        if claims is None or tells:
            yield set().union(*sets[max(0, at - 1) : at + 2]), tells


def fit(examples: Sequence[Example]) -> Table:
    """The weight of each beginning, and of `always`, by gradient descent; the same every time."""
    seen = Counter(each for row, _ in examples for each in row)
    columns = {each: at for at, each in enumerate(sorted(e for e, n in seen.items() if n >= SEEN))}
    table = np.zeros((len(examples), len(columns)), np.float32)
    for at, (row, _) in enumerate(examples):
        known = [columns[each] for each in row if each in columns]
        table[at, known] = 1 / np.sqrt(max(STEADY, len(row)))
    labels = np.array([label for _, label in examples], np.float32)
    share = float(labels.mean())
    balance = np.where(labels > 0, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
    weights, always = np.zeros(len(columns), np.float32), 0.0
    # The step falls with the number of examples, lest it overshoot.
    step = 0.2 * min(1.0, 4_000 / len(examples))
    for _ in range(STEPS):
        wrong = (1 / (1 + np.exp(-(table @ weights + np.float32(always)))) - labels) * balance
        weights -= step * (wrong @ table + RIDGE * weights)
        always -= step / 10 * float(wrong.sum())
    return {"always": always, **{each: float(weights[at]) for each, at in columns.items()}}


def tables(texts: Sequence[Text], ordinary: Sequence[str]) -> tuple[Table, Table]:
    """The weights of whole texts and of neighbourhoods."""
    wholes = [(beginnings(folded(text)), bool(claims)) for text, claims in texts if claims]
    wholes += [(beginnings(folded(text)), False) for text in ordinary]
    near = [each for text, claims in texts if claims for each in neighbourhoods(text, claims)]
    near += [each for text in ordinary for each in neighbourhoods(text, None)]
    return fit([each for each in wholes if len(each[0]) >= 8]), fit(near)


def threshold(texts: Sequence[Text], ordinary: Sequence[str]) -> float:
    """Where the threshold must lie, by folds in which no text is weighed by weights it fitted."""
    held: list[float] = []
    for number in range(FOLDS):
        fitted = tables([each for each in texts if fold(each[0]) != number], ordinary)
        held += [
            max(triage.weight(part, *fitted) for part in triage.stretches(text))
            for text, claims in texts
            if claims and fold(text) == number and len(text) > triage.SHORT
        ]
    return float(np.quantile(held, MISSED))


def main() -> None:
    """Fit and write the weights, or measure those that stand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus" / "ru")
    parser.add_argument("--news", type=Path, default=SHARED / "data" / "factrueval")
    parser.add_argument("--measure", action="store_true")
    asked = parser.parse_args()
    if not asked.measure:
        texts, ordinary = list(own(asked.corpus)), list(news(asked.news))
        whole, near = tables(texts, ordinary)
        whole["always"] -= threshold(texts, ordinary) - MARGIN
        write(whole, near, len(texts) + len(ordinary))
    measure()


def write(whole: Table, near: Table, texts: int) -> None:
    """Write the weights, the heaviest first."""
    rows = [
        (each, round(whole.get(each, 0.0), 2), round(near.get(each, 0.0), 2))
        for each in {*whole, *near}
    ]
    rows = [row for row in rows if max(map(abs, row[1:])) >= SMALLEST]
    rows.sort(key=lambda row: (row[0] != "always", -row[1], -row[2], row[0]))
    head = f"# Made by tools/fit_triage.py from {texts} texts; see reading/triage.py.\n"
    body = "".join(f"{each}\t{a:g}\t{b:g}\n" for each, a, b in rows)
    WEIGHTS.write_text(head + body, encoding="utf-8")
    print(f"{len(rows)} weights written to {WEIGHTS}")


def measure() -> None:
    """Print what passes of texts that were not fitted on."""
    held = SHARED / "eval" / "dev.jsonl"
    if held.exists():
        for told, name in ((True, "with claims"), (False, "with none")):
            found = [text for text, claims in gold(held) if bool(claims) == told]
            print(f"shared gold {name}: {passing(found)}")
    other = SHARED / "data" / "nerel"
    if other.exists():
        print(f"NEREL, news of every kind: {passing(list(news(other)))}")

    ordinary = [text for text, _ in posts(ROOT / "corpus" / "ordinary")]
    print(f"invented posts and news on everything else: {passing(ordinary)}")


def passing(texts: Sequence[str]) -> str:
    """How many texts pass."""
    passed = sum(map(triage.worth, texts))
    return f"{passed} of {len(texts)} pass ({passed / max(1, len(texts)):.1%})"


if __name__ == "__main__":
    main()
