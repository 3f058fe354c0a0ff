"""Texts cut into sentences and words, as razdel cuts them, without asking it twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from razdel import sentenize, tokenize
from razdel.segmenters.sentenize import DELIMITER, SentSplit

from nonrefoul.reading.tokens import Sentence, Token

LONGEST_LINE = 4_000
LONGEST_SENTENCE = 160
# Stretches longer than this are seldom seen twice.
LONGEST_KEPT = 40

Pieces = tuple[tuple[int, str], ...]

_PICTURES = "\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
_PIECES = re.compile(f"[{_PICTURES}]+|[^{_PICTURES}]+")
# What stands between spaces. A word or number with no more than a quotation mark or bracket around
# it and a stop after it is what most of a text is made of, and there razdel's rules join nothing.
_STRETCH = re.compile(
    r"""
    (?P<open>[«„“"'(\[])?
    (?P<word>[а-яё]+(?:-[а-яё]+)*|[a-z]+(?!!)|\d+(?![.,]))
    (?P<close>[»”")\]])?
    (?P<stop>[,.:;!?…])?
    (?!\S)
    |\S+
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DELIMITER = re.compile(DELIMITER)
# How much razdel looks at on either side of a sign that may end a sentence, and of a sentence
# that may be no more than the number of a list's item.
_WINDOW = 10
_ITEM = 21
# Beside these signs at its edge a stretch is cut by what stands across the space: «205, 206».
_JOINERS = frozenset("-‑–—−_.,/\\")


def segment(text: str) -> list[Sentence]:
    """The sentences of a text with their tokens, not yet tagged.

    A line break always ends a sentence. Lines and sentences beyond any natural length are cut, so
    that time stays linear in the length of the text whatever it holds.
    """
    sentences: list[Sentence] = []
    for start, line in _lines(text):
        for at, part in _sentences(line):
            words = list(_words(part))
            for first in range(0, len(words), LONGEST_SENTENCE):
                tokens = [
                    Token(index, word, start + at + begin, start + at + begin + len(word))
                    for index, (begin, word) in enumerate(words[first : first + LONGEST_SENTENCE])
                ]
                sentences.append(Sentence(len(sentences), tokens[0].start, tokens[-1].stop, tokens))
    return sentences


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        at = 0
        while at < len(line):
            stop = len(line)
            if stop - at > LONGEST_LINE:
                space = line.rfind(" ", at, at + LONGEST_LINE)
                stop = space + 1 if space > at else at + LONGEST_LINE
            yield start + at, line[at:stop]
            at = stop
        start += len(line)


def _sentences(line: str) -> Iterator[tuple[int, str]]:
    """The sentences of a line; razdel's rules are asked only where a space follows a sign."""
    begin = 0
    for match in _DELIMITER.finditer(line):
        stop = match.end()
        if line[stop : stop + 1].isspace() and _ends(line, begin, match):
            yield _stripped(begin, line[begin:stop])
            begin = stop
    yield _stripped(begin, line[begin:])


def _ends(line: str, begin: int, match: re.Match[str]) -> bool:
    start, stop = match.span()
    split = SentSplit(
        line[max(0, start - _WINDOW) : start], match.group(), line[stop : stop + _WINDOW]
    )
    split.buffer = line[begin : min(start, begin + _ITEM)]
    return not sentenize.join(split)


def _stripped(begin: int, part: str) -> tuple[int, str]:
    return begin + len(part) - len(part.lstrip()), part.strip()


def _words(sentence: str) -> Iterator[tuple[int, str]]:
    """Words and signs with their offsets; a pictograph is torn off the word that it is glued to."""
    matches = list(_STRETCH.finditer(sentence))
    for at, match in enumerate(matches):
        opening, word, closing, stop = match.groups()
        if word is None:
            start = match.start()
            for offset, piece in _pieces_of(matches, at):
                yield start + offset, piece
            continue
        start = match.start(2)
        if opening:
            yield start - 1, opening
        yield start, word
        if closing:
            yield start + len(word), closing
        if stop:
            yield match.end() - 1, stop


def _pieces_of(matches: list[re.Match[str]], at: int) -> Pieces:
    """The words of a stretch, seen with what stands around it where that may join its signs."""
    stretch = matches[at].group()
    if not _crosses(stretch):
        return _pieces(stretch) if len(stretch) <= LONGEST_KEPT else _cut(stretch)
    before = matches[at - 1].group() if at else ""
    after = matches[at + 1].group() if at + 1 < len(matches) else ""
    start = len(before) + 1
    stop = start + len(stretch)
    pieces = _cut(f"{before} {stretch} {after}")
    return tuple((at - start, piece) for at, piece in pieces if start <= at < stop)


def _crosses(stretch: str) -> bool:
    """Whether razdel would look across the spaces; beside . , / it does so for numbers alone."""
    if len(stretch) == 1:
        return False
    if stretch[0] in _JOINERS and (stretch[0] not in ".,/\\" or stretch[1].isdigit()):
        return True
    last = stretch[-1]
    return last in _JOINERS and (last not in ".,/\\" or stretch[-2].isdigit())


@lru_cache(maxsize=4_000)
def _pieces(stretch: str) -> Pieces:
    return _cut(stretch)


def _cut(stretch: str) -> Pieces:
    return tuple(
        chain.from_iterable(
            ((word.start + piece.start(), piece.group()) for piece in _PIECES.finditer(word.text))
            for word in tokenize(stretch)
        )
    )
