"""How long a whole store's knowledge takes from nothing, and what is new takes: invented documents.

python tools/bench_knowing.py makes 1 % and 10 % of 100,000 persons with 1,000,000 claims in 400,000
documents; `--shares 100` is the whole, which takes long. `--desk` makes what the desk is measured
on: 100,000 documents, 20,000 claims, 5,000 persons. Seconds are the processor's (wall beside them),
so that what else runs does not count.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import bench_people
import made_store
from made_store import Maker, Size

from nonrefoul import reviewing, store
from nonrefoul.cases import dismissal
from nonrefoul.knowing import Known
from nonrefoul.people import SAME, about
from nonrefoul.store import Store
from nonrefoul.words import Reading

WHOLE = 100_000
DESK = Size(persons=5_000, claims=4, telling=3, documents=100_000)
_TIMES = 9


def timed(what: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds that something takes."""
    wall, spent = time.perf_counter(), time.process_time()
    what()
    return time.process_time() - spent, time.perf_counter() - wall


def memory() -> float:
    """The most that this process held in memory, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(size: Size, home: Path) -> float:
    """Print what a store of a size takes; gives the CPU seconds from nothing."""
    made, _ = timed(lambda: made_store.filled(home, size))
    from_store = store.open_store(home)
    holder: list[Known] = []
    before = memory()
    from_nothing, wall = timed(lambda: holder.append(Known(from_store)))
    known = holder[0]
    counts = f"{len(known.documents)} documents, {len(known.now.by_claim)} claims"
    found = f"{len(known.now.by_person)} persons, {len(known.now.by_case)} cases"
    print(f"\n{counts}, {found}, {len(known.documents.copies.heads)} in groups of copies")
    print(f"  made and kept: {made:.0f} s of CPU")
    print(f"  from nothing: {from_nothing:.1f} s of CPU, {wall:.1f} s")
    print(f"  memory: {memory():.0f} MB, of which {before:.0f} MB before")
    spent, wall = timed(lambda: known.now.postures)
    print(f"  then its postures: {spent:.2f} s of CPU, {wall:.2f} s")
    lists, wall = timed(lambda: (known.alerts, known.clocks, known.sources))
    print(f"  then its lists of alerts, clocks and sources: {lists:.2f} s of CPU, {wall:.2f} s")
    changes(known, from_store)
    return from_nothing


def changes(known: Known, from_store: Store) -> None:
    """Print what single changes take until they are known."""
    maker, number = Maker(99), iter(range(10_000))

    def document() -> None:
        name = f"new {next(number)}"
        claims = list(bench_people.made(2, maker.random, 4))
        made_store.add(from_store, [maker.document(name, claims)])

    def read_anew() -> None:
        name = next(iter(known.now.parts))
        versions = store.versions(from_store, name)
        claims = tuple(store.claims(from_store, [name]))[1:]
        again = (versions[-1][1], Reading(name, "ru", True, claims))
        made_store.add(from_store, [again], f"rules {next(number)}")

    def confirmed() -> None:
        claim = known.claims_of(list(known.now.parts)[next(number)])[0]
        store.judge(from_store, reviewing.about(claim.id), reviewing.confirmed(claim), "bench")

    def same() -> None:
        one, other = known.now.persons[next(number) : next(number) + 2][:2]
        store.judge(from_store, about(one.marks, other.marks), SAME, "bench")

    def dismissed() -> None:
        alert = known.alerts[0]
        store.judge(from_store, alert.id, dismissal(alert), "bench")

    print(f"  until it is known (median and worst of {_TIMES}), ms of CPU, then in all:")
    told("nothing new", known, lambda: None)
    told("a document", known, document)
    told("a document read anew", known, read_anew)
    told("a claim confirmed", known, confirmed)
    told("two persons one", known, same)
    told("an alert set aside", known, dismissed)
    spent, wall = timed(lambda: known.posture("KG", "RU"))
    print(f"  then one posture: {spent:.2f} s of CPU, {wall:.2f} s")


def told(name: str, known: Known, what: Callable[[], None]) -> None:
    """Print how long a refresh takes after something."""
    taken = []
    for _ in range(_TIMES):
        what()
        taken.append(timed(known.refresh))
    spent, wall = ([each[at] * 1000 for each in taken] for at in (0, 1))
    cpu = f"{median(spent):8.1f} {max(spent):8.1f}"
    print(f"    {name:22} {cpu}   {median(wall):8.1f} {max(wall):8.1f}")


def main() -> None:
    """Measure the shares asked for, and how the time grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", default="1,10", help="per cent of 100,000 persons")
    parser.add_argument("--desk", action="store_true", help="what the desk is measured on, alone")
    asked = parser.parse_args()
    shares = [float(each) for each in asked.shares.split(",")]
    counts = [round(WHOLE * share / 100) for share in shares]
    sizes = [DESK] if asked.desk else [Size(each, 10, 4, 4 * each) for each in counts]
    took = []
    for size in sizes:
        with TemporaryDirectory() as folder:
            took.append((size.persons, measured(size, Path(folder))))
    for (small, few), (large, many) in pairwise(took):
        growth = math.log(many / few) / math.log(large / small)
        print(f"growth exponent from {small} to {large} persons: {growth:.2f}")


if __name__ == "__main__":
    main()
