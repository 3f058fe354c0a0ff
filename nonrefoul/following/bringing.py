"""Visits what is followed, one after the other, and keeps what is new; one bad never stops all."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

from nonrefoul import adding, reading, store
from nonrefoul.adding import AddSummary
from nonrefoul.capture import Captured, Trouble
from nonrefoul.errors import NonrefoulError, StoreError, defect
from nonrefoul.fetching import Fetched, FetchError, Visitor, Why, is_preview, retry_after, shown
from nonrefoul.fetching.telegram import SCHEME, Client
from nonrefoul.following.live import read_channel
from nonrefoul.following.outcomes import (
    Brought,
    digest,
    knows,
    validators,
    went_well,
    went_wrong,
)
from nonrefoul.following.pages import linked, older, seen
from nonrefoul.following.taking import Found, Parser, brought, gave_nothing, read, said, take
from nonrefoul.readers import Reader
from nonrefoul.store import Source, Store

# How far back through the pages of a channel's preview, some twenty messages each.
MOST_PAGES = 25


@dataclass(frozen=True)
class Round:
    """What one round through the sources works with; `telegram` gives a signed-in client."""

    into: Store
    visitor: Visitor
    parse: Parser = read
    progress: Callable[[Captured | Trouble], None] = lambda _: None
    telegram: Callable[[], Client] | None = None
    reader: Reader = reading.read
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    chance: random.Random = field(default_factory=random.SystemRandom)

    def visit(self, sources: Iterable[Source]) -> Iterator[Brought]:
        """Visit each source and keep what came; raises StoreError, nothing of a source's own."""
        for source in sources:
            if source.not_before and self.now() < source.not_before:
                yield Brought(source, waiting=source.not_before)
                continue
            visit = _Visit(self, source)
            result = visit.result()
            store.note(self.into, result.source)
            yield result


class _Visit:
    """One visit to one source; what came is counted even where the visit fails half-way."""

    def __init__(self, during: Round, source: Source) -> None:
        self.round, self.source, self.summary = during, source, AddSummary()

    def result(self) -> Brought:
        """Visit it, and say how that went; raises StoreError alone."""
        try:
            if self.source.address.startswith(SCHEME):
                return self._read()
            return self._bring()
        except StoreError:
            raise
        except FetchError as error:
            return self._failed(str(error), error.why is not Why.AWAY, error.wait)
        except NonrefoulError as error:
            return self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - the outermost edge of a source
            what = f"what came can't be read ({defect(error)})"
            return self._failed(f"{what}; this is a defect, please report it")

    def _bring(self) -> Brought:
        source, visitor = self.source, self.round.visitor
        found = visitor.visit(source.address, validators(source))
        same = found.status == HTTPStatus.OK and digest(found) == source.body
        if same or found.status == HTTPStatus.NOT_MODIFIED:
            after = went_well(source, self.round.now(), 0)
            return Brought(after, unchanged=True)
        if found.status != HTTPStatus.OK:
            asked = retry_after(found.last.header("retry-after"), self.round.now())
            return self._failed("; ".join(said(found.status)), True, asked)
        if is_preview(source.address) and not is_preview(found.address):
            return self._failed("the channel has no public preview; use --telegram, or its export")
        return self._keep(found)

    def _keep(self, found: Fetched) -> Brought:
        """Keep what an answer holds, and what it leads to."""
        source, newest, missed = self.source, None, False
        came = list(take(found, self.round.parse))
        self._add(came)
        nothing = gave_nothing(came)
        if nothing:
            return self._failed(f"{nothing.what}; {nothing.advice}")
        if is_preview(source.address):
            newest = self._catch_up(came)
        elif source.full:
            given = [self._page(address) for address in linked(came, self.round.into)]
            missed = not all(given)
        after = went_well(source, self.round.now(), self.summary.added, newest)
        # What a page would not give is asked for again, even if the feed does not change.
        return Brought(knows(after, None if missed else found), self.summary)

    def _page(self, address: str) -> bool:
        """Keep a page that a feed leads to; whether it gave anything."""
        came = list(brought(address, self.round.visitor, self.round.parse, name=address))
        self._add(came)
        return gave_nothing(came) is None

    def _catch_up(self, came: list[Found]) -> int | None:
        """Go back through a channel's pages to the newest message that was seen before."""
        last, numbers = self.source.newest, seen(came)
        newest = max(numbers, default=last)
        for _ in range(MOST_PAGES):
            if last is None or not numbers or min(numbers) <= last + 1:
                return newest
            page = self.round.visitor.visit(older(self.source.address, min(numbers)))
            earlier = [*take(page, self.round.parse)] if page.status == HTTPStatus.OK else []
            self._add(earlier)
            numbers = {each for each in seen(earlier) if each < min(numbers)}
        what = f"more than {MOST_PAGES} pages are new: some messages in between were not fetched"
        self._add([Trouble(shown(self.source.address), what, "add an export of the channel")])
        return newest

    def _read(self) -> Brought:
        """Read a channel through Telegram itself."""
        if self.round.telegram is None:
            return self._failed("it is read through Telegram alone")
        client = self.round.telegram()
        came, newest = read_channel(client, self.source.address, self.source.newest or 0)
        self._add(came)
        after = went_well(self.source, self.round.now(), self.summary.added, newest)
        return Brought(after, self.summary)

    def _add(self, found: Iterable[Found]) -> None:
        during = self.round
        adding.add_found(found, during.into, during.progress, self.summary, during.reader)

    def _failed(
        self, what: str, burden: bool = False, asked: dt.timedelta | None = None
    ) -> Brought:
        wait = (asked, self.round.chance) if burden else None
        after = went_wrong(self.source, self.round.now(), what, wait, self.summary.added)
        return Brought(after, self.summary, failure=what)
