"""Teach the network that says which texts are worth reading: `nonrefoul/reading/triage.npz`.

    python tools/fit_triage.py [--measure]

Its teacher is the full reading: on the project's own invented documents (`corpus/ru`,
`tests/gold`), half of its posts on everything else (`corpus/ordinary`), and public news (the texts
alone, not their annotation, of NEREL's train part, CC BY 2.5, and of factRuEval's devset, MIT), it
learns at which words a claim is found. One own document in eight is kept back; the thresholds are
set so that of the claims found in those no more than `MISSED` are lost, and in the short ones
`MISSED_SHORT`. With `--measure` nothing is written: what passes of documents that were not fitted
on, and what is lost, is printed. Takes about ten minutes of a core; needs the extra `train`.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from gold import OWN_GOLD, SHARED, Record, load

import corpus
from nonrefoul.reading import LONGEST, triage
from nonrefoul.reading.claiming import judged, pages
from nonrefoul.reading.confidence import least
from nonrefoul.words import Claim, Document

NEREL, FACTRU = SHARED / "data" / "nerel" / "NEREL-v1.1", SHARED / "data" / "factrueval"
# The share of claims in documents kept back that may fall below the threshold.
MISSED = 0.004
# The project's short documents are hard ones, made to be.
MISSED_SHORT = 0.02
# A claim that is a little less sure than those that are given is told, too, as far as it is sure.
HEEDED = 0.3
# Real documents lie a little lower than the project's own: by so much, on the shared gold.
MARGIN = 0.5
TOGETHER = 16
# Texts of no more words than this are put amid others.
AMID = 150
SEED = 0


@dataclass(frozen=True)
class Lesson:
    """A stretch of text: its words as the network sees them, and how likely each is in a claim."""

    words: Sequence[tuple[int, int]]
    told: Sequence[float]


@dataclass(frozen=True)
class Read:
    """A text, and every claim that the full reading finds in it, those not given as well."""

    text: str
    claims: tuple[Claim, ...]

    @property
    def given(self) -> tuple[Claim, ...]:
        """The claims that are sure enough to be given."""
        enough = least()
        return tuple(each for each in self.claims if (each.confidence or 0) >= enough)


def own() -> list[str]:
    """The project's own documents about the subject, and those that only look so."""
    records = [
        each for path in sorted(OWN_GOLD.glob("*.jsonl")) for each in load(path, "all", "ru")
    ]
    return texts_of([*corpus.load("ru"), *records])


def texts_of(records: Sequence[Record]) -> list[str]:
    """The texts of gold documents."""
    return [each["text"] for each in records]


def news(folder: Path) -> Iterator[str]:
    """The texts of a folder of news."""
    for path in sorted(folder.rglob("*.txt")):
        yield path.read_text(encoding="utf-8")


def part(text: str, of: int) -> bool:
    """Whether a text is of the one part in so many that nothing is taught on."""
    return hashlib.sha256(text.encode()).digest()[0] % of == 0


def read(texts: Sequence[str]) -> list[Read]:
    """Read every text in full."""
    found = []
    for at in range(0, len(texts), TOGETHER):
        batch = texts[at : at + TOGETHER]
        documents = [Document(str(number), text, "ru") for number, text in enumerate(batch)]
        told = [tuple(judged(page, 0.0)) for page in pages(documents)]
        found += [Read(text, claims) for text, claims in zip(batch, told, strict=True)]
    return found


