"""Asks an authority for the timestamps that are due; the answers are checked and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nonrefoul.fetching import PUBLIC, FetchError, Network, send, shown
from nonrefoul.store import Store, stamping
from nonrefoul.store.authorities import Authority

# RFC 3161, section 3.4.
_KINDS = ("application/timestamp-query", "application/timestamp-reply")


def witnessed(
    into: Store, authority: Authority, due: Iterable[tuple[int, bytes]], network: Network = PUBLIC
) -> Iterator[str]:
    """Ask what is due (`stamping.due`); gives a line on each. Raises StoreError.

    Where the authority gives no timestamp, what is left stays pending: the next run asks again.
    """
    for number, asked in due:
        try:
            answer = send(authority.address, asked, _KINDS, network)
        except FetchError as error:
            place = f"timestamp {number}, {shown(authority.address)}"
            yield f"{place}: pending: {error.what}; the next `add` or `follow` asks again"
            return
        yield stamping.answer(into, number, answer, authority.roots).told
