"""What changed between two versions of a text, word by word; whether words still stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from nonrefoul.texts.cleaning import cleaned

_PARTS = re.compile(r"\w+|\s+|[^\w\s]")
_WORDS = re.compile(r"\w+")
# Word by word costs the square of the length; so long a text is compared line by line first.
_LONG = 20_000


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of two texts: the same in both, or what the old had and what the new has there."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.old == self.new


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Both texts cut into pieces, in order: joined, the olds are the old text, the news the new."""
    if len(old) + len(new) <= _LONG:
        return _by(_PARTS, old, new)
    return tuple(
        change
        for piece in _by(re.compile(r"[^\n]*\n|[^\n]+"), old, new)
        for change in _within(piece)
    )


def words_still_there(quote: str, newer_text: str) -> bool:
    """Whether the words of a quote stand, one behind the other, in a newer version of its text.

    Capitals, ё, punctuation, line breaks and unseen signs do not matter: an edit of these alone
    takes no words back.
    """
    wanted, there = _words(quote), _words(newer_text)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(there)} "


def _words(text: str) -> list[str]:
    return _WORDS.findall(cleaned(text).text.casefold().replace("ё", "е"))


def _within(piece: Change) -> tuple[Change, ...]:
    if piece.same or len(piece.old) + len(piece.new) > _LONG:
        return (piece,)
    return _by(_PARTS, piece.old, piece.new)


def _by(parts: re.Pattern[str], old: str, new: str) -> tuple[Change, ...]:
    one, other = parts.findall(old), parts.findall(new)
    found = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return tuple(Change("".join(one[a:b]), "".join(other[c:d])) for _, a, b, c, d in found)
