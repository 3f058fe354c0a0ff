"""Public channels of Telegram, which anybody can read in a browser at `t.me/s/NAME`."""

from __future__ import annotations

import re

from nonrefoul.fetching.addresses import target
from nonrefoul.fetching.records import FetchError

_HOSTS = {"t.me", "telegram.me", "telegram.dog"}
_NAME = r"[A-Za-z][A-Za-z0-9_]{3,31}"
_PREVIEW = re.compile(rf"/s/{_NAME}/?(\?.*)?", re.ASCII)
_WRITTEN = re.compile(rf"(?:@|(?:https?://)?(?:t|telegram)\.me/(?:s/)?)({_NAME})/?", re.ASCII)


def channel(written: str) -> str | None:
    """The name of the channel that a person wrote, as `@name` or as its address; else None."""
    found = _WRITTEN.fullmatch(written)
    return found[1] if found else None


def followed(written: str) -> str:
    """The address to follow for what a person wrote: a channel's name becomes its public preview.

    Raises FetchError where it is no address.
    """
    name = channel(written)
    return target(f"https://t.me/s/{name}" if name else written).address


def is_preview(address: str) -> bool:
    """Whether an address is the public preview of a channel."""
    try:
        found = target(address)
    except FetchError:
        return False
    return found.host in _HOSTS and bool(_PREVIEW.fullmatch(found.path))
