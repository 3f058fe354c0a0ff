"""Fetches one address from the open internet, safely and whole, or says why not."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import replace

import httpcore

from nonrefoul.fetching.addresses import Target, joined, target
from nonrefoul.fetching.bodies import ACCEPTED, Body
from nonrefoul.fetching.limits import USER_AGENT, USUAL, Limits
from nonrefoul.fetching.network import PUBLIC, Network, Pinned, Tape
from nonrefoul.fetching.records import (
    Exchange,
    Fetched,
    FetchError,
    Headers,
    Validators,
    Why,
    refused,
)

_REDIRECTS = {301, 302, 303, 307, 308}
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, "
_ACCEPT += "application/feed+json, application/xml;q=0.9, */*;q=0.8"


def fetch(
    address: str,
    network: Network = PUBLIC,
    limits: Limits = USUAL,
    validators: Validators | None = None,
    before: Callable[[Target], None] = lambda _: None,
) -> Fetched:
    """Ask for an address and follow its redirects; every hop is checked as if it stood alone.

    No cookies, credentials, referrers or proxies are used or sent. `before` is called with each
    target before it is contacted and may raise. An answer of any HTTP status is an answer. Raises
    FetchError where an address is not safe, or gives none.
    """
    exchanges: list[Exchange] = []
    goal, spent = target(address), 0.0
    while True:
        before(goal)
        began = time.monotonic()
        left = replace(limits, total=max(limits.total - spent, 0))
        found, body = exchange(goal, network, left, sent(goal, validators))
        spent += time.monotonic() - began
        exchanges.append(found)
        place = found.header("location")
        if found.status not in _REDIRECTS or not place:
            return Fetched(address, body, tuple(exchanges))
        if len(exchanges) > limits.redirects:
            raise FetchError(Why.FAILED, "it is sent on from one address to the next", "try later")
        goal = _next(goal, place)


def _next(goal: Target, place: str) -> Target:
    """Where a redirect leads; raises FetchError where it must not."""
    try:
        there = target(joined(goal.address, place))
    except FetchError as error:
        raise refused(f"it is sent on, and {error.what}", "nothing was asked there") from None
    if goal.scheme == "https" and there.scheme == "http":
        raise refused("it is sent on from https to http", "what came could be anybody's")
    return there


def exchange(
    goal: Target,
    network: Network,
    limits: Limits,
    headers: list[tuple[bytes, bytes]],
    content: bytes | None = None,
) -> tuple[Exchange, bytes]:
    """One request and its response, with the body decoded; with `content` that is sent (POST).

    Raises FetchError.
    """
    ips = network.checked(goal, limits)
    tape, moment = Tape(limits), dt.datetime.now(dt.UTC)
    try:
        status, came, body = _ask(goal, ips, network, limits, tape, headers, content)
        # Cut off by us, an answer that goes on until the end of its connection looks whole.
        if tape.timed_out:
            raise httpcore.ReadTimeout
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise _failure(error, tape) from None
    finally:
        tape.end()
    request, response = bytes(tape.sent), bytes(tape.received)
    return Exchange(goal.address, tape.ip, moment, request, response, status, came), body


def _ask(
    goal: Target,
    ips: list[str],
    network: Network,
    limits: Limits,
    tape: Tape,
    headers: list[tuple[bytes, bytes]],
    content: bytes | None,
) -> tuple[int, Headers, bytes]:
    scheme, host, path = goal.scheme.encode(), goal.host.encode(), goal.path.encode()
    url = httpcore.URL(scheme=scheme, host=host, port=goal.port, target=path)
    times = {"connect": limits.connect, "read": limits.read, "write": limits.read}
    method = "GET" if content is None else "POST"
    request = httpcore.Request(
        method, url, headers=headers, content=content, extensions={"timeout": times}
    )
    with httpcore.HTTPConnection(
        url.origin, ssl_context=network.tls, network_backend=Pinned(ips, tape)
    ) as connection:
        response = connection.handle_request(request)
        found = tuple((_text(name), _text(value)) for name, value in response.headers)
        body = Body(_coding(found), limits)
        for part in response.iter_stream():
            body.take(part)
        response.close()
        return response.status, found, body.whole()


def sent(
    goal: Target, validators: Validators | None = None, accept: str = _ACCEPT
) -> list[tuple[bytes, bytes]]:
    """The headers of a request: few, and the same for everybody."""
    said = [
        ("Host", goal.site.partition("://")[2]),
        ("User-Agent", USER_AGENT),
        ("Accept", accept),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    ]
    if validators and validators.address == goal.address:
        said += [("If-None-Match", validators.etag)] if validators.etag else []
        said += [("If-Modified-Since", validators.modified)] if validators.modified else []
    return [(name.encode(), value.encode("utf-8")) for name, value in said]


def _text(value: bytes) -> str:
    """A header as text: UTF-8, as many servers send, else each byte as a sign."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _coding(headers: Headers) -> str | None:
    return ",".join(value for name, value in headers if name.lower() == "content-encoding") or None


def _failure(error: Exception, tape: Tape) -> FetchError:
    """Say in plain words why a connection gave nothing; what the server sent is not repeated."""
    cause = error.__cause__ or error.__context__
    if tape.timed_out:
        return FetchError(Why.FAILED, "the answer took too long", "try later")
    if isinstance(error, httpcore.TimeoutException | socket.timeout):
        return FetchError(Why.FAILED, "there was no answer in time", "try later")
    if isinstance(cause, ssl.SSLError):
        what = "it could not show that it is the site it claims to be"
        return FetchError(Why.FAILED, f"{what} (TLS)", "check the address; do not go on")
    if isinstance(error, httpcore.ConnectError):
        return FetchError(Why.FAILED, "nobody answers there", "check the address; try later")
    if isinstance(error, httpcore.ProtocolError):
        return FetchError(Why.FAILED, "the answer is broken or ended too early", "try later")
    return FetchError(Why.FAILED, "the connection broke", "try later")
