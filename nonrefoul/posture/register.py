"""Everything that postures are worked out from, kept so that what is new touches only its pairs."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from nonrefoul.posture.certainty import USUAL, Counting
from nonrefoul.posture.officials import changes_office
from nonrefoul.posture.pair import Pair
from nonrefoul.posture.stating import stated
from nonrefoul.posture.telling import Telling, place
from nonrefoul.posture.units import Unit, unit
from nonrefoul.words import Claim, Copies, Headed, Person, Posture


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nothing look for cycles meanwhile: none is made, and it would look through all there is.

    With a million claims that takes a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_Names = tuple[str, str]
_Placed = tuple[Claim, _Names | None, Unit]


class PostureRegister:
    """The postures of every host towards every origin state, as they are told on a day.

    `add` takes in what is new or has changed, `remove` takes claims out, `move` goes to another
    day; `postures` and `posture` then work out anew only the pairs that this touched. The order in
    which things come makes no difference, and what comes of it is what `postures` gives at once.
    Who keeps a large one for long calls `gc.freeze` after filling it: see tools/bench_posture.py.
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
        # Documents in which an official's origin state is that of what else they tell of the host.
        self._offices: set[str] = set()

    @property
    def as_of(self) -> dt.date:
        """The day whose knowledge it is."""
        return self._telling.as_of

    @property
    def postures(self) -> tuple[Posture, ...]:
        """The postures of all pairs that claims speak of, in their order."""
        self._state(self._touched)
        return tuple(self._stated[names] for names in sorted(self._stated))

    @property
    def pairs(self) -> frozenset[_Names]:
        """Each host and origin state that claims speak of, or spoke of."""
        return frozenset(self._pairs)

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
        with uncollected():
            self._add(claims, persons, documents or {}, copies, gone, regrouped)

    def _add(
        self,
        claims: Iterable[Claim],
        persons: Iterable[Person],
        documents: Mapping[str, Headed],
        copies: Copies | None,
        gone: Iterable[str],
        regrouped: Iterable[str] | None,
    ) -> None:
        touched = self._telling.add(documents.values(), copies, regrouped)
        touched |= self._know(persons, gone)
        for document in touched:
            self._place_again(document)
        offices = self._offices
        for claim in claims:
            told = self._told.setdefault(claim.document, [])
            if claim.origin is None and changes_office(claim):
                offices.add(claim.document)
            told.append((claim, None, ()) if claim.document in offices else self._placed(claim))
            if claim.document in offices:
                touched.add(claim.document)
        for document in touched & offices:
            self._place_again(document)

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
                self._owners[place(claim)] = person.id
            if self._told:
                touched |= {claim.document for claim in person.claims}
        return touched

    def _disown(self, person: Person) -> set[str]:
        self._pursuers.pop(person.id, None)
        for claim in person.claims:
            if self._owners.get(place(claim)) == person.id:
                del self._owners[place(claim)]
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
        owner = self._owners.get(place(claim))
        host, origin = claim.host, claim.origin or self._pursuers.get(owner or "")
        if not origin and claim.document in self._offices and changes_office(claim):
            origin = self._near(claim)
        if not host or not origin or host == origin or not self._counts(claim):
            return claim, None, ()
        names, where = (host, origin), unit(claim, owner, self._telling)
        pair = self._pairs.get(names)
        if pair is None:
            pair = self._pairs[names] = Pair(host, origin)
        pair.put(where, claim, self._telling)
        self._touched.add(names)
        return claim, names, where

    def _near(self, claim: Claim) -> str | None:
        """The only origin state that the claim's document names with its host, if it names one."""
        told = (other for other, _, _ in self._told.get(claim.document, ()))
        named = {other.origin for other in told if other.host == claim.host and other.origin}
        return named.pop() if len(named) == 1 else None

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
        with uncollected():
            found = stated(pairs, self._telling, self._counting)
        for pair, posture in zip(pairs, found, strict=True):
            if posture:
                self._stated[pair.host, pair.origin] = posture
            else:
                self._stated.pop((pair.host, pair.origin), None)
