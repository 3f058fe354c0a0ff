"""Cuts a word into the pieces that the encoder knows: the likeliest way (Kudo 2018), by Viterbi."""

from __future__ import annotations

from functools import lru_cache

from nonrefoul.reading.encoder.package import package

# Stands for the space before a word.
SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
# No piece is longer, in characters; nor is more of a word looked at.
_LONGEST, _MOST = 16, 200
_PENALTY = 10.0


@lru_cache(maxsize=100_000)
def pieces(word: str, spaced: bool) -> tuple[int, ...]:
    """The numbers of a word's pieces; `spaced` is whether a space stands before it."""
    known = package()
    text = "".join(known.characters.get(each, each) for each in word[:_MOST]).replace(" ", SPACE)
    text = SPACE + text if spaced else text
    if not text:
        return (known.unknown,)
    unknown = _unknown()
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    for stop in range(1, len(text) + 1):
        options = [(best[stop - 1][0] + unknown, stop - 1, known.unknown)]
        for start in range(max(0, stop - _LONGEST), stop):
            at = known.pieces.get(text[start:stop].encode("utf-8", "replace"))
            if at is not None:
                options.append((best[start][0] + float(known.scores[at]), start, at))
        best.append(max(options, key=lambda option: option[0]))
    found, stop = [], len(text)
    while stop:
        _, start, at = best[stop]
        found.append(at)
        stop = start
    return tuple(reversed(found))


@lru_cache(maxsize=1)
def _unknown() -> float:
    return float(package().scores.min()) - _PENALTY
