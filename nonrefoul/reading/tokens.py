"""What the language models say of a text: tokens in sentences, each with lemmas and a head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nonrefoul.reading.morphology import best_lemma, lemmas

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Token:
    """One word or sign, with what morphology and syntax say of it.

    `start` and `stop` are offsets in the document. `index` and `head` are places in the sentence;
    `head` is -1 at the root. `lemmas` holds every lemma the dictionary knows for the word, in
    lower case and with ё as е; `lemma` is the one that fits the tag best. `pos`, `feats` and `rel`
    are Universal Dependencies tags (`NOUN`, `{"Case": "Gen"}`, `nsubj:pass`).
    """

    __slots__ = (
        "feats",
        "head",
        "index",
        "lemma",
        "lemmas",
        "pos",
        "rel",
        "start",
        "stop",
        "text",
    )
    lemma: str
    lemmas: frozenset[str]

    def __init__(
        self,
        index: int,
        text: str,
        start: int,
        stop: int,
        lemma: str | None = None,
        lemmas: frozenset[str] | None = None,
        pos: str = "X",
        feats: Mapping[str, str] = _NOTHING,
        head: int = -1,
        rel: str = "root",
    ) -> None:
        """Keep what is given; lemmas that are not given come from the dictionary when asked for."""
        self.index = index
        self.text = text
        self.start = start
        self.stop = stop
        self.pos = pos
        self.feats = feats
        self.head = head
        self.rel = rel
        if lemma is not None:
            self.lemma = lemma
        if lemmas is not None:
            self.lemmas = lemmas

    def __getattr__(self, name: str) -> str | frozenset[str]:
        """Look the lemmas up; Python asks here only while they are not yet kept."""
        if name == "lemmas":
            self.lemmas = lemmas(self.text)
            return self.lemmas
        if name == "lemma":
            found = best_lemma(self.text, self.pos)
            # The tag may still come, and then another lemma may fit.
            if self.pos != "X":
                self.lemma = found
            return found
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"Token({self.index}, {self.text!r}, {self.pos}, {self.rel} of {self.head})"


@dataclass(slots=True)
class Name:
    """A stretch of tokens that is a name: PER, LOC or ORG, tokens `first` to `last` (excluded)."""

    type: str
    first: int
    last: int


@dataclass(slots=True)
class Sentence:
    """A sentence: its tokens, the names found in it, and where it stands in the document."""

    index: int
    start: int
    stop: int
    tokens: list[Token]
    names: list[Name] = field(default_factory=list)
