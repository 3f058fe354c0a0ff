"""Postures kept beside what they rest on, each worked out once it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
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
        """Nothing is told of any state."""
        self._register = PostureRegister(dt.date.today())
        self._fed: dict[str, tuple[Claim, ...]] = {}
        self._lock = Lock()

    def update(self, changed: Changed, day: dt.date) -> None:
        """Take what changed, as told by a day; works nothing out."""
        with self._lock:
            if day != self._register.as_of:
                self._register.move(day)
            for document in changed.told:
                self._register.remove(self._fed.pop(document, ()))
            persons = changed.persons
            self._register.add(
                [claim for claims in changed.told.values() for claim in claims],
                [each for each in persons.values() if each],
                changed.documents,
                changed.copies,
                gone=[name for name, each in persons.items() if each is None],
                regrouped=changed.moved,
            )
            self._fed.update(changed.told)

    def posture(self, pair: Pair) -> Posture | None:
        """The posture of a host towards an origin state; None where no claim speaks of it."""
        with self._lock:
            return self._register.posture(*pair)

    def postures(self) -> tuple[Posture, ...]:
        """All postures, in order of host and origin state."""
        with self._lock:
            return self._register.postures
