"""Words as the pieces that the encoder's vocabulary holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from nonrefoul.reading.english.package import vocabulary

FIRST, LAST, UNKNOWN, PADDING = "[CLS]", "[SEP]", "[UNK]", "[PAD]"
LONGEST = 100


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[int, ...]:
    """The numbers of a word's pieces: in small letters, without accents, the longest first."""
    known = vocabulary()
    found = tuple(each for part in _parts(word) for each in _greedy(part, known))
    return found or (known[UNKNOWN],)


def _parts(word: str) -> Iterator[str]:
    """A word without accents, its punctuation on its own."""
    bare = unicodedata.normalize("NFD", word.lower())
    part = ""
    for letter in bare:
        kind = unicodedata.category(letter)
        if kind in ("Mn", "Cc", "Cf"):
            continue
        if kind[0] == "P" or letter in "$+<=>^`|~" or _ideograph(letter):
            if part:
                yield part
            yield letter
            part = ""
        else:
            part += letter
    if part:
        yield part


def _ideograph(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf"


def _greedy(part: str, known: Mapping[str, int]) -> list[int]:
    if len(part) > LONGEST:
        return [known[UNKNOWN]]
    found: list[int] = []
    at = 0
    while at < len(part):
        for stop in range(len(part), at, -1):
            number = known.get(("##" if at else "") + part[at:stop])
            if number is not None:
                found.append(number)
                at = stop
                break
        else:
            return [known[UNKNOWN]]
    return found
