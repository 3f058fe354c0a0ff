"""Damages invented exports a thousand times and looks what is read of each: tools/mutilate.py N."""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "capture"))

from mutilating import check, export, wholes


def main(count: int = 1000, seed: int = 20240506) -> None:
    """Print what was done and how often a whole message was lost, or a loss not named."""
    dice = random.Random(seed)  # noqa: S311 - damage that can be repeated is what is wanted
    done: Counter[str] = Counter()
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            if number % 100 == 0:
                raw = export(dice, 1 + number // 100 % 3, 40)
                before = wholes(raw, Path(folder))
            try:
                done[check(raw, before, Path(folder), dice).split()[0]] += 1
            except AssertionError as error:
                failed.append(str(error).splitlines()[0])
    print(f"{count} mutilated exports ({dict(done)}): {len(failed)} failed")
    print(*failed, sep="\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
