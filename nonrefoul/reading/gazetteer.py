"""The words that stand for states, from rules/places, indexed by the lemmas of their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from razdel import tokenize

from nonrefoul.reading.case_forms import case_forms, word_keys
from nonrefoul.reading.morphology import fold
from nonrefoul.rules import RULES, Rule, RuleError, load

PLACES = RULES / "places"

Kind = Literal[
    "name",
    "adjective",
    "demonym",
    "ethnonym",
    "city",
    "metonym",
    "agency",
    "region",
    "body",
    "none",
]


class State(Rule):
    """A state and the words that stand for it; `states.yml` says what each list holds."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    ethnonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    city_adjectives: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    region_adjectives: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    given_names: tuple[str, ...] = ()

    def phrases(self) -> Iterator[tuple[Kind, str]]:
        """Every word or phrase that stands for the state, with what it is."""
        lists: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("name", self.names),
            ("adjective", self.adjectives + self.city_adjectives + self.region_adjectives),
            ("demonym", self.demonyms),
            ("ethnonym", self.ethnonyms),
            ("metonym", self.capitals + self.metonyms),
            ("region", self.regions),
            ("city", self.sites),
        )
        for kind, texts in lists:
            for text in texts:
                yield kind, text


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a phrase: the lemmas that it may match, and whether it must be in capitals."""

    keys: frozenset[str]
    capitals: bool

    def matches(self, text: str, keys: frozenset[str]) -> bool:
        """Whether a word written so, with these lemmas, is this word."""
        return not self.keys.isdisjoint(keys) and (text.isupper() or not self.capitals)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word or words that stand for states; `proper` where the first takes a capital."""

    words: tuple[Word, ...]
    kind: Kind
    states: tuple[str, ...]
    proper: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Phrases by each lemma of their first word; first halves of compounds; what is a name too."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    given_names: frozenset[str]


@cache
def states() -> tuple[State, ...]:
    """Every state in `states.yml`; raises RuleError where the file can't be used."""
    return load(PLACES / "states.yml", tuple[State, ...])


@cache
def others() -> Mapping[Kind, Mapping[str, tuple[str, ...]]]:
    """What `phrases.yml` holds: by kind, phrases and the states each may stand for."""
    return load(PLACES / "phrases.yml", dict[Kind, dict[str, tuple[str, ...]]])


@cache
def cities() -> tuple[Phrase, ...]:
    """The cities in `cities.tsv`, whose lemmas it gives; raises RuleError on a broken line."""
    path = PLACES / "cities.tsv"
    result = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        name, *rest = line.split("\t")
        if not 1 <= len(rest) <= 2:
            raise RuleError(f"{path}:{number}: not 2 or 3 columns: run tools/make_cities.py")
        words = (Word(frozenset(keys.split("|")), False) for keys in (*rest[1:], name)[0].split())
        result.append(Phrase(tuple(words), "city", (rest[0],), proper=True))
    return tuple(result)


@cache
def gazetteer() -> Gazetteer:
    """The index over all three files, built once a process."""
    index: dict[str, list[Phrase]] = defaultdict(list)
    prefixes: dict[str, tuple[str, ...]] = {}
    # Among phrases of one length the first entered wins: what is a body or a capital is no city.
    for kind, text, codes in _entries():
        _enter(index, _phrase(kind, text, codes))
        if kind == "adjective" and text.endswith(("ский", "цкий")):
            prefixes.setdefault(fold(text[:-2]) + "о", codes)
    for city in cities():
        _enter(index, city)
    for state in states():
        prefixes.update(dict.fromkeys(state.prefixes, (state.code,)))
    given = frozenset(fold(name) for state in states() for name in state.given_names)
    return Gazetteer({key: tuple(found) for key, found in index.items()}, prefixes, given)


def _entries() -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    for kind, phrases in others().items():
        for text, codes in phrases.items():
            yield kind, text, codes
    for state in states():
        for kind, text in state.phrases():
            yield kind, text, (state.code,)


def _enter(index: dict[str, list[Phrase]], phrase: Phrase) -> None:
    for key in phrase.words[0].keys:
        index[key].append(phrase)


def _phrase(kind: Kind, text: str, codes: tuple[str, ...]) -> Phrase:
    words = [
        Word(word_keys(part.text), capitals=len(part.text) > 1 and part.text.isupper())
        for part in tokenize(text)
    ]
    if text.istitle() and len(words) == 1:
        words = [Word(words[0].keys | case_forms(text), capitals=False)]
    return Phrase(tuple(words), kind, codes, proper=text[0].isupper())
