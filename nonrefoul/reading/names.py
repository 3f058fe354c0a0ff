"""The persons of a document: every mention of each, under the fullest name in the nominative."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from nonrefoul.reading.families import sharing
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.restoring import Puzzle, Restored, join, puzzle, restore
from nonrefoul.reading.spans import spans
from nonrefoul.reading.tokens import Sentence, Token

Gender = Literal["Masc", "Fem"]

# So many persons of one name are compared with a mention, at most: time stays linear.
NEAREST = 12
_PATRONYMIC = re.compile(r"(ович|евич|ьич|овна|евна|ична|инична)$")


@dataclass(slots=True)
class Mention:
    """One place where a person is named: tokens `first` to `last` (excluded) of a sentence.

    `name` is the nominative as this mention and the document's spelling of its words tell it;
    `candidates` holds the folded nominatives that its words may have, `plural` is set for several
    persons under one name (`братья Ивановы`).
    """

    sentence: int
    first: int
    last: int
    name: str
    words: tuple[str, ...]
    candidates: frozenset[str]
    gender: Gender | None
    plural: bool = False


@dataclass(slots=True)
class Character:
    """A person of the document, with the fullest name it gives and every mention of it."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender | None = None
    plural: bool = False


def nominative(tokens: Sequence[Token]) -> str:
    """The words of one name, as they stand in a sentence, put into the nominative."""
    asked = puzzle(tokens)
    return join(asked, restore(asked))


def characters(sentences: Sequence[Sentence]) -> list[Character]:
    """The persons named in a document, in the order in which they are first named.

    A bare surname, initials, a first name that only one person has, and every case form go to the
    person they stand for; a mention that fits several goes to the one named last.
    """
    mentions = list(_mentions(sentences))
    return _join(mentions)


@dataclass(frozen=True, slots=True)
class _Place:
    sentence: int
    first: int
    last: int


def _mentions(sentences: Sequence[Sentence]) -> Iterator[Mention]:
    found = [item for sentence in sentences for item in _asked(sentence)]
    support: dict[str, float] = defaultdict(float)
    for _, asked in found:
        restore(asked)
        for key, belief in asked.belief.items():
            support[key] += belief
    for place, asked in found:
        yield _mention(place, asked, restore(asked, support))


def _asked(sentence: Sentence) -> Iterator[tuple[_Place, Puzzle]]:
    """Every name of a sentence as a puzzle, with a shared surname given to each who bears it."""
    names = spans(sentence)
    shared = dict(sharing(sentence, names))
    for first, last in names:
        place = _Place(sentence.index, first, last)
        surname = shared.get((first, last))
        tokens = sentence.tokens[first:last]
        if surname is not None and surname is not tokens[-1]:
            tokens = [*tokens, surname]
        asked = puzzle(tokens, sentence)
        asked.shared = surname is not None
        if asked.pieces:
            yield place, asked


def _mention(place: _Place, asked: Puzzle, restored: Restored) -> Mention:
    words = tuple(fold(word) for word in restored.words)
    plural = restored.gender == "Plur"
    gender = None if plural else cast(Gender, restored.gender)
    candidates = frozenset(key for key, belief in asked.belief.items() if belief > 0.02)
    name = join(asked, restored)
    return Mention(place.sentence, place.first, place.last, name, words, candidates, gender, plural)


def _join(mentions: Sequence[Mention]) -> list[Character]:
    """Longer names first make the persons; shorter ones then find theirs."""
    people: list[Character] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    order = sorted(
        range(len(mentions)), reverse=True, key=lambda at: (_fullness(mentions[at]), -at)
    )
    place = {id(mention): at for at, mention in enumerate(mentions)}
    for at in order:
        mention = mentions[at]
        person = _find(mention, at, people, by_word, place)
        if person is None:
            person = len(people)
            people.append(Character(mention.name, [], mention.gender, mention.plural))
            for word in set(_words(mention)):
                by_word[word].append(person)
        people[person].mentions.append(mention)
    for character in people:
        character.mentions.sort(key=lambda mention: place[id(mention)])
    return sorted(people, key=lambda character: place[id(character.mentions[0])])


def _words(mention: Mention) -> list[str]:
    return [word for word in mention.words if not word.endswith(".")]


def _fullness(mention: Mention) -> tuple[int, int]:
    return len(_words(mention)), len(mention.words)


def _find(
    mention: Mention,
    at: int,
    people: Sequence[Character],
    by_word: dict[str, list[int]],
    place: dict[int, int],
) -> int | None:
    words = _words(mention)
    fitting = {
        person
        for key in words
        for person in by_word.get(key, [])[-NEAREST:]
        if _fits(mention, words, people[person])
    }
    if not fitting and len(words) == 1:
        fitting = {
            person
            for key in mention.candidates
            for person in by_word.get(key, [])[-NEAREST:]
            if _fits(mention, [key], people[person])
        }
    if not fitting and len(words) == 2 and _PATRONYMIC.search(words[1]):
        fitting = {person for person in by_word.get(words[0], []) if _lacks(people[person], words)}
        return fitting.pop() if len(fitting) == 1 else None
    if len(fitting) > 1 and len(words) == 1 and _by_first_name(words[0], fitting, people):
        return None

    def nearness(person: int) -> tuple[bool, bool, int]:
        distances = [at - place[id(other)] for other in people[person].mentions]
        before = [distance for distance in distances if distance >= 0]
        other_gender = people[person].gender != mention.gender
        return (other_gender, not before, min(before, default=-max(distances)))

    return min(fitting, key=nearness, default=None)


def _by_first_name(word: str, fitting: set[int], people: Sequence[Character]) -> bool:
    """Whether all that several persons have in common with a lone word is their first name."""
    full = [people[person].mentions[0].words for person in fitting]
    return all(len(words) > 1 and words[0] == word for words in full)


def _lacks(character: Character, words: Sequence[str]) -> bool:
    """Whether somebody of that first name, without patronymic, may be meant with one."""
    full = character.mentions[0].words
    return full[0] == words[0] and not any(_PATRONYMIC.search(word) for word in full)


def _fits(mention: Mention, words: Sequence[str], character: Character) -> bool:
    """Whether the words and initials of a mention are all found in the character's full name."""
    if mention.plural != character.plural:
        return False
    rest = list(character.mentions[0].words)
    for word in words:
        if word not in rest:
            return False
        rest.remove(word)
    for letter in [word[0] for word in mention.words if word.endswith(".")]:
        hit = next((word for word in rest if word.startswith(letter)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return True
