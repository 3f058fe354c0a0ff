"""Which names to compare at all: those that have a word in common and begin alike in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

from nonrefoul.people.mentions import Mention
from nonrefoul.people.names import Name, parse
from nonrefoul.people.spelling import folds, skeletons

# A bare name that fits more persons than this says nothing of any of them; nor does a name that
# so many bear make each pair of them a question.
TOO_MANY = 50
_START = 2

Key = tuple[str, str]
Pair = tuple[int, int]


def names_to_compare(subjects: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each two names that share a key, once; the names' order changes nothing."""
    blocks: dict[Key, list[str]] = defaultdict(list)
    for subject in sorted(set(subjects)):
        for key in keys(subject):
            blocks[key].append(subject)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > 1:
            seen.update(combinations(block, 2))
    yield from sorted(seen)


def with_moments_shared(
    found: Sequence[Mention], ones: Sequence[int], others: Sequence[int]
) -> set[Pair]:
    """The pairs of mentions of two names; of too many only those that share a moment."""
    if len(ones) * len(others) <= TOO_MANY:
        return {ordered(one, other) for one, other in product(ones, others) if one != other}
    at: dict[object, list[int]] = defaultdict(list)
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


class Index:
    """Full names by each of their words, for names that have one word only."""

    def __init__(self, full: Sequence[Mention]) -> None:
        """Take the mentions with full names."""
        self._places: dict[str, set[int]] = defaultdict(set)
        self._here: dict[tuple[str, str], set[int]] = defaultdict(set)
        for place, mention in enumerate(full):
            words = {fold for word in _words(mention) for fold in folds(word)}
            for fold in words:
                self._places[fold].add(place)
                for document in mention.documents:
                    self._here[fold, document].add(place)

    def with_word_of(self, mention: Mention) -> list[int]:
        """The places of full names that share a word: all in its document, few elsewhere."""
        own = {fold for word in _words(mention) for fold in folds(word)}
        found: set[int] = set()
        for fold in own:
            found |= {p for doc in mention.documents for p in self._here.get((fold, doc), ())}
            places = self._places.get(fold, set())
            found |= places if len(places) <= TOO_MANY else set()
        return sorted(found)


def _words(mention: Mention) -> set[str]:
    return set(words_of(mention.subject)).union(*map(words_of, mention.called))


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


def ordered(one: int, other: int) -> Pair:
    """The two numbers, the smaller one first."""
    return (one, other) if one < other else (other, one)
