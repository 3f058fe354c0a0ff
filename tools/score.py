"""Score the reading stage on documents with gold claims, by the contract's own scorer.

    python tools/score.py [GOLD.jsonl] [--half write|check|all] [--lang ru] [--errors] [--by event]

The gold set is split by the SHA-256 of a document's id: rules are written on the one half and
checked on the other, so that the figure that counts is of documents nobody wrote rules for.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gold import SHARED, contract, documents, load

from nonrefoul.reading import read

Record = dict[str, Any]


def read_all(records: Sequence[Record]) -> list[Record]:
    """What is read in the gold documents, as the contract's records."""
    return [claim.to_json() for reading in read(documents(records)) for claim in reading.claims]


def matched(
    records: Sequence[Record], claims: Sequence[Record]
) -> list[tuple[Record, bool | None]]:
    """Each claim with whether it is right by the contract; None where gold leaves it open."""
    score = contract()
    found: list[tuple[Record, bool | None]] = []
    for record in records:
        golds: dict[Any, Record] = {}
        for gold in sorted(record["claims"], key=lambda each: bool(each.get("optional"))):
            golds.setdefault(score.identity(gold), gold)
        unique = list(golds.values())
        own = [claim for claim in claims if claim["document"] == record["id"]]
        pairs = {there: unique[here] for here, there in score.pair(unique, own)}
        for at, claim in enumerate(own):
            gold_claim = pairs.get(at)
            right = None if gold_claim and gold_claim.get("optional") else gold_claim is not None
            found.append((claim | {"gold": gold_claim}, right))
    return found


def names(found: Sequence[tuple[Record, bool | None]]) -> str:
    """How many full names of matched persons stand in the nominative exactly as in gold."""
    pairs = [
        (claim["subject"], claim["gold"]["subject"])
        for claim, _ in found
        if claim["gold"] and claim["subject_kind"] == "person" and claim["gold"]["subject"]
    ]
    exact = sum(ours == theirs for ours, theirs in pairs)
    share = exact / len(pairs) if pairs else float("nan")
    return f"{'full name right':<24} {share:.3f}  of {len(pairs)} matched persons"


def reliability(found: Sequence[tuple[Record, bool | None]]) -> list[str]:
    """How often claims of like confidence were right."""
    lines = []
    for tenth in range(10):
        row = [
            (claim["confidence"], right)
            for claim, right in found
            if right is not None and tenth <= claim["confidence"] * 10 < tenth + 1
        ]
        if row:
            said = sum(confidence for confidence, _ in row) / len(row)
            was = sum(right for _, right in row) / len(row)
            lines.append(
                f"confidence {tenth / 10:.1f} to {(tenth + 1) / 10:.1f}   "
                f"{len(row):4d} claims, said {said:.2f}, right {was:.2f}"
            )
    return lines


def main() -> int:
    """Print the scorer's table for a half of the gold set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "eval" / "dev.jsonl")
    parser.add_argument("--half", default="check", choices=("write", "check", "all"))
    parser.add_argument("--lang", default="ru")
    parser.add_argument("--by", default="")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    if not asked.gold.exists():
        print(f"no gold documents at {asked.gold}; give the path of a gold file", file=sys.stderr)
        return 2
    records = load(asked.gold, asked.half, asked.lang)
    with tempfile.TemporaryDirectory() as folder:
        gold, found = Path(folder) / "gold.jsonl", Path(folder) / "claims.jsonl"
        gold.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        claims = read_all(records)
        found.write_text("".join(json.dumps(claim) + "\n" for claim in claims), encoding="utf-8")
        command = [sys.executable, str(SHARED / "contract" / "score.py"), str(gold), str(found)]
        command += ["--by", asked.by] if asked.by else []
        command += ["--errors"] if asked.errors else []
        print(f"{len(records)} documents, half: {asked.half}, language: {asked.lang}", flush=True)
        code = subprocess.run(command, check=False).returncode  # noqa: S603
    compared = matched(records, claims)
    print(names(compared), *reliability(compared), sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
