"""Mentions that links hold together, as groups that are one person each; the rest are doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from nonrefoul.people.candidates import Pair, ordered
from nonrefoul.people.compare import Comparison, Verdict
from nonrefoul.people.mentions import Mention, Spot
from nonrefoul.people.ruling import Ruling
from nonrefoul.people.weighing import named_alike

Doubts = dict[Pair, Comparison]


def settled(
    spots: Sequence[Spot], mentions: Mapping[Spot, Mention], same: Iterable[Pair], ruling: Ruling
) -> tuple[list[list[Spot]], Doubts]:
    """Groups of mentions that are one person, and the pairs that seemed so and stay in doubt.

    `spots` are all that links of `same` hold together, in order.
    """
    kept, doubts = set(same), Doubts()
    _doubt(kept, doubts, _between(kept, mentions, ruling), "fits_several")
    groups = _groups(spots, kept)
    broken = {at for group in groups if _torn(group, mentions, ruling) for at in group}
    if broken:
        _doubt(kept, doubts, {pair for pair in kept if pair[0] in broken}, "chain")
        groups = _groups(spots, kept)
    return groups, doubts


def _doubt(kept: set[Pair], doubts: Doubts, pairs: Iterable[Pair], reason: str) -> None:
    """Take what seemed the same for unsure."""
    for pair in pairs:
        kept.discard(pair)
        doubts[pair] = Comparison(Verdict.UNSURE, (reason,), 0.5)


def _between(same: Iterable[Pair], mentions: Mapping[Spot, Mention], ruling: Ruling) -> set[Pair]:
    """Pairs with a mention that fits two who are not one person: it may be either."""
    beside: dict[Spot, set[Spot]] = defaultdict(set)
    for one, other in same:
        beside[one].add(other)
        beside[other].add(one)
    found: set[Pair] = set()
    for place, others in beside.items():
        for one, other in combinations(sorted(others), 2):
            if _apart(mentions[one], mentions[other], ruling):
                found |= {ordered(place, one), ordered(place, other)}
    return found


def _apart(one: Mention, other: Mention, ruling: Ruling) -> bool:
    """Whether two mentions may not be one person's: other names or states, or a judgement."""
    if one.origin and other.origin and one.origin != other.origin:
        return True
    if ruling.parts(one.given, other.given):
        return True
    return named_alike(one, other).verdict is Verdict.DIFFERENT


def _torn(group: Sequence[Spot], mentions: Mapping[Spot, Mention], ruling: Ruling) -> bool:
    """Whether a chain of likeness leads from one person to another."""
    return len(group) > 2 and any(
        _apart(mentions[one], mentions[other], ruling) for one, other in combinations(group, 2)
    )


def _groups(spots: Sequence[Spot], same: Iterable[Pair]) -> list[list[Spot]]:
    """The mentions that are linked, directly or through others, each in one group."""
    joined = Union()
    for one, other in same:
        joined.join(one, other)
    groups: dict[Spot, list[Spot]] = defaultdict(list)
    for spot in spots:
        groups[joined.lead(spot)].append(spot)
    return list(groups.values())


class Union:
    """Groups that grow together; each is led by its first mention."""

    def __init__(self) -> None:
        """Every mention for itself."""
        self._leader: dict[Spot, Spot] = {}

    def __iter__(self) -> Iterator[Spot]:
        """The mentions that were joined with others."""
        return iter([*self._leader])

    def lead(self, spot: Spot) -> Spot:
        """Who leads the group of one."""
        leader = self._leader
        while (up := leader.get(spot, spot)) != spot:
            leader[spot] = leader.get(up, up)
            spot = leader[spot]
        return spot

    def join(self, one: Spot, other: Spot) -> None:
        """Make two groups one."""
        first, second = sorted((self.lead(one), self.lead(other)))
        if first != second:
            self._leader[first] = first
            self._leader[second] = first
