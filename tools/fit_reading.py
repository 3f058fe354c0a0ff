"""Train the networks that tell what happened to whom and where, on the gold documents.

    python tools/fit_reading.py pack FILE [--limit N]    documents in numbers, ready to train on
    python tools/train_reading.py FILE OUT               the training (tools/train_reading.py)
    python tools/fit_reading.py keep OUT                 keep the networks that learned from all

What is learned from: all documents that may be looked at; the shared ones count twice; and
ordinary news, which tells of nobody. The training needs nothing of this package, so that it may run
on another machine. Afterwards run `tools/fit_confidence.py OUT --write`. `--limit` packs so many
documents only, for a trial.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gold import SHARED, Record, documents, load, plain_news, post, written
from reading_lexicon import packed, vocabulary
from reading_numbers import pack
from reading_targets import Lesson, lesson

from nonrefoul.reading.claiming import unweighed
from nonrefoul.reading.learned import network

NEWS = 240
# Documents read at a time.
READ = 100


def records(limit: int | None) -> list[Record]:
    """What to learn from."""
    found = [*post(), *written(), *plain_news(NEWS)]
    return found[:: max(1, len(found) // limit)][:limit] if limit else found


def lessons(found: Sequence[Record]) -> list[tuple[str, bool, Lesson]]:
    """Documents with words as lessons, each with its identity and whether it is a shared one."""
    shared = {each["id"] for each in load(SHARED / "eval" / "dev.jsonl", "write", "ru")}
    shared |= {each["id"] for each in post()}
    made = []
    for start in range(0, len(found), READ):
        part = found[start : start + READ]
        for record, seen in zip(part, unweighed(documents(part)), strict=True):
            if seen.words:
                learned = lesson(record, seen)
                made.append((str(record["id"]), record["id"] in shared, learned))
        print(f"read {start + len(part)} of {len(found)} documents", flush=True)
    return made


def trained(out: Path) -> list[dict[str, Any]]:
    """What `tools/train_reading.py` wrote, file by file."""
    paths = sorted(out.parent.glob(f"{out.name}.*.pkl"))
    if not paths:
        raise FileNotFoundError(f"no {out}.*.pkl; run tools/train_reading.py")
    found: list[dict[str, Any]] = [pickle.loads(each.read_bytes()) for each in paths]  # noqa: S301
    return found


def of_fold(files: Sequence[dict[str, Any]], held_out: int | None) -> dict[str, Any]:
    """The networks from which a fold was held out (None: those of all documents), as arrays."""
    wanted = [
        arrays
        for file in files
        for (_, fold), arrays in zip(file["plans"], file["arrays"], strict=True)
        if fold == held_out
    ]
    named = {
        f"{number}/{name}": values
        for number, arrays in enumerate(wanted)
        for name, values in arrays.items()
    }
    return {**named, **files[0]["labels"]}


def main() -> int:
    """Pack documents, or keep networks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", choices=("pack", "keep"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args()
    if asked.step == "pack":
        made = lessons(records(asked.limit))
        pack(packed(made, vocabulary([each for _, _, each in made])), asked.path)
        print(f"{asked.path}: {len(made)} documents, {asked.path.stat().st_size >> 20} MiB")
    else:
        kept: Any = of_fold(trained(asked.path), None)
        np.savez_compressed(network.WEIGHTS, **kept)
        print(f"{network.WEIGHTS}: {network.WEIGHTS.stat().st_size >> 20} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
