"""Chats of which only the title is known, not the number."""

from __future__ import annotations

import hashlib
import re

_TITLED = re.compile(r"(html-[0-9a-f]{12})/-?\d+")


def by_title(title: str) -> str:
    """What stands for such a chat in the ids of its messages; the title can't be read from it."""
    plain = " ".join(title.split())
    return f"html-{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def titled(message: str) -> str | None:
    """What stands for the chat in the id of a message, where only its title is known; else None."""
    found = _TITLED.fullmatch(message)
    return found[1] if found else None
