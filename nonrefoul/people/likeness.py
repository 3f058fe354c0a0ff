"""How alike two words of names are: one, written otherwise, or only near each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from nonrefoul.people import short_names
from nonrefoul.people.lexicon import first_names, other_names
from nonrefoul.people.spelling import (
    consonants,
    distance,
    equal,
    folds,
    is_cyrillic,
    is_latin,
    is_unvowelled,
    renderings,
    unvowelled,
)

# Fewer letters than these leave too little to tell a spelling or a slip from another name.
_FOREIGN_LETTERS = 5
_SLIP_LETTERS = 6
_RENDERED_LETTERS = 4
_LONG = 8


class Likeness(IntEnum):
    """What two words have in common, the least first."""

    NONE = 0
    NEAR = 1  # may be one, may be two
    SLIP = 2  # one letter differs in a long word, and they are not both known names
    SHORT = 3  # one is the everyday form of the other alone
    FOREIGN = 4  # they differ as renderings in other alphabets do
    EQUAL = 5


@lru_cache(maxsize=500_000)
def likeness(first: str, second: str) -> Likeness:
    """How alike two words are, whichever comes first."""
    if equal(first, second):
        return Likeness.EQUAL
    if is_unvowelled(first) != is_unvowelled(second):
        return Likeness.FOREIGN if _filled(first, second) else Likeness.NONE
    short = short_names.meets(first, second)
    if short:
        return Likeness.SHORT
    if _rendered(first, second):
        return Likeness.NEAR if other_names(first, second) else Likeness.FOREIGN
    if not near(first, second):
        return Likeness.NEAR if short is None else Likeness.NONE
    slip, foreign = _slip(first, second), _foreign(first, second)
    if (slip or foreign) and not other_names(first, second):
        return Likeness.FOREIGN if foreign else Likeness.SLIP
    return Likeness.NEAR


def near(first: str, second: str) -> bool:
    """Whether two words may be one with a slip of the pen or a foreign spelling."""
    shorter = min(len(first), len(second))
    allowed = 2 if shorter >= _LONG else 1 if shorter >= 4 else 0
    return distance(first, second) <= allowed


def _foreign(first: str, second: str) -> bool:
    """Whether two words differ as renderings in other alphabets do: in vowels alone.

    Russian letters leave no vowel open: Камил and Камол are two names. The last letter tells men
    from women, but for а and о, which Belarusian writes as it speaks.
    """
    letters = min(len(first), len(second))
    if (is_cyrillic(first) and is_cyrillic(second)) or letters < _FOREIGN_LETTERS:
        return False
    # Where both are in Latin letters they hardly went through two systems at once.
    allowed = 1 + (letters >= _LONG and not (is_latin(first) and is_latin(second)))
    return any(
        OSA.distance(one, other) <= allowed
        and (one[-1] == other[-1] or {one[-1], other[-1]} == {"a", "o"})
        and consonants(one) == consonants(other)
        for one in folds(first)
        for other in folds(second)
    )


def _rendered(first: str, second: str) -> bool:
    """Whether one word is the other after the print of one language, given in full."""
    if min(len(first), len(second)) < _RENDERED_LETTERS or is_cyrillic(first) & is_cyrillic(second):
        return False
    across = is_latin(first) != is_latin(second) or not is_latin(first)
    pairs = ((first, second), (second, first))
    return any(
        one == other or (one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "o"})
        for ours, theirs in pairs
        for one in renderings(ours, across)
        for other in folds(theirs)
    )


def _slip(first: str, second: str) -> bool:
    """Whether one letter inside a long word differs, or two neighbours are swapped."""
    letters = min(len(first), len(second))
    if letters < _SLIP_LETTERS and not (
        letters == _SLIP_LETTERS - 1 and _known_first(first, second)
    ):
        return False
    return any(
        OSA.distance(one, other) == 1 and one[0] == other[0] and one[-1] == other[-1]
        for one in folds(first)
        for other in folds(second)
    )


def _known_first(first: str, second: str) -> bool:
    """Whether one of the words is a known first name, so that the other may be a slip for it."""
    return not (folds(first) | folds(second)).isdisjoint(first_names())


def _filled(first: str, second: str) -> bool:
    """Whether one word is the other with the vowels that its script leaves out."""
    bare, full = (first, second) if is_unvowelled(first) else (second, first)
    return any(unvowelled(bare).fullmatch(fold) for fold in folds(full))


@dataclass(frozen=True, slots=True)
class Match:
    """How the words of two names meet: pairs with how alike they are, and what is left over."""

    pairs: tuple[tuple[str, str, Likeness], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]

    def count(self, least: Likeness, most: Likeness = Likeness.EQUAL) -> int:
        """How many pairs are alike so much."""
        return sum(least <= each[2] <= most for each in self.pairs)


def match(one: Sequence[str], other: Sequence[str]) -> Match:
    """Pair the words off whatever their order, those most alike first."""
    left, right = list(one), list(other)
    found = _paired(left, right, Likeness.EQUAL)
    for least in (Likeness.FOREIGN, Likeness.SHORT, Likeness.SLIP, Likeness.NEAR):
        if left and right:
            found += _paired(left, right, least)
    return Match(tuple(found), tuple(left), tuple(right))


def _paired(left: list[str], right: list[str], least: Likeness) -> list[tuple[str, str, Likeness]]:
    """The pairs of words that are alike so much; both lists lose them."""
    pairs = []
    for word in list(left):
        partner = next((each for each in right if _alike(word, each, least)), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
            pairs.append((word, partner, least))
    return pairs


def _alike(first: str, second: str, least: Likeness) -> bool:
    if least is Likeness.EQUAL:  # the common case, without working out the rest
        return equal(first, second)
    return likeness(first, second) >= least
