"""What fetching hands on: an answer with every byte exchanged for it, or why there is none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from nonrefoul.errors import NonrefoulError

Headers = tuple[tuple[str, str], ...]


class Why(Enum):
    """Why an address gave nothing.

    `REFUSED`: it is not asked at all, being unsafe or forbidden. `AWAY`: nobody was reached, so
    nobody was burdened. `FAILED`: the server was reached, or should have been, and did not answer
    as it should. `TOO_LARGE`: the answer is more than we take.
    """

    REFUSED = "refused"
    AWAY = "away"
    FAILED = "failed"
    TOO_LARGE = "too large"


class FetchError(NonrefoulError):
    """An address that gave nothing; its words say what happened, and never the address.

    `wait` is how long to leave whoever was asked alone, where they said so.
    """

    def __init__(self, why: Why, what: str, advice: str, wait: dt.timedelta | None = None) -> None:
        super().__init__(f"{what}; {advice}")
        self.why, self.what, self.advice, self.wait = why, what, advice, wait


def refused(what: str, advice: str = "give the address of a public page") -> FetchError:
    """The error of an address that is not asked at all."""
    return FetchError(Why.REFUSED, what, advice)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a page has changed (RFC 9110, section 8.8).

    They belong to one `address` and are sent to no other.
    """

    address: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, byte for byte as they went over the wire (inside of TLS).

    `ip` is the address that the connection was pinned to, `moment` when it was asked, in UTC.
    """

    address: str
    ip: str
    moment: dt.datetime
    request: bytes
    response: bytes
    status: int
    headers: Headers

    def header(self, name: str) -> str | None:
        """The first value of a header of the response, or None."""
        found = (value for key, value in self.headers if key.lower() == name.lower())
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer that an address gave at last; `exchanges` holds it and each redirect before it.

    `body` is decoded from how it was transferred (chunks, gzip), nothing else was done to it.
    """

    asked: str
    body: bytes
    exchanges: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange:
        """The exchange that gave the answer."""
        return self.exchanges[-1]

    @property
    def address(self) -> str:
        """Where the answer came from, after every redirect."""
        return self.last.address

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self.last.status

    @property
    def headers(self) -> Headers:
        """The headers of the answer, in their order."""
        return self.last.headers

    @property
    def moment(self) -> dt.datetime:
        """When the answer was asked for, in UTC."""
        return self.last.moment

    @property
    def redirects(self) -> tuple[str, ...]:
        """The addresses that were asked before the last, in order."""
        return tuple(each.address for each in self.exchanges[:-1])

    def validators(self) -> Validators:
        """What to send the next time, to get the answer only if it has changed."""
        last = self.last
        return Validators(last.address, last.header("etag"), last.header("last-modified"))
