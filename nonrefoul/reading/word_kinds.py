"""What kind of word a word of a name is: first name, surname, patronymic, place."""

from __future__ import annotations

import re
from functools import lru_cache

from nonrefoul.reading.case_forms import word_keys
from nonrefoul.reading.declension import first_names, forms, known_readings
from nonrefoul.reading.gazetteer import gazetteer
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.tokens import Token

PATRONYMIC = re.compile(r"((ов|ев|ьм|кит|кум|фим)ич(а|у|ем|е)?|(ов|ев|ич|инич)н(а|ы|е|у|ой))$")
# Surnames that no place is called, and those that are adjectives in form.
SURNAME = re.compile(r"(ов|ев|ёв|ин|ын)(а|у|ым|ой|е)?$|(ск|цк)(ий|ая|ого|ому|им|ом|ой|ую)$")
_CAPITALISED = re.compile(
    r"[А-ЯЁӘҒҚҢӨҰҮҲҶӢ][а-яёәғқңөұүһҳҷӣўі]+(-[А-ЯЁ][а-яё]+)*$|[А-ЯЁ]{3,}(-[А-ЯЁ]{3,})*$"
)
NAME_MARKS = ("Name", "Surn", "Patr", "Init")
# A reading as a surname counts from this weight on: the dictionary's own, and -ов, -ин, -ский.
SURNAME_FROM = 0.25


def marked(token: Token, *marks: str) -> bool:
    """Whether the dictionary has a word with one of these marks: `Name`, `Surn`, `Geox` …."""
    return not _marks(token.text).isdisjoint(marks)


@lru_cache(maxsize=4_000)
def _marks(word: str) -> frozenset[str]:
    return frozenset(mark for parse in known_readings(word) for mark in parse.tag.grammemes)


def is_first(token: Token) -> bool:
    """Whether a word may be a form of a first name that a dictionary or list knows."""
    return _is_first(token.text)


@lru_cache(maxsize=4_000)
def _is_first(word: str) -> bool:
    return "Name" in _marks(word) or any(
        form.key in first_names() for form in forms(word) if form.weight > -1.5
    )


def is_surname(token: Token) -> bool:
    """Whether a word is a surname of the dictionary, or is made like one."""
    return _is_surname(token.text)


@lru_cache(maxsize=4_000)
def _is_surname(word: str) -> bool:
    return any(
        form.role == "last" and form.weight >= SURNAME_FROM and not form.plural
        for part in word.split("-")
        if part
        for form in forms(part)
    )


def is_capital(token: Token) -> bool:
    """Whether a word is written as a name is: with a capital, or in capitals."""
    return bool(_CAPITALISED.match(token.text))


@lru_cache(maxsize=4_000)
def names_a_seat(word: str) -> bool:
    """Whether a word stands for a state: its name, its capital, a region."""
    phrases = gazetteer().phrases
    return any(
        phrase.proper and phrase.kind in ("name", "metonym", "region")
        for key in word_keys(word)
        for phrase in phrases.get(key, ())
        if len(phrase.words) == 1
    )


def is_seat(token: Token) -> bool:
    """Whether a word is a state, its capital or a region, and neither first name nor surname."""
    return (
        names_a_seat(token.text)
        and not is_surname(token)
        and not marked(token, "Name", "Surn", "Patr")
        and fold(token.text) not in first_names()
    )


def is_place(token: Token) -> bool:
    """Whether the dictionary has a word as a place, and not as a surname."""
    known = known_readings(token.text)
    place = (known and "Geox" in known[0].tag) or is_seat(token)
    return bool(place) and not is_first(token) and not marked(token, "Surn", "Patr")


def is_common(token: Token, opens: bool) -> bool:
    """Whether a word is in the dictionary, and only as something else than a person's name."""
    known = known_readings(token.text)
    if not known or is_first(token) or marked(token, *NAME_MARKS):
        return False
    geographic = all("Geox" in parse.tag for parse in known)
    return geographic or opens or any("NOUN" not in parse.tag for parse in known)
