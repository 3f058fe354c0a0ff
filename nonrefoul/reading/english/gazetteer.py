"""The English words that stand for states, from rules/places, by their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from nonrefoul.reading.english.words import cut
from nonrefoul.rules import RULES, Rule, RuleError, load

PLACES = RULES / "places"

Kind = Literal[
    "name", "adjective", "demonym", "ethnonym", "capital", "agency", "region", "city", "nothing"
]


class State(Rule):
    """A state and the English words that stand for it; `en.yml` says what each list holds."""

    code: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    ethnonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    def phrases(self) -> Iterator[tuple[Kind, str]]:
        """Every word or phrase that stands for the state, plurals too, with what it is."""
        lists: tuple[tuple[Kind, tuple[str, ...]], ...] = (
            ("name", self.names),
            ("adjective", self.adjectives),
            ("demonym", self.demonyms),
            ("ethnonym", self.ethnonyms),
            ("capital", self.capitals),
            ("agency", self.agencies),
            ("region", self.regions),
            ("city", self.sites),
        )
        for kind, texts in lists:
            for text in texts:
                yield kind, text
                if kind == "ethnonym":
                    yield kind, text + "s"
                elif kind in ("adjective", "demonym") and text[-2:] not in ("sh", "ch", "se"):
                    yield "demonym", text + "s"


class Words(Rule):
    """The file `en.yml`."""

    states: tuple[State, ...]
    several: dict[str, tuple[str, ...]]
    nothing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for states, the likeliest first."""

    words: tuple[str, ...]
    kind: Kind
    states: tuple[str, ...]


@cache
def rules() -> Words:
    """What `en.yml` holds; raises RuleError where the file can't be used."""
    return load(PLACES / "en.yml", Words)


@cache
def gazetteer() -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases by their first word, longest first; raises RuleError on a broken line."""
    index: dict[str, list[Phrase]] = defaultdict(list)
    for kind, text, codes in _entries():
        words = tuple(word.text for word in cut(text))
        index[words[0]].append(Phrase(words, kind, codes))
    return {
        first: tuple(sorted(found, key=lambda phrase: -len(phrase.words)))
        for first, found in index.items()
    }


def _entries() -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    written = rules()
    for text in written.nothing:
        yield "nothing", text, ()
    for text, codes in written.several.items():
        yield ("agency" if " " in text or text.isupper() else "adjective"), text, codes
    for state in written.states:
        for kind, text in state.phrases():
            yield kind, text, (state.code,)
    path = PLACES / "cities_en.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3:
            raise RuleError(f"{path}:{number}: not 3 columns: run tools/make_cities_en.py")
        yield ("name" if parts[2] == "name" else "city"), parts[0], (parts[1],)
