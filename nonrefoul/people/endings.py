"""Case endings left on a name: the nominative that its words agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

import pymorphy3

from nonrefoul.people.name_lists import first_names
from nonrefoul.people.spelling import is_cyrillic, plain
from nonrefoul.rules import RULES, Rule, load

_NAMES = ("Name", "Surn", "Patr")
_GENDERS = ("masc", "femn")
_CASES = {"Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
_LIKELY = -1.0  # of the weights in declension.yml

Words = tuple[str, ...]


class Declined(Rule):
    """A way in which names decline, from `names/declension.yml`."""

    id: str
    gender: Literal["Masc", "Fem"] | None = None
    plural: bool = False
    role: Literal["first", "patronymic", "last"] | None = None
    stem: str
    endings: str
    weight: float


@cache
def _analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=100_000)
def is_surname(word: str) -> bool:
    """Whether the dictionary of Russian knows the word, in Russian letters, as a surname."""
    if not is_cyrillic(word) or not _analyzer().word_is_known(word):
        return False
    return any("Surn" in parse.tag for parse in _analyzer().parse(word))


def restored(words: Words) -> tuple[Words, tuple[Words, ...], bool]:
    """The words in the nominative, other words they may be forms of, and whether they changed.

    They are left as they are where they can be in the nominative together, of one gender; what
    else they may be is then only doubtful. "Александра Петрова" is a woman's name or a form of a
    man's; "Егора Вербина" can only be the latter. Where one word is a known name in a case that
    it can't leave open, words that no dictionary has are put back from that case.
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
    cases = _cases(words, gender)
    pairs = zip(words, forms, strict=True)
    return tuple(
        _undone(word, gender, cases) if word == form else form for word, form in pairs if form
    )


@lru_cache(maxsize=200_000)
def _cases(words: Words, gender: str) -> frozenset[str]:
    """The cases in which the known names among the words stand, where none is in the nominative."""
    found: set[str] = set()
    for word in words:
        parses = [each for each in _named(word) if gender in each.tag or "ms-f" in each.tag]
        here = {str(each.tag.case) for each in parses}
        if "nomn" in here and _analyzer().word_is_known(word):
            return frozenset()
        found |= set() if "nomn" in here else here
    return frozenset(found)


def _undone(word: str, gender: str, cases: frozenset[str]) -> str:
    """A word that no dictionary has, put back from one of the cases."""
    if not cases or _analyzer().word_is_known(word):
        return word
    options = [
        (weight, -len(stem + end), stem + end) for weight, stem, end in _stems(word, gender, cases)
    ]
    return max(options)[2] if options else word


def _stems(word: str, gender: str, cases: frozenset[str]) -> Iterator[tuple[float, str, str]]:
    for cut in range(max(2, len(word) - 4), len(word) + 1):
        for case, nominative, stem, weight, own in _endings().get(word[cut:], ()):
            if case in cases and own in (None, gender) and stem.search(word[:cut]):
                yield weight, word[:cut], nominative


_Ending = tuple[str, str, re.Pattern[str], float, str | None]


@cache
def _endings() -> Mapping[str, tuple[_Ending, ...]]:
    """For each ending of a case: the case, the nominative's ending, the stem it goes with."""
    found: dict[str, list[_Ending]] = {}
    genders = {"Masc": "masc", "Fem": "femn"}
    for rule in load(RULES / "names" / "declension.yml", tuple[Declined, ...]):
        if rule.plural or rule.role in ("first", "patronymic") or rule.weight < _LIKELY:
            continue
        gender, stem = genders.get(rule.gender or ""), re.compile(f"(?:{rule.stem})$")
        columns = [column.replace("-", "").split("/") for column in rule.endings.split()]
        for case, column in zip(_CASES.values(), columns[1:], strict=True):
            for ending in column:
                row = (case, columns[0][0], stem, rule.weight, gender)
                found.setdefault(plain(ending), []).append(row)
    return {ending: tuple(rows) for ending, rows in found.items()}


def _named(word: str) -> list[pymorphy3.analyzer.Parse]:
    """The ways in which a word can be a name of one person."""
    return [
        parse
        for parse in _analyzer().parse(word)
        if any(kind in parse.tag for kind in _NAMES) and "plur" not in parse.tag
    ]


@lru_cache(maxsize=200_000)
def _nominative(word: str, gender: str) -> str | None:
    """The word itself where it can be a nominative of the gender or is no known name."""
    parses = _named(word)
    if not parses:
        return word
    own = [parse for parse in parses if gender in parse.tag or "ms-f" in parse.tag]
    # What ends in a consonant a woman's name keeps in all cases, where no dictionary knows better.
    unknown = not _analyzer().word_is_known(word)
    if gender == "femn" and unknown and word[-1] not in "аеиоуыэюяьй":
        return word if any("nomn" in parse.tag for parse in parses) else None
    # The dictionary makes women's names of Дмитрия and the like; the list of names does not.
    women = gender == "femn" and any("Name" in parse.tag for parse in own)
    if any("nomn" in parse.tag for parse in own) and not (women and word not in first_names()):
        return word
    for parse in own:
        form = parse.inflect({"nomn", "sing"})
        if form:
            return plain(form.word)
    return None
