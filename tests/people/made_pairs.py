"""Pairs of invented names, same and different, made from made_pairs.yml with a fixed seed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

MADE = yaml.safe_load(Path(__file__).with_name("made_pairs.yml").read_text(encoding="utf-8"))
SEED = 15
PAIRS_EACH = 8
Words = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether one person bears both, and what kind of pair they are."""

    first: str
    second: str
    same: bool
    kind: str

    @property
    def check(self) -> bool:
        """Whether the pair is of the half that nothing was tuned on."""
        return held_out(self.first, self.second)


def held_out(first: str, second: str) -> bool:
    """Whether a pair is for checking, by its hash: half of all pairs are."""
    return hashlib.sha256(f"{first}|{second}".encode()).digest()[0] % 2 == 0


def made_pairs() -> list[Pair]:
    """All pairs, the same ones each time."""
    random = Random(SEED)
    found = [*_same(random, MADE["persons"]), *_different(random, MADE["persons"])]
    found += [Pair(one, other, False, "by hand") for one, other in MADE["different"]]
    return list({(pair.first, pair.second): pair for pair in found}.values())


def later_pairs() -> list[Pair]:
    """Pairs of the persons who were added when the comparison stood."""
    random = Random(SEED)
    return [*_same(random, MADE["later"]), *_different(random, MADE["later"])]


Persons = Sequence[Mapping[str, Any]]


def _same(random: Random, persons: Persons) -> Iterator[Pair]:
    for person in persons:
        spelt = sorted(set(_spellings(person)))
        for _ in range(PAIRS_EACH):
            (kind, one), (other_kind, other) = random.sample(spelt, 2)
            yield Pair(one, other, True, f"{kind} and {other_kind}")


