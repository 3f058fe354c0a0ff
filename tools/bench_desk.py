"""How fast the desk answers, page by page, over a made world of its own.

    make bench-desk        or: python tools/bench_desk.py [--documents 100000] [--times 300]

A world of so many invented documents, a fifth as many claims, a twentieth as many persons is made
and kept by the store's own functions; the real server is started on it as a person would. Its pages
are gone through for addresses of every route, and of each as many as are asked for are asked, at
random, one after the other, over HTTP. Milliseconds as the one who asks waits, and those of the
server's processor (from Linux's /proc), which say more where the machine does other things too.
"""

from __future__ import annotations

import argparse
import html
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from made_desk import EVENTS, HOSTS, ORIGINS, World

from nonrefoul.desk.pages import PAGES
from nonrefoul.searching import Index, bring_up

MEDIAN, P95, SEARCH_P95 = 50, 150, 200
# So many pages of a route are gone through for links.
CRAWLED = 12
_HREF = re.compile(r'href="(/[^"#]*)')


@dataclass
class Taken:
    """What asking a route took, in milliseconds: those waited, and those of the processor."""

    waited: list[float]
    processor: list[float]


def share(taken: list[float], part: float) -> float:
    """What so large a part of them took at most."""
    return sorted(taken)[min(int(len(taken) * part), len(taken) - 1)]


class Asking:
    """Somebody who came in by the door and asks for pages, one after the other."""

    def __init__(self, address: str, pid: int) -> None:
        self.netloc, self.pid = urlsplit(address).netloc, pid
        self.connection = http.client.HTTPConnection(self.netloc, timeout=600)
        path = urlsplit(address)
        self.connection.request("GET", f"{path.path}?{path.query}")
        answer = self.connection.getresponse()
        answer.read()
        self.headers = {"Cookie": str(answer.headers["set-cookie"]).partition(";")[0]}

    def page(self, path: str) -> tuple[int, str]:
        """The status and the text of a page."""
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")

    def processor(self) -> float:
        """Milliseconds of the processor that the server has used so far, all its threads."""
        tasks = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in tasks) / 1e6


def taken(asking: Asking, paths: list[str], times: int, dice: random.Random) -> Taken:
    """Ask for pages at random so often; the first ones, which fill memories, don't count."""
    for path in dice.choices(paths, k=3):
        asking.page(path)
    found = Taken([], [])
    for path in dice.choices(paths, k=times):
        before, began = asking.processor(), time.perf_counter()
        status, _ = asking.page(path)
        found.waited.append((time.perf_counter() - began) * 1000)
        found.processor.append(asking.processor() - before)
        if status >= 400:
            sys.exit(f"{path}: {status}")
    return found


def crawled(asking: Asking, most: int) -> dict[str, list[str]]:
    """Addresses of every route that pages lead to, by the route's path; so many of each."""
    routes = [
        (route.path, route.path_regex)
        for page in PAGES
        for route in page.router.routes
        if "GET" in getattr(route, "methods", ())
    ]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    waiting, visited = ["/"], Counter[str]()
    while waiting:
        path = waiting.pop(0)
        kind = _route(path, routes)
        if kind is None or visited[kind] >= CRAWLED:
            continue
        visited[kind] += 1
        status, text = asking.page(path)
        if status >= 400:
            sys.exit(f"{path}: {status}")
        found[kind][path] = None
        for link in map(html.unescape, _HREF.findall(text)):
            to = _route(link, routes)
            if to and link not in found[to] and len(found[to]) < most:
                found[to][link] = None
                waiting.append(link)
    return {route: list(paths) for route, paths in sorted(found.items())}


