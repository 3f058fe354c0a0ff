"""Mentions joined into groups where they are the same; doubtful ones linked, kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

from nonrefoul.people.candidates import (
    TOO_MANY,
    Index,
    Pair,
    names_to_compare,
    ordered,
    with_moments_shared,
)
from nonrefoul.people.compare import Comparison, Verdict, compare
from nonrefoul.people.mentions import Given, Mention
from nonrefoul.people.weighing import named_alike, weigh

Doubts = dict[Pair, tuple[Comparison, ...]]


@dataclass(frozen=True)
class Ruling:
    """What persons decided: mentions that are one person's, and mentions that are two persons'."""

    same: tuple[tuple[Given, Given], ...] = ()
    different: frozenset[frozenset[Given]] = frozenset()

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


@dataclass(slots=True)
class _Links:
    """The pairs of full names that were compared: the same, the unsure with why, and the rest."""

    same: set[Pair] = field(default_factory=set)
    unsure: Doubts = field(default_factory=dict)

    def doubt(self, pairs: Iterable[Pair], reason: str) -> None:
        """Take what seemed the same for unsure."""
        for pair in pairs:
            self.same.discard(pair)
            self.unsure[pair] = (Comparison(Verdict.UNSURE, (reason,), 0.5),)


def joined(found: Sequence[Mention], ruling: Ruling = NONE) -> tuple[list[list[Mention]], Doubts]:
    """Groups of mentions that are one person each, and why pairs of groups may be one."""
    full = [mention for mention in found if mention.name.full]
    short = [mention for mention in found if not mention.name.full]
    places, doubts = _full_names(full, ruling)
    number = {place: group for group, own in enumerate(places) for place in own}
    groups = [[full[place] for place in own] for own in places]
    unsure: dict[Pair, list[Comparison]] = defaultdict(list)
    for (one, other), why in doubts.items():
        unsure[ordered(number[one], number[other])] += why
    for pair, why in _add_short(groups, full, number, short, ruling).items():
        unsure[pair] += why
    groups, moved = _ruled(groups, ruling)
    doubtful: dict[Pair, list[Comparison]] = defaultdict(list)
    for (one, other), reasons in unsure.items():
        pair = ordered(moved[one], moved[other])
        if pair[0] != pair[1] and not ruling.parts(
            _given(groups[pair[0]]), _given(groups[pair[1]])
        ):
            doubtful[pair] += reasons
    return groups, {pair: tuple(reasons) for pair, reasons in doubtful.items()}


def _given(group: Iterable[Mention]) -> set[Given]:
    return {given for mention in group for given in mention.given}


def _full_names(full: Sequence[Mention], ruling: Ruling) -> tuple[list[list[int]], Doubts]:
    """Groups of mentions that are one person, and the pairs that may be but are not joined."""
    links = _linked(full, ruling)
    links.doubt(_between(links.same, full, ruling), "fits_several")
    groups = _groups(len(full), links.same)
    broken = {at for group in groups if _torn(group, full, ruling) for at in group}
    if broken:
        links.doubt({pair for pair in links.same if pair[0] in broken}, "chain")
        groups = _groups(len(full), links.same)
    return groups, links.unsure


def _linked(full: Sequence[Mention], ruling: Ruling) -> _Links:
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(full):
        by_name[mention.subject].append(place)
    links = _Links()
    pairs: set[Pair] = set()
    for places in by_name.values():
        if len(places) > 1:
            pairs |= with_moments_shared(full, places, places)
    for first, second in _named_alike(full, by_name):
        pairs |= with_moments_shared(full, by_name[first], by_name[second])
    for one, other in pairs:
        if ruling.parts(full[one].given, full[other].given):
            continue
        found = weigh(full[one], full[other])
        if found.verdict is Verdict.SAME:
            links.same.add((one, other))
        elif found.verdict is Verdict.UNSURE:
            links.unsure[one, other] = (found,)
    return links


def _named_alike(full: Sequence[Mention], by_name: Mapping[str, object]) -> list[tuple[str, str]]:
    """The names that may be one person's, those too that a text itself says are."""
    found = {
        pair
        for pair in names_to_compare([*by_name])
        if compare(*pair).verdict is not Verdict.DIFFERENT
    }
    for mention in full:
        for called in mention.called:
            if called in by_name and called != mention.subject:
                found.add((min(called, mention.subject), max(called, mention.subject)))
    return sorted(found)


