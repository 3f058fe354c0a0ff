"""Whether two names are one person's: same, unsure or different, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from nonrefoul.people.lexicon import first_names
from nonrefoul.people.likeness import Likeness, Match, likeness, match, near
from nonrefoul.people.names import Name, parse
from nonrefoul.people.spelling import begins, equal, folds, is_unvowelled

# Two words among many may be two other men's: a chain of fathers' names shares them easily.
_WORDS_MORE = 2
# Letters that two names must have between them where no word of theirs is quite the same.
_ENOUGH_LETTERS = 10


class Verdict(StrEnum):
    """What is to be done with a pair: join it, leave it to a person, or keep it apart."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict on two names, why, and how alike their words are, from 0 to 1."""

    verdict: Verdict
    reasons: tuple[str, ...]
    score: float


@lru_cache(maxsize=300_000)
def compare(first: str, second: str) -> Comparison:
    """Judge two names as two documents spell them, whatever else is known of their bearers.

    Two names are the same only where two full words of the shorter one, or more, stand in the
    other and nothing speaks against it. A word may be written as another alphabet has it, be an
    everyday form that stands for one name only, or have one slip of the pen in it, but never two
    of these at once. A bare surname, a surname with an initial and what may be a case ending
    leave it unsure.
    """
    one, other = parse(first), parse(second)
    found = _judged(one, other)
    if found.verdict is Verdict.SAME or one == other:
        return found
    if _equated(one, other) or _equated(other, one):
        return replace(found, verdict=Verdict.SAME, reasons=("equated",))
    pairs = [(replace(one, words=words), other) for words in one.doubtful]
    pairs += [(one, replace(other, words=words)) for words in other.doubtful]
    if any(_judged(*pair).verdict is not Verdict.DIFFERENT for pair in pairs):
        return replace(found, verdict=Verdict.UNSURE, reasons=("perhaps_inflected",))
    return found


def plainly_apart(one: Name, other: Name) -> bool:
    """Whether two names are two persons' at a glance: a word of one is like none of the other.

    Most names that are looked at beside one another are told apart so, in half the time that
    `compare` takes. Where it says no, only `compare` can tell.
    """
    if not (_plain(one) and _plain(other)):
        return False
    few, many = (one, other) if len(one.words) <= len(other.words) else (other, one)
    theirs = (*many.words, *_father(many))
    foreign = any(
        all(likeness(word, each) is Likeness.NONE for each in theirs) for word in few.words
    )
    return foreign and not _joined(one, other) and not any(_is_father([w], few) for w in many.words)


def _plain(name: Name) -> bool:
    """Whether a name is words alone, read one way, of which at least two are full."""
    return len(name.words) > 1 and not (name.handle or name.asides or name.doubtful)


def _equated(one: Name, other: Name) -> bool:
    """Whether a name says beside itself, in full or by a handle, that it is the other too."""
    beside = (parse(aside) for aside in one.asides)
    return any(each.full and _judged(each, other).verdict is Verdict.SAME for each in beside)


def _judged(one: Name, other: Name) -> Comparison:
    if one.handle or other.handle:
        same = one.handle == other.handle
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        return Comparison(verdict, ("handle",), float(same))
    met = match(one.words, other.words)
    score = _score(one, other)
    verdict, reason = _by_words(one, other, met)
    if verdict is Verdict.DIFFERENT:
        return Comparison(verdict, (reason,), score)
    against = _by_father(one, other, met)
    if against is not None and against[0] is not Verdict.SAME:
        return Comparison(against[0], (reason, against[1]), score)
    reasons = [reason, *([against[1]] if against else [])]
    reasons += ["case_ending"] if one.inflected or other.inflected else []
    return Comparison(verdict, tuple(reasons), score)


def _by_words(one: Name, other: Name, met: Match) -> tuple[Verdict, str]:
    fewer = min(len(one.words), len(other.words))
    if _joined(one, other):
        return Verdict.SAME, "written_together"
    if fewer == 0:
        alike = one.initials == other.initials and one.words == other.words
        return (Verdict.UNSURE, "initials_only") if alike else (Verdict.DIFFERENT, "other_words")
    sure = met.count(Likeness.FOREIGN)
    if sure and _is_father(met.left, other) | _is_father(met.right, one):
        return Verdict.UNSURE, "no_surname"
    if (met.left and met.right) or not _enough(met):
        return Verdict.DIFFERENT, "other_words"
    if fewer == 1:
        return _short(one, other, met)
    if len(met.left) + len(met.right) > _WORDS_MORE:
        return Verdict.UNSURE, "many_words_more"
    if _turned(one, other):
        return Verdict.UNSURE, "two_first_names"
    return _by_likeness(met)


