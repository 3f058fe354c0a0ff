"""The times that a document names, by their words: what a network picks an event's date from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.dates import When


@dataclass(frozen=True, slots=True)
class Dated:
    """A time named in a document: its word, what it means (None: it can't be worked out), its kind.

    `until` is the first word that it no longer reaches; `limit` says that it ends a period or lies
    ahead, `heading` that it stands over its paragraph, `anchored` that it hangs on publication.
    """

    word: int
    edtf: str | None
    until: int
    limit: bool
    heading: bool
    anchored: bool


def named_times(whens: Sequence[When], starts: npt.NDArray[np.int64]) -> list[Dated]:
    """The times named in a text, by its words, of which `starts` has the places in the text."""
    return [
        Dated(
            max(0, int(np.searchsorted(starts, when.start, "right")) - 1),
            when.edtf,
            int(np.searchsorted(starts, when.until)),
            when.limit,
            when.heading,
            when.anchored,
        )
        for when in whens
        if len(starts)
    ]


def moved(dated: Dated, by: int) -> Dated:
    """The same, its words counted from the word `by`."""
    return replace(dated, word=dated.word - by, until=dated.until - by)
