"""What who-is-who takes: python tools/bench_people.py [--share 1] prints seconds and memory.

Without --share it makes 1 % and 10 % of 100,000 persons with 1,000,000 claims; `--share 100` is the
whole, which takes minutes. Seconds are the processor's, so that what else runs does not count.
Names are put together at random, the common ones often as in life; nobody is meant.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from nonrefoul.people import persons
from nonrefoul.people.name_lists import listed
from nonrefoul.people.register import Register
from nonrefoul.rules import RULES, load
from nonrefoul.words import Claim, Modality, SubjectKind

KEY = b"bench"
PERSONS, CLAIMS_EACH = 100_000, 10
HOSTS = ("KG", "KZ", "AM", "GE", "RS", "TR", "DE")
ORIGINS = ("RU", "RU", "RU", "TJ", "BY", "UZ", "TM")
EVENTS = ("detained", "extradition_requested", "asylum_applied", "released")
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_WRITTEN = "a,b,v,g,d,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,y,,e,yu,ya"


def made(
    count: int, random: Random, claims: int = CLAIMS_EACH, documents_each: int = 4
) -> Iterator[Claim]:
    """Ten claims on each of so many persons, in documents that tell of several of them."""
    firsts = [*load(RULES / "names" / "short.yml", dict[str, tuple[str, ...]])]
    surnames = [name for name in listed("last") if len(name) > 4]
    random.shuffle(surnames)
    for person in range(count):
        # About one over the rank, as names are borne: few by many, most by few.
        first = firsts[int(len(firsts) ** random.random()) - 1].title()
        last = surnames[int(len(surnames) ** (0.35 + 0.65 * random.random())) - 1].title()
        father = f"{random.choice(('Иван', 'Петр', 'Олег', 'Мурат', 'Тимур'))}ович"
        spelt = [f"{first} {last}", f"{last} {first}", latin(f"{first} {last}")]
        if random.random() < 0.5:
            spelt += [f"{first} {father} {last}"] * 2
        host, origin = random.choice(HOSTS), random.choice(ORIGINS)
        documents = [f"d{random.randrange(count * documents_each)}" for _ in range(4)]
        for each in range(claims):
            day = f"2024-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
            yield Claim(
                document=documents[each % 4],
                event=EVENTS[each % 4],
                subject=spelt[each % 4 % len(spelt)],
                subject_kind=SubjectKind.PERSON,
                modality=Modality.ASSERTED,
                start=person * 20 + each,
                end=person * 20 + each + 1,
                quote="x",
                host=host,
                origin=origin,
                date=day if random.random() < 0.5 else None,
            )


def latin(name: str) -> str:
    """The name as the press writes it."""
    written = dict(zip(_RUSSIAN, _WRITTEN.split(","), strict=True))
    return "".join(written.get(each, each) for each in name.lower()).title()


def by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """The claims of each document."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for each in claims:
        found[each.document].append(each)
    return found


def measured(share: float) -> None:
    """Print what a share of the whole takes, from nothing and for one new document."""
    count = int(PERSONS * share / 100)
    claims = list(made(count, Random(5)))  # noqa: S311
    start = time.process_time()
    found = persons(claims, KEY)
    whole = time.process_time() - start
    register = Register(KEY)
    register.update(by_document(claims))
    new = [replace(each, document="new") for each in made(5, Random(9))]  # noqa: S311
    start = time.process_time()
    register.update({"new": new})
    one = time.process_time() - start
    mixed = sum(len({claim.start // 20 for claim in person.claims}) > 1 for person in found)
    doubts = sum(len(person.doubts) for person in found) // 2
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:7} persons {len(claims):8} claims  joined {whole:7.1f} s  found {len(found)}"
        f"  of them mixed {mixed}"
        f"  doubts {doubts}  one document more {one:.2f} s  memory {memory:.0f} MB"
    )


def main() -> None:
    """Measure the shares asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, nargs="*", default=[1, 10])
    for share in parser.parse_args().share:
        measured(share)


if __name__ == "__main__":
    main()