def main() -> None:
    """Teach and write the network, or measure the one that stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    if not parser.parse_args().measure:
        teach()
    measure()


def teach() -> None:
    """Teach the network, set its threshold, and write it."""
    from triage_network import taught

    ours = read(own())
    others = [text for text in texts_of(corpus.load("ordinary")) if not part(text, 2)]
    others += [*news(NEREL / "train"), *news(FACTRU / "devset")]
    taught_on = [*(each for each in ours if not part(each.text, 8)), *read(others)]
    lessons = [
        Lesson(triage.words(stretch), told)
        for each in taught_on
        for stretch, told in _told(each)
        if told
    ]
    lessons += digests(lessons)
    write(taught(lessons).arrays())
    set_thresholds([each for each in ours if part(each.text, 8) and each.given])
    print(f"{len(lessons)} stretches taught it; written to {triage.WEIGHTS}")


def digests(lessons: Sequence[Lesson]) -> list[Lesson]:
    """Lessons in which what tells a claim stands amid words on other things, as in a digest."""
    dice = random.Random(SEED)  # noqa: S311
    telling = [each for each in lessons if max(each.told) == 1.0 and len(each.words) <= AMID]
    other = [each for each in lessons if max(each.told) == 0.0]
    found = []
    for each in dice.sample(telling, len(telling) // 3):
        one, two = dice.choice(other), dice.choice(other)
        before, after = dice.randrange(len(one.words) + 1), dice.randrange(len(two.words) + 1)
        words = [*one.words[:before], *each.words, *two.words[after:]]
        told = [*one.told[:before], *each.told, *two.told[after:]]
        found.append(Lesson(words, told))
    return found


def write(arrays: Mapping[str, np.ndarray]) -> None:
    """Write the network's arrays, and have them read anew."""
    halved: dict[str, Any] = {name: each.astype(np.float16) for name, each in arrays.items()}
    np.savez_compressed(triage.WEIGHTS, **halved)
    triage._network.cache_clear()


def set_thresholds(kept_back: Sequence[Read]) -> None:
    """Set where the thresholds of the network that is written lie."""
    with np.load(triage.WEIGHTS) as written:
        arrays = {name: written[name] for name in written.files}
    write({**arrays, "lenient": np.zeros(())})
    long = threshold([each for each in kept_back if len(each.text) > triage.SHORT], MISSED)
    short = threshold([each for each in kept_back if len(each.text) <= triage.SHORT], MISSED_SHORT)
    write({**arrays, "always": arrays["always"] - long + MARGIN, "lenient": np.array(long - short)})


def _told(read: Read) -> Iterator[tuple[str, list[float]]]:
    """Each stretch of a text, with how likely each of its words is in a claim."""
    heeded = [(c.start, c.end, c.confidence or 0.0) for c in read.claims]
    heeded = [each for each in heeded if each[2] >= HEEDED]
    enough, start = least(), 0
    for stretch in triage.stretches(read.text[:LONGEST]):
        told = []
        for match in triage.words_in(stretch):
            first, last = start + match.start(), start + match.end()
            sure = max((sure for a, b, sure in heeded if first < b and a < last), default=0.0)
            told.append(1.0 if sure >= enough else sure)
        yield stretch, told
        start += len(stretch)


def threshold(kept_back: Sequence[Read], missed: float) -> float:
    """The weight that no more than a share `missed` of the claims lies below."""
    weighed = sorted(
        (max(triage.weights_of(list(triage.stretches(each.text)))), len(each.given))
        for each in kept_back
    )
    lost = np.cumsum([count for _, count in weighed]) / sum(count for _, count in weighed)
    # A little less, lest rounding lose the very text that stands on it.
    return weighed[int(np.searchsorted(lost, missed))][0] - 0.01


def measure() -> None:
    """Print what passes of texts that it was not taught on, and what is lost."""
    sets = {
        "own documents kept back": [text for text in own() if part(text, 8)],
        "invented posts on everything else, kept back": [
            text for text in texts_of(corpus.load("ordinary")) if part(text, 2)
        ],
    }
    if SHARED.exists():
        sets["shared gold"] = texts_of(load(SHARED / "eval" / "dev.jsonl", "all", "ru"))
        sets["NEREL, news of every kind, dev and test"] = [
            *news(NEREL / "dev"),
            *news(NEREL / "test"),
        ]
        sets["factRuEval, news, testset"] = list(news(FACTRU / "testset"))
    for name, texts in sets.items():
        print(f"{name}: {passing(read(texts))}")


def passing(found: Sequence[Read]) -> str:
    """How many texts pass, and how many of the claims are in those."""
    passed = triage.worth([each.text for each in found])
    empty = [taken for each, taken in zip(found, passed, strict=True) if not each.given]
    kept = sum(len(each.given) for each, taken in zip(found, passed, strict=True) if taken)
    claims = sum(len(each.given) for each in found)
    return f"{kept} of {claims} claims kept; of {len(empty)} texts without any, {sum(empty)} pass"


if __name__ == "__main__":
    main()
