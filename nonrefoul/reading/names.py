"""The persons of a document: every mention of each, under the fullest name in the nominative."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from nonrefoul.reading.morphology import fold
from nonrefoul.reading.restoring import Puzzle, Restored, join, puzzle, restore
from nonrefoul.reading.spans import spans
from nonrefoul.reading.tokens import Sentence, Token

Gender = Literal["Masc", "Fem"]

# So many persons of one name are compared with a mention, at most: time stays linear.
NEAREST = 12


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
    return join(asked, restore(asked).words)


def characters(sentences: Sequence[Sentence]) -> list[Character]:
    """The persons named in a document, in the order in which they are first named.

    A bare surname, initials, a first name that only one person has, and every case form go to the
    person they stand for; a mention that fits several goes to the one named last.
    """
    mentions = list(_mentions(sentences))
    return _join(mentions)


def _mentions(sentences: Sequence[Sentence]) -> Iterator[Mention]:
    found = []
    for sentence in sentences:
        for first, last in spans(sentence):
            asked = puzzle(sentence.tokens[first:last], sentence)
            if asked.pieces:
                found.append((sentence.index, first, last, asked))
    support: dict[str, float] = defaultdict(float)
    for *_, asked in found:
        restore(asked)
        for key, belief in asked.belief.items():
            support[key] += belief
    for index, first, last, asked in found:
        yield _mention(index, first, last, asked, restore(asked, support))


def _mention(index: int, first: int, last: int, asked: Puzzle, restored: Restored) -> Mention:
    words = tuple(fold(word) for word in restored.words)
    plural = restored.gender == "Plur"
    gender = None if plural else cast(Gender, restored.gender)
    candidates = frozenset(key for key, belief in asked.belief.items() if belief > 0.02)
    return Mention(
        index, first, last, join(asked, restored.words), words, candidates, gender, plural
    )


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
    keys = _words(mention)
    if len(keys) == 1 and keys[0] not in by_word:
        keys = sorted(key for key in mention.candidates if key in by_word)
    fitting = []
    for key in keys:
        for person in by_word.get(key, [])[-NEAREST:]:
            if _fits(mention, key if len(_words(mention)) == 1 else None, people[person]):
                fitting.append(person)
    if not fitting:
        return None

    def nearness(person: int) -> tuple[bool, bool, int]:
        character = people[person]
        distances = [at - place[id(other)] for other in character.mentions]
        before = [distance for distance in distances if distance >= 0]
        same = character.gender == mention.gender
        return (not same, not before, min(before, default=-max(distances, default=0)))

    return min(set(fitting), key=nearness)


def _fits(mention: Mention, single: str | None, character: Character) -> bool:
    if mention.plural != character.plural:
        return False
    full = character.mentions[0].words
    initials = [word[0] for word in mention.words if word.endswith(".")]
    rest = list(full)
    for word in [single] if single else _words(mention):
        if word not in rest:
            return False
        rest.remove(word)
    for letter in initials:
        hit = next((word for word in rest if word.startswith(letter)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return bool(single or _words(mention) or initials)