def _spellings(person: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    first, father, last = person["ru"]
    father = "" if father == "-" else father
    woman = is_woman(first)
    yield from (("Russian", name) for name in _orders(first, father, last))
    for case in ("gen", "dat", "ins"):
        yield "case ending", f"{declined(first, case, woman)} {declined(last, case, woman)}"
    for system in MADE["latin"]:
        words = [latin(word, system) for word in (first, father, last)]
        yield from (("Latin", name) for name in _orders(*words))
    for other in person.get("other", ()):
        yield from (("own spelling", name) for name in _orders(other[0], "", other[1]))
    if first in MADE["everyday"]:
        yield "everyday form", f"{MADE['everyday'][first]} {last}"


def _orders(first: str, father: str, last: str) -> Iterator[str]:
    yield f"{first} {last}"
    yield f"{last} {first}"
    yield f"{last.upper()}, {first}"
    if father:
        yield f"{first} {father} {last}"
        yield f"{last} {first} {father}"
    if "ё" in first + last:
        yield f"{first} {last}".replace("ё", "е")


def _different(random: Random, persons: Persons) -> Iterator[Pair]:
    for person in persons:
        first, father, last = person["ru"]
        woman = is_woman(first)
        name: Words = (first, "" if father == "-" else father, last)
        names = MADE["women" if woman else "men"]
        brother = random.choice([each for each in names if each != first])
        yield _told_apart(random, name, (brother, name[1], last), "brothers or sisters")
        for kind, one, other in _others(random, name, woman):
            yield _told_apart(random, one, other, kind)
    for one, other in MADE["near_first"]:
        last = random.choice(
            [each["ru"][2] for each in MADE["persons"] if each["ru"][2][-1:] not in "ая"]
        )
        yield _told_apart(random, (one, "", last), (other, "", last), "near first names")


def _others(random: Random, name: Words, woman: bool) -> Iterator[tuple[str, Words, Words]]:
    first, father, last = name
    one, other = (pair[woman] for pair in random.sample(MADE["fathers"], 2))
    if father and " " not in father:
        yield "namesakes", name, (first, other, last)
    else:
        yield "namesakes", (first, one, last), (first, other, last)
    spouse = random.choice(MADE["men" if woman else "women"])
    yield "spouses", name, (spouse, "", of_other_gender(last, woman))


def _told_apart(random: Random, one: Words, other: Words, kind: str) -> Pair:
    return Pair(_written(random, one), _written(random, other), False, kind)


def _written(random: Random, name: Words) -> str:
    """A name in one of the ways of writing that keep all that tells it from another."""
    first, father, last = name
    system = random.choice([None, None, *MADE["latin"]])
    if system:
        first, father, last = (latin(word, system) for word in name)
    words = random.choice([(first, father, last), (last, first, father)])
    return " ".join(word for word in words if word)


def latin(text: str, system: str) -> str:
    """Russian in Latin letters; е is ye only where the board writes it so."""
    table, written = MADE["latin"][system], []
    for at, letter in enumerate(text):
        small = letter.lower()
        spelt = table.get(small, small)
        if (
            system == "board"
            and small == "е"
            and at
            and text[at - 1].lower() not in "аеёиоуыэюяйьъ -"
        ):
            spelt = "e"
        written.append(spelt.capitalize() if letter != small else spelt)
    name = "".join(written)
    return (
        name.replace("iy", "y").replace("yy", "y") if system in ("press", "old_passport") else name
    )


def is_woman(first: str) -> bool:
    """Whether the first name is a woman's, among the names in use here."""
    return first[-1] in "ая" or first in ("Асель", "Гюнель", "Джерен", "Нино", "Гаяне", "Мээрим")


def of_other_gender(last: str, woman: bool) -> str:
    """The surname of a spouse, where Russian changes it."""
    if woman:
        return last[:-2] + "ий" if last.endswith("ская") else last.removesuffix("а")
    if last.endswith("ий"):
        return last[:-2] + "ая"
    return last + "а" if last.endswith(("ов", "ев", "ин")) else last


ENDINGS: Sequence[tuple[str, Mapping[str, str]]] = (
    ("ий", {"gen": "ия", "dat": "ию", "ins": "ием"}),
    ("ей", {"gen": "ея", "dat": "ею", "ins": "еем"}),
    ("ия", {"gen": "ии", "dat": "ии", "ins": "ией"}),
    ("ья", {"gen": "ьи", "dat": "ье", "ins": "ьей"}),
    ("ай", {"gen": "ая", "dat": "аю", "ins": "аем"}),
    ("рь", {"gen": "ря", "dat": "рю", "ins": "рем"}),
    ("ха", {"gen": "хи", "dat": "хе", "ins": "хой"}),
    ("га", {"gen": "ги", "dat": "ге", "ins": "гой"}),
    ("а", {"gen": "ы", "dat": "е", "ins": "ой"}),
)
SURNAMES: Sequence[tuple[str, Mapping[str, str]]] = (
    ("ский", {"gen": "ского", "dat": "скому", "ins": "ским"}),
    ("цкий", {"gen": "цкого", "dat": "цкому", "ins": "цким"}),
    ("тый", {"gen": "того", "dat": "тому", "ins": "тым"}),
    ("ская", {"gen": "ской", "dat": "ской", "ins": "ской"}),
    ("ова", {"gen": "овой", "dat": "овой", "ins": "овой"}),
    ("ева", {"gen": "евой", "dat": "евой", "ins": "евой"}),
    ("ина", {"gen": "иной", "dat": "иной", "ins": "иной"}),
    ("ына", {"gen": "ыной", "dat": "ыной", "ins": "ыной"}),
    ("ов", {"gen": "ова", "dat": "ову", "ins": "овым"}),
    ("ев", {"gen": "ева", "dat": "еву", "ins": "евым"}),
    ("ин", {"gen": "ина", "dat": "ину", "ins": "иным"}),
)
IRREGULAR = {
    "Лев": {"gen": "Льва", "dat": "Льву", "ins": "Львом"},
    "Пётр": {"gen": "Петра", "dat": "Петру", "ins": "Петром"},
}


def declined(word: str, case: str, woman: bool) -> str:
    """A name in another case, as Russian declines what is in use here; else left as it is."""
    if word in IRREGULAR:
        return IRREGULAR[word][case]
    for ending, forms in (*SURNAMES, *ENDINGS):
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + forms[case]
    if woman or word[-1] in "иеоуыэюь":
        return word
    return word + {"gen": "а", "dat": "у", "ins": "ом"}[case]
