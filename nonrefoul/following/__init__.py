"""Following: brings what is new at feeds, pages and channels into the store, when asked to."""

from __future__ import annotations

from nonrefoul.following.bringing import Round
from nonrefoul.following.outcomes import Brought
from nonrefoul.following.pages import once
from nonrefoul.following.taking import Parser, brought, read, take

__all__ = ["Brought", "Parser", "Round", "brought", "once", "read", "take"]
