"""What the language models say of a text: tokens in sentences, each with lemmas and a head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Token:
    """One word or sign, with what morphology and syntax say of it.

    `start` and `stop` are offsets in the document. `index` and `head` are places in the sentence;
    `head` is -1 at the root. `lemmas` holds every lemma the dictionary knows for the word, in
    lower case and with ё; `lemma` is the one that fits the tag best. `pos`, `feats` and `rel`
    are Universal Dependencies tags (`NOUN`, `{"Case": "Gen"}`, `nsubj:pass`).
    """

    index: int
    text: str
    start: int
    stop: int
    lemma: str
    lemmas: frozenset[str]
    pos: str = "X"
    feats: Mapping[str, str] = field(default_factory=dict)
    head: int = -1
    rel: str = "root"


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
