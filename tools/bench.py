"""How fast it reads, beside Natasha's own chain in the same run on the same core.

    make bench                          or: python tools/bench.py [--runs 5] [--fuzz SECONDS]

On one core, median of so many runs: (a) documents of about 2,500 characters that all concern the
subject, claims out; (b) a stream in which 2 in 100 do, the others public news, and how many of the
claims that reading every sentence finds are found; (c) resident memory; (d) start to first claim.
Words met before the clock starts are other documents' words, for both sides alike. `--fuzz` feeds
10 MB of what no person writes, and checks that nothing breaks and that time grows with length.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from nonrefoul.reading import read
from nonrefoul.words import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
LENGTH = 2_500
# In the stream: documents in all, and how many of them concern the subject.
STREAM, CONCERNED = 500, 10
SEED = 3
# Of an odd text all is weighed, a tenth cut into words, and a fiftieth, as much as is ever read of
# a document, read.
CUT, READ = 10, 50
# So many documents go in together, as the pipeline does.
TOGETHER = 50

FIRST = """
import time
from nonrefoul.reading import read
from nonrefoul.words import Document
text = "Суд в Бишкеке отказал в экстрадиции активиста Егора Мшанникова, которого ищут в Саратове."
assert read([Document("one", text)])[0].claims
print(time.process_time())
"""


def own_texts() -> list[str]:
    """The project's own invented documents about the subject."""
    texts = [
        record["text"]
        for path in sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.strip() and (record := json.loads(line))["claims"]
    ]
    for path in sorted((ROOT / "corpus" / "ru").glob("*.txt")):
        for part in re.split(r"(?m)^=== .*\n", path.read_text(encoding="utf-8"))[1:]:
            text, _, told = part.partition("\n---\n")
            if "|" in told:
                texts.append(text)
    return texts


def news() -> list[str]:
    """Public news of every kind."""
    folders = (SHARED / "data" / "factrueval", SHARED / "data" / "nerel")
    return [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.rglob("*.txt"))
    ]


def joined(texts: Sequence[str]) -> list[str]:
    """Texts put together to documents of about 2,500 characters."""
    found, parts = [], []
    for text in texts:
        parts.append(text)
        if sum(map(len, parts)) >= LENGTH:
            found.append("\n\n".join(parts))
            parts = []
    return found


def read_all(texts: Sequence[str], every: bool = False) -> int:
    """Read texts as the pipeline does, some together; the number of claims."""
    documents = [Document(str(at), text) for at, text in enumerate(texts)]
    return sum(
        len(reading.claims)
        for at in range(0, len(documents), TOGETHER)
        for reading in read(documents[at : at + TOGETHER], every=every)
    )


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median time of the processor that work takes; others on the machine do not count."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def rate(texts: Sequence[str], read_texts: Callable[[Sequence[str]], object], runs: int) -> float:
    """Characters read a second."""
    return sum(map(len, texts)) / seconds(lambda: read_texts(texts), runs)


def resident(lines: str) -> tuple[str, float]:
    """What a fresh process prints, and the most memory it held, in MB."""
    child = [
        sys.executable,
        "-c",
        lines + "\nimport resource as r\nprint(r.getrusage(r.RUSAGE_SELF).ru_maxrss / 1024)",
    ]
    printed = subprocess.run(child, check=True, capture_output=True, text=True, cwd=ROOT).stdout  # noqa: S603
    *rest, most = printed.split()
    return " ".join(rest), float(most)


