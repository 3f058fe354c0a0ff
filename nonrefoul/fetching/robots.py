"""What a site asks robots to leave alone (RFC 9309)."""

from __future__ import annotations

from http import HTTPStatus

from protego import Protego

from nonrefoul.fetching.limits import ROBOT, Limits
from nonrefoul.fetching.records import Fetched, FetchError, Why
from nonrefoul.fetching.waiting import retry_after

# RFC 9309, 2.5: at least 500 KiB must be read; what is larger is cut there.
MOST_BYTES = 512 << 10
LIMITS = Limits(most_bytes=4 << 20, total=30)
_LONGEST_PAUSE = 60.0
_SERVER_FAILS = 500


class Robots:
    """The rules of one site for us; without rules all is allowed."""

    def __init__(self, rules: Protego | None) -> None:
        self._rules = rules

    def may(self, address: str) -> bool:
        """Whether an address of the site may be asked for."""
        return self._rules is None or bool(self._rules.can_fetch(address, ROBOT))

    def pause(self) -> float:
        """The seconds that the site wants between two requests; 0 where it says nothing."""
        asked = self._rules.crawl_delay(ROBOT) if self._rules else None
        return min(max(float(asked or 0), 0.0), _LONGEST_PAUSE)


def robots(answer: Fetched) -> Robots:
    """The rules in the answer of a site's robots.txt.

    As RFC 9309, 2.3.1 says: a page that is not there allows all, a server that fails forbids all,
    which raises FetchError.
    """
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= _SERVER_FAILS:
        what = f"its robots.txt, which must be read first, fails with status {answer.status}"
        asked = retry_after(answer.last.header("retry-after"), answer.moment)
        raise FetchError(Why.FAILED, what, "try later", asked)
    if answer.status != HTTPStatus.OK:
        return Robots(None)
    return Robots(Protego.parse(answer.body[:MOST_BYTES].decode("utf-8", "replace")))
