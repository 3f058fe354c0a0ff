"""How far a named time reaches: the clause that it dates, or the paragraph under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nonrefoul.reading.morphology import parses

_REACH = 500
_BESIDE = 80
_PARAGRAPH = 5000
_PIECE = re.compile(
    r"(?P<end>[.!?…]+(?=\s|$|[»\"”)])|\n)|(?P<mark>[,;:()]|\s[—–-]\s)|[^\W\d_]{1,40}"
)
_FINITE = frozenset({"VERB", "PRTS"})
_CLAUSE = frozenset({"VERB", "PRTS", "PRTF", "GRND"})
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n|\Z")
_HEADING_WORDS = 6


def reach(folded: str, start: int, stop: int, bound: int) -> int:
    """The place up to which the time at start:stop dates what is told after it.

    It holds for its own clause, for what follows that has no verb of its own ("и писателя N"),
    and for further verbs of the same subject ("вышел, сел в машину и пропал"); never past bound.
    """
    bound = min(bound, stop + _REACH, len(folded))
    governed = _verb_before(folded, start)
    place = stop
    while piece := _PIECE.search(folded, place, bound):
        place = piece.end()
        if piece["end"]:
            return piece.start()
        if piece["mark"]:
            if governed and _new_clause(folded, place):
                return piece.start()
        elif not governed:
            governed = _part(piece[0]) in _FINITE
    return bound


def lies_ahead(folded: str, start: int, stop: int) -> bool:
    """Whether a verb in the future tense stands beside the time, in its part of the sentence."""
    before = reversed(list(_PIECE.finditer(folded, max(0, start - _BESIDE), start)))
    after = _PIECE.finditer(folded, stop, stop + _BESIDE)
    return _future(before) or _future(after)


def _future(pieces: Iterable[re.Match[str]]) -> bool:
    for piece in pieces:
        if piece["end"] or piece["mark"]:
            return False
        if _is_future(piece[0]):
            return True
    return False


def heading(folded: str, start: int, stop: int) -> int | None:
    """Where the paragraph ends over which the time at start:stop stands as a heading, or None.

    A heading is a short line without a verb, with text in the line below it.
    """
    left, right = (
        folded.rfind("\n", max(0, start - 60), start) + 1,
        folded.find("\n", stop, stop + 60),
    )
    if right < 0 or (left == 0 and start > 60) or folded[right + 1 : right + 2] in ("", "\n"):
        return None
    words = re.findall(r"[^\W\d_]+", folded[left:start] + " " + folded[stop:right])
    ends = folded[right - 1] in ".!?;:,"
    if ends or len(words) > _HEADING_WORDS or any(_part(word) in _FINITE for word in words):
        return None
    return paragraph_end(folded, right)


def paragraph_end(folded: str, place: int) -> int:
    """Where the paragraph at a place ends."""
    blank = _BLANK_LINE.search(folded, place, place + _PARAGRAPH)
    return blank.start() if blank else min(place + _PARAGRAPH, len(folded))


@lru_cache(maxsize=4_000)
def _is_future(word: str) -> bool:
    return "futr" in parses(word)[0].tag


@lru_cache(maxsize=4_000)
def _part(word: str) -> str:
    return str(parses(word)[0].tag.POS)


def _verb_before(folded: str, start: int) -> bool:
    """Whether a finite verb stands before the time in its own part of the sentence."""
    pieces = list(_PIECE.finditer(folded, max(0, start - _BESIDE), start))
    for piece in reversed(pieces):
        if piece["end"] or piece["mark"]:
            return False
        if _part(piece[0]) in _FINITE:
            return True
    return False


def _new_clause(folded: str, place: int) -> bool:
    """Whether what follows has a verb of its own that is not its first word."""
    first = True
    for piece in _PIECE.finditer(folded, place, place + _REACH):
        if piece["end"] or piece["mark"]:
            return False
        part = _part(piece[0])
        if part in _CLAUSE:
            return not first or part not in _FINITE
        first = False
    return False
