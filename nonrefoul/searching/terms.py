"""Words as the index knows them: every form of a word meets every other.

Russian words stand under all their lemmas, English ones under their stem (Snowball's English
stemmer, M. F. Porter), each also as it is written, so that names and unknown words are found too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import snowballstemmer

from nonrefoul.reading.morphology import analyzer, is_known, lemmas
from nonrefoul.texts.cleaning import Cleaned, cleaned

# Changed whenever the same text would give other terms, so that an older index is made anew.
VERSION = 1
KEPT = 150_000
LONGEST = 64

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_STRESS = re.compile("[\u0300\u0301]")
# Endings of names and of what the dictionary does not know; at least three letters stay before one.
_ENDING = re.compile(
    "(?<=...)(?:ами|ями|ого|его|ому|ему|ыми|ими|ая|яя|ую|юю|ой|ей|ою|ею|ом|ем|ым|им|ых|их|ый|ий"
    "|ое|ее|ые|ие|ам|ям|ах|ях|[аяуюыиеоьй])$"
)


def words(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand, in its order; what joins two by a hyphen parts them."""
    return (found.span() for found in _WORD.finditer(text))


def clean(text: str) -> Cleaned:
    """The text without what hides in it, so that no unseen sign keeps a word from being found."""
    return cleaned(text)


@lru_cache(maxsize=KEPT)
def terms(word: str) -> tuple[str, ...]:
    """All that a word is found under, as written first.

    Two forms of one word have a term in common; so have, as far as endings tell, two forms of a
    name that no dictionary has.
    """
    written = folded(word)
    found = dict.fromkeys((written,))
    if _CYRILLIC.search(written):
        plain = _without_stress(word).lower()
        found |= dict.fromkeys(sorted(lemmas(plain)))
        if not is_known(plain):
            found |= dict.fromkeys((_ENDING.sub("", written),))
    elif written.isascii() and written.isalpha():
        found |= dict.fromkeys((_stem(written),))
    return tuple(found)


@lru_cache(maxsize=KEPT)
def folded(word: str) -> str:
    """The word as written, so that spellings meet: lower case, ё as е, no marks of stress.

    Letters of other alphabets lose their accents.
    """
    plain = _without_stress(word).lower().replace("ё", "е")
    if not plain.isascii() and not _CYRILLIC.search(plain):
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(each for each in parts if not unicodedata.combining(each)) or plain
    return plain[:LONGEST]


def _without_stress(word: str) -> str:
    """The word with letters and their marks as one sign, as dictionaries have them."""
    if word.isascii():
        return word
    return _STRESS.sub("", unicodedata.normalize("NFKC", word))


def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


def dictionary() -> str:
    """Which dictionary lemmas come from, by its version."""
    return str(analyzer().dictionary.meta.get("compiled_at", ""))
