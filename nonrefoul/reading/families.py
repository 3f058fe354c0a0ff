"""Persons who share a surname in the plural: `Анна и Борис Ветровы`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nonrefoul.reading.declension import forms
from nonrefoul.reading.restoring import puzzle, restore
from nonrefoul.reading.spans import Span, is_first
from nonrefoul.reading.tokens import Sentence, Token

# How much better a name must fit with a singular surname before a plural one is doubted.
PREFERENCE = 2.0


def sharing(sentence: Sentence, names: Sequence[Span]) -> Iterator[tuple[Span, Token]]:
    """Each name in a sentence whose bearer shares a surname, with the token of that surname."""
    for at, (first, last) in enumerate(names):
        surname = sentence.tokens[last - 1]
        givens = _givens(sentence.tokens, names, at)
        if givens and last - first == 2 and _is_plural(sentence, first, last):
            yield from ((given, surname) for given in [*givens, (first, last)])


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
