"""Mentions of persons joined: which ones in a document are of one person."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nonrefoul.reading.short_names import fulls, one_name

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
            for word in _index(mentions[at]):
                by_word[word].append(person)
        insort(person.places, at)
    people.sort(key=lambda person: person.places[0])
    return [_character(person, mentions) for person in people]


def _shortness(mention: Mention) -> tuple[int, bool, int, bool]:
    keys = mention.keys
    by_father = len(keys) == 2 and bool(_PATRONYMIC.search(keys[1]))
    return -len(keys), by_father, -len(mention.words), bool(fulls(mention.words[0]))


def _index(mention: Mention) -> set[str]:
    """What a person is found by: words, full forms of a short first name, a last initial, all."""
    words = {*mention.keys, *fulls(mention.keys[0])}
    if len(mention.words) > 1:
        words.add(_letters(mention.words))
        if mention.words[-1].endswith("."):
            words.add(mention.words[-1])
    return words


def _letters(words: Sequence[str]) -> str:
    """The first letters of a name, in alphabetical order, so that surnames may stand first."""
    return "".join(sorted(word[0] for word in words)) + ".."


def _character(person: _Person, mentions: Sequence[Mention]) -> Character:
    fullest = person.fullest
    own = [mentions[at] for at in person.places]
    return Character(_with_patronymic(fullest, own), own, fullest.gender, fullest.plural)


def _with_patronymic(fullest: Mention, own: Sequence[Mention]) -> str:
    """The fullest name, with the patronymic that other mentions give beside the first name."""
    words = fullest.words
    if len(words) != 2 or len(fullest.keys) != 2 or _PATRONYMIC.search(words[1]):
        return fullest.name
    found = {
        mention.name.split()[1]
        for mention in own
        if len(mention.words) == 2
        and mention.words[0] == words[0]
        and _PATRONYMIC.search(mention.words[1])
    }
    first, _, surname = fullest.name.partition(" ")
    return f"{first} {found.pop()} {surname}" if len(found) == 1 and surname else fullest.name


def _find(mention: Mention, at: int, by_word: dict[str, list[_Person]]) -> _Person | None:
    keys = mention.keys
    fitting = _fitting(mention, keys[0], keys, by_word)
    if not fitting and len(keys) == 1:
        for key in mention.candidates:
            fitting += _fitting(mention, key, (key,), by_word)
    if not fitting and len(keys) == 2 and _PATRONYMIC.search(keys[1]):
        fitting = [one for one in by_word.get(keys[0], [])[-NEAREST:] if _lacks(one, keys[0])]
        return fitting[0] if len(fitting) == 1 else None
    if not fitting and len(mention.words) > 1 and keys == mention.words and keys[0].endswith("."):
        return _of_initials(mention, by_word)
    if not fitting:
        fitting = _under_other_form(mention, keys, by_word)
    if len(fitting) > 1 and len(keys) == 1 and _by_first_name(keys[0], fitting):
        return None
    return min(fitting, key=lambda person: person.nearness(mention, at), default=None)


def _of_initials(mention: Mention, by_word: Mapping[str, list[_Person]]) -> _Person | None:
    """The one person of the document whose name has these first letters: `С. А.-Т.`.

    Of three, one may be a patronymic that the document does not give.
    """
    words = mention.words
    some = [words] if len(words) < 3 else [words, *(words[:at] + words[at + 1 :] for at in (1, 2))]
    for letters in some:
        fitting = [
            one
            for one in by_word.get(_letters(letters), ())
            if not one.fullest.plural and not one.fullest.keys[0].endswith(".")
        ]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _under_other_form(
    mention: Mention, keys: Sequence[str], by_word: Mapping[str, list[_Person]]
) -> list[_Person]:
    """Those whose first name is another form of the mention's: `Гриша`, `Григорий`."""
    found: dict[int, _Person] = {}
    for word in (keys[0], *fulls(keys[0])):
        for person in by_word.get(word, [])[-NEAREST:]:
            words = person.fullest.words
            if one_name(keys[0], words[0]) and _fits(mention, keys, person.fullest, words[0]):
                found[id(person)] = person
    return list(found.values())


def _fitting(
    mention: Mention, key: str, words: Sequence[str], by_word: dict[str, list[_Person]]
) -> list[_Person]:
    people = by_word.get(key, [])[-NEAREST:]
    return [person for person in people if _fits(mention, words, person.fullest)]


def _fits(
    mention: Mention, words: Sequence[str], fullest: Mention, first: str | None = None
) -> bool:
    """Whether the words and initials of a mention are all found in the full name.

    `first` is another form of the mention's first name, where it has one.
    """
    if mention.plural != fullest.plural:
        return False
    rest = list(fullest.words)
    for word in (first or words[0], *words[1:]):
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
    return all(len(words) > 1 and one_name(words[0], word) for words in full)


def _lacks(person: _Person, first_name: str) -> bool:
    """Whether somebody of that first name, without patronymic, may be meant with one."""
    words = person.fullest.words
    return words[0] == first_name and not any(_PATRONYMIC.search(word) for word in words)