def compare(runs: int) -> None:
    """Print the table."""
    sys.path.insert(0, str(ROOT / "tools"))
    from natasha_chain import chain

    natasha = chain()
    shuffled = random.Random(SEED)  # noqa: S311
    own, other = own_texts(), news()
    shuffled.shuffle(own)
    shuffled.shuffle(other)
    about = joined(own)
    warm, measured = about[: len(about) // 2], about[len(about) // 2 :][:80]
    theirs = rate_of(natasha, warm[:30] + other[-100:], measured, runs)
    read_all(warm + other[-300:], every=True)
    ours = rate(measured, lambda texts: read_all(texts, every=True), runs)
    row("about the subject", theirs, ours, "at least 5")
    stream = own[-CONCERNED:] + other[: STREAM - CONCERNED]
    shuffled.shuffle(stream)
    sample = stream[:: max(1, len(stream) // 50)]
    theirs = rate_of(natasha, [], sample, min(runs, 3))
    ours = rate(stream, read_all, runs)
    row("a stream, 2 in 100 of it", theirs, ours, "at least 100")
    for name, texts in (("own documents, fitted on", own), ("public news", other)):
        most = read_all(texts, every=True)
        print(f"  claims of {len(texts)} {name}: {read_all(texts)} of {most} that every text gives")


def rate_of(
    natasha: Callable[[str], object], warm: Sequence[str], texts: Sequence[str], runs: int
) -> float:
    """Characters that Natasha's chain reads a second."""
    for text in warm:
        natasha(text)
    return rate(texts, lambda each: [natasha(text) for text in each], runs)


def row(name: str, theirs: float, ours: float, goal: str) -> None:
    """Print one line of the table."""
    print(
        f"  {name}: {ours / theirs:.1f} times Natasha's chain ({goal}); "
        f"{ours / LENGTH:.0f} and {theirs / LENGTH:.1f} documents of {LENGTH} characters a second",
        flush=True,
    )


def memory_and_start(runs: int) -> None:
    """Print what a fresh process takes."""
    starts = [float(resident(FIRST)[0]) for _ in range(runs)]
    print(f"  start to first claim: {statistics.median(starts):.2f} s (under 1.5)", flush=True)
    reading = (
        "import sys; sys.path.insert(0, 'tools')\n"
        "from bench import *\nread_all(own_texts() + news(), every=True)"
    )
    print(f"  memory after all documents: {resident(reading)[1]:.0f} MB (under 400)", flush=True)
    chain = (
        "import sys; sys.path.insert(0, 'tools')\nfrom bench import *\n"
        "from natasha_chain import chain\nread = chain()\nfor text in news()[:150]: read(text)"
    )
    print(f"  Natasha's chain: {resident(chain)[1]:.0f} MB", flush=True)


def odd_texts(size: int, seed: int) -> dict[str, str]:
    """What no person writes, each about `size` characters long."""
    dice = random.Random(seed)  # noqa: S311
    signs = "аЯё zZ.,!?-—«»\"'()1205_/\\\n\t\u202e\u202c\u200b\u0301😀⚡️Қñ中\u0378\ud7ff№…:;*@#"
    words = ["Егор", "экстрадировали", "в", "Россию", "205,", "т. д.", "а-а", "✈️", "убежище", "не"]
    one = "Егора Мшанникова экстрадировали из Киргизии в Россию и осудили "
    return {
        "one sentence": one * (size // len(one)),
        "no spaces": "экстрадиция" * (size // 11),
        "dashes": "а-" * (size // 2),
        "only emoji": "😀✈️" * (size // 3),
        "mixed scripts": "Егоrаcуд中ქართКНБ " * (size // 16),
        "bidi controls": "\u202eубежище\u202c \u2066суд\u2069 " * (size // 16),
        "only stops": "." * size,
        "brackets": ')(«»"' * (size // 5),
        "random signs": "".join(dice.choices(signs, k=size)),
        "random words": " ".join(dice.choices(words, k=size // 5)),
    }


def fuzz(limit: float, size: int = 10_000_000) -> bool:
    """Feed odd texts for so many seconds; whether time grew with length alone and nothing broke."""
    fine, seed, start = True, 0, time.perf_counter()
    while time.perf_counter() - start < limit:
        short, long = odd_texts(size // 10, seed), odd_texts(size, seed)
        for name in short:
            tenth = seconds(partial(read_whole, short[name]), 1)
            whole = seconds(partial(read_whole, long[name]), 1)
            linear = whole < 25 * max(tenth, 0.05)
            fine = fine and linear
            print(f"  {name}: {tenth:.2f} s, ten times as long {whole:.2f} s", flush=True)
            if time.perf_counter() - start > limit:
                break
        seed += 1
    print("  fuzzer: nothing broke, time is linear" if fine else "  fuzzer: time is not linear")
    return fine


def read_whole(text: str) -> None:
    """Weigh all of a text, cut a good part of it into words, read it as far as it is read."""
    from nonrefoul.reading.segmentation import segment
    from nonrefoul.reading.triage import worth

    worth([text])
    segment(text[: len(text) // CUT])
    read([Document("odd", text[: len(text) // READ], "ru")], every=True)


def main() -> int:
    """Measure, print, and say by the exit code whether the fuzzer found anything."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--fuzz", type=float, default=0, metavar="SECONDS")
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    if asked.fuzz:
        return 0 if fuzz(asked.fuzz) else 1
    if not (SHARED / "data").exists():
        print(f"no public texts at {SHARED / 'data'}, so nothing to compare on", file=sys.stderr)
        return 2
    print("One core, one run, medians:")
    memory_and_start(asked.runs)
    compare(asked.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