def _route(path: str, routes: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """The route that answers a path; None where it is none of the pages'."""
    return next((each for each, rule in routes if rule.match(urlsplit(path).path)), None)


def searches(world: World, count: int, dice: random.Random) -> Iterator[str]:
    """What people look for: words often used and seldom, names, phrases, beginnings, conditions."""
    for number in range(count):
        often = world.words[dice.randrange(30)]
        seldom = world.words[dice.randrange(30, len(world.words))]
        name = dice.choice(world.names)
        line, more = (
            (often, ""),
            (seldom, ""),
            (name, ""),
            (f'"{dice.choice(list(EVENTS.values()))}"', ""),
            (f"{often} {seldom}", ""),
            (f"{seldom[:5]}*", ""),
            (f"{often} -{seldom}", "&order=newest"),
            (name.split()[1], f"&host={dice.choice(HOSTS)}"),
            ("", f"&event={dice.choice(list(EVENTS))}&origin={dice.choice(ORIGINS)}"),
            (
                often,
                f"&published_from=2029-{dice.randrange(1, 13):02}-01&host={dice.choice(HOSTS)}",
            ),
            ("задержанные", "&reviewing=checked"),
            (often, f"&page={dice.randrange(2, 30)}"),
        )[number % 12]
        yield f"/search?q={quote(line)}{more}"


@contextmanager
def served(home: Path) -> Iterator[Asking]:
    """The real server on a folder, and somebody who came in."""
    program = Path(sys.executable).with_name("nonrefoul")
    command = [
        str(program),
        "desk",
        "--home",
        str(home),
        "--no-browser",
        "--port",
        "0",
        "--lang",
        "ru",
    ]
    began = time.perf_counter()
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
    try:
        assert server.stdout
        address = next(line.strip() for line in server.stdout if "http://" in line)
        asking = Asking(address, server.pid)
        spent = asking.processor() / 1000
        print(
            f"the desk was there after {time.perf_counter() - began:.1f} s ({spent:.1f} s of CPU)"
        )
        yield asking
        used = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
        print(f"most memory of the server: {int(used[1]) // 1024 if used else 0} MB")
    finally:
        server.terminate()
        server.wait()


def made(world: World, home: Path) -> None:
    """Make the world and its index, and say how long that took."""
    began, spent = time.perf_counter(), time.process_time()
    store = world.filled(home)
    print(_line(f"{world.documents} documents made and kept", began, spent))
    began, spent = time.perf_counter(), time.process_time()
    index = Index(store)
    bring_up(index)
    size = index.file.stat().st_size / 1e6
    print(_line(f"made searchable, {size:.0f} MB", began, spent))


def _line(what: str, began: float, spent: float) -> str:
    clock, processor = time.perf_counter() - began, time.process_time() - spent
    return f"{what}: {clock:.0f} s ({processor:.0f} s of CPU)"


def told(name: str, found: Taken, addresses: int, p95: int) -> bool:
    """Print a line of the table; whether the limits hold.

    Where they hold for the processor alone, something else had it: on a quiet machine they hold.
    """
    waited, processor = found.waited, found.processor
    numbers = [share(each, part) for each in (waited, processor) for part in (0.5, 0.95)]
    over = [median > MEDIAN or most > p95 for median, most in (numbers[:2], numbers[2:])]
    said = "OVER" if over[1] else "busy machine" if over[0] else ""
    print(
        f"{name:26} {addresses:5}" + "".join(f"{each:9.1f}" for each in numbers), said, flush=True
    )
    return not over[0]


def main() -> int:
    """Measure; 1 where a page is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--home", type=Path, help="keep the world here, or use it where it is")
    parser.add_argument("--only", default="", help="only routes whose path has this in it")
    asked = parser.parse_args()
    dice = random.Random(11)  # noqa: S311
    world = World(asked.documents)
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder)
        if not (home / "search.sqlite").exists():
            made(world, home)
        with served(home) as asking:
            pages = crawled(asking, asked.times)
            head = (
                f"{'page':26} {'of':>5}   median     95 %   median     95 %  of the processor, ms"
            )
            print(f"\n{head}\n{'-' * len(head)}")
            lines = {each: (paths, P95) for each, paths in pages.items() if each != "/search"}
            lines["/search"] = (list(searches(world, asked.times, dice)), SEARCH_P95)
            holds = [
                told(name, taken(asking, paths, asked.times, dice), len(paths), limit)
                for name, (paths, limit) in lines.items()
                if asked.only in name
            ]
    print(f"limits: median {MEDIAN} ms, 95 % {P95} ms, of a search {SEARCH_P95} ms")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main())
