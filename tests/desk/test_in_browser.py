"""Every page in a real Chromium: nothing from elsewhere, nothing against WCAG 2.2 AA, a picture."""

from __future__ import annotations

import pytest
from desk_browsing import WIDTHS, Scheme, paths, picture, violations, watched
from playwright.sync_api import Browser

from nonrefoul.desk.door import Door


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_page_is_for_everybody(
    browser: Browser, served: Door, lang: str, scheme: Scheme
) -> None:
    # Of what axe looks at only the contrast is another in the dark.
    rules = ("color-contrast",) if scheme == "dark" else ()
    with watched(browser, served, lang, scheme) as seen:
        for name, path in paths(seen.page.content()).items():
            seen.page.goto(f"http://127.0.0.1:{served.port}{path}")
            assert seen.page.evaluate("document.documentElement.lang") == lang
            assert violations(seen.page, *rules) == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_what_is_said_of_a_page_that_is_not_there_is_for_everybody(
    browser: Browser, served: Door, lang: str, scheme: Scheme
) -> None:
    with watched(browser, served, lang, scheme) as seen:
        answer = seen.page.goto(f"http://127.0.0.1:{served.port}/case/none")
        assert answer
        assert answer.status == 404
        assert seen.page.evaluate("document.documentElement.lang") == lang
        assert violations(seen.page) == []
        picture(seen.page, f"error-{lang}-{scheme}")
        # The browser itself notes on its console that nothing was there.
        (noted,) = seen.troubles
        assert "404" in noted
        seen.troubles.clear()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_page_has_its_picture_and_fits_its_width(
    browser: Browser, served: Door, lang: str, width: str
) -> None:
    with watched(browser, served, lang, width=WIDTHS[width]) as seen:
        for name, path in paths(seen.page.content()).items():
            seen.page.goto(f"http://127.0.0.1:{served.port}{path}")
            picture(seen.page, f"{name}-{lang}-{width}")
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
