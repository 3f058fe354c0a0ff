"""The pages that a feed links to, where the feed itself has but a teaser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nonrefoul import store
from nonrefoul.capture import Captured
from nonrefoul.fetching import Visitor
from nonrefoul.following.taking import Found, Parser, brought
from nonrefoul.store import Store

# A text shorter than this is taken for a teaser.
TEASER = 1500


def full_pages(
    came: Iterable[Found], into: Store, visitor: Visitor, parse: Parser
) -> Iterator[Found]:
    """The linked page of each item with a teaser alone, unless the store has that page."""
    wanted = {
        each.document.url: None
        for each in came
        if isinstance(each, Captured) and each.document.url and len(each.document.text) < TEASER
    }
    known = store.there(into, wanted)
    for address in wanted:
        if address not in known:
            yield from brought(address, visitor, parse)
