"""Kills an `add` (SIGKILL) at random moments, and checks that nothing is lost, half there or twice.

    python tools/kill_adding.py [--times 300] [--messages 1500] [--seed 1]

Each of the databases is killed up to five times, then let through; see tools/disturbing.py for what
must hold each time.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from disturbing import Undisturbed, command, export, lost, unlike

A_HOME = 5


def main() -> int:
    """Kill and check; 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--messages", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder), asked.times, asked.messages, asked.seed)
    return 1 if wrong else 0


def run(folder: Path, times: int, messages: int, seed: int) -> list[str]:
    """Kill so many times; prints what was seen, and gives all that did not hold."""
    dice = random.Random(seed)  # noqa: S311
    file = export(folder / "result.json", messages)
    begun = time.monotonic()
    undisturbed = Undisturbed.of(file, folder / "undisturbed")
    longest = time.monotonic() - begun
    kills, homes, wrong, moments = 0, 0, [], Counter[str]()
    while kills < times:
        home, acknowledged = folder / f"home{homes}", set[str]()
        homes += 1
        for _ in range(A_HOME):
            # Half of them at any moment, half right after a document was stored.
            at_once = dice.random() < 0.5
            first = dice.randrange(messages) if at_once else 0
            killed, said = kill(file, home, dice.random() * (0.05 if at_once else longest), first)
            kills += killed
            acknowledged |= said
            moments["before a document" if not said else "later" if killed else "too late"] += 1
            wrong += lost(home, acknowledged)
        wrong += unlike(undisturbed, file, home)
        if homes % 5 == 0:
            print(f"  so far {kills} kills, {len(wrong)} things wrong", flush=True)
    print(f"  {kills} kills of {homes} databases, {dict(moments)}: {len(wrong)} things wrong")
    for each in wrong[:20]:
        print(f"    {each}")
    return wrong


def kill(file: Path, home: Path, after: float, first: int) -> tuple[bool, set[str]]:
    """Start a run, wait for so many documents and so long, and kill it.

    Gives whether that was before its end, and what it had acknowledged.
    """
    child = subprocess.Popen(  # noqa: S603
        command(file, home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert child.stdout
    early = [line for line in itertools.islice(child.stdout, first) if line.endswith("\n")]
    with suppress(subprocess.TimeoutExpired):
        child.wait(after)
    child.kill()
    # A line that was cut off was not acknowledged.
    said = "".join(early) + child.stdout.read()
    child.wait()
    child.stdout.close()
    return child.returncode < 0, set(said.split("\n")[:-1])


if __name__ == "__main__":
    sys.exit(main())
