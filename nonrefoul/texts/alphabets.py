"""Words in which letters of one alphabet stand for those of another that look the same."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from nonrefoul.rules import RULES, Label, Rule, load

_ALPHABETS = ("CYRILLIC", "LATIN", "GREEK")
_LATIN, _GREEK, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0370-\u03ff", "\u0400-\u052f"
_MIXED = re.compile(
    f"[{_LATIN}][{_GREEK}{_CYRILLIC}]|[{_GREEK}{_CYRILLIC}][{_LATIN}]"
    f"|[{_GREEK}][{_CYRILLIC}]|[{_CYRILLIC}][{_GREEK}]"
)
_LETTERS = re.compile(f"[{_LATIN}{_GREEK}{_CYRILLIC}]+")
# Foreign capitals with a native ending: SMSка, COVIDа.
_WITH_ENDING = re.compile("[A-Z]{2,}[а-яё]{1,3}")


class TrickRules(Rule):
    """All of `tricks.yml`."""

    kinds: dict[str, Label]
    look_alikes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mixed:
    """A word with letters of another alphabet: its place, and what each of them looks like."""

    start: int
    end: int
    foreign: dict[int, str]


def mixed_words(text: str) -> Iterator[Mixed]:
    """The words that have letters of an alphabet not their own, all of which look like its letters.

    A word that is mixed openly, such as a foreign name with a native ending, is none.
    """
    if not _MIXED.search(text):
        return
    for word in _LETTERS.finditer(text):
        if _MIXED.search(word[0]) and not _WITH_ENDING.fullmatch(word[0]):
            foreign = _foreign(word[0], word.start())
            if foreign:
                yield Mixed(word.start(), word.end(), foreign)


@cache
def rules() -> TrickRules:
    """The rules that ship with the package; raises RuleError where the file is wrong."""
    return load(RULES / "tricks.yml", TrickRules)


@cache
def alphabet(letter: str) -> str:
    """The alphabet of a letter, by its Unicode name: LATIN, CYRILLIC, GREEK, or empty."""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _ALPHABETS else ""


def _foreign(word: str, start: int) -> dict[int, str]:
    """The letters not of the word's own alphabet by their place, as that alphabet has them.

    Its own is the one most of its letters are of, Cyrillic where two have as many.
    """
    counts = Counter(map(alphabet, word))
    own = max(_ALPHABETS, key=lambda each: counts[each])
    found = {}
    for place, letter in enumerate(word, start):
        if alphabet(letter) != own:
            like = _look_alikes().get((letter, own))
            if like is None:
                return {}
            found[place] = like
    return found


@cache
def _look_alikes() -> dict[tuple[str, str], str]:
    """What a letter looks like in another alphabet."""
    return {
        (letter, alphabet(other)): other
        for look in rules().look_alikes
        for letter in look
        for other in look
        if letter != other
    }
