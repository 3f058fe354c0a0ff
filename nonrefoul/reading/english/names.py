"""Names of persons, organisations and places, and which of them are one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nonrefoul.reading.learned.network import gelu
from nonrefoul.reading.encoder.package import Floats
from nonrefoul.reading.english.words import Word

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
SHAPES = ("small", "Capital", "CAPITALS", "Mixed", "number", "with number", "sign", "letter")


@dataclass(frozen=True, slots=True)
class Name:
    """A name from word `first` to before `last`: PER, ORG or LOC."""

    kind: str
    first: int
    last: int


def shape(text: str) -> str:
    """How a word is written."""
    if text.isdigit():
        return "number"
    if any(letter.isdigit() for letter in text):
        return "with number"
    if not any(letter.isalpha() for letter in text):
        return "sign"
    if len(text) == 1:
        return "letter" if text.isupper() else "small"
    if text.isupper():
        return "CAPITALS"
    if text[0].isupper():
        return "Capital" if text[1:].islower() else "Mixed"
    return "small"


def shapes(words: Sequence[Word]) -> Floats:
    """For each word its shape, and whether it opens a sentence: (words, SHAPES + 1)."""
    found = np.zeros((len(words), len(SHAPES) + 1), dtype=np.float32)
    for at, word in enumerate(words):
        found[at, SHAPES.index(shape(word.text))] = 1
        found[at, -1] = at == 0 or words[at - 1].sentence != word.sentence
    return found


def beside(rows: Floats, sentence: np.ndarray[tuple[int], np.dtype[np.int64]], by: int) -> Floats:
    """For each word what stands `by` words on in its sentence; zeros where nothing does."""
    found = np.zeros_like(rows)
    if abs(by) >= len(rows):
        return found
    here, there = (slice(0, -by), slice(by, None)) if by > 0 else (slice(-by, None), slice(0, by))
    same = sentence[here] == sentence[there]
    found[here] = rows[there] * same[:, None]
    return found


def find(words: Sequence[Word], rows: Floats, weights: Mapping[str, Floats]) -> list[Name]:
    """The names in a text, by the vectors of its words."""
    if not words:
        return []
    sentence = np.array([word.sentence for word in words], dtype=np.int64)
    each = np.concatenate([rows, shapes(words)], axis=1)
    seen = np.concatenate([beside(each, sentence, -1), each, beside(each, sentence, 1)], axis=1)
    hidden = gelu(seen @ weights["names.in.w"] + weights["names.in.b"])
    return _names(words, _likeliest(hidden @ weights["names.out.w"] + weights["names.out.b"]))


def _likeliest(scores: Floats) -> list[int]:
    """The best run of tags in which a name goes on only as it began."""
    count = len(TAGS)
    barred = np.zeros((count, count), dtype=np.float32)
    for number, tag in enumerate(TAGS):
        if tag[0] == "I":
            barred[:, number] = -1e4
            barred[[number, number - 1], number] = 0
    best, back = scores[0] + barred[0], []
    for row in scores[1:]:
        ways = best[:, None] + barred
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _names(words: Sequence[Word], tags: Sequence[int]) -> list[Name]:
    found: list[Name] = []
    for at, number in enumerate(tags):
        tag = TAGS[number]
        fits = found and found[-1].last == at and found[-1].kind == tag[2:]
        goes_on = tag[0] == "I" or tag == "B-PER"
        if goes_on and fits and words[at - 1].sentence == words[at].sentence:
            found[-1] = Name(found[-1].kind, found[-1].first, at + 1)
        elif tag != "O":
            found.append(Name(tag[2:], at, at + 1))
    return [name for each in found if (name := _trimmed(words, each))]


def _trimmed(words: Sequence[Word], name: Name) -> Name | None:
    """A name without what is no part of it; with the full stop of an initial at its end."""
    first, last = name.first, name.last
    while first < last and (not words[first].text[0].isalnum() or words[first].low == "the"):
        first += 1
    while first < last and (not words[last - 1].text[0].isalnum() or words[last - 1].low == "s"):
        last -= 1
    if first == last or not any(word.text[0].isupper() for word in words[first:last]):
        return None
    initial = len(words[last - 1].text) == 1 and words[last - 1].capital and last - first > 1
    if name.kind == "PER" and initial and last < len(words) and words[last].text == ".":
        last += 1
    return Name(name.kind, first, last)


def written(text: str, words: Sequence[Word], name: Name) -> str:
    """A name as the text has it."""
    return text[words[name.first].start : words[name.last - 1].stop]
