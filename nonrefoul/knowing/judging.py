"""The judgements in force, as they come and are taken back, and what each is on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nonrefoul import store
from nonrefoul.people import marks_of
from nonrefoul.reviewing import opinions
from nonrefoul.words import Judgement


class Judging:
    """All judgements, and those that hold; on claims by the documents of these."""

    def __init__(self) -> None:
        """No judgement."""
        self.every: tuple[Judgement, ...] = ()
        self.in_force: tuple[Judgement, ...] = ()
        self.on_persons: tuple[Judgement, ...] = ()
        self._on: dict[str, dict[int, Judgement]] = defaultdict(dict)

    def update(self, new: Iterable[Judgement]) -> set[str]:
        """Take judgements; gives the ids of documents on whose claims other ones hold than before.

        Raises ReviewError where one on a claim can't be understood.
        """
        new = tuple(new)
        if not new:
            return set()
        self.every = (*self.every, *new)
        before = {each.number: each for each in self.in_force}
        self.in_force = tuple(store.in_force(self.every))
        self.on_persons = tuple(each for each in self.in_force if marks_of(each.about))
        now = {each.number: each for each in self.in_force}
        touched: set[str] = set()
        for opinion in opinions(before[each] for each in before.keys() - now.keys()):
            touched.add(opinion.document)
            del self._on[opinion.document][opinion.judgement.number]
        for opinion in opinions(now[each] for each in now.keys() - before.keys()):
            touched.add(opinion.document)
            self._on[opinion.document][opinion.judgement.number] = opinion.judgement
        return touched

    def on_claims_of(self, document: str) -> list[Judgement]:
        """The judgements in force on claims of a document."""
        return list(self._on.get(document, {}).values())
