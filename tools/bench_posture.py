"""How long all postures take from nothing, and what one new claim costs after that.

    python tools/bench_posture.py --claims 1000000

Claims are made up: ten to a matter, three to a document, three documents in ten copies, over
twenty years; pairs of states are as unlike in size as they are in life.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import sys
import time
from dataclasses import dataclass

import numpy as np

from nonrefoul.posture import PostureRegister, weights
from nonrefoul.words import Claim, Copies, Document, Modality, Person, SubjectKind

AS_OF = dt.date(2040, 1, 1)
_DAYS = 20 * 365
_TO_A_MATTER, _TO_A_DOCUMENT, _PAIRS = 10, 3, 480
_MODALITIES = (Modality.ASSERTED, Modality.REPORTED, Modality.SUSPECTED, Modality.EXPECTED)


@dataclass(frozen=True, slots=True)
class Made:
    """What postures are worked out from."""

    claims: list[Claim]
    persons: list[Person]
    documents: dict[str, Document]
    copies: Copies


def made(count: int) -> Made:
    """So many claims, always the same."""
    chance = np.random.default_rng(count)
    matters = count // _TO_A_MATTER
    events = [outcome.event for outcome in weights().outcomes if not outcome.by_record]
    pair = (chance.pareto(1.0, matters) * 4).astype(int) % _PAIRS
    began = chance.integers(0, _DAYS - 400, matters)
    documents, heads = _documents(count // _TO_A_DOCUMENT, chance)
    names = list(documents)
    order = np.sort(chance.integers(0, len(names), count))
    rows = zip(
        chance.permutation(np.repeat(np.arange(matters), _TO_A_MATTER)).tolist(),
        chance.integers(0, len(events), count).tolist(),
        chance.integers(0, len(_MODALITIES), count).tolist(),
        chance.integers(0, 400, count).tolist(),
        chance.random(count).tolist(),
        order.tolist(),
        strict=True,
    )
    claims, told = [], [[] for _ in range(matters)]
    for at, (matter, event, modality, later, sure, document) in enumerate(rows):
        day = AS_OF - dt.timedelta(days=int(_DAYS - began[matter] - later))
        host, origin = divmod(int(pair[matter]), 8)
        claim = Claim(
            document=names[document],
            event=events[event],
            subject=f"Вымыслов {matter}",
            subject_kind=SubjectKind.PERSON,
            modality=_MODALITIES[modality],
            start=at,
            end=at + 1,
            quote=".",
            host=f"H{host:02d}",
            origin=f"O{origin}",
            date=day.isoformat() if sure > 0.3 else None,
            confidence=0.5 + sure / 2,
        )
        claims.append(claim)
        told[matter].append(claim)
    persons = [
        Person(f"p{at}", own[0].subject or "", (), tuple(own)) for at, own in enumerate(told)
    ]
    return Made(claims, persons, documents, Copies(heads))


def _documents(
    count: int, chance: np.random.Generator
) -> tuple[dict[str, Document], dict[str, str]]:
    days = np.sort(chance.integers(0, _DAYS, count)).tolist()
    copied = (chance.random(count) < 0.3).tolist()
    sources = chance.integers(0, 200, count).tolist()
    documents, heads = {}, {}
    for at in range(count):
        name = f"d{at:07d}"
        day = AS_OF - dt.timedelta(days=_DAYS - days[at])
        documents[name] = Document(name, "", published=day, source=f"source-{sources[at]}")
        if copied[at] and at:
            head = heads.get(f"d{at - 1:07d}", f"d{at - 1:07d}")
            heads |= {head: head, name: head}
    return documents, heads


def measure(count: int) -> None:
    """Say how long it takes with so many claims."""
    given = made(count)
    began = time.perf_counter()
    register = PostureRegister(AS_OF)
    register.add(given.claims, given.persons, given.documents, given.copies)
    placed = time.perf_counter()
    postures = register.postures
    stated = time.perf_counter()
    matters = sum(len(each.matters) for each in postures)
    print(
        f"{count:>9,} claims: {len(postures)} postures of {matters:,} matters in "
        f"{stated - began:.1f} s (sorted {placed - began:.1f}, worked out {stated - placed:.1f})"
    )
    costs = sorted(_one_more(register, given, at) for at in range(0, count, count // 40))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    median, worst = costs[len(costs) // 2] * 1000, costs[-1] * 1000
    print(
        f"          one new claim on a known person: median {median:.0f} ms, "
        f"worst {worst:.0f} ms of {len(costs)}; {memory:,.0f} MiB"
    )


def _one_more(register: PostureRegister, given: Made, at: int) -> float:
    """What a new document with a new claim on the person of some claim costs, in seconds."""
    old = given.claims[at]
    person = given.persons[int((old.subject or "0").split()[-1])]
    name = f"new-{at}"
    fields = {each: getattr(old, each) for each in Claim.__dataclass_fields__}
    claim = Claim(**fields | {"document": name, "event": "released"})
    known = Person(person.id, person.name, person.names, (*person.claims, claim))
    began = time.perf_counter()
    held = {name: Document(name, "", published=AS_OF, source="source-1")}
    register.add([claim], [known], held)
    register.posture(old.host or "", old.origin or "")
    return time.perf_counter() - began


def main() -> int:
    """Measure three sizes, each ten times the one before, so that growth shows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--claims", type=int, default=1_000_000, help="the largest number")
    asked = parser.parse_args()
    for part in (100, 10, 1):
        measure(asked.claims // part)
    return 0


if __name__ == "__main__":
    sys.exit(main())
