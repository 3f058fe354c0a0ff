"""The dictionary of Russian word forms: what lemmas and readings a word may have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse

# Words kept with their readings; a long stream must not fill the memory with them.
KEPT = 3_000

_CYRILLIC = re.compile("[\u0400-\u04ff]")


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The one dictionary of the process."""
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=KEPT)
def parses(word: str) -> tuple[Parse, ...]:
    """Every reading the dictionary or its guesser gives a word, the likeliest first.

    None for a word with a letter that has no name in Unicode's tables, at which pymorphy3 stops.
    """
    try:
        return tuple(analyzer().parse(word))
    except ValueError:
        return ()


@lru_cache(maxsize=KEPT)
def is_known(word: str) -> bool:
    """Whether the dictionary has a word, so that its readings are not guessed."""
    return bool(analyzer().word_is_known(word))


def fold(word: str) -> str:
    """The word in lower case with ё as е, so that spellings meet."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=2 * KEPT)
def lemmas(word: str) -> frozenset[str]:
    """Every lemma a word may have, folded; signs, numbers and foreign words are their own."""
    if not _CYRILLIC.search(word):
        return frozenset((fold(word),))
    return frozenset(fold(parse.normal_form) for parse in parses(word))


# Which of pymorphy's parts of speech a Universal Dependencies tag may stand for.
_FITS: Mapping[str, frozenset[str]] = {
    "NOUN": frozenset({"NOUN", "ADJF", "PRTF", "NUMR"}),
    "PROPN": frozenset({"NOUN", "ADJF"}),
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "AUX": frozenset({"VERB", "INFN"}),
    "ADJ": frozenset({"ADJF", "ADJS", "COMP", "NUMR", "PRTF", "PRTS"}),
    "DET": frozenset({"ADJF", "NPRO"}),
    "PRON": frozenset({"NPRO", "ADJF"}),
    "ADV": frozenset({"ADVB", "COMP", "PRED"}),
    "NUM": frozenset({"NUMR", "ADJF"}),
}


@lru_cache(maxsize=2 * KEPT)
def best_lemma(word: str, pos: str) -> str:
    """The lemma of the reading that fits a tag best, folded; the likeliest where none does."""
    if not _CYRILLIC.search(word):
        return fold(word)
    known = parses(word)
    fits = _FITS.get(pos, frozenset())
    for parse in known:
        if parse.tag.POS in fits:
            return fold(parse.normal_form)
    return fold(known[0].normal_form) if known else fold(word)
