"""How far a text is about people who are pursued, or only uses the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.reading.frames import Words, words
from nonrefoul.reading.matter import matter
from nonrefoul.reading.tokens import Sentence
from nonrefoul.rules import RULES, Rule, load


class Vocabulary(Rule):
    """Words of pursuit, and words of the other things that such texts may be about."""

    pursuit: tuple[str, ...]
    aside: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Relevance:
    """How many different words of pursuit, in all and by sentence, and of other things.

    `matter` is the log-odds, by all its words, that the text tells of people who are pursued.
    """

    matter: float
    pursuit: int
    sentences: tuple[int, ...]
    aside: Mapping[str, int]


@cache
def vocabulary() -> tuple[Words, dict[str, Words]]:
    """The words of pursuit, and those of each kind of other matter; raises RuleError."""
    found = load(RULES / "relevance" / "ru.yml", Vocabulary)
    return words(found.pursuit), {kind: words(listed) for kind, listed in found.aside.items()}


def relevance(sentences: Sequence[Sentence]) -> Relevance:
    """Count the words of pursuit, and of fiction, sport and the like, in a text."""
    pursuit, kinds = vocabulary()
    by_sentence = [_different(pursuit, [sentence]) for sentence in sentences]
    return Relevance(
        matter(sentences),
        len(set().union(*by_sentence)),
        tuple(len(found) for found in by_sentence),
        {kind: len(_different(listed, sentences)) for kind, listed in kinds.items()},
    )


def _different(wanted: Words, sentences: Sequence[Sentence]) -> set[str]:
    return {
        min(token.lemmas)
        for sentence in sentences
        for token in sentence.tokens
        if not wanted.firsts.isdisjoint(token.lemmas) and wanted.find(sentence.tokens, token.index)
    }
