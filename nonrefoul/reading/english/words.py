"""An English text cut into sentences and words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.reading.encoder import layers
from nonrefoul.reading.encoder.package import Floats

# Longer sentences are cut, so that time stays linear in the length of a text.
LONGEST_SENTENCE = 120
LONGEST_WORD = 60

_WORD = re.compile(
    r"['’]s\b"
    r"|[^\W\d_]+(?:['’ʻ‘ʼ](?!s\b)[^\W\d_]+)*"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?|[^\w\s]|_+|\w",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W\d_a-z]|[\"'“‘«(\[]?\d)")
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|St|No|Art|art|vs"
    r"|v|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|approx|ca|cf|e\.g|i\.e|U\.S|U\.N|U\.K)\.$"
)
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: its text, its place, and the sentence and line that it stands in."""

    text: str
    start: int
    stop: int
    sentence: int
    line: int

    @property
    def low(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


def cut(text: str) -> list[Word]:
    """The words of a text in order; a line break always ends a sentence."""
    words: list[Word] = []
    sentence = 0
    for line, found in enumerate(_LINE.finditer(text)):
        for start, stop in _sentences(text, found.start(), found.end()):
            count = 0
            for word in _WORD.finditer(text, start, stop):
                for at in range(word.start(), word.end(), LONGEST_WORD):
                    end = min(at + LONGEST_WORD, word.end())
                    if count == LONGEST_SENTENCE:
                        sentence, count = sentence + 1, 0
                    words.append(Word(text[at:end], at, end, sentence, line))
                    count += 1
            sentence += count > 0
    return words


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at = start
    for end in _END.finditer(text, start, stop):
        closing = text.find(".", end.start(), end.end())
        if closing >= 0 and _SHORT.search(text, max(at, closing - 12), closing + 1):
            continue
        yield at, end.end()
        at = end.end()
    yield at, stop


def vectors(words: Sequence[Word]) -> Floats:
    """The encoder's vectors of words: (words, KEPT x WIDTH)."""
    stops = [-1, *(word.stop for word in words[:-1])]
    spaced = [(word.text, word.start > stop) for word, stop in zip(words, stops, strict=True)]
    return layers.vectors(spaced, [word.sentence for word in words])
