"""A browser that is watched: whom it contacts, what its console says, what axe finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from nonrefoul.desk.door import Door

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = Path(__file__).parents[1] / "build" / "screens"
# A case's id is another in each database: it is where the first alert leads.
FIRST_CASE = re.compile(r'href="(/case/[^"#]*)')
WIDTHS = {"wide": 1280, "phone": 390}
# Paths of pages that show the samples, by the name of their picture.
PAGES = {
    "today": "/",
    "came": "/came",
    "cases": "/cases",
    "clocks": "/clocks",
    "clocks-past": "/clocks?which=past",
    "document": "/document/sample-02",
    "state": "/state/KG",
    "otherwise": "/state/KG/otherwise?origin=RU",
    "search": "/search?q=тростенцов&host=KG",
    "searches": "/searches",
    "sources": "/sources",
    "source": "/source?name=sample (invented)",
    "method": "/method",
    "event": "/method/event/abducted",
    "law": "/method/law",
}
# Pages on which people judge.
JUDGING = {
    "review": "/review",
    "review-correct": "/review?do=correct",
    "review-add": "/review?do=add",
    "review-reject": "/review?do=reject",
    "names": "/names",
    "agreement": "/agreement",
    "rules": "/rules",
    "reviewer": "/reviewer",
}
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Scheme = Literal["light", "dark"]


@dataclass
class Watched:
    """A page, the addresses it asked for, and what its console said of trouble."""

    page: Page
    asked: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@contextmanager
def watched(
    browser: Browser, door: Door, lang: str = "en", scheme: Scheme = "light", width: int = 1280
) -> Iterator[Watched]:
    """A browser's page behind the door; at the end nobody else was contacted and nothing refused.

    The page stands on the first page of the desk.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        locale=lang,
        color_scheme=scheme,
        # Axe is put in by the browser itself; the policy is tested by what the console says.
        bypass_csp=False,
    )
    seen = Watched(context.new_page())
    seen.page.on("request", lambda request: seen.asked.append(request.url))
    seen.page.on("console", lambda said: _note(seen, said.type, said.text))
    seen.page.on("pageerror", lambda error: seen.troubles.append(str(error)))
    seen.page.goto(door.address(once=True))
    seen.page.wait_for_url(f"http://127.0.0.1:{door.port}/")
    try:
        yield seen
        strange = [each for each in seen.asked if urlsplit(each).netloc != f"127.0.0.1:{door.port}"]
        assert strange == []
        assert seen.troubles == []
    finally:
        context.close()


def _note(seen: Watched, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        seen.troubles.append(text)


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds against WCAG 2.2 AA on a page, a line each; of some of its rules if named."""
    # `evaluate` speaks through the browser's own tools, which the page's policy does not bind.
    page.evaluate(f"() => {{ {_AXE}; window.axe = axe; }}")
    which = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _TAGS}
    options = {"runOnly": which, "resultTypes": ["violations"]}
    found: Any = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def paths(first: str) -> dict[str, str]:
    """The paths of all pages, with that of a case, out of the HTML of the first page."""
    found = FIRST_CASE.search(first)
    assert found
    return {**PAGES, "case": found[1]}


def picture(page: Page, name: str) -> None:
    """Write the whole page as a picture where a person can look at it."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
