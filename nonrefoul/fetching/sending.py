"""Sends a few bytes to an address of the open internet, as safely as fetching asks for one."""

from __future__ import annotations

from http import HTTPStatus

from nonrefoul.fetching.addresses import target
from nonrefoul.fetching.asking import exchange, sent
from nonrefoul.fetching.limits import Limits
from nonrefoul.fetching.network import PUBLIC, Network
from nonrefoul.fetching.records import FetchError, Why

# An answer of this kind is small, and comes at once or not at all.
SMALL = Limits(most_bytes=1 << 20, total=30)


def send(address: str, content: bytes, kinds: tuple[str, str], network: Network = PUBLIC) -> bytes:
    """The answer (its body) to bytes that are sent (POST); `kinds` are those of both.

    No redirect is followed: what is sent is for this address alone. Raises FetchError where the
    address is not safe, or gives no answer of that kind.
    """
    goal, (kind, wanted) = target(address), kinds
    headers = [
        *sent(goal, accept=wanted),
        (b"Content-Type", kind.encode()),
        (b"Content-Length", str(len(content)).encode()),
    ]
    found, body = exchange(goal, network, SMALL, headers, content)
    if found.status != HTTPStatus.OK:
        raise FetchError(Why.FAILED, f"it answered with status {found.status}", "try later")
    said = (found.header("content-type") or "").partition(";")[0].strip().lower()
    if said != wanted:
        raise FetchError(Why.FAILED, f"its answer is no {wanted}", "check the address")
    return body
