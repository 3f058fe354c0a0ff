"""The sketches of very many texts, in columns, in which those that meet a text are found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from nonrefoul.copies.sketching import BANDS, SIZE

# In a band that more texts have in common than this, each meets only those next to it in length.
NEIGHBOURS = 24

Place = int
Order = Callable[[Place], tuple[int, str]]


class Bands:
    """Sketches by place, in the order in which they came; a text too short has none.

    `order` gives a text's length and id, by which those that share a band are put in a row.
    """

    def __init__(self, order: Order) -> None:
        """No sketch."""
        self._order = order
        self._bands = np.zeros((BANDS, 64), dtype=np.uint32)
        self._identity = np.zeros(64, dtype=np.uint64)
        self._there = np.zeros(64, dtype=bool)
        self._count = 0

    def add(self, sketches: Iterable[bytes]) -> None:
        """Take the sketches of the next places."""
        raw = list(sketches)
        first, last = self._count, self._count + len(raw)
        self._reach(last)
        whole = [at for at, each in enumerate(raw) if each]
        joined = np.frombuffer(b"".join(raw[at] for at in whole), dtype=np.uint8)
        rows = joined.reshape(len(whole), SIZE)
        own = SIZE - 4 * BANDS
        places = np.array(whole, dtype=np.intp) + first
        self._bands[:, places] = rows[:, own:].copy().view("<u4").T
        self._identity[places] = rows[:, :own].copy().view("<u8")[:, 0]
        self._there[places] = True
        self._count = last

    def remove(self, place: Place) -> None:
        """Leave a text out."""
        self._there[place] = False

    def words(self, place: Place) -> int | None:
        """What texts with the same words have in common; None of a text too short."""
        return int(self._identity[place]) if self._there[place] else None

    def same(self, place: Place) -> list[Place]:
        """The texts whose words are the same, this one among them."""
        return self._equal(self._identity, place)

    def couples(self, place: Place) -> set[Place]:
        """The texts to compare this one with."""
        found: set[Place] = set()
        for band in self._bands:
            row = self.row(self._equal(band, place))
            at = row.index(place) if row else 0
            found.update(row[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
        found.discard(place)
        return found

    def straddling(self, place: Place) -> set[tuple[Place, Place]]:
        """The pairs of texts that would be compared if this one did not stand between them."""
        found: set[tuple[Place, Place]] = set()
        for band in self._bands:
            together = self._equal(band, place)
            if len(together) > NEIGHBOURS + 1:
                row = self.row(together)
                at, apart = row.index(place), NEIGHBOURS + 1
                firsts = range(max(0, at - NEIGHBOURS), min(at, len(row) - apart))
                found.update((row[first], row[first + apart]) for first in firsts)
        return found

    def meetings(self, places: Iterable[Place]) -> Iterator[list[Place]]:
        """The texts that share a band with others of these, band by band; others than these too."""
        own = np.array(sorted(places), dtype=np.intp)
        own = own[self._there[own]]
        if len(own) * 4 > self._count:
            there = np.flatnonzero(self._there)
            yield from self._all_meetings(there)
            return
        for band in self._bands:
            values, counts = np.unique(band[own], return_counts=True)
            for value in values[counts > 1]:
                yield np.flatnonzero((band == value) & self._there).tolist()

    def _all_meetings(self, there: NDArray[np.intp]) -> Iterator[list[Place]]:
        if not len(there):
            return
        for band in self._bands:
            order = there[np.argsort(band[there], kind="stable")]
            borders = np.flatnonzero(np.diff(band[order])) + 1
            starts = np.concatenate(([0], borders))
            stops = np.concatenate((borders, [len(order)]))
            for each in np.flatnonzero(stops - starts > 1):
                yield order[starts[each] : stops[each]].tolist()

    def _equal(self, values: NDArray[np.generic], place: Place) -> list[Place]:
        """The places that have this one's value; none where it has no sketch."""
        if not self._there[place]:
            return []
        upto = self._count
        equal = (values[:upto] == values[place]) & self._there[:upto]
        found: list[Place] = np.flatnonzero(equal).tolist()
        return found

    def row(self, places: Iterable[Place]) -> list[Place]:
        """Texts that share a band, in the row in which each meets those next to it."""
        return sorted(places, key=self._order)

    def _reach(self, count: int) -> None:
        if count > len(self._there):
            more = max(count, 2 * len(self._there)) - len(self._there)
            self._bands = np.pad(self._bands, ((0, 0), (0, more)))
            self._identity = np.pad(self._identity, (0, more))
            self._there = np.pad(self._there, (0, more))
