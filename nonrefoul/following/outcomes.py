"""What a source is after a visit: pure functions from what it was and how the visit went."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from dataclasses import dataclass, field, replace

from nonrefoul.adding import AddSummary
from nonrefoul.fetching import Fetched, Validators, next_try
from nonrefoul.store import Source


@dataclass(slots=True)
class Brought:
    """How the visit to one source went.

    `source` is as it stands now. `failure` says in plain words what went wrong, `waiting` until
    when the source is left alone; `unchanged` is whether nothing is new there.
    """

    source: Source
    summary: AddSummary = field(default_factory=AddSummary)
    failure: str | None = None
    waiting: dt.datetime | None = None
    unchanged: bool = False


def went_well(source: Source, now: dt.datetime, added: int, newest: int | None = None) -> Source:
    """The source after a visit that went well; what failed last stays told, as past."""
    return replace(
        source,
        tried=now,
        succeeded=now,
        documents=source.documents + added,
        newest=source.newest if newest is None else newest,
        failing_since=None,
        failures=0,
        not_before=None,
    )


def went_wrong(
    source: Source,
    now: dt.datetime,
    what: str,
    wait: tuple[dt.timedelta | None, random.Random] | None,
    added: int = 0,
) -> Source:
    """The source after a visit that failed, though some documents may have come before it did.

    Where somebody was burdened `wait` is what they asked for and the source of chance: then it
    is left alone for a while.
    """
    failures = source.failures + (wait is not None)
    return replace(
        source,
        tried=now,
        documents=source.documents + added,
        failing_since=source.failing_since or now,
        failed=now,
        failure=what,
        failures=failures,
        not_before=next_try(now, failures, *wait) if wait else None,
    )


def knows(source: Source, found: Fetched | None) -> Source:
    """The source with what is needed to tell if it changes; with None, so that it is read anew."""
    if found is None:
        return replace(source, validated=None, etag=None, modified=None, body=None)
    known = found.validators()
    return replace(
        source,
        validated=known.address,
        etag=known.etag,
        modified=known.modified,
        body=digest(found),
    )


def validators(source: Source) -> Validators | None:
    """What to send so that the source answers only if it has changed."""
    known = source.validated and (source.etag or source.modified)
    return Validators(source.validated or "", source.etag, source.modified) if known else None


def digest(found: Fetched) -> str:
    """What tells whether two answers are the same."""
    return hashlib.sha256(found.body).hexdigest()
