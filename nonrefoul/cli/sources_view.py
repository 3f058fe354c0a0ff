"""What is followed, as a table and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from nonrefoul.cli.tables import table
from nonrefoul.fetching import shown
from nonrefoul.publish.wording import plain
from nonrefoul.store import Source


def sources_table(sources: Sequence[Source]) -> Table:
    """Each source with its documents, its last success and its last failure."""
    result = table("source", "documents", "went well", "failed")
    result.columns[1].justify = "right"
    for each in sources:
        failing = each.failing_since is not None
        result.add_row(
            Text(plain(shown(each.address)) + (" (full)" if each.full else "")),
            Text(str(each.documents)),
            Text(_moment(each.succeeded) or "never"),
            Text(_failed(each), "red" if failing else "dim"),
        )
    return result


def _failed(source: Source) -> str:
    if not source.failure:
        return ""
    if source.failing_since is None:
        return f"{_moment(source.failed)}, well since: {source.failure}"
    waits = source.not_before and source.not_before > dt.datetime.now(dt.UTC)
    wait = f"; left alone until {_moment(source.not_before)}" if waits else ""
    return f"since {_moment(source.failing_since)}: {source.failure}{wait}"


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""


def record(source: Source) -> dict[str, Any]:
    """A source for programs: moments in UTC, None where there was none."""
    moments = {
        name: value.isoformat() if (value := getattr(source, name)) else None
        for name in ("added", "tried", "succeeded", "failing_since", "failed", "not_before")
    }
    said = {"source": shown(source.address), "full": source.full, "documents": source.documents}
    return {**said, **moments, "failure": source.failure, "failures": source.failures}
