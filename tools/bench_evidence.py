"""How fast a Telegram export goes through `add`, in how much memory, and how both grow.

    make bench-evidence        or: python tools/bench_evidence.py [--sizes 10000 100000] [--full]

An export of so many messages of about 1 KB is generated, 2 in 100 of them from sentences that
concern the subject and the others a town's talk, and added by the command itself to a new
database: messages a second, the most memory that its processes held together, and the exponent of
time against size. `--full` goes on to 1,000,000 messages (1 GB); `--verify` also checks each
database. With `--news` the others are public news out of ../shared, much of it near the subject:
triage lets through one in four. `--kept-only` reads nothing: what keeping alone takes.

The processor's time is printed beside the clock's: on a machine that does other things as well, the
clock says little.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import SEED, news, own_texts  # noqa: E402

# About 1 KB of JSON, most letters being two bytes.
CHARACTERS = 480
CONCERNED = 50  # one message in so many concerns the subject
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*\s*")
# What a channel of a town writes of, each line a sentence with places for words.
DULL = (
    "{when} {where} {weather}, и {who} {did} до самого вечера.",
    "{where} {when} открыли {thing}, куда {who} приходят с детьми.",
    "Сборная {when} проиграла матч, хотя до перерыва вела в счёте: {who} {did}.",
    "Цены на {goods} {when} выросли: {who} жалуются на заморозки и нехватку рук.",
    "{when} {where} чинят дорогу, автобусы пойдут в объезд, {who} {did}.",
    "На выставке {where} показали {thing}, и {who} {did}.",
    "Рецепт дня: {goods}, немного соли, полчаса в духовке; {who} {did}.",
    "{who} спрашивают, когда {where} заработает {thing}; обещают, что {when}.",
)
WORDS = {
    "when": "вчера;завтра;утром;к пятнице;весной;в субботу;на этой неделе;осенью;днём",
    "where": "в горах;на рынке;у реки;в старом парке;за городом;на площади;в порту;у озера",
    "weather": "стояла ясная погода;шёл мелкий дождь;дул тёплый ветер;выпал снег;было тихо",
    "who": "туристы;садоводы;школьники;рыбаки;соседи;музыканты;студенты;болельщики;бабушки",
    "did": "гуляли;пели;смеялись;ждали автобуса;пили чай;играли в шахматы;кормили уток",
    "thing": "читальный зал;каток;старинные часы;новую карусель;ботанический сад;кинотеатр",
    "goods": "яблоки;картофель;мёд;свежую рыбу;тыкву;сыр;гречку;орехи;вишню;чай",
}


def town(dice: random.Random) -> list[str]:
    """Sentences from a town's channel."""
    words = {name: each.split(";") for name, each in WORDS.items()}
    sentences = []
    for _ in range(12):
        filled = dice.choice(DULL).format(**{name: dice.choice(words[name]) for name in words})
        sentences.append(filled[0].upper() + filled[1:] + " ")
    return sentences


def export(file: Path, count: int, *, public: bool = False) -> None:
    """Write an export of a channel with so many messages; `public` has public news in it."""
    dice = random.Random(SEED)  # noqa: S311
    own = [_SENTENCE.findall(text) for text in own_texts()]
    other = [_SENTENCE.findall(text) for text in news()] if public else []
    head = '{\n "name": "Канал",\n "type": "public_channel",\n "id": 1700000001,\n "messages": ['
    with file.open("w", encoding="utf-8") as out:
        out.write(head)
        for number in range(1, count + 1):
            texts = own if number % CONCERNED == 0 else other
            sentences = dice.choice(texts) if texts else town(dice)
            out.write((",\n" if number > 1 else "\n") + _message(number, sentences, dice))
        out.write("\n ]\n}\n")


