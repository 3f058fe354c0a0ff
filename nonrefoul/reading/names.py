"""The persons of a document: every mention of each, under the fullest name in the nominative."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from nonrefoul.reading.families import name_members, sharing
from nonrefoul.reading.joining import Character, Gender, Mention, join_mentions
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.restoring import Puzzle, Restored, join, puzzle, restore
from nonrefoul.reading.spans import spans
from nonrefoul.reading.tokens import Sentence, Token

__all__ = ["Character", "Mention", "characters", "nominative"]


def nominative(tokens: Sequence[Token]) -> str:
    """The words of one name, as they stand in a sentence, put into the nominative."""
    asked = puzzle(tokens)
    return join(asked, restore(asked))


def characters(sentences: Sequence[Sentence]) -> list[Character]:
    """The persons named in a document, in the order in which they are first named.

    A bare surname, initials, a first name that only one person has, and every case form go to the
    person they stand for; a mention that fits several goes to the one named last.
    """
    people = join_mentions(list(_mentions(sentences)))
    name_members(people, sentences)
    return people


@dataclass(frozen=True, slots=True)
class _Place:
    sentence: int
    first: int
    last: int


def _mentions(sentences: Sequence[Sentence]) -> Iterator[Mention]:
    found = [
        item
        for sentence, after in zip(sentences, [*sentences, None][1:], strict=True)
        for item in _asked(sentence, after)
    ]
    support: dict[str, float] = defaultdict(float)
    for _, asked in found:
        restore(asked)
        for key, belief in asked.belief.items():
            support[key] += belief
    for place, asked in found:
        yield _mention(place, asked, restore(asked, support))


def _asked(sentence: Sentence, after: Sentence | None = None) -> Iterator[tuple[_Place, Puzzle]]:
    """Every name of a sentence as a puzzle, with a shared surname given to each who bears it."""
    names = spans(sentence)
    shared = dict(sharing(sentence, names))
    for first, last in names:
        place = _Place(sentence.index, first, last)
        surname = shared.get((first, last))
        tokens = sentence.tokens[first:last]
        if surname is not None and surname.tokens[-1] is not tokens[-1]:
            tokens = [*tokens, *surname.tokens]
        asked = puzzle(tokens, sentence, after)
        asked.shared = surname is not None and surname.plural
        if asked.pieces:
            yield place, asked


def _mention(place: _Place, asked: Puzzle, restored: Restored) -> Mention:
    words = tuple(fold(word) for word in restored.words)
    plural = restored.gender == "Plur"
    gender = None if plural else cast(Gender, restored.gender)
    candidates = frozenset(key for key, belief in asked.belief.items() if belief > 0.02)
    name = join(asked, restored)
    return Mention(place.sentence, place.first, place.last, name, words, candidates, gender, plural)
