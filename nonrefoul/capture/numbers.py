"""A set of whole numbers, small where they come in runs, as those of messages do."""

from __future__ import annotations

from array import array
from bisect import bisect_right

_DIGITS = 18  # fewer than this fit into 63 bits


class Numbers:
    """Numbers as runs from a first to a last; a million messages take a few megabytes at most."""

    def __init__(self) -> None:
        self._first = array("q")
        self._last = array("q")

    def __bool__(self) -> bool:
        return bool(self._first)

    def runs(self) -> list[tuple[int, int]]:
        """The first and the last number of each run, in order."""
        return list(zip(self._first, self._last, strict=True))

    def add(self, number: int) -> bool:
        """Put a number in; gives whether it is new. Numbers fit into 63 bits."""
        if self._last and number == self._last[-1] + 1:
            self._last[-1] = number
            return True
        place = bisect_right(self._first, number)
        if place and number <= self._last[place - 1]:
            return False
        self._insert(place, number)
        return True

    def _insert(self, place: int, number: int) -> None:
        """Put a number before the run at a place, joining the runs that it touches."""
        before = place > 0 and self._last[place - 1] == number - 1
        after = place < len(self._first) and self._first[place] == number + 1
        if before and after:
            self._last[place - 1] = self._last[place]
            del self._first[place], self._last[place]
        elif before:
            self._last[place - 1] = number
        elif after:
            self._first[place] = number
        else:
            self._first.insert(place, number)
            self._last.insert(place, number)


class Names:
    """A set of document ids, small where they are numbers behind the same few chats."""

    def __init__(self) -> None:
        self._numbers: dict[str, Numbers] = {}
        self._others: set[int] = set()

    def add(self, name: str) -> bool:
        """Put an id in; gives whether it is new."""
        before, _, behind = name.rpartition("/")
        if behind.isascii() and behind.isdigit() and len(behind) < _DIGITS and behind[0] != "0":
            return self._numbers.setdefault(before, Numbers()).add(int(behind))
        key = hash(name)
        new = key not in self._others
        self._others.add(key)
        return new
