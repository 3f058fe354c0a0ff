"""Organisations and agencies: which names are one's; they are never taken for persons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from rapidfuzz import fuzz

from nonrefoul.people.compare import Comparison, Verdict
from nonrefoul.people.spelling import equal, folds, matching, plain
from nonrefoul.rules import RULES, Rule, load

_WORD = re.compile(r"[^\W_]+")
_NEAR = 0.9


class Agency(Rule):
    """An agency, from `names/agencies.yml`; of no state where it is international."""

    code: str
    state: str | None = None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A name of an organisation as words, less those that name a state, and that state."""

    words: tuple[str, ...]
    states: frozenset[str]


def agencies(name: str, state: str | None = None) -> frozenset[str]:
    """The codes of the agencies that a name may mean; none where it is no agency's.

    A state named with it, or given as an ISO code, leaves only that state's.
    """
    spoken = _spoken(name)
    told = spoken.states | ({state} if state else frozenset())
    found = frozenset(
        agency
        for spelt, own in _named().items()
        if len(spelt) == len(spoken.words) and all(map(_same_word, spelt, spoken.words))
        for agency in own
    )
    of_state = {each for each in found if _states()[each] in (*told, None)}
    return frozenset(of_state) if told else found


def compare_organisations(
    first: str, second: str, state: str | None = None, other_state: str | None = None
) -> Comparison:
    """Judge two names of organisations; the states are those that documents name beside them.

    Agencies are one by the list alone. Other organisations are one where their words are, in any
    order and script, less those of legal form; where they are only near it stays unsure.
    """
    one, other = agencies(first, state), agencies(second, other_state)
    if one or other:
        return _as_agencies(one, other)
    ours, theirs = words_of(first), words_of(second)
    alike = fuzz.token_sort_ratio(
        *(" ".join(min(folds(w)) for w in each) for each in (ours, theirs))
    )
    score = round(alike / 100, 3)
    if ours and _all_meet(ours, theirs):
        return Comparison(Verdict.SAME, ("equal_words",), score)
    if score >= _NEAR:
        return Comparison(Verdict.UNSURE, ("near_spelling",), score)
    return Comparison(Verdict.DIFFERENT, ("other_words",), score)


def words_of(name: str) -> tuple[str, ...]:
    """The words by which a name of an organisation is compared."""
    return _kept(_spoken(name).words)


def _as_agencies(one: frozenset[str], other: frozenset[str]) -> Comparison:
    if one == other and len(one) == 1:
        return Comparison(Verdict.SAME, ("same_agency",), 1.0)
    if one & other:
        return Comparison(Verdict.UNSURE, ("agency_of_several_states",), 0.5)
    return Comparison(Verdict.DIFFERENT, ("other_agency",), 0.0)


def _all_meet(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    left = list(theirs)
    for word in ours:
        partner = next((each for each in left if equal(word, each)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _kept(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in matching().form_words) or words


@lru_cache(maxsize=50_000)
def _spoken(name: str) -> _Spoken:
    words = _WORD.findall(plain(name))
    states, kept = set(), []
    for word in words:
        state = next((code for stem, code in _state_stems().items() if word.startswith(stem)), None)
        if state is None and word not in ("республики", "republic", "of", "the", "рк"):
            kept.append(word)
        elif state:
            states.add(state)
    return _Spoken(tuple(kept), frozenset(states))


def _same_word(listed: str, word: str) -> bool:
    """Whether a word is a listed one, in whatever case it stands: Комитета is Комитет."""
    if listed == word or equal(listed, word):
        return True
    shared = min(len(listed), len(word)) - 3
    return shared >= 4 and listed[: shared + 1] == word[: shared + 1]


@cache
def _listed() -> tuple[Agency, ...]:
    return load(RULES / "names" / "agencies.yml", tuple[Agency, ...])


@cache
def _states() -> Mapping[str, str | None]:
    return {agency.code: agency.state for agency in _listed()}


@cache
def _named() -> Mapping[tuple[str, ...], frozenset[str]]:
    found: dict[tuple[str, ...], set[str]] = {}
    for agency in _listed():
        for name in agency.names:
            found.setdefault(_spoken(name).words, set()).add(agency.code)
    return {words: frozenset(codes) for words, codes in found.items()}


@cache
def _state_stems() -> Mapping[str, str]:
    """How words that name a state begin, in Russian and English, in any case: Киргизии, Kyrgyz."""
    found = {"рф": "RU", "киргиз": "KG", "кыргыз": "KG", "белорус": "BY", "беларус": "BY"}
    for code in sorted({agency.state for agency in _listed() if agency.state}):
        for lang in ("ru", "en"):
            name = plain(str(Locale(lang).territories[code])).split("-")[0]
            found.setdefault(name[: max(4, len(name) - 4)], code)
    return found
