"""Russian gold documents in the shape in which the English network learns.

The encoder has one space of vectors for both languages, so what is told in Russian teaches the
network that reads English. Words, names, persons and states are those that the Russian reader sees.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from english_events import Example, Same, learned
from gold import Record

from nonrefoul.reading.english.inputs import MARKS, Inputs
from nonrefoul.reading.english.names import SHAPES, Name, shapes
from nonrefoul.reading.english.persons import Who
from nonrefoul.reading.english.words import Word
from nonrefoul.reading.learned import inputs as russian

_MARKS = {"PER": "person", "ORG": "organisation", "LOC": "location"} | {
    name: name for name in ("place", "quoted", "first line")
}
_KINDS = {"person": "PER", "organisation": "ORG"}


def example(record: Record, seen: russian.Inputs, same: Same) -> Example:
    """A Russian document to learn from."""
    inputs = converted(record["text"], seen)
    return Example(record, inputs, *learned(record, inputs, same))


def converted(text: str, seen: russian.Inputs) -> Inputs:
    """What the Russian reader sees in a document, as the English reader would hold it."""
    spots = zip(seen.starts.tolist(), seen.stops.tolist(), seen.sentence, seen.line, strict=True)
    words = [Word(text[a:b], a, b, int(sentence), int(line)) for a, b, sentence, line in spots]
    who = [Who(each.kind, each.name) for each in seen.who if each.name]
    names: list[Name] = []
    for first, last, whose in seen.mentions.tolist():
        if whose < len(who):
            name = Name(_KINDS[who[whose].kind], first, last)
            names.append(name)
            who[whose].mentions.append(name)
    return Inputs(
        text=text,
        words=words,
        rows=seen.context,
        marks=_marks(words, seen),
        sentence=seen.sentence,
        line=seen.line,
        names=names,
        who=who,
        mentions=seen.mentions,
        states=seen.states,
    )


def _marks(words: list[Word], seen: russian.Inputs) -> Any:
    marks = np.zeros((len(words), len(MARKS)), dtype=np.float32)
    marks[:, : len(SHAPES) + 1] = shapes(words)
    for name, theirs in _MARKS.items():
        marks[:, MARKS.index(name)] = seen.marks[:, russian.MARKS.index(theirs)]
    opens = np.diff(seen.line, prepend=-1) != 0
    marks[:, MARKS.index("opens line")] = opens
    return marks
