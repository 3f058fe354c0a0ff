"""The main ways through the pages, walked in a real Chromium."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from desk_browsing import watched
from playwright.sync_api import Browser, Page, expect

from nonrefoul.desk.door import Door


def test_from_an_alert_to_its_case_and_the_words_in_the_document(page: Page) -> None:
    name = page.locator(".alerts .name").first.inner_text()
    page.locator(".alerts ul a").first.click()
    expect(page.locator("h1")).to_have_text(name)
    rests = page.locator(".suspicion details").first
    rests.locator("summary").click()
    quote = rests.locator("blockquote .quote").first.inner_text()
    rests.locator(".where a").first.click()
    expect(page.locator(".here:target ~ mark").first).to_contain_text(quote)


def test_from_a_postures_number_down_to_a_quote_and_to_the_originals_hash(
    page: Page, tmp_path: Path
) -> None:
    page.get_by_role("link", name="Kyrgyzstan", exact=True).click()
    expect(page.locator(".reading").first).to_contain_text("toward Russia")
    page.locator(".posture-plot a .mark").last.click()
    matter = page.locator("details.matter[open]")
    expect(matter).to_have_count(1)
    expect(matter.locator("blockquote").first).to_be_visible()
    matter.locator(".where a").first.click()
    expect(page.locator("h2", has_text="Text as captured")).to_be_visible()
    told = page.locator(".facts .mono").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the original bytes").click()
    kept = tmp_path / "original"
    download.value.save_as(kept)
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == told


def test_the_map_is_reached_and_followed_by_keyboard(page: Page) -> None:
    host = page.locator(".map a.host").first
    host.focus()
    name = host.get_attribute("aria-label")
    assert name
    assert name.split(":")[0] in page.locator("table").last.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/state/*")
    expect(page.locator("h1")).to_have_text(name.split(":")[0])


def test_the_first_key_leads_past_the_head(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


NO_COLOUR = "rgba(0, 0, 0, 0)"  # what a page without its style has


def background(page: Page) -> str:
    expect(page.locator("body")).not_to_have_css("background-color", NO_COLOUR)
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_language_and_light_stay_as_chosen(page: Page) -> None:
    page.get_by_role("link", name="Cases").click()
    page.get_by_role("button", name="Русский").click()
    expect(page.locator("h1")).to_contain_text("Дела")
    page.get_by_role("button", name="Тёмная").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.wait_for_load_state()
    dark = background(page)
    page.get_by_role("link", name="Сегодня").click()
    expect(page.locator("h1")).to_contain_text("Сегодня")
    expect(page.locator("body")).to_have_css("background-color", dark)
    page.get_by_role("button", name="Светлая").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "light")
    page.wait_for_load_state()
    assert background(page) not in (dark, NO_COLOUR)


def test_everything_is_there_without_script(browser: Browser, served: Door) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address(once=True))
    page.goto(f"http://127.0.0.1:{served.port}/state/KG")
    expect(page.locator("details.matter").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/", "/case/none"])
def test_a_browser_that_did_not_come_in_by_the_door_sees_nothing(
    browser: Browser, served: Door, path: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(f"http://127.0.0.1:{served.port}{path}")
    assert answer
    assert answer.status == 403
    assert "nonrefoul desk" in page.content()
    context.close()


def test_the_token_leaves_the_address_bar(browser: Browser, served: Door) -> None:
    with watched(browser, served) as seen:
        assert served.token not in seen.page.url
        assert "token" not in seen.page.url
