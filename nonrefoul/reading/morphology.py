"""The dictionary of Russian word forms: what lemmas and readings a word may have."""

from __future__ import annotations

from functools import cache, lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    """The one dictionary of the process."""
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def parses(word: str) -> tuple[Parse, ...]:
    """Every reading the dictionary or its guesser gives a word, the likeliest first.

    None for a word with a letter that has no name in Unicode's tables, at which pymorphy3 stops.
    """
    try:
        return tuple(analyzer().parse(word))
    except ValueError:
        return ()


def fold(word: str) -> str:
    """The word in lower case with ё as е, so that spellings meet."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=200_000)
def lemmas(word: str) -> frozenset[str]:
    """Every lemma a word may have, folded."""
    return frozenset(fold(parse.normal_form) for parse in parses(word))
