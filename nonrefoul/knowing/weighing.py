"""Postures kept beside what they rest on, each worked out once it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

from nonrefoul.posture import PostureRegister
from nonrefoul.words import Claim, Copies, Headed, Person, Posture

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What postures rest on, as far as it changed: claims told today by their document, persons.

    `moved` are the ids of the documents of which `copies` tells another head.
    """

    told: Mapping[str, tuple[Claim, ...]]
    persons: Mapping[str, Person | None]
    documents: Mapping[str, Headed]
    copies: Copies
    moved: frozenset[str]


class Weighing:
    """The postures as of the last change. Threads may ask; a change waits until they have done."""

    def __init__(self) -> None:
        """Nothing is told of any state. `so_far` are postures as they were last worked out."""
        self.so_far: Mapping[Pair, Posture] = {}
        self._register = PostureRegister(dt.date.today())
        self._fed: dict[str, tuple[Claim, ...]] = {}
        self._later: dict[str, Callable[[str], tuple[Claim, ...]]] = {}
        self._lock = Lock()

    def update(self, changed: Changed, day: dt.date) -> None:
        """Take what changed, as told by a day; works nothing out."""
        with self._lock:
            if day != self._register.as_of:
                self._register.move(day)
            for document in changed.told:
                self._later.pop(document, None)
            self._lift(changed.told)
            self._register.add(
                [claim for claims in changed.told.values() for claim in claims],
                [each for each in changed.persons.values() if each],
                changed.documents,
                changed.copies,
                gone=[name for name, each in changed.persons.items() if each is None],
                regrouped=changed.moved,
            )
            self._fed.update(changed.told)

    def later(self, documents: Iterable[str], today: Callable[[str], tuple[Claim, ...]]) -> None:
        """Take other confidences of documents' claims, which `today` gives, once one asks."""
        with self._lock:
            self._later.update(dict.fromkeys(documents, today))

    def posture(self, pair: Pair) -> Posture | None:
        """The posture of a host towards an origin state; None where no claim speaks of it."""
        with self._lock:
            self._take_later()
            found = self._register.posture(*pair)
            self._note({pair: found})
            return found

    def postures(self) -> tuple[Posture, ...]:
        """All postures, in order of host and origin state."""
        with self._lock:
            self._take_later()
            found = self._register.postures
            self._note({**dict.fromkeys(self.so_far), **{(e.host, e.origin): e for e in found}})
            return found

    def settle(self) -> None:
        """Work out all postures that changes touched, letting others ask after each."""
        with self._lock:
            self._take_later()
            pairs = self._register.pairs
        for pair in sorted({*pairs, *self.so_far}):
            self.posture(pair)

    def _note(self, found: Mapping[Pair, Posture | None]) -> None:
        if any(self.so_far.get(pair) is not each for pair, each in found.items()):
            now = {**self.so_far, **found}
            self.so_far = {pair: each for pair, each in now.items() if each}

    def _take_later(self) -> None:
        if not self._later:
            return
        told = {document: today(document) for document, today in self._later.items()}
        self._later = {}
        self._lift(told)
        self._register.add([claim for claims in told.values() for claim in claims])
        self._fed.update(told)

    def _lift(self, documents: Iterable[str]) -> None:
        for document in documents:
            self._register.remove(self._fed.pop(document, ()))
