"""The stages in order: each hands what it made to the next, and some of it to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nonrefoul import reading
from nonrefoul.adding import AddSummary, add, cut_short
from nonrefoul.capture import Captured, Columns, Covered, Trouble, capture
from nonrefoul.knowing import Knowledge, Known, variants
from nonrefoul.posture import USUAL, Counting
from nonrefoul.readers import Reader, readings
from nonrefoul.store import Store
from nonrefoul.words import Posture, Reading, Variant

__all__ = ["AddSummary", "Knowledge", "Read", "Reader", "add", "know", "otherwise", "read"]

BATCH = 16


@dataclass(frozen=True, slots=True)
class Read:
    """A document as captured, and what was read in it."""

    captured: Captured
    reading: Reading


def read(
    paths: Iterable[str],
    published: dt.date | None = None,
    reader: Reader = reading.read,
    mapping: Columns | None = None,
) -> Iterator[Read | Trouble]:
    """Read the documents that paths hold, in order, keeping nothing.

    A Trouble stands in the place of a document that could not be read, and behind one that was
    not read to its end.
    """
    for found in _batches(_captured(paths, published, mapping)):
        if isinstance(found, Trouble):
            yield found
            continue
        results = readings([each.document for each in found], reader)
        for each, result in zip(found, results, strict=True):
            yield result if isinstance(result, Trouble) else Read(each, result)
            if isinstance(result, Reading) and result.read and result.upto:
                yield cut_short(each.document, result.upto)


def know(from_store: Store, as_of: dt.date | None = None, counting: Counting = USUAL) -> Knowledge:
    """All that follows from what the store keeps, from nothing; raises StoreError.

    `as_of` and `counting` as for `Known`.
    """
    return Known(from_store, as_of, counting).knowledge()


def otherwise(known: Knowledge, posture: Posture) -> tuple[Variant, ...]:
    """How a posture would read without each source, with equal weights, without suspicions."""
    return variants(posture, known.reviewed, known.persons, known.documents)


def _captured(
    paths: Iterable[str], published: dt.date | None, mapping: Columns | None
) -> Iterator[Captured | Trouble]:
    for path in paths:
        for found in capture(path, published, mapping=mapping):
            if not isinstance(found, Covered):
                yield found


def _batches(found: Iterable[Captured | Trouble]) -> Iterator[list[Captured] | Trouble]:
    """Documents in batches in which no id comes twice, each Trouble in its place between them."""
    batch: dict[str, Captured] = {}
    for each in found:
        if batch and (len(batch) == BATCH or _cuts(each, batch)):
            yield list(batch.values())
            batch = {}
        if isinstance(each, Trouble):
            yield each
        else:
            batch[each.document.id] = each
    if batch:
        yield list(batch.values())


def _cuts(found: Captured | Trouble, batch: Mapping[str, Captured]) -> bool:
    return isinstance(found, Trouble) or found.document.id in batch
