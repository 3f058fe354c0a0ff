"""Host states side by side: the ranks that each may have, and groups of them."""

from __future__ import annotations

from dataclasses import dataclass

from nonrefoul.words.postures import Balance


@dataclass(frozen=True, slots=True)
class Rank:
    """Which places a host state may have among others: the first is most against the persons.

    `best` to `worst` are the places that hold it with at least 90 % probability, as few as can be
    cut off at both ends; `chances` are the probabilities of each place, the first one first.
    """

    host: str
    origin: str
    best: int
    worst: int
    chances: tuple[float, ...]

    @property
    def first(self) -> float:
        """How likely it is that no other goes further against the persons."""
        return self.chances[0]

    @property
    def last(self) -> float:
        """How likely it is that every other goes further against the persons."""
        return self.chances[-1]


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """How a group of host states stands: the mean of its members' shares, each counted once.

    `above` is how likely that is over the mean of the states that are not in it; None without any.
    `unknown` are members of which nothing is told.
    """

    name: str
    hosts: tuple[str, ...]
    unknown: tuple[str, ...]
    balance: Balance | None
    above: float | None
