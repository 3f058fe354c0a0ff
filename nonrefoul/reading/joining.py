"""Mentions of persons joined: which ones in a document are of one person."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from nonrefoul.reading.declension import first_names
from nonrefoul.reading.short_names import fulls, one_name

Gender = Literal["Masc", "Fem"]

# So many persons who share a word are compared with a mention, at most: time stays linear.
NEAREST = 12
_INITIALS = re.compile(r"^(\w{1,2}\.\s*)+")
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
        fuller = _fuller(person.fullest, mentions[at]) if person else mentions[at]
        if person is None:
            person = _Person(mentions[at])
            people.append(person)
        if fuller:
            known = _index(person.fullest) if fuller is not person.fullest else set()
            person.fullest = fuller
            for word in _index(fuller) - known:
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
        words |= set(_initials(mention.words)[:1])
    return words


def _letters(words: Sequence[str]) -> str:
    """The first letters of a name, in alphabetical order, so that surnames may stand first."""
    return "".join(sorted(word[0] for word in words)) + ".."


def _character(person: _Person, mentions: Sequence[Mention]) -> Character:
    fullest = person.fullest
    own = [mentions[at] for at in person.places]
    return Character(fullest.name, own, fullest.gender, fullest.plural)


def _fuller(fullest: Mention, mention: Mention) -> Mention | None:
    """The fullest mention with what another one of that person adds to it; None if nothing.

    A patronymic beside the first name, a surname beside initials, or a first name for an initial.
    """
    ours, others = fullest.words, mention.words
    if len(ours) == 2 and len(fullest.keys) == 2 and _is_given(others) and len(others) == 2:
        first, _, surname = fullest.name.partition(" ")
        if first and surname and not _PATRONYMIC.search(ours[1]) and others[0] == ours[0]:
            words = (*others, *ours[1:])
            return replace(fullest, words=words, name=f"{mention.name} {surname}")
    elif _is_given(ours) and _fit_initials(ours, others):
        return _named(fullest, ours, mention)
    elif _is_given(others) and _fit_initials(others, ours):
        return _named(mention, others, fullest)
    return None


def _named(given: Mention, words: tuple[str, ...], initials: Mention) -> Mention:
    surname = _INITIALS.sub("", initials.name)
    both = given.candidates | initials.candidates
    name = f"{given.name} {surname}"
    return replace(given, words=(*words, *initials.keys), name=name, candidates=both)


def _is_given(words: Sequence[str]) -> bool:
    """Whether a name is a first name, or one with a patronymic, and no more."""
    if len(words) == 2:
        return bool(_PATRONYMIC.search(words[1])) and not words[0].endswith(".")
    return len(words) == 1 and words[0] in first_names()


def _fit_initials(given: Sequence[str], others: Sequence[str]) -> bool:
    """Whether initials may be a first name's, and a patronymic's if one is told."""
    initials = _initials(others)
    fit = (word.startswith(one[:-1]) for word, one in zip(given, initials, strict=False))
    return len(given) <= len(initials) and all(fit)


def _initials(words: Sequence[str]) -> Sequence[str]:
    """The initials of first name and patronymic that stand with a surname: `Т. А. Ким`."""
    dotted = [word.endswith(".") for word in words]
    count = dotted.index(False) if False in dotted else 0
    if not count and dotted == [False, True, True]:
        return words[1:]
    return words[:count] if not any(dotted[count:]) else ()


def _by_initials(mention: Mention, by_word: Mapping[str, list[_Person]]) -> list[_Person]:
    """Those who are given by initials and surname here and by first name there."""
    words = mention.words
    if _is_given(words):
        people = by_word.get(words[0][0] + ".", ())
        return [one for one in people[-NEAREST:] if _fit_initials(words, one.fullest.words)]
    initials = _initials(words)
    if len(initials) != 2:
        return []
    people = by_word.get(_letters(initials), ())
    known = [one for one in people[-NEAREST:] if _is_given(one.fullest.words)]
    return [one for one in known if _fit_initials(one.fullest.words, words)]


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
    if not fitting and not mention.plural:
        fitting = _by_initials(mention, by_word)
        if len(fitting) > 1:
            return None
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
