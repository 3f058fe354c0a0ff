"""Asks politely: one request at a time, a pause between two at one site, robots.txt respected."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from nonrefoul.fetching.addresses import Target
from nonrefoul.fetching.asking import fetch
from nonrefoul.fetching.limits import USUAL, Limits
from nonrefoul.fetching.network import PUBLIC, Network
from nonrefoul.fetching.records import Fetched, Validators, refused
from nonrefoul.fetching.robots import LIMITS, Robots, robots

PAUSE = 2.0


class Visitor:
    """Fetches for one run, and remembers for it what each site asked for and when it was asked."""

    def __init__(
        self,
        network: Network = PUBLIC,
        pause: float = PAUSE,
        limits: Limits = USUAL,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._network, self._pause, self._limits, self._sleep = network, pause, limits, sleep
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}

    def visit(self, address: str, validators: Validators | None = None) -> Fetched:
        """The answer of an address; raises FetchError, also where robots.txt forbids it."""
        found = fetch(address, self._network, self._limits, validators, self._before)
        self._asked[found.address] = time.monotonic()
        return found

    def _before(self, target: Target) -> None:
        rules = self._rules(target)
        if not rules.may(target.address):
            what = f"the site asks robots not to take it ({target.site}/robots.txt)"
            raise refused(what, "save the page with a browser and add the file")
        self._wait(target, max(self._pause, rules.pause()))

    def _rules(self, target: Target) -> Robots:
        """What the robots.txt of a site says; raises FetchError where the site fails at it."""
        if target.site not in self._robots:
            place = replace(target, path="/robots.txt").address
            found = fetch(place, self._network, LIMITS, before=self._wait_a_little)
            self._robots[target.site] = robots(found)
        return self._robots[target.site]

    def _wait_a_little(self, target: Target) -> None:
        self._wait(target, self._pause)

    def _wait(self, target: Target, seconds: float) -> None:
        """Leave so much time between two requests to one host, whatever its port."""
        last = self._asked.get(target.host)
        if last is not None:
            left = last + seconds - time.monotonic()
            if left > 0:
                self._sleep(left)
        self._asked[target.host] = time.monotonic()
