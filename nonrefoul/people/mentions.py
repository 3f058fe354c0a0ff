"""Mentions: the claims that spell one name alike, and which mentions to compare at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from nonrefoul.people.names import Name, parse
from nonrefoul.people.spelling import folds, plain, skeletons
from nonrefoul.words import Claim, SubjectKind

# A bare name that fits more persons than this says nothing of any of them.
_TOO_MANY = 50
_START = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """The claims that give one name; a name too short to know again counts in its document only."""

    subject: str
    origin: str | None
    document: str | None
    claims: tuple[Claim, ...]

    @property
    def name(self) -> Name:
        """The name, taken apart."""
        return parse(self.subject)

    @property
    def documents(self) -> frozenset[str]:
        """Where the name is given so."""
        return frozenset(claim.document for claim in self.claims)


def mentions(claims: Iterable[Claim]) -> list[Mention]:
    """The mentions of persons, each claim once, in an order that does not hang on the claims'.

    Only claims that befell a named person make one; officials are no persons here. One spelling
    stands for one person in one document, and in several where the same state wants them.
    """
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in set(claims):
        if claim.subject and claim.subject.strip() and claim.subject_kind is SubjectKind.PERSON:
            told[claim.document, _spelling(claim.subject)].append(claim)
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for (document, spelling), own in told.items():
        full = parse(spelling).full
        found[spelling, _origin(own) or "", "" if full else document] += own
    return [
        Mention(spelling, origin or None, document or None, tuple(own))
        for (spelling, origin, document), own in sorted(found.items())
    ]


def candidates(full: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The pairs of full names that have a word in common and begin alike in another."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, mention in enumerate(full):
        for key in _keys(mention.name):
            blocks[key].append(place)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    yield from sorted(pairs)


class Index:
    """Full names by each of their words, for names that have one word only."""

    def __init__(self, full: Sequence[Mention]) -> None:
        """Take the mentions with full names."""
        self._places: dict[str, set[int]] = defaultdict(set)
        for place, mention in enumerate(full):
            for word in _words(mention.name):
                for fold in folds(word):
                    self._places[fold].add(place)

    def with_word_of(self, name: Name) -> list[int]:
        """The places of the full names that share a word; none where it is a word of too many."""
        found = {
            place for word in _words(name) for fold in folds(word) for place in self._found(fold)
        }
        return sorted(found)

    def _found(self, fold: str) -> set[int]:
        places = self._places.get(fold, set())
        return places if len(places) <= _TOO_MANY else set()


def _spelling(subject: str) -> str:
    return " ".join(plain(subject).split())


def _origin(claims: Iterable[Claim]) -> str | None:
    origins = {claim.origin for claim in claims if claim.origin}
    return origins.pop() if len(origins) == 1 else None


def _words(name: Name) -> set[str]:
    return {*name.words, *(word for reading in name.doubtful for word in reading)}


def _keys(name: Name) -> set[tuple[str, str]]:
    """For each two words: the consonants of one and the first of the other, and the reverse."""
    if name.handle:
        return {("@", name.handle)}
    keys: set[tuple[str, str]] = {("=", joined) for joined in folds("".join(name.words))}
    for reading in (name.words, *name.doubtful):
        for one, other in product(reading, repeat=2):
            if one != other:
                starts = {skeleton[:_START] for skeleton in skeletons(other)}
                keys |= set(product(skeletons(one), starts))
    return keys
