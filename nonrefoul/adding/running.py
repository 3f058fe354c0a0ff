"""The run of an `add`: documents in batches, each read, then stored whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from nonrefoul import reading, store
from nonrefoul.adding.handing import Hands
from nonrefoul.adding.tying import Ties
from nonrefoul.capture import Captured, Columns, Covered, Trouble, capture, size
from nonrefoul.readers import Beside, Here, Promise, Reader
from nonrefoul.store import Kept, Known, Outcome, Store
from nonrefoul.texts import titled
from nonrefoul.words import Document, Reading

BATCH = 32
# From so many bytes on a second process reads, and more go together: few of them are read at all.
LONG, LONG_BATCH = 4 << 20, 256
# So many batches are with the reader while others are cut from the export or stored.
_AHEAD = 4

Found = Captured | Covered | Trouble
Progress = Callable[[Captured | Trouble], None]


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


def add(
    paths: Iterable[str],
    into: Store,
    published: dt.date | None = None,
    progress: Progress = lambda _: None,
    reader: Reader = reading.read,
    who: str | None = None,
    mapping: Columns | None = None,
) -> AddSummary:
    """Keep what paths hold, read the documents that these rules have not read, keep claims.

    What is handed in is on the disk before any row speaks of it, and a batch is stored whole or
    not at all, so that a run which is cut short is simply run again. A document that can't be read
    is kept without a reading, and tried again by the next run. `progress` is told of every
    Trouble, and of every document once it is stored. Raises StoreError.
    """
    paths = list(paths)
    hands = Hands(into, who)
    apart = reader is reading.read and _cores() > 1 and sum(map(size, paths)) >= LONG
    readers = Beside() if apart else Here(reader)
    size_of_batch, ahead = (LONG_BATCH, _AHEAD) if apart else (BATCH, 0)
    run = _Run(into, hands, readers, progress, size_of_batch, ahead, AddSummary())
    try:
        for path in paths:
            for found in capture(path, published, hands.opening, mapping):
                run.take(found)
        run.end()
    finally:
        hands.close()
        readers.close()
    return run.summary


def add_found(
    found: Iterable[Found],
    into: Store,
    progress: Progress,
    summary: AddSummary,
    reader: Reader = reading.read,
) -> AddSummary:
    """The same with what was found already, at an address for instance; counted in `summary`."""
    hands = Hands(into)
    run = _Run(into, hands, Here(reader), progress, BATCH, 0, summary)
    try:
        for each in found:
            run.take(each)
        run.end()
    finally:
        hands.close()
    return summary


@dataclass(frozen=True, slots=True)
class _Batch:
    """Documents that are being read, and how the store knew them before."""

    documents: Sequence[Captured]
    states: Sequence[Known]
    promise: Promise
    ids: frozenset[str]


class _Run:
    """What is collected for the next batch, and what waits, in its order, to be stored."""

    def __init__(
        self,
        into: Store,
        hands: Hands,
        readers: Here | Beside,
        progress: Progress,
        batch: int,
        ahead: int,
        summary: AddSummary,
    ) -> None:
        self.store = into
        self.hands = hands
        self.readers = readers
        self.progress = progress
        self.batch = batch
        self.ahead = ahead
        self.summary = summary
        self.ties = Ties(into)
        self._next: dict[str, Captured] = {}
        self._titled: str | None = None
        self._waiting: deque[_Batch | Covered | Trouble] = deque()

    def take(self, found: Found) -> None:
        """Take in what comes next; no id comes twice in a batch, nor while it is being read."""
        if not isinstance(found, Captured):
            self._send()
            self._waiting.append(found)
            self._settle(self.ahead)
            return
        new_chat = self._turns_to(titled(found.document.id))
        if len(self._next) >= self.batch or found.document.id in self._next or new_chat:
            self._send()
        if new_chat:
            self._settle(0)
        if any(isinstance(e, _Batch) and found.document.id in e.ids for e in self._waiting):
            self._settle(0)
        self._next[found.document.id] = found

    def _turns_to(self, chat: str | None) -> bool:
        """Whether another chat begins of which only the title is known, or such a one has ended."""
        before, self._titled = self._titled, chat
        return before != chat

    def end(self) -> None:
        """Store all that is left."""
        self._send()
        self._settle(0)

    def _send(self) -> None:
        batch, self._next = list(self._next.values()), {}
        if batch:
            batch = self.ties.tied(batch)
            rules = reading.RULES_VERSION
            states = store.known(self.store, [each.document for each in batch], rules)
            new = [state.document for state in states if not state.read]
            ids = frozenset(each.document.id for each in batch)
            self._waiting.append(_Batch(batch, states, self.readers.read(new), ids))
            self._settle(self.ahead)

    def _settle(self, most: int) -> None:
        """Store what waits, until no more than so many wait."""
        while len(self._waiting) > most:
            first = self._waiting.popleft()
            told: Iterable[Captured | Trouble] = [first] if isinstance(first, Trouble) else ()
            if isinstance(first, _Batch):
                told = [*self._keep(first), *first.documents]
            elif isinstance(first, Covered) and (handed := self.hands.covering(first)):
                store.cover(self.store, handed, first.chat, first.runs)
            for each in told:
                lost = isinstance(each, Trouble) and each.lost
                self.summary.lost = self.summary.lost or lost
                self.progress(each)

    def _keep(self, batch: _Batch) -> list[Trouble]:
        """Store a batch and count it; gives the Trouble of what is not read, or not to its end."""
        results = iter(batch.promise.result())
        found = [None if state.read else next(results) for state in batch.states]
        read = [each if isinstance(each, Reading) else None for each in found]
        handed = [self.hands.handed(each) for each in batch.documents]
        stored = [state.stored for state in batch.states]
        places = self.hands.places(batch.documents, handed, stored)
        kept = [
            Kept(
                state.document,
                result,
                thing,
                place.original,
                place.offset,
                place.length,
                place.bytes,
                place.within,
                () if state.stored else self.hands.attached(each.attachments),
            )
            for each, state, result, thing, place in zip(
                batch.documents, batch.states, read, handed, places, strict=True
            )
        ]
        outcomes = store.keep(self.store, kept, reading.RULES_VERSION)
        _count(self.summary, kept, outcomes, [state.read for state in batch.states])
        failed = [each for each in found if isinstance(each, Trouble)]
        return [*failed, *_unfinished(batch.states, read)]


def _unfinished(states: Sequence[Known], read: Sequence[Reading | None]) -> Iterator[Trouble]:
    """The Trouble of each document that is not read to its end, now or before."""
    for state, found in zip(states, read, strict=True):
        upto = found.upto if found and found.read else state.upto if state.read else None
        if upto:
            yield cut_short(state.document, upto)


def _count(
    summary: AddSummary, kept: Sequence[Kept], outcomes: Sequence[Outcome], read: Sequence[bool]
) -> None:
    """Count a batch that is stored; `read` is whether each was read before.

    What another process stored meanwhile is known, and counted there.
    """
    for each, outcome, before in zip(kept, outcomes, read, strict=True):
        summary.added += outcome.new
        summary.changed += outcome.new and outcome.versions > 1
        there = before or (each.reading is not None and not outcome.read)
        summary.known += there and not outcome.new
        if each.reading and outcome.read:
            summary.claims += len(each.reading.claims)
            summary.unread += [] if each.reading.read else [each.reading]


def cut_short(document: Document, upto: int) -> Trouble:
    """That a document is too long to be read to its end."""
    what = f"too long: read up to character {upto} of {len(document.text)}, and no further"
    advice = "split it into several documents to have the rest read"
    return Trouble(document.id, what, advice)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