def _turned(one: Name, other: Name) -> bool:
    """Whether two first names stand in two orders: Ганс Фридрих, Фридрих Ганс may be two men."""
    if len(one.words) != 2 or len(other.words) != 2 or one.patronymic or other.patronymic:
        return False
    if equal(one.words[0], other.words[0]) or not equal(one.words[0], other.words[1]):
        return False
    if one.father_word or other.father_word:
        return not equal(one.father_word or other.father_word, other.father_word or one.father_word)
    return all(folds(word) & first_names() for word in one.words)


def _enough(met: Match) -> bool:
    """Whether words that are surely alike carry the pair: one that is equal, or all of them."""
    equals, sure = met.count(Likeness.EQUAL), met.count(Likeness.FOREIGN)
    return bool(equals) or (bool(sure) and sure >= len(met.pairs) - 1)


def _by_likeness(met: Match) -> tuple[Verdict, str]:
    """What to make of names whose words all meet, by those that meet the least."""
    kinds = sorted(each[2] for each in met.pairs)
    least, letters = kinds[0], sum(len(first) for first, _, _ in met.pairs)
    if least is Likeness.EQUAL:
        return Verdict.SAME, "equal_words"
    if least is Likeness.FOREIGN:
        enough = Likeness.EQUAL in kinds or letters >= _ENOUGH_LETTERS or _filled_in(met)
        return (Verdict.SAME if enough else Verdict.UNSURE), "transliterated"
    if least is Likeness.SHORT and kinds[1:2] and kinds[1] >= Likeness.FOREIGN:
        return Verdict.SAME, "short_form"
    complete = not met.left and not met.right
    if least is Likeness.SLIP and kinds[1:2] == [Likeness.EQUAL] and complete:
        return Verdict.SAME, "slip"
    return Verdict.UNSURE, "near_spelling"


def _filled_in(met: Match) -> bool:
    """Whether the words of one name lack the vowels, but have letters enough."""
    bare = [min(pair[:2], key=lambda word: not is_unvowelled(word)) for pair in met.pairs]
    return sum(len(word) for word in bare) >= _ENOUGH_LETTERS - 2


def _short(one: Name, other: Name, met: Match) -> tuple[Verdict, str]:
    """A name of one full word: its initials must stand for what the other name has besides."""
    if not one.initials and not other.initials:
        return Verdict.UNSURE, "bare_name"
    fit = _fits(one.initials, (*met.right, *other.initials, *_father(other)))
    fit = fit and _fits(other.initials, (*met.left, *one.initials, *_father(one)))
    return (Verdict.UNSURE, "initial_only") if fit else (Verdict.DIFFERENT, "other_initial")


def _fits(initials: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each initial may stand for one of the words, where there are any."""
    return not words or all(any(begins(each, word) for word in words) for each in initials)


def _father(name: Name) -> tuple[str, ...]:
    return (name.patronymic,) if name.patronymic else ()


def _is_father(words: Sequence[str], name: Name) -> bool:
    """Whether the one word left over is the other name's father's name: "Глеб Петрович"."""
    return len(words) == 1 and any(equal(words[0], father) for father in _father(name))


def _by_father(one: Name, other: Name, met: Match) -> tuple[Verdict, str] | None:
    """What the fathers' names and the initials beside full names say; None where nothing."""
    if one.patronymic and other.patronymic:
        if likeness(one.patronymic, other.patronymic) >= Likeness.FOREIGN:
            return Verdict.SAME, "equal_patronymic"
        if near(one.patronymic, other.patronymic):
            return Verdict.UNSURE, "near_patronymic"
        return Verdict.DIFFERENT, "other_patronymic"
    fit = _fits(one.initials, (*met.right, *_father(other), *other.initials))
    fit = fit and _fits(other.initials, (*met.left, *_father(one), *one.initials))
    return None if fit else (Verdict.DIFFERENT, "other_initial")


def _joined(one: Name, other: Name) -> bool:
    """Whether the names differ only in where their words are parted: Jong-un, Jongun."""
    if not one.words or not other.words or not (one.full or other.full):
        return False
    pairs = ((one.words, other.words), (one.all_words, other.all_words))
    return any(
        len(ours) != len(theirs) and equal("".join(ours), "".join(theirs)) for ours, theirs in pairs
    )


def _score(one: Name, other: Name) -> float:
    """How alike the words are, in any order, on their plainest reading."""
    readings = [" ".join(min(folds(word)) for word in name.words) for name in (one, other)]
    return round(fuzz.token_sort_ratio(*readings) / 100, 3)
