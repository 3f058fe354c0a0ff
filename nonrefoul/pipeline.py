"""The stages in order: each hands what it made to the next, and some of it to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nonrefoul import reading, store
from nonrefoul.adding import AddSummary, Reader, add, cut_short, readings
from nonrefoul.capture import Captured, Columns, Covered, Trouble, capture
from nonrefoul.cases import cases
from nonrefoul.copies import grouped
from nonrefoul.people import persons
from nonrefoul.posture import last_told, postures
from nonrefoul.reviewing import Reviewed, learned, reviewed
from nonrefoul.store import Store
from nonrefoul.words import Case, Claim, Document, Held, Person, Posture, Reading

__all__ = ["AddSummary", "Knowledge", "Read", "Reader", "add", "know", "read"]

BATCH = 16


@dataclass(frozen=True, slots=True)
class Read:
    """A document as captured, and what was read in it."""

    captured: Captured
    reading: Reading


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that is derived from what the store keeps, and what it was derived from.

    `claims` are those that stand after review; `reviewed` knows the others too.
    """

    documents: Held
    claims: tuple[Claim, ...]
    reviewed: Reviewed
    persons: tuple[Person, ...]
    cases: tuple[Case, ...]
    postures: tuple[Posture, ...]


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


def know(from_store: Store, as_of: dt.date | None = None) -> Knowledge:
    """Derive copies, persons, cases and postures, as told by a day; raises StoreError.

    Without `as_of` that is the day of the newest document, or today where none has a day. A case
    keeps what a document told before it was edited, and the claim's standing says so; a posture is
    of what documents say today.
    """
    documents = store.documents(from_store)
    judgements = store.in_force(store.judgements(from_store))
    read = (*store.claims(from_store), *store.edited_away(from_store))
    judged = learned(reviewed(read, judgements, from_store.key, documents))
    told = judged.claims
    today = tuple(each for each in told if not (each.standing and each.standing.edited_away))
    day = as_of or last_told(documents.values()) or dt.date.today()
    copies = grouped(_told_of(documents, (*read, *told)))
    people = persons(told, from_store.key, judgements, copies)
    return Knowledge(
        Held(documents, copies),
        told,
        judged,
        people,
        cases(people, documents, from_store.key, judgements, copies),
        postures(today, people, documents, day, copies),
    )


def _told_of(documents: Mapping[str, Document], claims: Iterable[Claim]) -> list[Document]:
    """The documents that claims were read in or added to: of others nothing is counted."""
    return [documents[each] for each in {claim.document for claim in claims}]


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
