"""Mentions joined into groups where their names are the same; doubtful ones linked, kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from nonrefoul.people.compare import Verdict, compare
from nonrefoul.people.mentions import Index, Mention, candidates

Pair = tuple[int, int]


def joined(found: Iterable[Mention]) -> tuple[list[list[Mention]], set[Pair]]:
    """Groups of mentions that are one person each, and the pairs of groups that may be one."""
    told = list(found)
    full = [mention for mention in told if mention.name.full]
    short = [mention for mention in told if not mention.name.full]
    places, doubts = _full_names(full)
    number = {place: group for group, own in enumerate(places) for place in own}
    groups = [[full[place] for place in own] for own in places]
    unsure = {ordered(number[one], number[other]) for one, other in doubts}
    unsure |= _add_short(groups, full, number, short)
    return groups, {pair for pair in unsure if pair[0] != pair[1]}


def _full_names(full: Sequence[Mention]) -> tuple[list[list[int]], set[Pair]]:
    """Groups of mentions that are one person, and the pairs that may be but are not joined."""
    verdicts = {pair: _verdict(full[pair[0]], full[pair[1]]) for pair in candidates(full)}
    same = {pair for pair, verdict in verdicts.items() if verdict is Verdict.SAME}
    unsure = {pair for pair, verdict in verdicts.items() if verdict is Verdict.UNSURE}
    between = _between(same, full)
    same -= between
    broken = {place for group in _groups(len(full), same) if _torn(group, full) for place in group}
    torn = {pair for pair in same if pair[0] in broken}
    same -= torn
    return _groups(len(full), same), unsure | between | torn


def _verdict(one: Mention, other: Mention) -> Verdict:
    """The names' verdict; two states that want one name may want two persons."""
    verdict = compare(one.subject, other.subject).verdict
    if verdict is Verdict.SAME and one.origin and other.origin and one.origin != other.origin:
        return Verdict.UNSURE
    return verdict


def _between(same: Iterable[Pair], full: Sequence[Mention]) -> set[Pair]:
    """Pairs with a mention that fits two who are not one person: it may be either."""
    beside: dict[int, set[int]] = defaultdict(set)
    for one, other in same:
        beside[one].add(other)
        beside[other].add(one)
    found = set()
    for place, others in beside.items():
        for one, other in combinations(sorted(others), 2):
            if _apart(full[one], full[other]):
                found |= {ordered(place, one), ordered(place, other)}
    return found


def _apart(one: Mention, other: Mention) -> bool:
    """Whether two mentions may not be one person's: other names, or wanted by other states."""
    if one.origin and other.origin and one.origin != other.origin:
        return True
    return compare(one.subject, other.subject).verdict is Verdict.DIFFERENT


def _torn(group: Sequence[int], full: Sequence[Mention]) -> bool:
    """Whether a chain of likeness leads from one person to another."""
    return any(_apart(full[one], full[other]) for one, other in combinations(group, 2))


def _groups(count: int, same: Iterable[Pair]) -> list[list[int]]:
    """The places that are linked, directly or through others, each in one group."""
    leader = list(range(count))

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for one, other in sorted(same):
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(count):
        groups[lead(place)].append(place)
    return list(groups.values())


def _add_short(
    groups: list[list[Mention]],
    full: Sequence[Mention],
    number: dict[int, int],
    short: Sequence[Mention],
) -> set[Pair]:
    """Put bare names and initials where their own document leaves one person only.

    Returns the pairs of groups that stay unsure. Elsewhere a short name becomes a person of its
    own, unsure beside every person whom it fits.
    """
    index = Index(full)
    unsure: set[Pair] = set()
    alone: dict[str, list[int]] = defaultdict(list)
    for mention in short:
        fitting = [
            place
            for place in index.with_word_of(mention.name)
            if compare(mention.subject, full[place].subject).verdict is not Verdict.DIFFERENT
        ]
        here = {number[place] for place in fitting if mention.documents & full[place].documents}
        if len(here) == 1:
            groups[here.pop()].append(mention)
            continue
        own = len(groups)
        groups.append([mention])
        unsure |= {ordered(own, number[place]) for place in fitting}
        unsure |= {ordered(own, other) for other in alone[mention.subject]}
        alone[mention.subject].append(own)
    return unsure


def ordered(one: int, other: int) -> Pair:
    """The two numbers, the smaller one first."""
    return (one, other) if one < other else (other, one)
