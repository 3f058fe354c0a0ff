"""Where an English text speaks of a state, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nonrefoul.reading.english.gazetteer import Phrase, gazetteer
from nonrefoul.reading.english.names import Name
from nonrefoul.reading.english.words import Word

# The little words before a state that say how it comes in.
LINKS = {
    "in": "in", "inside": "in", "at": "in", "near": "in", "within": "in", "across": "in",
    "outside": "in", "from": "from", "out": "from", "left": "from", "fled": "from",
    "to": "to", "into": "to", "for": "to", "toward": "to", "towards": "to", "reached": "to",
    "of": "of", "by": "by", "with": "with", "against": "against", "between": "with",
    "and": "and", "or": "and",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Words that stand for a state, from word `first` to before `last`, and in what manner."""

    first: int
    last: int
    state: str
    kind: str
    manner: str


def find(words: Sequence[Word], names: Sequence[Name]) -> list[Place]:
    """The mentions of states in a text; none inside a person's name."""
    persons = {at for name in names if name.kind == "PER" for at in range(name.first, name.last)}
    matched: list[tuple[int, int, Phrase]] = []
    at = 0
    while at < len(words):
        phrase = _phrase(words, at) if at not in persons else None
        if phrase is None:
            at += 1
            continue
        matched.append((at, at + len(phrase.words), phrase))
        at += len(phrase.words)
    certain = Counter(phrase.states[0] for _, _, phrase in matched if len(phrase.states) == 1)
    return [
        Place(
            first,
            last,
            _likeliest(phrase, certain),
            phrase.kind,
            _manner(words, first, last, phrase),
        )
        for first, last, phrase in matched
        if phrase.states
    ]


def _likeliest(phrase: Phrase, certain: Counter[str]) -> str:
    """Of several states that a phrase may stand for, the one that the text names most."""
    return max(phrase.states, key=lambda state: (certain[state], -phrase.states.index(state)))


def _phrase(words: Sequence[Word], at: int) -> Phrase | None:
    text = words[at].text
    known = gazetteer()
    found = known.get(text)
    if found is None and text.isupper() and len(text) > 3:
        found = known.get(text.capitalize())
    for phrase in found or ():
        stop = at + len(phrase.words)
        here = words[at:stop]
        if len(here) == len(phrase.words) and all(
            word.text == part
            or (word.text.isupper() and len(part) > 3 and word.text == part.upper())
            for word, part in zip(here, phrase.words, strict=True)
        ):
            return phrase
    return None


def _manner(words: Sequence[Word], first: int, last: int, phrase: Phrase) -> str:
    """What kind of word it is, what leads to it, and what it owns or is joined to."""
    before = first - 1
    if before >= 0 and words[before].low in ("the", "a", "an"):
        before -= 1
    same = before >= 0 and words[before].sentence == words[first].sentence
    link = LINKS.get(words[before].low, "-") if same else "opens"
    after = words[last].low if last < len(words) else ""
    tail = "owner" if after in ("'s", "’s", "'", "’") else "based" if after == "-" else "-"
    return f"{phrase.kind} {link} {tail}"
