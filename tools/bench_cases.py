"""How long it takes to build all cases from nothing, and how that grows: invented claims only."""

from __future__ import annotations

import argparse
import datetime as dt
import math
import time
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from nonrefoul.cases import cases
from nonrefoul.rules import events
from nonrefoul.rules.law import state_laws
from nonrefoul.words import Claim, Document, Modality, Person, SubjectKind

PERSONS = 100_000  # the whole, at ten claims each
CLAIMS = 10
DOCUMENTS = 20_000
KEY = b"a key for the bench"

# How often claims are of which modality, about as in the samples.
MODALITIES = [
    *[Modality.ASSERTED] * 6,
    *[Modality.REPORTED] * 2,
    Modality.SUSPECTED,
    Modality.EXPECTED,
    Modality.NEGATED,
]
WORDS = ("слова", "экстрадиционный арест", "отказ обжалован", "Интерпол", "Комитет ООН")


def persons(count: int, random: Random) -> Iterator[Person]:
    """Persons who never were, with claims in one or two host states."""
    told = [code for code, event in events().items() if "person" in event.subject]
    hosts = sorted(state_laws())
    for number in range(count):
        name = f"Person {number}"
        where = random.sample(hosts, random.choice((1, 1, 1, 2)))
        made = [claim(number, name, told, where, random) for _ in range(CLAIMS)]
        yield Person(f"{number:08x}", name, (name,), tuple(made))


def claim(number: int, name: str, told: list[str], where: list[str], random: Random) -> Claim:
    """One claim about a person, dated to the day, to the month or not at all."""
    day = dt.date(2031, 1, 1) + dt.timedelta(random.randrange(1500))
    date = random.choice((day.isoformat(), day.isoformat(), day.isoformat()[:7], None))
    start, quote = random.randrange(10_000), random.choice(WORDS)
    return Claim(
        f"d{random.randrange(DOCUMENTS)}",
        random.choice(told),
        name,
        SubjectKind.PERSON,
        random.choice(MODALITIES),
        start,
        start + len(quote),
        quote,
        host=random.choice(where),
        origin="RU",
        date=date,
    )


def main() -> None:
    """Print the time for each share of the whole, the growth, and that of one person alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", default="1,10,100", help="per cent of 100,000 persons")
    shares = [float(each) for each in parser.parse_args().shares.split(",")]
    documents = {
        f"d{each}": Document(f"d{each}", "", published=dt.date(2035, 3, 1))
        for each in range(DOCUMENTS)
    }
    print("persons   claims    cases   alerts   clocks     CPU s    wall s")
    took: list[tuple[int, float]] = []
    for share in shares:
        people = list(persons(round(PERSONS * share / 100), Random(1)))  # noqa: S311 - invented persons
        wall, spent = time.perf_counter(), time.process_time()
        found = cases(people, documents, KEY)
        spent, wall = time.process_time() - spent, time.perf_counter() - wall
        took.append((len(people), spent))
        raised = sum(len(case.alerts) for case in found)
        running = sum(len(case.clocks) for case in found)
        counts = f"{len(people):7} {len(people) * CLAIMS:8} {len(found):8} {raised:8} {running:8}"
        print(f"{counts} {spent:9.2f} {wall:9.2f}")
    for (small, few), (large, many) in pairwise(took):
        growth = math.log(many / few) / math.log(large / small)
        print(f"growth exponent from {small} to {large} persons: {growth:.2f}")
    spent = time.process_time()
    cases(people[:1], documents, KEY)
    print(f"one person's cases: {(time.process_time() - spent) * 1000:.1f} ms of CPU")


if __name__ == "__main__":
    main()