def _between(same: Iterable[Pair], full: Sequence[Mention], ruling: Ruling) -> set[Pair]:
    """Pairs with a mention that fits two who are not one person: it may be either."""
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in same:
        beside[one].add(other)
        beside[other].add(one)
    found: set[Pair] = set()
    for place, others in beside.items():
        if len(others) == 1:
            continue
        for one, other in combinations(sorted(others), 2):
            if _apart(full[one], full[other], ruling):
                found |= {ordered(place, one), ordered(place, other)}
    return found


def _apart(one: Mention, other: Mention, ruling: Ruling) -> bool:
    """Whether two mentions may not be one person's: other names or states, or a judgement."""
    if one.origin and other.origin and one.origin != other.origin:
        return True
    if ruling.parts(one.given, other.given):
        return True
    return named_alike(one, other).verdict is Verdict.DIFFERENT


def _torn(group: Sequence[int], full: Sequence[Mention], ruling: Ruling) -> bool:
    """Whether a chain of likeness leads from one person to another."""
    return len(group) > 2 and any(
        _apart(full[one], full[other], ruling) for one, other in combinations(group, 2)
    )


def _groups(count: int, same: Iterable[Pair]) -> list[list[int]]:
    """The places that are linked, directly or through others, each in one group."""
    lead, join = _union(count)
    for one, other in sorted(same):
        join(one, other)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(count):
        groups[lead(place)].append(place)
    return list(groups.values())


def _union(count: int) -> tuple[Callable[[int], int], Callable[[int, int], None]]:
    """Groups that grow together: who leads the group of one, and joining two."""
    leader = list(range(count))

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    def join(one: int, other: int) -> None:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first

    return lead, join


def _ruled(groups: list[list[Mention]], ruling: Ruling) -> tuple[list[list[Mention]], list[int]]:
    """The groups joined as judgements say, and where each of them went.

    A judgement that two are one does not overcome others that they, or those joined with them,
    are two; the earlier one goes first.
    """
    if not ruling.same:
        return groups, list(range(len(groups)))
    at = {given: place for place, group in enumerate(groups) for given in _given(group)}
    lead, join = _union(len(groups))
    own = [_given(group) for group in groups]
    for one, other in ruling.same:
        first, second = sorted((lead(at[one]), lead(at[other])))
        if first != second and not ruling.parts(own[first], own[second]):
            join(first, second)
            own[first] |= own[second]
    kept = sorted({lead(place) for place in range(len(groups))})
    place_of = {old: new for new, old in enumerate(kept)}
    found: list[list[Mention]] = [[] for _ in kept]
    moved = [place_of[lead(place)] for place in range(len(groups))]
    for place, group in enumerate(groups):
        found[moved[place]] += group
    return found, moved


def _add_short(
    groups: list[list[Mention]],
    full: Sequence[Mention],
    number: dict[int, int],
    short: Sequence[Mention],
    ruling: Ruling,
) -> Doubts:
    """Put bare names and initials where their own document leaves one person only.

    Returns the pairs of groups that stay unsure. Elsewhere a short name becomes a person of its
    own, unsure beside every person whom it fits.
    """
    index = Index(full)
    unsure: dict[Pair, tuple[Comparison, ...]] = {}
    alone: dict[str, list[int]] = defaultdict(list)
    for mention in short:
        fitting = _fitting(mention, index, full, ruling)
        here = {number[place] for place in fitting if mention.documents & full[place].documents}
        if len(here) == 1 and not ruling.parts(mention.given, _given(groups[min(here)])):
            groups[here.pop()].append(mention)
            continue
        own = len(groups)
        groups.append([mention])
        for place, why in fitting.items():
            unsure[ordered(own, number[place])] = (why,)
        alone[mention.subject].append(own)
    for places in alone.values():
        if len(places) <= TOO_MANY:
            for one, other in combinations(places, 2):
                unsure[one, other] = (weigh(groups[one][0], groups[other][0]),)
    return unsure


def _fitting(
    mention: Mention, index: Index, full: Sequence[Mention], ruling: Ruling
) -> dict[int, Comparison]:
    """The full names that a short one may stand for, and why."""
    found = {place: weigh(mention, full[place]) for place in index.with_word_of(mention)}
    return {
        place: why
        for place, why in found.items()
        if why.verdict is not Verdict.DIFFERENT
        and not ruling.parts(mention.given, full[place].given)
    }
