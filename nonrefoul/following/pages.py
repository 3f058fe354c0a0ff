"""Where there is more than one page gives: what a feed links to, and a channel's older messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nonrefoul import store
from nonrefoul.capture import Captured, Covered
from nonrefoul.fetching import Visitor
from nonrefoul.following.taking import Found, Parser, brought, read
from nonrefoul.store import Store

# A text of a feed that is shorter than this is taken for a teaser.
TEASER = 1500


def linked(came: Iterable[Found], into: Store) -> list[str]:
    """The pages behind items of a feed that are teasers alone, but for those that the store has.

    Such a page goes by the address that the feed gives, so that it is known again if it moves.
    """
    documents = (each.document for each in came if isinstance(each, Captured))
    wanted = dict.fromkeys(each.url for each in documents if each.url and len(each.text) < TEASER)
    known = store.there(into, [each for each in wanted if each])
    return [each for each in wanted if each and each not in known]


def once(
    address: str, into: Store, visitor: Visitor, full: bool, parse: Parser = read
) -> Iterator[Found]:
    """What an address gives that a person names once, with the pages behind it where `full`."""
    came: list[Found] = []
    for each in brought(address, visitor, parse):
        came.append(each)
        yield each
    for page in linked(came, into) if full else ():
        yield from brought(page, visitor, parse, name=page)


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
    """The page of a channel's preview with the messages before a number."""
    return f"{address.partition('?')[0]}?before={number}"
