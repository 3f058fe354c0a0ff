"""Whether a text is about people who are pursued, or only uses the same words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nonrefoul.reading.frames import Words, words
from nonrefoul.reading.tokens import Sentence
from nonrefoul.rules import RULES, Rule, load


class Relevance(Rule):
    """Words of pursuit, and words of the other things that such texts may be about."""

    least: int
    pursuit: tuple[str, ...]
    aside: dict[str, tuple[str, ...]]


@cache
def _rules() -> tuple[int, Words, dict[str, Words]]:
    found = load(RULES / "relevance" / "ru.yml", Relevance)
    return found.least, words(found.pursuit), {kind: words(w) for kind, w in found.aside.items()}


def aside(sentences: Sequence[Sentence]) -> str | None:
    """What else a text is about (fiction, sport …); None where it may be about the pursued."""
    least, pursuit, kinds = _rules()
    counts = {kind: _different(kind_words, sentences) for kind, kind_words in kinds.items()}
    kind = max(counts, key=lambda each: counts[each])
    enough = max(least, _different(pursuit, sentences) + 1)
    return kind if counts[kind] >= enough else None


def _different(wanted: Words, sentences: Sequence[Sentence]) -> int:
    """How many different words of a list stand in a text."""
    found = set()
    for sentence in sentences:
        for token in sentence.tokens:
            if wanted.find(sentence.tokens, token.index):
                found.add(min(token.lemmas))
    return len(found)
