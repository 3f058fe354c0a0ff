"""Whether two names are one person's: same, unsure or different, with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from nonrefoul.people.names import Name, parse
from nonrefoul.people.spelling import begins, consonants, distance, equal, folds, is_latin

Pairs = tuple[tuple[str, str], ...]

# Two words among many may be two other men's: a chain of fathers' names shares them easily.
_WORDS_MORE = 2


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


@dataclass(frozen=True, slots=True)
class _Match:
    """How the words of two names meet: pairs that are equal or near, and what is left over."""

    equal: Pairs
    near: Pairs
    left: tuple[str, ...]
    right: tuple[str, ...]


def compare(first: str, second: str) -> Comparison:
    """Judge two names as two documents spell them, whatever else is known of their bearers.

    Two names are the same only where two full words of the shorter one, or more, stand in the
    other and nothing speaks against it. A bare surname, a surname with an initial, a slip of the
    pen and what may be a case ending leave it unsure.
    """
    one, other = parse(first), parse(second)
    found = _judged(one, other)
    if found.verdict is Verdict.SAME:
        return found
    pairs = [(replace(one, words=words), other) for words in one.doubtful]
    pairs += [(one, replace(other, words=words)) for words in other.doubtful]
    if any(_judged(*pair).verdict is Verdict.SAME for pair in pairs):
        return replace(found, verdict=Verdict.UNSURE, reasons=("perhaps_inflected",))
    return found


def _judged(one: Name, other: Name) -> Comparison:
    if one.handle or other.handle:
        same = one.handle == other.handle
        verdict = Verdict.SAME if same else Verdict.DIFFERENT
        return Comparison(verdict, ("handle",), float(same))
    match = _match(one.words, other.words)
    score = _score(one, other)
    verdict, reason = _by_words(one, other, match)
    if verdict is Verdict.DIFFERENT:
        return Comparison(verdict, (reason,), score)
    against = _by_father(one, other, match)
    if against is not None and against[0] is not Verdict.SAME:
        return Comparison(against[0], (reason, against[1]), score)
    reasons = [reason, *([against[1]] if against else [])]
    reasons += ["case_ending"] if one.inflected or other.inflected else []
    return Comparison(verdict, tuple(reasons), score)


def _by_words(one: Name, other: Name, match: _Match) -> tuple[Verdict, str]:
    fewer = min(len(one.words), len(other.words))
    if _joined(one.words, other.words):
        return Verdict.SAME, "written_together"
    if fewer == 0:
        alike = one.initials == other.initials and one.words == other.words
        return (Verdict.UNSURE, "initials_only") if alike else (Verdict.DIFFERENT, "other_words")
    if match.equal and _is_father(match.left, other) | _is_father(match.right, one):
        return Verdict.UNSURE, "no_surname"
    if not match.equal or (match.left and match.right):
        return Verdict.DIFFERENT, "other_words"
    if fewer == 1:
        return _short(one, other, match)
    if len(match.left) + len(match.right) > _WORDS_MORE:
        return Verdict.UNSURE, "many_words_more"
    if not match.near:
        return Verdict.SAME, "equal_words"
    if len(match.near) == 1 and _transliterated(*match.near[0]):
        return Verdict.SAME, "transliterated"
    return Verdict.UNSURE, "near_spelling"


def _transliterated(first: str, second: str) -> bool:
    """Whether two words differ as transliterations do: in one vowel, not the last letter.

    Only Latin letters leave a vowel open. In Russian letters Камил and Камол are two names.
    """
    if not (is_latin(first) or is_latin(second)) or min(len(first), len(second)) < 5:
        return False
    return any(
        OSA.distance(one, other) == 1
        and one[-1] == other[-1]
        and consonants(one) == consonants(other)
        for one in folds(first)
        for other in folds(second)
    )


def _short(one: Name, other: Name, match: _Match) -> tuple[Verdict, str]:
    """A name of one full word: its initials must stand for what the other name has besides."""
    if not one.initials and not other.initials:
        return Verdict.UNSURE, "bare_name"
    fit = _fits(one.initials, (*match.right, *other.initials, *_father(other)))
    fit = fit and _fits(other.initials, (*match.left, *one.initials, *_father(one)))
    return (Verdict.UNSURE, "initial_only") if fit else (Verdict.DIFFERENT, "other_initial")


def _fits(initials: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each initial may stand for one of the words, where there are any."""
    return not words or all(any(begins(each, word) for word in words) for each in initials)


def _father(name: Name) -> tuple[str, ...]:
    return (name.patronymic,) if name.patronymic else ()


def _is_father(words: Sequence[str], name: Name) -> bool:
    """Whether the one word left over is the other name's father's name: "Глеб Петрович"."""
    return len(words) == 1 and any(equal(words[0], father) for father in _father(name))


def _by_father(one: Name, other: Name, match: _Match) -> tuple[Verdict, str] | None:
    """What the fathers' names and the initials beside full names say; None where nothing."""
    if one.patronymic and other.patronymic:
        if equal(one.patronymic, other.patronymic):
            return Verdict.SAME, "equal_patronymic"
        if near(one.patronymic, other.patronymic):
            return Verdict.UNSURE, "near_patronymic"
        return Verdict.DIFFERENT, "other_patronymic"
    fit = _fits(one.initials, (*match.right, *_father(other), *other.initials))
    fit = fit and _fits(other.initials, (*match.left, *_father(one), *one.initials))
    return None if fit else (Verdict.DIFFERENT, "other_initial")


def near(first: str, second: str) -> bool:
    """Whether two words may be one with a slip of the pen or a foreign spelling."""
    shorter = min(len(first), len(second))
    allowed = 2 if shorter >= 8 else 1 if shorter >= 4 else 0
    return distance(first, second) <= allowed


def _match(one: Sequence[str], other: Sequence[str]) -> _Match:
    """Pair the words off whatever their order: the equal ones first, then the near ones."""
    left, right = list(one), list(other)
    equals, nears = _paired(left, right, equal), _paired(left, right, near)
    return _Match(equals, nears, tuple(left), tuple(right))


def _paired(left: list[str], right: list[str], alike: Callable[[str, str], bool]) -> Pairs:
    """The pairs of words that are alike; both lists lose them."""
    pairs = []
    for word in list(left):
        partner = next((each for each in right if alike(word, each)), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
            pairs.append((word, partner))
    return tuple(pairs)


def _joined(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the names differ only in where their words are parted: Jong-un, Jongun."""
    if len(one) == len(other) or max(len(one), len(other)) < 2:
        return False
    return equal("".join(one), "".join(other))


def _score(one: Name, other: Name) -> float:
    """How alike the words are, in any order, on their plainest reading."""
    readings = [" ".join(min(folds(word)) for word in name.words) for name in (one, other)]
    return round(fuzz.token_sort_ratio(*readings) / 100, 3)
