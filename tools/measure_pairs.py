"""Measure name comparison on labelled pairs: python tools/measure_pairs.py CASES.csv [--show]."""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

from nonrefoul.people import compare


def main() -> None:
    """Print, for each set of pairs, precision and recall of `same`, and what stays unsure."""
    rows = csv.DictReader(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    counts: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
    for row in rows:
        if row["schema"] != "Person":
            continue
        match = row["is_match"] == "true"
        verdict = compare(row["name1"], row["name2"])
        for part in ("all", row["case_group"]):
            counts[part][match, verdict.verdict.value] += 1
        if "--show" in sys.argv and match != (verdict.verdict.value == "same"):
            print(verdict.verdict, match, row["name1"], "|", row["name2"], *verdict.reasons)
    for part, count in counts.items():
        same, wrong = count[True, "same"], count[False, "same"]
        matches = sum(n for (match, _), n in count.items() if match)
        found = same + count[True, "unsure"]
        print(
            f"{part:16} pairs {count.total():4}  same: precision {same / (same + wrong or 1):.3f}"
            f" recall {same / (matches or 1):.3f}  same or unsure: recall {found / matches:.3f}"
            f"  unsure among different {count[False, 'unsure']}"
        )


if __name__ == "__main__":
    main()
