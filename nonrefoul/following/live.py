"""A channel read through Telegram itself: its new messages, kept together as one capture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from nonrefoul.capture import Captured, Container
from nonrefoul.fetching.telegram import SCHEME, Client, Post, posts


def read_channel(client: Client, address: str, after: int) -> tuple[list[Captured], int]:
    """The documents of a channel's messages after a number, and the number of the newest seen.

    What is kept is the messages' own bytes, one after the other, those without a text too.
    """
    found = list(posts(client, address.removeprefix(SCHEME), after))
    newest = max((each.number for each in found), default=after)
    return list(_captured(found, address)), max(newest, after)


def _captured(found: list[Post], address: str) -> Iterator[Captured]:
    raw = b"".join(each.original for each in found)
    headers = {"content-type": "application/x-telegram-tl"}
    kept = Container(address, hashlib.sha256(raw).hexdigest(), len(raw), headers, raw)
    at = 0
    for each in found:
        if each.document:
            yield Captured(each.document, each.original, address, at, kept)
        at += len(each.original)
