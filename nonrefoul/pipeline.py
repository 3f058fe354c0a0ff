"""The stages in order: each hands what it made to the next, and some of it to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nonrefoul import reading, store
from nonrefoul.capture import Captured, Trouble, capture
from nonrefoul.cases import cases
from nonrefoul.people import persons
from nonrefoul.posture import last_told, postures
from nonrefoul.store import Kept, Store
from nonrefoul.words import Case, Claim, Document, Person, Posture, Reading

BATCH = 16


@dataclass(frozen=True, slots=True)
class Read:
    """A document as captured, and what was read in it."""

    captured: Captured
    reading: Reading


@dataclass(slots=True)
class AddSummary:
    """What an `add` did, in numbers of documents and claims.

    `known` documents were there and read already, `changed` ones are new versions among those
    added. `unread` are readings of documents in a language that no rules exist for; `lost` is
    whether anything could not be kept.
    """

    added: int = 0
    changed: int = 0
    known: int = 0
    claims: int = 0
    unread: list[Reading] = field(default_factory=list)
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that is derived from what the store keeps, and what it was derived from."""

    documents: Mapping[str, Document]
    claims: tuple[Claim, ...]
    persons: tuple[Person, ...]
    cases: tuple[Case, ...]
    postures: tuple[Posture, ...]


def read(paths: Iterable[str], published: dt.date | None = None) -> Iterator[Read | Trouble]:
    """Read the documents that paths hold, in order, keeping nothing."""
    for found in _batches(_captured(paths, published)):
        if isinstance(found, Trouble):
            yield found
        else:
            documents = [each.document for each in found]
            yield from map(Read, found, reading.read(documents))


def add(
    paths: Iterable[str],
    into: Store,
    published: dt.date | None = None,
    progress: Callable[[Captured | Trouble], None] = lambda _: None,
) -> AddSummary:
    """Keep the documents that paths hold, read those that these rules have not read, keep claims.

    A batch is stored whole or not at all, so that a run which is cut short is simply run again.
    `progress` is told of every Trouble at once and of every document once it is stored. Raises
    StoreError.
    """
    summary = AddSummary()
    for found in _batches(_captured(paths, published)):
        if isinstance(found, Trouble):
            summary.lost = summary.lost or found.lost
            progress(found)
        else:
            _add_batch(found, into, summary)
            for each in found:
                progress(each)
    return summary


def know(from_store: Store, as_of: dt.date | None = None) -> Knowledge:
    """Derive persons, cases and postures, as told by a day; raises StoreError.

    Without `as_of` that is the day of the newest document, or today where none has a day.
    """
    documents = store.documents(from_store)
    claims = tuple(store.claims(from_store))
    day = as_of or last_told(documents.values()) or dt.date.today()
    people = persons(claims, from_store.key)
    return Knowledge(
        documents,
        claims,
        people,
        cases(people, documents, from_store.key),
        postures(claims, people, documents, day),
    )


def _captured(paths: Iterable[str], published: dt.date | None) -> Iterator[Captured | Trouble]:
    for path in paths:
        yield from capture(path, published)


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


def _add_batch(batch: Sequence[Captured], into: Store, summary: AddSummary) -> None:
    rules = reading.RULES_VERSION
    states = [store.known(into, each.document, rules) for each in batch]
    new = [(each, state) for each, state in zip(batch, states, strict=True) if not state.read]
    readings = reading.read([state.document for _, state in new])
    kept = [
        Kept(state.document, each.original, each.path, found)
        for (each, state), found in zip(new, readings, strict=True)
    ]
    if kept:
        store.keep(into, kept, rules)
    summary.known += len(batch) - len(new)
    for state in (state for _, state in new):
        summary.added += not state.stored
        summary.changed += bool(state.versions) and not state.stored
    summary.claims += sum(len(found.claims) for found in readings)
    summary.unread.extend(found for found in readings if not found.read)
