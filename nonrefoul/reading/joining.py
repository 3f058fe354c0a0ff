"""Mentions of persons joined: which ones in a document are of one person."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Gender = Literal["Masc", "Fem"]

# So many persons who share a word are compared with a mention, at most: time stays linear.
NEAREST = 12
_PATRONYMIC = re.compile(r"(ович|евич|ьич|овна|евна|ична|инична)$")


@dataclass(slots=True)
class Mention:
    """One place where a person is named: tokens `first` to `last` (excluded) of a sentence.

    `name` is the nominative as this mention and the document's spelling of its words tell it;
    `words` are its pieces, folded, an initial with its dot; `candidates` holds the folded
    nominatives that its words may have; `plural` is set for several persons under one name
    (`братья Ивановы`).
    """

    sentence: int
    first: int
    last: int
    name: str
    words: tuple[str, ...]
    candidates: frozenset[str]
    gender: Gender | None
    plural: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The words that tell who is meant: all but initials, unless there is nothing else."""
        return tuple(word for word in self.words if not word.endswith(".")) or self.words


@dataclass(slots=True)
class Character:
    """A person of the document, with the fullest name it gives and every mention of it."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    gender: Gender | None = None
    plural: bool = False


@dataclass(slots=True)
class _Person:
    """A person while mentions are being joined: the fullest mention, and where all of them are."""

    fullest: Mention
    places: list[int] = field(default_factory=list)

    def nearness(self, mention: Mention, at: int) -> tuple[bool, bool, int]:
        """How near this person is to a mention: gender first, then the last one named before."""
        index = bisect_left(self.places, at)
        before = index > 0
        distance = at - self.places[index - 1] if before else self.places[index] - at
        return self.fullest.gender != mention.gender, not before, distance


def join_mentions(mentions: Sequence[Mention]) -> list[Character]:
    """The persons that mentions, given in the order of the text, are of, in that order too.

    Longer names first make the persons; shorter ones then find theirs.
    """
    people: list[_Person] = []
    by_word: dict[str, list[_Person]] = defaultdict(list)
    order = sorted(range(len(mentions)), key=lambda at: (_shortness(mentions[at]), at))
    for at in order:
        person = _find(mentions[at], at, by_word)
        if person is None:
            person = _Person(mentions[at])
            people.append(person)
            for word in set(mentions[at].keys):
                by_word[word].append(person)
        insort(person.places, at)
    people.sort(key=lambda person: person.places[0])
    return [_character(person, mentions) for person in people]


def _shortness(mention: Mention) -> tuple[int, int]:
    return -len(mention.keys), -len(mention.words)


def _character(person: _Person, mentions: Sequence[Mention]) -> Character:
    fullest = person.fullest
    own = [mentions[at] for at in person.places]
    return Character(fullest.name, own, fullest.gender, fullest.plural)


def _find(mention: Mention, at: int, by_word: dict[str, list[_Person]]) -> _Person | None:
    keys = mention.keys
    fitting = _fitting(mention, keys[0], keys, by_word)
    if not fitting and len(keys) == 1:
        for key in mention.candidates:
            fitting += _fitting(mention, key, (key,), by_word)
    if not fitting and len(keys) == 2 and _PATRONYMIC.search(keys[1]):
        fitting = [one for one in by_word.get(keys[0], [])[-NEAREST:] if _lacks(one, keys[0])]
        return fitting[0] if len(fitting) == 1 else None
    if len(fitting) > 1 and len(keys) == 1 and _by_first_name(keys[0], fitting):
        return None
    return min(fitting, key=lambda person: person.nearness(mention, at), default=None)


def _fitting(
    mention: Mention, key: str, words: Sequence[str], by_word: dict[str, list[_Person]]
) -> list[_Person]:
    people = by_word.get(key, [])[-NEAREST:]
    return [person for person in people if _fits(mention, words, person.fullest)]


def _fits(mention: Mention, words: Sequence[str], fullest: Mention) -> bool:
    """Whether the words and initials of a mention are all found in the full name."""
    if mention.plural != fullest.plural:
        return False
    rest = list(fullest.words)
    for word in words:
        if word not in rest:
            return False
        rest.remove(word)
    initials = [word for word in mention.words if word.endswith(".") and word not in words]
    for initial in initials:
        hit = next((word for word in rest if word.startswith(initial[0])), None)
        if hit is None:
            return False
        rest.remove(hit)
    return True


def _by_first_name(word: str, fitting: Sequence[_Person]) -> bool:
    """Whether all that several persons have in common with a lone word is their first name."""
    full = [person.fullest.words for person in fitting]
    return all(len(words) > 1 and words[0] == word for words in full)


def _lacks(person: _Person, first_name: str) -> bool:
    """Whether somebody of that first name, without patronymic, may be meant with one."""
    words = person.fullest.words
    return words[0] == first_name and not any(_PATRONYMIC.search(word) for word in words)
