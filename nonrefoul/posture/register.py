"""Everything that postures are worked out from, kept so that what is new touches only its pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from nonrefoul.posture.certainty import USUAL, Counting
from nonrefoul.posture.pair import Pair
from nonrefoul.posture.stating import stated
from nonrefoul.posture.telling import Telling
from nonrefoul.posture.units import Unit, unit
from nonrefoul.words import Claim, Copies, Headed, Person, Posture

_Names = tuple[str, str]
_Placed = tuple[Claim, _Names | None, Unit]


class PostureRegister:
    """The postures of every host towards every origin state, as they are told on a day.

    `add` takes in what is new or has changed, `remove` takes claims out, `move` goes to another
    day; `postures` and `posture` then work out anew only the pairs that this touched. The order in
    which things come makes no difference, and what comes of it is what `postures` gives at once.
    """

    def __init__(self, as_of: dt.date, counting: Counting = USUAL) -> None:
        self._telling = Telling(as_of)
        self._counting = counting
        self._told: dict[str, list[_Placed]] = {}
        self._persons: dict[str, Person] = {}
        self._owners: dict[tuple[object, ...], str] = {}
        self._pursuers: dict[str, str] = {}
        self._pairs: dict[_Names, Pair] = {}
        self._touched: set[_Names] = set()
        self._stated: dict[_Names, Posture] = {}

    @property
    def as_of(self) -> dt.date:
        """The day whose knowledge it is."""
        return self._telling.as_of

    @property
    def postures(self) -> tuple[Posture, ...]:
        """The postures of all pairs that claims speak of, in their order."""
        self._state(self._touched)
        return tuple(self._stated[names] for names in sorted(self._stated))

    def posture(self, host: str, origin: str) -> Posture | None:
        """The posture of one pair; None where no claim speaks of it."""
        self._state(self._touched & {(host, origin)})
        return self._stated.get((host, origin))

    def add(
        self,
        claims: Iterable[Claim] = (),
        persons: Iterable[Person] = (),
        documents: Mapping[str, Headed] | None = None,
        copies: Copies | None = None,
        *,
        gone: Iterable[str] = (),
        regrouped: Iterable[str] | None = None,
    ) -> None:
        """Take in claims, and persons and documents that are new or changed.

        A person replaces the one of the same id; `gone` are the ids of persons who are no more,
        say because two were one. `copies`, where given, are all that are known, and `regrouped` the
        ids of the documents whose group changed, None where that is to be found out.
        """
        held = documents or {}
        touched = self._telling.add(held.values(), copies, regrouped)
        for document in touched | self._know(persons, gone):
            self._place_again(document)
        for claim in claims:
            self._told.setdefault(claim.document, []).append(self._placed(claim))

    def remove(self, claims: Iterable[Claim]) -> None:
        """Take claims out again, say because a person rejected them; each once."""
        for claim in claims:
            told = self._told.get(claim.document, [])
            placed = next((each for each in told if each[0] == claim), None)
            if placed:
                told.remove(placed)
                self._lift(placed)

    def move(self, as_of: dt.date) -> None:
        """Go to another day: what was published by then is known, and older things count less."""
        for document in self._telling.move(as_of):
            self._place_again(document)
        self._touched |= set(self._pairs)

    def _know(self, persons: Iterable[Person], gone: Iterable[str]) -> set[str]:
        """Take in who is who; the documents that this touches."""
        touched: set[str] = set()
        for name in gone:
            if old := self._persons.pop(name, None):
                touched |= self._disown(old)
        for person in persons:
            if old := self._persons.get(person.id):
                touched |= self._disown(old)
            self._persons[person.id] = person
            origins = {claim.origin for claim in person.claims if claim.origin}
            if len(origins) == 1:
                self._pursuers[person.id] = origins.pop()
            for claim in person.claims:
                self._owners[claim.key] = person.id
                touched.add(claim.document)
        return touched

    def _disown(self, person: Person) -> set[str]:
        self._pursuers.pop(person.id, None)
        for claim in person.claims:
            if self._owners.get(claim.key) == person.id:
                del self._owners[claim.key]
        return {claim.document for claim in person.claims}

    def _place_again(self, document: str) -> None:
        told = self._told.get(document)
        if told:
            for placed in told:
                self._lift(placed)
            self._told[document] = [self._placed(claim) for claim, _, _ in told]

    def _lift(self, placed: _Placed) -> None:
        claim, names, where = placed
        if names:
            self._pairs[names].lift(where, claim)
            self._touched.add(names)

    def _placed(self, claim: Claim) -> _Placed:
        """Put a claim where it belongs, which is nowhere if it is not told of a pair by the day."""
        owner = self._owners.get(claim.key)
        host, origin = claim.host, claim.origin or self._pursuers.get(owner or "")
        if not host or not origin or host == origin or not self._counts(claim):
            return claim, None, ()
        names, where = (host, origin), unit(claim, owner, self._telling)
        pair = self._pairs.get(names)
        if pair is None:
            pair = self._pairs[names] = Pair(host, origin)
        pair.put(where, claim)
        self._touched.add(names)
        return claim, names, where

    def _counts(self, claim: Claim) -> bool:
        if self._telling.late(claim.document):
            return False
        left_out = self._counting.without
        return not left_out or self._telling.report(claim).source not in left_out

    def _state(self, touched: set[_Names]) -> None:
        """Work out anew the postures of pairs."""
        names = sorted(touched)
        self._touched = self._touched - touched
        pairs = [self._pairs[each] for each in names]
        for pair, posture in zip(pairs, stated(pairs, self._telling, self._counting), strict=True):
            if posture:
                self._stated[pair.host, pair.origin] = posture
            else:
                self._stated.pop((pair.host, pair.origin), None)
