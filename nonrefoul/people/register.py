"""A register of persons that takes new claims without joining all others anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nonrefoul.people.candidates import keys, words_of
from nonrefoul.people.mentions import called_in, spelling
from nonrefoul.people.persons import persons
from nonrefoul.people.spelling import folds
from nonrefoul.words import Claim, Judgement, Person


class Register:
    """The persons of some claims. `add` works out anew only those whom new claims may concern.

    These are the persons who share a name's key with them, and all whom doubts link to those. The
    result is that of `persons` on all claims, but for bare names that fit too many to say of whom.
    """

    def __init__(
        self, claims: Iterable[Claim], key: bytes, judgements: Iterable[Judgement] = ()
    ) -> None:
        """Join the claims; `key` and `judgements` as for `persons`."""
        self._key = key
        self._judgements = tuple(judgements)
        self._persons: dict[str, Person] = {}
        self._at: dict[object, set[str]] = defaultdict(set)
        for person in persons(claims, key, self._judgements):
            self._enter(person)

    @property
    def persons(self) -> tuple[Person, ...]:
        """All persons, in order of id."""
        return tuple(sorted(self._persons.values(), key=lambda person: person.id))

    def add(self, claims: Iterable[Claim]) -> tuple[Person, ...]:
        """Take new claims, and give the persons whom they change or add."""
        new = tuple(claims)
        concerned = {found for key in _keys_of(new) for found in self._at[key]}
        concerned = self._linked(concerned)
        known = [claim for each in concerned for claim in self._persons[each].claims]
        for each in concerned:
            self._leave(each)
        found = persons([*known, *new], self._key, self._judgements)
        for person in found:
            self._enter(person)
        return found

    def _linked(self, ids: set[str]) -> set[str]:
        """These persons and all whom doubts or judgements link to them."""
        found, ahead = set(ids), list(ids)
        while ahead:
            for doubt in self._persons[ahead.pop()].doubts:
                if doubt.other not in found:
                    found.add(doubt.other)
                    ahead.append(doubt.other)
        return found

    def _enter(self, person: Person) -> None:
        self._persons[person.id] = person
        for key in _keys_of(person.claims):
            self._at[key].add(person.id)

    def _leave(self, name: str) -> None:
        for key in _keys_of(self._persons.pop(name).claims):
            self._at[key].discard(name)


def _keys_of(claims: Iterable[Claim]) -> set[object]:
    """By what names in claims may meet others: their words, and the keys of full names."""
    names = {(claim.subject, claim.quote) for claim in claims if claim.subject}
    told = {spelling(subject) for subject, _ in names}
    told |= {name for _, quote in names for name in called_in(quote)}
    words = {fold for name in told for word in words_of(name) for fold in folds(word)}
    return {key for name in told for key in keys(name)} | words
