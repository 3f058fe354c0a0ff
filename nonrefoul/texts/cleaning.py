"""A text without what hides in it, and the way back from it to the text as it is."""

from __future__ import annotations

from dataclasses import dataclass

from nonrefoul.texts.alphabets import mixed_words
from nonrefoul.texts.tricks import Kind, tricks

_GONE = (Kind.DIRECTION, Kind.UNSEEN, Kind.HYPHEN, Kind.TAG, Kind.CONTROL)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text to be read in the place of another; `places` is None where they are the same.

    `places` gives for every character, and for the end, where it stands in the text as it is.
    """

    text: str
    places: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text as it is of what stands here between two offsets."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def cleaned(text: str) -> Cleaned:
    """The text without unseen signs, with plain blanks, and look-alikes as the letters meant."""
    found = tricks(text)
    if not found:
        return Cleaned(text)
    letters = {
        place: letter for word in mixed_words(text) for place, letter in word.foreign.items()
    }
    gone = {trick.start for trick in found if trick.kind in _GONE}
    blank = {trick.start for trick in found if trick.kind is Kind.SPACE}
    kept = [place for place in range(len(text)) if place not in gone]
    clean = (" " if place in blank else letters.get(place, text[place]) for place in kept)
    return _without_splits(Cleaned("".join(clean), (*kept, len(text))))


def _without_splits(half: Cleaned) -> Cleaned:
    """Look-alikes once more, in words that unseen signs had split."""
    letters = {
        place: letter for word in mixed_words(half.text) for place, letter in word.foreign.items()
    }
    text = "".join(letters.get(place, letter) for place, letter in enumerate(half.text))
    return Cleaned(text, half.places)
