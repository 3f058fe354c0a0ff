"""Visits what is followed, one after the other, and keeps what is new; one bad never stops all."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from nonrefoul import pipeline, reading, store
from nonrefoul.capture import Captured, Trouble
from nonrefoul.errors import StoreError, defect
from nonrefoul.fetching import (
    Fetched,
    FetchError,
    Validators,
    Visitor,
    Why,
    next_try,
    retry_after,
    shown,
)
from nonrefoul.fetching.telegram import SCHEME, Client
from nonrefoul.following.channels import is_channel, older, seen
from nonrefoul.following.live import read_channel
from nonrefoul.following.pages import full_pages
from nonrefoul.following.taking import Found, Parser, said, take
from nonrefoul.pipeline import AddSummary, Reader
from nonrefoul.store import Source, Store

# How far back through the pages of a channel's preview, some twenty messages each.
MOST_PAGES = 25


@dataclass(slots=True)
class Brought:
    """How the visit to one source went.

    `source` is as it stands now. `failure` says in plain words what went wrong, `waiting` until
    when the source is left alone; `unchanged` is whether it said that nothing is new.
    """

    source: Source
    summary: AddSummary = field(default_factory=AddSummary)
    failure: str | None = None
    waiting: dt.datetime | None = None
    unchanged: bool = False


@dataclass(frozen=True)
class Round:
    """What one round through the sources works with."""

    into: Store
    visitor: Visitor
    parse: Parser
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
            else:
                result = self._visit(source)
                store.note(self.into, result.source)
                yield result

    def _visit(self, source: Source) -> Brought:
        try:
            return self._bring(replace(source, tried=self.now()))
        except StoreError:
            raise
        except FetchError as error:
            return self._failed(source, str(error), burden=error.why is not Why.AWAY)
        except Exception as error:  # noqa: BLE001 - the outermost edge of a source
            what = f"what came can't be read ({defect(error)}); this is a defect, please report it"
            return self._failed(source, what, burden=False)

    def _bring(self, source: Source) -> Brought:
        if source.address.startswith(SCHEME):
            return self._read(source)
        found = self.visitor.visit(source.address, _validators(source))
        if found.status == HTTPStatus.NOT_MODIFIED:
            return Brought(self._succeeded(source, None, AddSummary()), unchanged=True)
        if found.status != HTTPStatus.OK:
            what = "; ".join(said(found.status))
            asked = retry_after(found.last.header("retry-after"), self.now())
            return self._failed(source, what, burden=True, asked=asked)
        if is_channel(source.address) and not is_channel(found.address):
            what = "the channel has no public preview; read it with --telegram, or add its export"
            return self._failed(source, what, burden=False)
        summary = AddSummary()
        newest = self._keep(source, found, summary)
        return Brought(self._succeeded(source, found, summary, newest), summary)

    def _read(self, source: Source) -> Brought:
        """Read a channel through Telegram itself."""
        if self.telegram is None:
            return self._failed(source, "it is read through Telegram alone", burden=False)
        summary = AddSummary()
        came, newest = read_channel(self.telegram(), source.address, source.newest or 0)
        self._add(came, summary)
        return Brought(self._succeeded(source, None, summary, newest), summary)

    def _keep(self, source: Source, found: Fetched, summary: AddSummary) -> int | None:
        """Keep what an answer holds; gives the number of a channel's newest message."""
        came = list(take(found, self.parse))
        self._add(came, summary)
        if is_channel(source.address):
            return self._catch_up(source, came, summary)
        if source.full:
            self._add(full_pages(came, self.into, self.visitor, self.parse), summary)
        return None

    def _catch_up(self, source: Source, came: list[Found], summary: AddSummary) -> int | None:
        """Go back through a channel's pages to the last message that was seen before."""
        numbers = seen(came)
        newest = max(numbers, default=source.newest)
        for _ in range(MOST_PAGES):
            if source.newest is None or not numbers or min(numbers) <= source.newest + 1:
                return newest
            page = self.visitor.visit(older(source.address, min(numbers)))
            earlier = list(take(page, self.parse)) if page.status == HTTPStatus.OK else []
            self._add(earlier, summary)
            numbers = {each for each in seen(earlier) if each < min(numbers)}
        what = f"more than {MOST_PAGES} pages are new: messages in between were not fetched"
        gap = Trouble(shown(source.address), what, "export the channel with Telegram and add that")
        self._add([gap], summary)
        return newest

    def _add(self, found: Iterable[Found], summary: AddSummary) -> None:
        pipeline.add_found(found, self.into, self.progress, self.reader, summary)

    def _succeeded(
        self,
        source: Source,
        found: Fetched | None,
        summary: AddSummary,
        newest: int | None = None,
    ) -> Source:
        """The source after a visit that went well."""
        fine = replace(
            source,
            succeeded=self.now(),
            documents=source.documents + summary.added,
            newest=source.newest if newest is None else newest,
            failing_since=None,
            failures=0,
            not_before=None,
        )
        if found is None:
            return fine
        # What could not all be kept is asked for again, even if it does not change.
        known = Validators("") if summary.lost else found.validators()
        return replace(fine, validated=known.address, etag=known.etag, modified=known.modified)

    def _failed(
        self, source: Source, what: str, burden: bool, asked: dt.timedelta | None = None
    ) -> Brought:
        """The source after a visit that failed; who was burdened is left alone for a while."""
        now = self.now()
        failures = source.failures + burden
        wait = next_try(now, failures, asked, self.chance) if burden else None
        after = replace(
            source,
            tried=now,
            failing_since=source.failing_since or now,
            failed=now,
            failure=what,
            failures=failures,
            not_before=wait,
        )
        return Brought(after, failure=what)


def _validators(source: Source) -> Validators | None:
    if not source.validated:
        return None
    return Validators(source.validated, source.etag, source.modified)