def _message(number: int, sentences: Sequence[str], dice: random.Random) -> str:
    day, minutes = number // 1440 % 28 + 1, number % 1440
    said: dict[str, object] = {
        "id": number,
        "type": "message",
        "date": f"2024-02-{day:02}T{minutes // 60:02}:{minutes % 60:02}:00",
        "date_unixtime": str(1_700_000_000 + number * 60),
        "from": "Канал",
        "from_id": "channel1700000001",
        "text": _text(number, sentences, dice),
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _text(number: int, sentences: Sequence[str], dice: random.Random) -> str:
    """Sentences that follow one another, with a line of its own, so that no two are the same."""
    at, parts, length = dice.randrange(len(sentences)), [f"Сообщение {number}. "], 0
    while length < CHARACTERS:
        part = sentences[at % len(sentences)][: CHARACTERS - length + 20]
        parts.append(part)
        length += len(part) or 1
        at += 1
    return "".join(parts).strip()


def resident(parent: int) -> int:
    """What a process and its children hold, in bytes; memory that they share counts once each."""
    total = 0
    for process in [parent, *children(parent)]:
        try:
            fields = Path(f"/proc/{process}/statm").read_text().split()
        except OSError:
            continue
        total += int(fields[1]) * resource.getpagesize()
    return total


def children(parent: int) -> Iterator[int]:
    """The processes below a process."""
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            found = [int(each) for each in task.read_text().split()]
        except OSError:
            continue
        for each in found:
            yield each
            yield from children(each)


@dataclass(frozen=True)
class Watched:
    """What a command took: seconds by the clock and of the processors, bytes; what it printed."""

    seconds: float
    processor: float
    most: int
    said: str


def processor() -> float:
    """The processors' time of all children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watched(command: Sequence[str]) -> Watched:
    """Run a command and watch it."""
    start, used, most, done = time.perf_counter(), processor(), 0, threading.Event()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603

    def watch() -> None:
        nonlocal most
        while not done.wait(0.2):
            most = max(most, resident(child.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, err = child.communicate()
    done.set()
    watcher.join()
    if child.returncode:
        print(f"  ended with {child.returncode}: {err.strip()[-300:]}")
    return Watched(time.perf_counter() - start, processor() - used, most, out.strip())


COMMAND = "from nonrefoul.cli import main; main()"
KEPT_ONLY = """
import sys
from pathlib import Path
from nonrefoul.adding import running
from nonrefoul.store import open_store
from nonrefoul.words import Reading
running.BATCH = running.LONG_BATCH
def unread(documents):
    return [Reading(each.id, "ru", True) for each in documents]
running.add([sys.argv[2]], open_store(Path(sys.argv[4])), reader=unread)
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--full", action="store_true", help="1,000,000 messages too")
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--news", action="store_true")
    parser.add_argument("--kept-only", action="store_true")
    parser.add_argument("--folder", type=Path, help="where to work; else a temporary folder")
    asked = parser.parse_args()
    took: list[tuple[int, Watched]] = []
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for size in [*asked.sizes, *([1_000_000] if asked.full else [])]:
            took.append((size, measure(size, Path(folder), asked)))
    for (small, before), (large, after) in itertools.pairwise(took):
        times = math.log(large / small)
        clock = math.log(after.seconds / before.seconds) / times
        used = math.log(after.processor / before.processor) / times
        print(
            f"  from {small:,} to {large:,}: time grows with exponent {clock:.2f} by the clock,"
            f" {used:.2f} of the processor (at most 1.05)"
        )
    return 0


def measure(size: int, folder: Path, asked: argparse.Namespace) -> Watched:
    """Add an export of a size to a new database, and print what it took."""
    file, home = folder / "result.json", folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    export(file, size, public=asked.news)
    add = ["add", str(file), "--home", str(home)]
    program = KEPT_ONLY if asked.kept_only else COMMAND
    took = watched([sys.executable, "-c", program, *add])
    kept = sum(each.stat().st_size for each in home.rglob("*") if each.is_file())
    print(
        f"  {size:,} messages, {file.stat().st_size / 1e6:.0f} MB: {size / took.seconds:.0f} a"
        f" second (at least 1,000), {took.processor / size * 1e3:.2f} ms of the processor each,"
        f" {took.most / 1e6:.0f} MB resident (under 500), {kept / 1e6:.0f} MB kept. {took.said}",
        flush=True,
    )
    if asked.verify:
        check = watched([sys.executable, "-c", COMMAND, "verify", "--home", str(home)])
        print(
            f"    verify: {check.seconds:.1f} s ({check.processor:.1f} s of the processor),"
            f" {check.most / 1e6:.0f} MB resident. {check.said}",
            flush=True,
        )
    return took


if __name__ == "__main__":
    sys.exit(main())
