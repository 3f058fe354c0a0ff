"""Measure name comparison on labelled pairs: python tools/measure_pairs.py [--public CASES.csv].

The project's own pairs are made by tests/people/made_pairs.py, the public ones are nomenklatura's.
Each set is split by hash: what was built was tuned on one half, the other is for checking.
`--beside nomenklatura` measures its matchers too, on the same pairs in the same run, at two
thresholds in use and at the lowest with a precision of 0.99 on the tuning half. It is heavy
and needs PyICU, built from source, so it is no dependency: install it beside this project.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from nonrefoul.people import Verdict, compare
from nonrefoul.people.names import parse

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "people"))

from made_pairs import Pair, later_pairs, made_pairs

# Public pairs are labelled by whether a screening should ring, so that some are called matches
# whose own note says that one name was put for another: these are set aside, and counted.
_EXCHANGED = re.compile(
    r"\bswap|\bsub\b|real [\w-]+ (sur)?name|plausible-alternate|rewrite|collision|stem"
    r"|syllable insert"
)
# It names no threshold for joining by itself: these are what screening with it usually takes, and
# what its own command takes for merging persons with Wikidata's.
SCREENING, MERGING = 0.70, 0.96
_BESIDE = Path(__file__).with_name("beside_nomenklatura.py")


def public(path: Path) -> tuple[list[Pair], list[Pair]]:
    """The public pairs of persons, and among them those that are set aside."""
    found, aside = [], []
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        if row["schema"] == "Person":
            same = row["is_match"] == "true"
            pair = Pair(row["name1"], row["name2"], same, row["category"] or row["case_group"])
            found.append(pair)
            if same and _EXCHANGED.search(row["notes"]):
                aside.append(pair)
    return found, aside


def told(name: str, pairs: Sequence[Pair], joined: Iterable[bool], unsure: int | None) -> None:
    """Print precision and recall of what is joined."""
    counts = Counter(zip((pair.same for pair in pairs), joined, strict=True))
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    left = "" if unsure is None else f"  left to a person {unsure}"
    print(
        f"{name:52} pairs {len(pairs):4}  precision {right / (right + wrong or 1):.3f}"
        f"  recall {right / (right + missed or 1):.3f}  wrong {wrong}{left}"
    )


def ours(name: str, pairs: Sequence[Pair]) -> None:
    """Measure this project's comparison."""
    verdicts = [compare(pair.first, pair.second).verdict for pair in pairs]
    joined = (verdict is Verdict.SAME for verdict in verdicts)
    told(f"{name}: nonrefoul", pairs, joined, verdicts.count(Verdict.UNSURE))


def one_person(path: Path) -> list[Pair]:
    """All pairs of the full names in a file, one a line, that are one person's."""
    names = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    full = sorted({name for name in names if len(parse(name).words) > 1})
    return [Pair(one, other, True, path.stem) for one, other in combinations(full, 2)]


def theirs(name: str, tune: Sequence[Pair], check: Sequence[Pair], python: str) -> None:
    """Measure nomenklatura's matchers, run by a Python that has it."""
    pairs = [*tune, *check]
    asked = json.dumps([[pair.first, pair.second] for pair in pairs])
    done = subprocess.run(  # noqa: S603 - a Python that the caller names
        [python, str(_BESIDE)], input=asked, capture_output=True, text=True, check=True
    )
    for matcher, scores in json.loads(done.stdout).items():
        best = _best(tune, scores[: len(tune)])
        for threshold, kind in ((SCREENING, ""), (MERGING, ""), (best, ", tuned")):
            joined = (score >= threshold for score in scores[len(tune) :])
            told(f"{name}: {matcher} at {threshold:.2f}{kind}", check, joined, None)


def _best(pairs: Sequence[Pair], scores: Sequence[float]) -> float:
    """The lowest threshold with a precision of 0.99, else the one with the highest precision."""
    found = []
    for threshold in sorted(set(scores)):
        joined = [
            pair.same for pair, score in zip(pairs, scores, strict=True) if score >= threshold
        ]
        found.append((sum(joined) / len(joined), threshold))
    good = [threshold for precision, threshold in found if precision >= 0.99]
    return min(good) if good else max(found)[1]


def main() -> None:
    """Measure what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--one-person", type=Path, help="a file of one person's names, one a line")
    parser.add_argument("--beside", choices=["nomenklatura"])
    parser.add_argument("--python", default=sys.executable, help="a Python that has nomenklatura")
    parser.add_argument(
        "--show", action="store_true", help="the tuning half's errors, pair by pair"
    )
    asked = parser.parse_args()
    sets = {"own": made_pairs()}
    if asked.public:
        pairs, aside = public(asked.public)
        print(
            f"public: {len(aside)} matches are set aside, whose notes say that a name was exchanged"
        )
        sets |= {
            "public": [pair for pair in pairs if pair not in aside],
            "public, as labelled": pairs,
        }
    if asked.one_person:
        sets["one person's names"] = one_person(asked.one_person)
    later = later_pairs()
    ours("own, persons added later", later)
    if asked.beside:
        theirs("own, persons added later", sets["own"], later, asked.python)
    for name, pairs in sets.items():
        tune = [pair for pair in pairs if not pair.check]
        check = [pair for pair in pairs if pair.check]
        ours(f"{name}, tuned on", tune)
        ours(f"{name}, checked on", check)
        if asked.beside:
            theirs(f"{name}, checked on", tune, check, asked.python)
        for pair in tune if asked.show else ():
            found = compare(pair.first, pair.second)
            if pair.same != (found.verdict is Verdict.SAME):
                print(pair.same, found.verdict, pair.first, "|", pair.second, *found.reasons)


if __name__ == "__main__":
    main()
