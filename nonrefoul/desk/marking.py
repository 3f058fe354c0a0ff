"""A document's text in pieces: words of claims marked, what hides in it shown, nothing left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nonrefoul.texts import Kind, Trick, tricks
from nonrefoul.words import Claim


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is alike throughout.

    `claims` are the numbers, from 0, of the claims whose words it is of; `starts` those whose
    words begin here. `trick` names what hides here: signs that are not shown, or, where `seen`,
    letters that look like others.
    """

    text: str
    claims: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    trick: str | None = None
    seen: bool = True


def pieces(text: str, claims: Sequence[Claim] = ()) -> tuple[Piece, ...]:
    """A text cut where words of claims or what hides begins or ends; joined it is the text."""
    found = tricks(text)
    edges = {0, len(text)}
    edges.update(edge for each in claims for edge in (each.start, each.end))
    edges.update(edge for each in found for edge in (each.start, each.end))
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    tricky = _by_place(found)
    return tuple(
        _piece(text, start, end, claims, tricky.get(start)) for start, end in pairwise(cuts)
    )


def _by_place(found: Iterable[Trick]) -> dict[int, Trick]:
    """Tricks by every place where a piece of them may begin: a word may be cut by others."""
    return {place: each for each in found for place in range(each.start, each.end)}


def _piece(text: str, start: int, end: int, claims: Sequence[Claim], trick: Trick | None) -> Piece:
    here = tuple(n for n, each in enumerate(claims) if each.start <= start and end <= each.end)
    first = tuple(n for n in here if claims[n].start == start)
    seen = trick is None or trick.kind is Kind.LOOK_ALIKE
    return Piece(text[start:end], here, first, trick.name if trick else None, seen)
