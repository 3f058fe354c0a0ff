"""Alters what is kept, in every file and every entry of the log, and counts what `verify` finds.

    python tools/alter_evidence.py [--times 1000] [--messages 40] [--seed 1]

A small database is made; then, each time in a copy of it: one bit of a file is flipped (every file
in turn, the database's own among them), or an entry of the log is altered, dropped or moved. The
note on the database's file is taken away before that, so that the log alone must tell.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from disturbing import add, export

from nonrefoul import store
from nonrefoul.errors import StoreError
from nonrefoul.store.connect import FILE
from nonrefoul.store.resting import note_of
from nonrefoul.store.verifying import verify


def main() -> int:
    """Alter and count; 1 where an alteration was not found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("--messages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return 1 if run(Path(folder), asked.times, asked.messages, asked.seed) else 0


def run(folder: Path, times: int, messages: int, seed: int) -> int:
    """Alter so many times; prints what was found, and gives how many alterations were not."""
    dice = random.Random(seed)  # noqa: S311
    kept, home = folder / "kept", folder / "home"
    file = export(folder / "result.json", messages)
    opened = store.open_store(kept)
    add(file, kept, quiet=True)
    for note in range(3):
        store.judge(opened, "claim:1", "right", "reviewer", str(note))
    opened.close()
    counted, missed = Counter[str](), 0
    for number in range(times):
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(kept, home)
        what = flip(home, dice, number) if number % 2 else log(home, dice)
        result = "found" if found(home) else "MISSED"
        counted[f"{what}: {result}"] += 1
        missed += result == "MISSED"
    for what, count in sorted(counted.items()):
        print(f"  {what} {count}")
    return missed


def found(home: Path) -> bool:
    """Whether `verify` finds something wrong, or the database can't even be opened."""
    try:
        opened = store.open_store(home, make=False)
        wrong = any(each.wrong for each in verify(opened))
        opened.close()
    except (StoreError, UnicodeDecodeError):
        return True
    return wrong


def flip(home: Path, dice: random.Random, number: int) -> str:
    """Flip one bit of one file, each file in its turn."""
    files = [file for file in sorted(home.rglob("*")) if file.is_file() and file.stat().st_size]
    file = files[number // 2 % len(files)]
    raw = bytearray(file.read_bytes())
    raw[dice.randrange(len(raw))] ^= 1 << dice.randrange(8)
    file.write_bytes(raw)
    return f"a bit of {file.name if file.parent == home else 'an original'}"


def log(home: Path, dice: random.Random) -> str:
    """Alter, drop or move an entry of the log."""
    changes: tuple[Callable[[sqlite3.Connection, random.Random], None], ...] = (
        altered,
        dropped,
        moved,
    )
    change = dice.choice(changes)
    note_of(home / FILE).unlink()
    with sqlite3.connect(home / FILE) as database:
        change(database, dice)
    database.close()
    return f"an entry of the log {change.__name__}"


def altered(database: sqlite3.Connection, dice: random.Random) -> None:
    """Change one byte of an entry, or put another in its place."""
    at = _any(database, dice)
    (raw,) = database.execute("SELECT entry FROM log WHERE position = ?", (at,)).fetchone()
    changed = bytearray(raw)
    changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(7)
    database.execute("UPDATE log SET entry = ? WHERE position = ?", (bytes(changed), at))


def dropped(database: sqlite3.Connection, dice: random.Random) -> None:
    """Take an entry out; half the time those after it move up."""
    at = _any(database, dice)
    database.execute("DELETE FROM log WHERE position = ?", (at,))
    if dice.random() < 0.5:
        later = "SELECT position FROM log WHERE position > ? ORDER BY position"
        for (position,) in database.execute(later, (at,)).fetchall():
            move = "UPDATE log SET position = ? WHERE position = ?"
            database.execute(move, (position - 1, position))


def moved(database: sqlite3.Connection, dice: random.Random) -> None:
    """Let two entries change places."""
    one, other = _any(database, dice), _any(database, dice)
    while other == one:
        other = _any(database, dice)
    for new, old in ((-1, one), (one, other), (other, -1)):
        database.execute("UPDATE log SET position = ? WHERE position = ?", (new, old))


def _any(database: sqlite3.Connection, dice: random.Random) -> int:
    (count,) = database.execute("SELECT count(*) FROM log").fetchone()
    return dice.randrange(int(count))


if __name__ == "__main__":
    sys.exit(main())
