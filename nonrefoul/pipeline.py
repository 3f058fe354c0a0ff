"""The stages in order: each hands what it made to the next, and some of it to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nonrefoul import reading, store
from nonrefoul.capture import Captured, Trouble, capture
from nonrefoul.cases import cases
from nonrefoul.errors import NonrefoulError, defect
from nonrefoul.people import persons
from nonrefoul.posture import last_told, postures
from nonrefoul.store import Kept, Known, Store
from nonrefoul.words import Case, Claim, Document, Person, Posture, Reading

BATCH = 16

Reader = Callable[[Sequence[Document]], Sequence[Reading]]


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
    whether anything could not be kept, or not be read to its end.
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


def read(
    paths: Iterable[str], published: dt.date | None = None, reader: Reader = reading.read
) -> Iterator[Read | Trouble]:
    """Read the documents that paths hold, in order, keeping nothing.

    A Trouble stands in the place of a document that could not be read, and behind one that was
    not read to its end.
    """
    for found in _batches(_captured(paths, published)):
        if isinstance(found, Trouble):
            yield found
            continue
        results = _readings([each.document for each in found], reader)
        for each, result in zip(found, results, strict=True):
            yield result if isinstance(result, Trouble) else Read(each, result)
            if isinstance(result, Reading) and result.read and result.upto:
                yield _cut_short(each.document, result.upto)


def add(
    paths: Iterable[str],
    into: Store,
    published: dt.date | None = None,
    progress: Callable[[Captured | Trouble], None] = lambda _: None,
    reader: Reader = reading.read,
) -> AddSummary:
    """Keep the documents that paths hold, read those that these rules have not read, keep claims.

    A batch is stored whole or not at all, so that a run which is cut short is simply run again.
    A document that can't be read is kept without a reading, and tried again by the next run.
    `progress` is told of every Trouble at once and of every document once it is stored. Raises
    StoreError.
    """
    summary = AddSummary()
    for found in _batches(_captured(paths, published)):
        told: list[Captured | Trouble] = (
            [found]
            if isinstance(found, Trouble)
            else [*_add_batch(found, into, summary, reader), *found]
        )
        for each in told:
            summary.lost = summary.lost or (isinstance(each, Trouble) and each.lost)
            progress(each)
    return summary


def know(from_store: Store, as_of: dt.date | None = None) -> Knowledge:
    """Derive persons, cases and postures, as told by a day; raises StoreError.

    Without `as_of` that is the day of the newest document, or today where none has a day.
    """
    documents = store.documents(from_store)
    claims = tuple(store.claims(from_store))
    day = as_of or last_told(documents.values()) or dt.date.today()
    judgements = store.in_force(store.judgements(from_store))
    people = persons(claims, from_store.key, judgements)
    return Knowledge(
        documents,
        claims,
        people,
        cases(people, documents, from_store.key, judgements),
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


def _add_batch(
    batch: Sequence[Captured], into: Store, summary: AddSummary, reader: Reader
) -> list[Trouble]:
    """Store a batch and count it; gives the Trouble of what is not read, or not to its end."""
    rules = reading.RULES_VERSION
    states = [store.known(into, each.document, rules) for each in batch]
    new = [(each, state) for each, state in zip(batch, states, strict=True) if not state.read]
    results = _readings([state.document for _, state in new], reader)
    readings = [result if isinstance(result, Reading) else None for result in results]
    kept = [
        Kept(state.document, each.original, each.path, found)
        for (each, state), found in zip(new, readings, strict=True)
    ]
    if kept:
        store.keep(into, kept, rules)
    _count(summary, states, [found for found in readings if found])
    failed = [result for result in results if isinstance(result, Trouble)]
    upto = [(state.document, state.upto) for state in states if state.read]
    upto += [
        (each.document, each.reading.upto) for each in kept if each.reading and each.reading.read
    ]
    return [*failed, *(_cut_short(document, stop) for document, stop in upto if stop)]


def _count(summary: AddSummary, states: Sequence[Known], readings: Sequence[Reading]) -> None:
    """Count a batch that is stored: as it was known before, and what was read in it."""
    new = [state for state in states if not state.read]
    summary.known += len(states) - len(new)
    summary.added += sum(not state.stored for state in new)
    summary.changed += sum(bool(state.versions) and not state.stored for state in new)
    summary.claims += sum(len(found.claims) for found in readings)
    summary.unread += [found for found in readings if not found.read]


def _readings(documents: Sequence[Document], reader: Reader) -> list[Reading | Trouble]:
    """Each document's reading, or the Trouble of one that the reader fails at.

    Where a batch fails its documents are read one at a time, so that only the failing one is
    left unread: whatever is wrong with one document must not keep the others from being read.
    """
    try:
        return [*_sound(documents, reader(documents))]
    except NonrefoulError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost edge of reading
        if len(documents) == 1:
            what = f"not read, the reading failed ({defect(error)})"
            return [Trouble(documents[0].id, what, "this is a defect, please report it")]
    return [found for each in documents for found in _readings([each], reader)]


def _sound(documents: Sequence[Document], readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings; raises ValueError where a quote of theirs does not stand in its document."""
    for document, found in zip(documents, readings, strict=True):
        if not all(claim.stands_in(document) for claim in found.claims):
            raise ValueError("a quote does not stand at its place")
    return readings


def _cut_short(document: Document, upto: int) -> Trouble:
    what = f"too long: read up to character {upto} of {len(document.text)}, and no further"
    advice = "split it into several documents to have the rest read"
    return Trouble(document.id, what, advice)
