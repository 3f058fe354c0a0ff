"""The nominatives that a word of a name may come from, each with what else would hold then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from pymorphy3.analyzer import Parse

from nonrefoul.reading.morphology import fold, is_known, parses
from nonrefoul.rules import RULES, Rule, load

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
GENDERS = ("Masc", "Fem")
ANY_CASE = frozenset(CASES)
EITHER = frozenset(GENDERS)

# In the logarithmic scale of the weights in declension.yml: a name that the dictionary knows,
# and one that only a list of names holds.
KNOWN = 1.6
LISTED = 1.3
BESIDE_LISTED = -0.5
# The part of a penalty that a listed name does not take.
LISTED_PENALTY = 0.7
# A noun or an adjective of the dictionary, which may be a surname too (Ткач, Поддубный).
WORD = 0.5
UNKNOWN_READING_OF_KNOWN = -1.0

Role = Literal["first", "patronymic", "last"]


class Pattern(Rule):
    """One way of declining names, from `rules/names/declension.yml`."""

    id: str
    gender: Literal["Masc", "Fem"] | None = None
    plural: bool = False
    role: Role | None = None
    stem: str
    endings: str
    weight: float


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word: its nominative, and the cases and genders in which it looks so."""

    nominative: str
    cases: frozenset[str]
    genders: frozenset[str]
    plural: bool
    role: Role | None
    weight: float
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the nominative folded too: it is asked for often."""
        object.__setattr__(self, "key", fold(self.nominative))


@cache
def _undoings() -> dict[str, list[tuple[str, str, re.Pattern[str], Pattern]]]:
    """Case and nominative ending, with what the stem must match, by the ending seen."""
    table: dict[str, list[tuple[str, str, re.Pattern[str], Pattern]]] = {}
    for pattern in load(RULES / "names" / "declension.yml", tuple[Pattern, ...]):
        stem = re.compile(f"(?:{fold(pattern.stem)})$")
        columns = [fold(column).replace("-", "").split("/") for column in pattern.endings.split()]
        nominative = columns[0][0]
        for case, endings in zip(CASES, columns, strict=True):
            for ending in endings:
                table.setdefault(ending, []).append((case, nominative, stem, pattern))
    return table


@cache
def first_names() -> frozenset[str]:
    """The first names that the natasha package lists, folded; only its file is read."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package natasha, which carries the list of names, is not installed")
    path = Path(spec.submodule_search_locations[0]) / "data" / "dict" / "first.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.split("#")[0].strip()) for line in lines)


_LIKE_NOUNS = ("consonant", "a", "a-masc", "a-masc-last")


@lru_cache(maxsize=4_000)
def known_readings(word: str) -> tuple[Parse, ...]:
    """The readings that the dictionary itself has for a word, none that its guesser makes."""
    return tuple(parse for parse in parses(word) if is_known(parse.word))


@lru_cache(maxsize=4_000)
def forms(word: str) -> tuple[Form, ...]:
    """Every reading of one word of a name, a word without hyphen.

    Nominatives come folded, except those of the dictionary, which keep their ё.
    """
    known = tuple(_from_dictionary(word))
    penalty = UNKNOWN_READING_OF_KNOWN if known else 0.0
    guessed = tuple(_from_patterns(fold(word), penalty))
    if not known and any(form.role == "first" and form.weight > 0 for form in guessed):
        guessed = tuple(
            form if form.role == "first" else replace(form, weight=form.weight + BESIDE_LISTED)
            for form in guessed
        )
    return known + tuple(_from_nouns(word)) + guessed


PYMORPHY_CASES = {
    "nomn": "Nom",
    "gent": "Gen",
    "gen2": "Gen",
    "datv": "Dat",
    "accs": "Acc",
    "ablt": "Ins",
    "loct": "Loc",
    "loc2": "Loc",
}
_ROLES: dict[str, Role] = {"Name": "first", "Patr": "patronymic", "Surn": "last"}


def _from_dictionary(word: str) -> Iterator[Form]:
    seen = set()
    for parse in known_readings(word):
        role = next((_ROLES[mark] for mark in _ROLES if mark in parse.tag.grammemes), None)
        case = PYMORPHY_CASES.get(str(parse.tag.case))
        if role is None or case is None or "Init" in parse.tag:
            continue
        # Of two readings the one that declines is likelier (Анне: Анна rather than Анне).
        plural = parse.tag.number == "plur"
        weight = KNOWN - plural - 0.4 * ("Fixd" in parse.tag)
        nominative = _spelt(_nominative(parse), parse.word, word)
        for gender in _genders(parse):
            form = Form(nominative, frozenset({case}), frozenset({gender}), plural, role, weight)
            if form not in seen:
                seen.add(form)
                yield form


