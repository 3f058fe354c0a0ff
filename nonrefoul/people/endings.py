"""Case endings left on a name: the nominative that its words agree on."""

from __future__ import annotations

from functools import cache, lru_cache

import pymorphy3

from nonrefoul.people.spelling import is_cyrillic, plain

_NAMES = ("Name", "Surn", "Patr")
_GENDERS = ("masc", "femn")

Words = tuple[str, ...]


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def restored(words: Words) -> tuple[Words, tuple[Words, ...], bool]:
    """The words in the nominative, other words they may be forms of, and whether they changed.

    They are left as they are where they can be in the nominative together, of one gender; what
    else they may be is then only doubtful. "Александра Петрова" is a woman's name or a form of a
    man's; "Егора Вербина" can only be the latter.
    """
    if len(words) < 2 or not all(is_cyrillic(word) for word in words):
        return words, (), False
    readings = [_agreed(words, gender) for gender in _GENDERS]
    found = tuple(reading for reading in readings if reading)
    if not found or words in found:
        return words, tuple(reading for reading in found if reading != words), False
    return found[0], found[1:], True


def _agreed(words: Words, gender: str) -> Words | None:
    """The words as a name of this gender; None where one of them can't be of it."""
    forms = [_nominative(word, gender) for word in words]
    if any(form is None for form in forms):
        return None
    return tuple(form for form in forms if form)


@lru_cache(maxsize=200_000)
def _nominative(word: str, gender: str) -> str | None:
    """The word itself where it can be a nominative of the gender or is no known name."""
    parses = [
        parse
        for parse in _analyzer().parse(word)
        if any(kind in parse.tag for kind in _NAMES) and "plur" not in parse.tag
    ]
    if not parses:
        return word
    own = [parse for parse in parses if gender in parse.tag or "ms-f" in parse.tag]
    if any("nomn" in parse.tag for parse in own):
        return word
    for parse in own:
        form = parse.inflect({"nomn", "sing"})
        if form:
            return plain(form.word)
    return None
