"""What persons decided on who is who, said of mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

# A name as one document spells it: the document's id, and the name in small letters.
Given = tuple[str, str]


@dataclass(frozen=True)
class Ruling:
    """What persons decided: mentions that are one person's, and mentions that are two persons'.

    `torn` are the mentions that are parted from their like in a copy of one report.
    """

    same: tuple[tuple[Given, Given], ...] = ()
    different: frozenset[frozenset[Given]] = frozenset()
    torn: frozenset[Given] = frozenset()

    @cached_property
    def alone(self) -> frozenset[Given]:
        """The mentions that may not be taken together with others unseen."""
        return frozenset(given for pair in self.different for given in pair)

    def parts(self, one: Iterable[Given], other: Iterable[Given]) -> bool:
        """Whether it keeps two groups apart."""
        if not self.different:
            return False
        ones, others = set(one) & self.alone, set(other) & self.alone
        return any(frozenset(pair) in self.different for pair in product(ones, others))


NONE = Ruling()