def _from_nouns(word: str) -> Iterator[Form]:
    """Readings as a surname that is spelt like a common word of the dictionary."""
    for parse in known_readings(word):
        tag = parse.tag
        case = PYMORPHY_CASES.get(str(tag.case))
        gender = {"masc": "Masc", "femn": "Fem"}.get(str(tag.gender))
        named = any(mark in tag for mark in (*_ROLES, "Init", "Geox", "Orgn", "Poss"))
        if named or case is None or gender is None or tag.number != "sing":
            continue
        if str(tag.POS) not in ("NOUN", "ADJF") or (case == "Acc" and "inan" in tag):
            continue
        # A woman's surname spelt like a masculine noun never changes; a man's like a feminine does.
        noun = "NOUN" in tag
        genders = EITHER if noun and gender == "Fem" else frozenset({gender})
        cases = {case, "Acc"} if noun and gender == "Masc" and case == "Gen" else {case}
        nominative = _spelt(_nominative(parse), parse.word, word)
        # Where both are words, a surname is rather Рудой than Рудый.
        weight = WORD + 0.1 * nominative.endswith("ой")
        if re.search(r"(ов|ев)(ый|ая|ой)$", nominative):
            weight -= 0.6
        yield Form(nominative, frozenset(cases), genders, False, "last", weight)


def _genders(parse: Parse) -> tuple[str, ...]:
    gender = str(parse.tag.gender)
    if "ms-f" in parse.tag.grammemes or gender not in ("masc", "femn"):
        return GENDERS
    return ("Masc",) if gender == "masc" else ("Fem",)


def _nominative(parse: Parse) -> str:
    wanted = {"nomn", "sing"}
    if parse.tag.number == "plur":
        wanted = {"nomn", "plur"}
    elif "ms-f" not in parse.tag.grammemes and parse.tag.gender in ("masc", "femn"):
        wanted.add(str(parse.tag.gender))
    inflected = parse.inflect(wanted)
    return str(inflected.word if inflected else parse.normal_form)


def _spelt(nominative: str, form: str, written: str) -> str:
    """A nominative with е where the document writes its form so and the dictionary has ё there.

    Where form and nominative differ in it (Петра, Пётр), the document's е says nothing.
    """
    pairs = zip(nominative, form.ljust(len(nominative)), written.lower(), strict=False)
    start = "".join(
        "е" if (own, other, seen) == ("ё", "ё", "е") else own for own, other, seen in pairs
    )
    return start + nominative[len(start) :]


def _from_patterns(word: str, penalty: float) -> Iterator[Form]:
    cases: dict[tuple[str, str], set[str]] = {}
    patterns: dict[tuple[str, str], Pattern] = {}
    for length in range(min(5, len(word) - 1)):
        cut = len(word) - length
        for case, ending, stem, pattern in _undoings().get(word[cut:], ()):
            if stem.search(word[:cut]):
                key = (word[:cut] + ending, pattern.id)
                cases.setdefault(key, set()).add(case)
                patterns[key] = pattern
    for (nominative, name), found in cases.items():
        yield _form(nominative, found, patterns[nominative, name], penalty)


_BROKEN = re.compile(r"(([её]|[жшч]о)нк|[бвгджзйклмнпст]ц)$")
_OBLIQUE = re.compile(r"((ов|ев|[иы]н)ой|и[её]й)$")
_ZODA = re.compile(r".{3}зодь?$")


def _form(nominative: str, cases: set[str], pattern: Pattern, penalty: float) -> Form:
    role, weight = pattern.role, pattern.weight + penalty
    if nominative in first_names() and role is None:
        role, weight = "first", weight + LISTED - LISTED_PENALTY * penalty
    # What is spelt like a surname in -ов seldom declines as a noun does.
    if pattern.id in _LIKE_NOUNS and re.search(r"(ов|ев)а?$", nominative):
        weight -= 2.5
    elif pattern.id in _LIKE_NOUNS and re.search(r"[иы]на?$", nominative):
        weight -= 0.8
    # Russian breaks such ends with a vowel that comes and goes: -ёнок, -вец.
    if pattern.id in ("consonant", "consonant-soft") and _BROKEN.search(nominative):
        weight -= 2.0
    # What looks like a woman's surname in an oblique case is hardly a nominative.
    elif role != "last" and _OBLIQUE.search(nominative):
        weight -= 2.5
    elif role is None and pattern.id in ("consonant", "soft") and _ZODA.search(nominative):
        weight -= 1.5
    genders = frozenset({pattern.gender}) if pattern.gender else EITHER
    return Form(nominative, frozenset(cases), genders, pattern.plural, role, weight)
