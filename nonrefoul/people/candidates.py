"""Which names to compare at all: those that have a word in common and begin alike in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from nonrefoul.people.mentions import Mention, Spot
from nonrefoul.people.names import Name, parse
from nonrefoul.people.spelling import folds, skeletons

# A bare name that fits more persons than this says nothing of any of them; nor does a name that
# so many bear make each pair of them a question.
TOO_MANY = 50
_START = 2

Key = tuple[str, str]
Pair = tuple[Spot, Spot]


def with_moments_shared(
    found: Mapping[Spot, Mention], ones: Sequence[Spot], others: Sequence[Spot]
) -> set[Pair]:
    """The pairs of mentions of two names; of too many only those that share a moment."""
    if len(ones) * len(others) <= TOO_MANY:
        return {ordered(one, other) for one, other in product(ones, others) if one != other}
    at: dict[object, list[Spot]] = defaultdict(list)
    for place in ones:
        for moment in found[place].moments:
            at[moment].append(place)
    return {
        ordered(one, other)
        for other in others
        for moment in found[other].moments
        for one in at.get(moment, ())[:TOO_MANY]
        if one != other
    }


@lru_cache(maxsize=500_000)
def words_of(subject: str) -> frozenset[str]:
    """The words by which a bare name may mean the bearer of this one."""
    name = parse(subject)
    beside = (word for each in name.asides for word in parse(each).words)
    return frozenset((*name.words, *(word for each in name.doubtful for word in each), *beside))


@lru_cache(maxsize=500_000)
def keys(subject: str) -> frozenset[Key]:
    """For each two words: the consonants of one and the first of the other, and the reverse."""
    name = parse(subject)
    beside = {key for each in name.asides for key in _keys(parse(each))}
    return frozenset(_keys(name) | beside)


def _keys(name: Name) -> set[Key]:
    if name.handle:
        return {("@", name.handle)}
    together = {"".join(name.words), "".join(name.all_words)} if name.full else set()
    found: set[Key] = {("=", each) for joined in together for each in folds(joined)}
    for reading in (name.words, *name.doubtful):
        for one, other in product(reading, repeat=2):
            if one != other:
                starts = {skeleton[:_START] for skeleton in skeletons(other)}
                found |= set(product(skeletons(one), starts))
    return found


def ordered(one: Spot, other: Spot) -> Pair:
    """The two mentions, the one that stands first before the other."""
    return (one, other) if one < other else (other, one)


def words_in(mention: Mention) -> frozenset[str]:
    """The words by which a bare name may mean the bearer of a mention, as they are compared."""
    words = words_of(mention.subject).union(*map(words_of, mention.called))
    return frozenset(fold for word in words for fold in folds(word))
