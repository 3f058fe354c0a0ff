"""Score the reading stage on documents with gold claims, by the contract's own scorer.

    python tools/score.py [GOLD.jsonl] [--half write|check|all] [--lang ru] [--errors] [--by event]

The gold set is split by the SHA-256 of a document's id: rules are written on the one half and
checked on the other, so that the figure that counts is of documents nobody wrote rules for.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nonrefoul.reading import read
from nonrefoul.words import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OWN_GOLD = ROOT / "tests" / "gold"


def half(document_id: str) -> str:
    """The half of the gold set that a document belongs to: `write` or `check`."""
    return "check" if hashlib.sha256(document_id.encode()).digest()[0] % 2 else "write"


def load(path: Path, wanted: str, lang: str) -> list[dict[str, Any]]:
    """The gold documents of a half and a language."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    return [
        record
        for record in found
        if wanted in ("all", half(record["id"])) and lang in ("all", record["lang"])
    ]


def for_fitting(wanted: str) -> list[dict[str, Any]]:
    """The Russian gold that weights are fitted on: half of the shared set and the project's own."""
    shared = SHARED / "eval" / "dev.jsonl"
    found = load(shared, wanted, "ru") if shared.exists() else []
    return found + [
        each for path in sorted(OWN_GOLD.glob("*.jsonl")) for each in load(path, "all", "ru")
    ]


def read_all(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the rules read in the gold documents, as the contract's records."""
    import datetime as dt

    documents = [
        Document(
            record["id"],
            record["text"],
            record["lang"],
            dt.date.fromisoformat(record["published"]) if record.get("published") else None,
        )
        for record in records
    ]
    return [claim.to_json() for reading in read(documents) for claim in reading.claims]


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
        return subprocess.run(command, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
