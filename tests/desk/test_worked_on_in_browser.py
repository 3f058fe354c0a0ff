"""The pages in a real Chromium after some work was done: what people said, edits, copies, feeds."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from desk_browsing import WIDTHS, Scheme, picture, violations, watched
from desk_fixtures import DAY, all_of_it_in_russian, inside, recorded, serving
from desk_judged import PAST, SOON, VERA, worked_on
from playwright.sync_api import Browser, Page

from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.knowing import Known
from nonrefoul.pipeline import add
from nonrefoul.samples import POSTS
from nonrefoul.store import Store, open_store


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("worked")
    store = open_store(folder / "home")
    add([str(POSTS)], store, reader=recorded)
    worked_on(store, folder)
    return store


@pytest.fixture(scope="module")
def served_worked(worked: Store) -> Iterator[Door]:
    yield from serving(worked)


def pages(store: Store) -> dict[str, str]:
    """The pages that look otherwise than before anybody worked, by the name of their picture."""
    view = Known(store).now
    aside = next(each for each in view.cases if each.dismissed)
    alert = view.alerts[0]
    whose = next(each for each in view.persons if PAST in each.names)
    return {
        "today": "/",
        "clocks": "/clocks",
        "clocks-past": "/clocks?which=past",
        "case": f"/case/{aside.id}",
        "case-confirmed": f"/case/{alert.case}",
        "set-aside": f"/case/{alert.case}/alert/{alert.id}/set-aside",
        "person-names": f"/person/{whose.id}/names?q=Тростенцов",
        "document": "/document/sample-02",
        "copied": "/document/sample-03",
        "review": "/review?in=sample-01",
        "agreement": "/agreement",
        "rules": "/rules",
        "searches": "/searches",
        "sources": "/sources",
        "source": "/source?name=Канал «Эхо выдумки»",
        "event": "/method/event/asylum_seeker_certified",
        "state": "/state/KZ",
        "state-officials": "/state/RS",
    }


def introduced(page: Page, door: Door) -> None:
    page.goto(f"http://127.0.0.1:{door.port}/reviewer")
    page.fill("#who", VERA)
    page.keyboard.press("Enter")
    page.wait_for_selector(".who-now")
    page.wait_for_load_state()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_what_people_said_is_for_everybody(
    browser: Browser, worked: Store, served_worked: Door, lang: str, scheme: Scheme
) -> None:
    rules = ("color-contrast",) if scheme == "dark" else ()
    with watched(browser, served_worked, lang, scheme) as seen:
        introduced(seen.page, served_worked)
        for name, path in pages(worked).items():
            seen.page.goto(f"http://127.0.0.1:{served_worked.port}{path}")
            assert violations(seen.page, *rules) == [], name
            for size, width in WIDTHS.items():
                seen.page.set_viewport_size({"width": width, "height": 900})
                assert seen.page.evaluate("document.documentElement.scrollWidth") <= width, name
                picture(seen.page, f"worked-{name}-{lang}-{scheme}-{size}")


def test_what_people_said_is_told_in_russian_too(worked: Store, door: Door) -> None:
    client = inside(desk(worked, door, today=lambda: DAY), door)
    client.cookies.set("nonrefoul-lang", "ru")
    client.cookies.set("nonrefoul-who", quote(VERA))
    with all_of_it_in_russian():
        for name, path in pages(worked).items():
            assert 'lang="ru"' in client.get(path).text, name


def test_clocks_that_run_out_stand_apart_from_those_whose_day_is_past(
    browser: Browser, served_worked: Door
) -> None:
    with watched(browser, served_worked) as seen:
        soon = seen.page.locator("section", has=seen.page.locator("#clocks"))
        assert SOON in soon.inner_text()
        past = seen.page.locator("section", has=seen.page.locator("#past"))
        assert any(name in past.inner_text() for name in (PAST, "Егор Мшанников"))
        assert SOON not in past.inner_text()
