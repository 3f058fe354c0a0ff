"""Which names are known, and how common: what tells a slip of the pen from another man's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import cache, lru_cache

from nonrefoul.people.endings import is_surname
from nonrefoul.people.name_lists import listed, surnames_as_listed
from nonrefoul.people.spelling import folds, is_cyrillic, matching
from nonrefoul.rules import RULES, load

_DOUBLE = re.compile(r"([^\n])\1+")


class Rarity(IntEnum):
    """How rare a surname is: many bear a common one, some a listed one, few any other."""

    COMMON = 1
    LISTED = 2
    RARE = 3


@lru_cache(maxsize=100_000)
def rarity(surname: str) -> Rarity:
    """How rare a surname is: in the dictionary of Russian, in the list of surnames, in neither.

    No table of frequencies ships with a library that we may use; that the dictionary of a
    language has a surname stands for its being common. A first name that does a surname's work,
    as fathers' names do in many countries, is common.
    """
    spelt = _listed_as(surname)
    if any(is_surname(each) for each in (*spelt, surname)) or folds(surname) & first_names():
        return Rarity.COMMON
    return Rarity.LISTED if spelt else Rarity.RARE


def _listed_as(surname: str) -> set[str]:
    """The surnames on the list that one may be; Russian letters need no look-up by sound."""
    if is_cyrillic(surname):
        return {surname} & surnames_as_listed()
    return {surnames()[fold] for fold in folds(surname) if fold in surnames()}


def other_names(first: str, second: str) -> bool:
    """Whether two words that share no reading are two names, each known in its own right."""
    ours, others = folds(first), folds(second)
    if ours & first_names() and others & first_names():
        return True
    return any(each in surnames() for each in ours) and any(each in surnames() for each in others)


@cache
def first_names() -> frozenset[str]:
    """The readings of all first names on the list, and of those that have short forms."""
    full = load(RULES / "names" / "short.yml", dict[str, tuple[str, ...]])
    names = [name for name in (*listed("first"), *full) if len(name) > 2]
    return frozenset(_swept("\n".join(names)).split("\n"))


@cache
def surnames() -> Mapping[str, str]:
    """A Russian surname on the list for each reading that one has."""
    names = [name for name in listed("last") if len(name) > 3]
    return dict(zip(_swept("\n".join(names)).split("\n"), names, strict=True))


# Folding 180,000 words one by one takes seconds; Russian letters have one reading, which is found
# for all of them in one sweep.
_SOUNDS = str.maketrans(
    {
        **dict(zip("абвгдежзийклмнопрстуфхыэ", "abvgdeZziiklmnoprstufgie", strict=True)),
        **{"ё": "e", "ц": "ts", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ь": "", "ю": "iu"},
        **{"я": "ia"},
    }
)


def _swept(names: str) -> str:
    read = _DOUBLE.sub(r"\1", names.translate(_SOUNDS).replace("tC", "C").replace("ie", "e"))
    for spelt, sound in matching().joints.items():
        at_end = spelt.endswith("$")
        read = read.replace(spelt[:-1] + "\n" if at_end else spelt, sound + "\n" * at_end)
    return _DOUBLE.sub(r"\1", read)
