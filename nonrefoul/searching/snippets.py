"""Pieces of a text around the words that were asked for, and which words those are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.searching.asking import Part, Wanted
from nonrefoul.searching.terms import clean, folded, terms, words

# A piece has so many characters of the text before and after the first words found in it.
BEFORE, AFTER = 90, 190
PIECES = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, and whether it is what was asked for."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text in pieces; whether the text goes on before and after it."""

    pieces: tuple[Piece, ...]
    begins: bool
    ends: bool


def snippets(text: str, asked: Wanted, most: int = PIECES) -> tuple[Snippet, ...]:
    """The parts of a text in which most of what was asked for stands, in the order of the text.

    Its beginning, where nothing was asked for or nothing of it stands there.
    """
    found = list(marks(text, asked.parts))
    if not found:
        return (_cut(text, 0, BEFORE + AFTER, []),)
    return tuple(_cut(text, *window, found) for window in _windows(text, found, most))


def marks(text: str, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Where what was asked for stands in a text, in its order; no two overlap."""
    bare = clean(text)
    spans = list(words(bare.text))
    said = [bare.text[start:end] for start, end in spans]
    upto = 0
    for at in range(len(said)):
        length = max((len(part.words) for part in parts if _stands(part, said, at)), default=0)
        if length and at >= upto:
            upto = at + length
            yield bare.original(spans[at][0], spans[upto - 1][1])


def _stands(part: Part, said: Sequence[str], at: int) -> bool:
    """Whether the words of a part stand at a place."""
    if at + len(part.words) > len(said):
        return False
    last = len(part.words) - 1
    for place, asked in enumerate(part.words):
        here = terms(said[at + place])
        if part.begins and place == last:
            begin = folded(asked)
            if not any(each.startswith(begin) for each in here):
                return False
        elif set(here).isdisjoint(terms(asked)):
            return False
    return True


def _windows(text: str, found: Sequence[tuple[int, int]], most: int) -> list[tuple[int, int]]:
    """So many parts of a text, those with the most different words found, in its order."""
    every: list[tuple[int, int, int]] = []
    for start, _ in found:
        if every and start < every[-1][2]:
            continue
        first, last = max(0, start - BEFORE), min(len(text), start + AFTER)
        within = {folded(text[a:b]) for a, b in found if first <= a and b <= last}
        every.append((-len(within), first, last))
    best = sorted(sorted(every)[:most], key=lambda each: each[1])
    return [(max(first, before), last) for before, (_, first, last) in _after(best)]


def _after(windows: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Each window with the end of the one before it."""
    end = 0
    for window in windows:
        yield end, window
        end = window[2]


def _cut(text: str, first: int, last: int, found: Sequence[tuple[int, int]]) -> Snippet:
    """A part of a text, no word of it cut in two."""
    first, last = _whole(text, first, last)
    pieces: list[Piece] = []
    at = first
    for start, end in found:
        if first <= start and end <= last:
            pieces += [Piece(text[at:start]), Piece(text[start:end], found=True)]
            at = end
    pieces.append(Piece(text[at:last]))
    return Snippet(tuple(each for each in pieces if each.text), first > 0, last < len(text))


def _whole(text: str, first: int, last: int) -> tuple[int, int]:
    """The ends of a part moved so that it begins and ends between words, as far as that is near."""
    if first > 0:
        near = text.find(" ", first, first + 30)
        first = near + 1 if near >= 0 else first
    if last < len(text):
        near = text.rfind(" ", max(first, last - 30), last)
        last = near if near > first else last
    return first, last
