"""An English document as the network sees it: each word's vector and marks; who and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.english import places
from nonrefoul.reading.english.lists import word_set
from nonrefoul.reading.english.names import SHAPES, Name, find, shapes
from nonrefoul.reading.encoder.package import Floats
from nonrefoul.reading.english.persons import Who, gather
from nonrefoul.reading.english.words import Word, cut, vectors

Ints = npt.NDArray[np.int64]

MARKS = (*SHAPES, "opens", "PER", "ORG", "LOC", "place", "quoted", "first line", "opens line")


@dataclass(frozen=True, slots=True)
class Inputs:
    """One document in numbers; `mentions` holds first word, last (excluded) and place in `who`.

    A word that stands for somebody without a name is a mention of nobody, who comes after the last
    of `who`. `states` has each mention of a state: its word, its code, its manner.
    """

    text: str
    words: Sequence[Word]
    rows: Floats
    marks: Floats
    sentence: Ints
    line: Ints
    names: Sequence[Name]
    who: Sequence[Who]
    mentions: Ints
    states: Sequence[tuple[int, str, str]]


def inputs(text: str, weights: Mapping[str, Floats]) -> Inputs:
    """Turn a text into numbers."""
    words = cut(text)
    rows = vectors(words)
    return assemble(text, words, rows, find(words, rows, weights))


def assemble(text: str, words: Sequence[Word], rows: Floats, names: Sequence[Name]) -> Inputs:
    """Put together what a document's words, vectors and names give."""
    names = _whole(words, _unless_places(words, names))
    found = places.find(words, names)
    who = gather(text, words, names)
    return Inputs(
        text=text,
        words=words,
        rows=rows,
        marks=_marks(words, names, found),
        sentence=np.array([word.sentence for word in words], dtype=np.int64),
        line=np.array([word.line for word in words], dtype=np.int64),
        names=names,
        who=who,
        mentions=_mentions(words, who),
        states=[(place.first, place.state, place.manner) for place in found],
    )


def _unless_places(words: Sequence[Word], names: Sequence[Name]) -> list[Name]:
    """The names without those that are a known word for a state, unless a person bears it too."""
    borne = {
        words[at].text
        for name in names
        if name.kind == "PER" and name.last - name.first > 1
        for at in range(name.first, name.last)
    }
    stands = {(place.first, place.last) for place in places.find(words, ())}
    return [
        name
        for name in names
        if name.kind == "LOC"
        or (name.first, name.last) not in stands
        or (name.kind == "PER" and words[name.first].text in borne)
    ]


def _whole(words: Sequence[Word], names: Sequence[Name]) -> list[Name]:
    """Persons' names of one word with the next one, where that is a name too and no known place."""
    at_word = {name.first: name for name in names}
    places_at = {place.first for place in places.find(words, ())}
    found: list[Name] = []
    taken = -1
    for name in sorted(names, key=lambda name: name.first):
        if name.first < taken:
            continue
        last = name.last
        if name.kind == "PER" and last - name.first == 1 and _goes_on(words, last):
            after = at_word.get(last)
            if last not in places_at and (after is None or after.last - last == 1):
                last += 1
        taken = last
        found.append(Name(name.kind, name.first, last))
    return found


def _goes_on(words: Sequence[Word], at: int) -> bool:
    """Whether a word with a capital, and no sign, follows in the sentence."""
    if at >= len(words) or words[at].sentence != words[at - 1].sentence:
        return False
    return words[at].capital and len(words[at].text) > 2 and words[at].text[1:].islower()


def _marks(words: Sequence[Word], names: Sequence[Name], found: Sequence[places.Place]) -> Floats:
    marks = np.zeros((len(words), len(MARKS)), dtype=np.float32)
    marks[:, : len(SHAPES) + 1] = shapes(words)
    at_mark = {name: at for at, name in enumerate(MARKS)}
    for name in names:
        marks[name.first : name.last, at_mark[name.kind]] = 1
    for place in found:
        marks[place.first : place.last, at_mark["place"]] = 1
    quoted, line = False, -1
    for at, word in enumerate(words):
        if word.line != line:
            marks[at, at_mark["opens line"]] = 1
            quoted, line = False, word.line
        closes = word.text in "”»" or (word.text == '"' and quoted)
        quoted = quoted or word.text in '“«"'
        marks[at, at_mark["quoted"]] = quoted
        quoted = quoted and not closes
        marks[at, at_mark["first line"]] = word.line == words[0].line
    return marks


def _mentions(words: Sequence[Word], who: Sequence[Who]) -> Ints:
    rows = [
        (name.first, name.last, number) for number, each in enumerate(who) for name in each.mentions
    ]
    taken = {at for first, last, _ in rows for at in range(first, last)}
    unnamed = word_set("pronouns") | word_set("roles")
    rows += [
        (at, at + 1, len(who))
        for at, word in enumerate(words)
        if at not in taken and word.low in unnamed
    ]
    return np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
