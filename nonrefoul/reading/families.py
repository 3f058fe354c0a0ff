"""Persons who share a surname in the plural: `Анна и Борис Ветровы`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nonrefoul.reading.boundaries import Span
from nonrefoul.reading.declension import ANY_CASE, GENDERS, forms
from nonrefoul.reading.joining import Character
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.name_words import name_words
from nonrefoul.reading.restoring import puzzle, restore, singular
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.reading.word_kinds import is_first

# How much better a name must fit with a singular surname before a plural one is doubted.
PREFERENCE = 2.0
# What may stand between a surname, or a word for a family, and the first names.
_SIGNS = frozenset({",", "—", "–", "-", ":", "("})
# Surnames that say whether a man or a woman bears them.
_GENDERED = re.compile(
    r"((ов|ев|ин|ын)(а|у|ым|ой|е|ы|ых|ыми?)?|(ск|цк)[а-я]{2,3}|(ый|ий|ой|ая|яя|ого|его|ому|ему))$"
)


@dataclass(frozen=True, slots=True)
class Shared:
    """The words of a surname that several persons share, and whether it is in the plural."""

    tokens: tuple[Token, ...]
    plural: bool


def sharing(sentence: Sentence, names: Sequence[Span]) -> Iterator[tuple[Span, Shared]]:
    """Each name in a sentence whose bearer shares a surname, with that surname."""
    tokens = sentence.tokens
    for at, (first, last) in enumerate(names):
        givens = _givens(tokens, names, at)
        if last - first == 2 and givens:
            surname = tokens[last - 1]
            if _is_plural(sentence, first, last):
                shared = Shared((surname,), True)
                yield from ((given, shared) for given in [*givens, (first, last)])
            elif _is_for_both(tokens, [*givens, (first, last)]) or (
                _is_family(tokens, givens[-1][0]) and _never_changes(surname)
            ):
                yield from ((given, Shared((surname,), False)) for given in givens)
        elif last - first == 3 and givens and tokens[last - 1].text == ".":
            initial = Shared(tuple(tokens[last - 2 : last]), False)
            yield from ((given, initial) for given in givens)
        elif last - first == 1 and _is_family(tokens, first) and _has_plural(tokens[first]):
            shared = Shared((tokens[first],), True)
            yield from ((given, shared) for given in _listed(tokens, names, at))


def _is_family(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word before a name tells of several of one family: `братья`, `супругов`."""
    at -= at > 1 and tokens[at - 1].text in _SIGNS
    before = tokens[at - 1] if at else None
    return before is not None and not before.lemmas.isdisjoint(name_words().families)


def _has_plural(token: Token) -> bool:
    return any(form.plural and form.weight >= 0 for form in forms(token.text))


def _never_changes(token: Token) -> bool:
    """Whether a surname is of a kind that does not decline: -зода, -швили, -и."""
    return any(
        form.cases == ANY_CASE and form.weight >= 0 for form in forms(token.text.split("-")[-1])
    )


def _is_for_both(tokens: Sequence[Token], names: Sequence[Span]) -> bool:
    """Whether a surname has no gender, so that it stands once for a couple: `Ян и Ада Вольтар`."""
    surname = tokens[names[-1][1] - 1]
    one_by_one = all(is_first(tokens[first]) for first, _ in names)
    return one_by_one and not _GENDERED.search(fold(surname.text))


def _listed(tokens: Sequence[Token], names: Sequence[Span], at: int) -> list[Span]:
    """First names strung together after a surname in the plural: `Ветровых, Анну и Бориса`."""
    found: list[Span] = []
    signs = _SIGNS
    for before, name in pairwise(names[at:]):
        alone = name[1] - name[0] == 1 and name[0] == before[1] + 1
        if not alone or tokens[before[1]].text not in signs or not is_first(tokens[name[0]]):
            break
        found.append(name)
        signs = frozenset({",", "и"})
    return found if len(found) > 1 else []


def _givens(tokens: Sequence[Token], names: Sequence[Span], at: int) -> list[Span]:
    """The first names alone that are strung together before a name: the last with `и`."""
    found: list[Span] = []
    signs = {"и"}
    while at > 0 and tokens[names[at][0] - 1].text in signs:
        before = names[at - 1]
        joined = before[1] == names[at][0] - 1
        if not joined or before[1] - before[0] != 1:
            break
        found.append(before)
        signs = {","}
        at -= 1
    return found


def _is_plural(sentence: Sentence, first: int, last: int) -> bool:
    tokens = sentence.tokens[first:last]
    if not is_first(tokens[0]) and tokens[0].pos != "PROPN":
        return False
    if not any(form.plural for form in forms(tokens[-1].text)):
        return False
    alone = puzzle(tokens, sentence)
    together = puzzle(tokens, sentence)
    together.shared = True
    return restore(together).score + PREFERENCE > restore(alone).score


def name_members(people: Sequence[Character], sentences: Sequence[Sentence]) -> None:
    """Give those of the one family that a document tells of, known by first name, its surname."""
    families = [person for person in people if _bears_for_all(person, sentences)]
    if len(families) != 1:
        return
    family = families[0]
    surnames = dict(zip(GENDERS, singular(family.name), strict=True))
    start = (family.mentions[0].sentence, family.mentions[0].first)
    for person in people:
        first = person.mentions[0]
        named = is_first(sentences[first.sentence].tokens[first.first])
        alone = len(first.words) == 1 and " " not in person.name and not person.plural
        if alone and named and person.gender and (first.sentence, first.first) > start:
            person.name += " " + surnames[person.gender]


def _bears_for_all(person: Character, sentences: Sequence[Sentence]) -> bool:
    """Whether a name is the surname of a family: `семью Верхолётовых`, `братья Замостские`."""
    if not person.plural or " " in person.name:
        return False
    return any(
        _is_family(sentences[mention.sentence].tokens, mention.first) for mention in person.mentions
    )
