"""The public preview of a channel: which messages a page of it holds, and where older ones are."""

from __future__ import annotations

from collections.abc import Iterable

from nonrefoul.capture import Captured, Covered
from nonrefoul.fetching import is_preview
from nonrefoul.following.taking import Found


def is_channel(address: str) -> bool:
    """Whether what is followed is the preview of a channel, newest messages first."""
    return is_preview(address)


def seen(found: Iterable[Found]) -> set[int]:
    """The numbers of the messages among what was found; a message's id is `channel/number`."""
    numbers: set[int] = set()
    for each in found:
        if isinstance(each, Covered):
            numbers |= {end for run in each.runs for end in run}
        elif isinstance(each, Captured):
            tail = each.document.id.rpartition("/")[2]
            numbers |= {int(tail)} if tail.isascii() and tail.isdigit() else set()
    return numbers


def older(address: str, number: int) -> str:
    """The page of the preview with the messages before a number."""
    return f"{address.partition('?')[0]}?before={number}"
