"""What is compared of a text: its own words, without how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from nonrefoul.copies.limits import limits

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|t\.me/\S+|[@#]\w{2,}")
# Soft hyphens, zero-width characters and marks of direction stand within words and change none.
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORD = re.compile(r"\w+")
_WORD_OR_STOP = re.compile(r"\w+|[.!?…]")
# No boilerplate is longer: a long paragraph that mentions subscribing is a report.
_LONGEST_BOILERPLATE = 300
# What is left of a name or figure when its ending is taken away, at least.
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class Wording:
    """The lines of a text that are its own, as they are written."""

    lines: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words in their order, in small letters, ё as е."""
        return tuple(_WORD.findall(_folded("\n".join(self.lines))))

    @cached_property
    def by_line(self) -> tuple[tuple[str, ...], ...]:
        """The words line by line."""
        return tuple(tuple(_WORD.findall(_folded(line))) for line in self.lines)

    def part(self, start: int, stop: int) -> Wording:
        """Some of the lines; their words are not sought again, as it is asked for often."""
        found = Wording(self.lines[start:stop])
        words = (word for line in self.by_line[start:stop] for word in line)
        found.__dict__["words"] = tuple(words)
        return found

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that stand side by side."""
        return pairs(self.words)

    @cached_property
    def length(self) -> int:
        """How many characters the words have, with a blank between them."""
        return sum(map(len, self.words)) + max(0, len(self.words) - 1)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginning of every word, so that a name is known again in another case."""
        return frozenset(map(stem, self.words))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that are names, figures or dates."""
        return frozenset(found for line in self.lines for found in _telling(line))


def wording(text: str) -> Wording:
    """The text without blank lines, boilerplate, addresses and what can't be seen."""
    seen = _ADDRESS.sub(" ", _UNSEEN.sub("", text))
    return Wording(tuple(line for line in seen.splitlines() if _own(line)))


def pairs(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Every two of the words that stand side by side."""
    return frozenset(pairwise(words))


def stem(word: str) -> str:
    """The word without what may be a case ending; a figure as it is."""
    return word if word.isdigit() else word[: max(_SHORTEST_STEM, len(word) - 2)]


def _own(line: str) -> bool:
    if not line or line.isspace():
        return False
    return len(line) > _LONGEST_BOILERPLATE or not limits().of_the_channel(_folded(line))


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _telling(line: str) -> Iterator[str]:
    """Words with a digit, of dates and numbers, or with a capital that begins no sentence."""
    begins = True
    for found in _WORD_OR_STOP.findall(line):
        if not found[0].isalnum():
            begins = True
            continue
        word = _folded(found)
        capital = found[0].isupper() and not begins
        if capital or any(map(str.isdigit, found)) or word.startswith(limits().figures):
            yield word
        begins = False
