"""Judging in a real browser: by keyboard alone, with the mouse, and what can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from desk_browsing import JUDGING, WIDTHS, Scheme, Watched, picture, violations, watched
from desk_fixtures import serving
from playwright.sync_api import Browser, Page

from nonrefoul.desk.door import Door
from nonrefoul.knowing import Known
from nonrefoul.pipeline import add
from nonrefoul.reviewing import opinion
from nonrefoul.store import Store, judgements, open_store

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"
EVIL = '"><img src=x onerror=document.title="owned"><script>document.title="owned"</script>'


@pytest.fixture
def served_own(own: Store) -> Iterator[Door]:
    """A desk on a database of the test's own."""
    yield from serving(own)


@pytest.fixture
def vera(browser: Browser, served_own: Door) -> Iterator[Page]:
    """The review page, after Vera told who she is."""
    with watched(browser, served_own) as seen:
        introduced(seen, served_own)
        yield seen.page


def introduced(seen: Watched, door: Door, path: str = "/review") -> None:
    seen.page.goto(f"http://127.0.0.1:{door.port}{path}")
    seen.page.get_by_role("textbox", name="Who are you?").or_(
        seen.page.get_by_role("textbox", name="Кто вы?")
    ).fill("Вера")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector(".who-now")
    seen.page.wait_for_load_state()


def press(page: Page, key: str) -> None:
    """Press a key once the page and its script are there; wait for what follows from it."""
    page.wait_for_load_state()
    page.keyboard.press(key)
    page.wait_for_selector("main:not([aria-busy])")


def tab_to(page: Page, what: str, most: int = 60) -> None:
    """Go on with the Tab key alone until what has the focus fits a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({what!r})"):
            return
    raise AssertionError(f"no Tab leads to {what}")


@pytest.fixture
def by_keys(browser: Browser, served_own: Door) -> Iterator[Page]:
    """The review page as somebody comes to it, and says who they are, who has no mouse."""
    with watched(browser, served_own) as seen:
        tab_to(seen.page, "nav a[href='/review']")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector("#who")
        tab_to(seen.page, "#who")
        seen.page.keyboard.type("Вера")
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_selector(".who-now")
        seen.page.wait_for_load_state()
        yield seen.page


def test_twenty_claims_are_reviewed_by_keyboard_alone(by_keys: Page, own: Store) -> None:
    """Nothing here sets the focus or clicks: every step is a key, and what is seen is looked at."""
    page = by_keys
    for number in range(17):
        press(page, "c")
        assert page.evaluate("document.activeElement.matches('.card.now')"), number
        assert page.locator(".card.now").bounding_box()["y"] < 900  # type: ignore[index]
    press(page, "r")
    page.keyboard.type("не тот человек, jkcre")
    press(page, "Enter")
    # A state is corrected: from field to field, and to the button at the end.
    press(page, "e")
    tab_to(page, "#f-host")
    page.keyboard.type("Uzbek")
    tab_to(page, ".claim-form button.main")
    press(page, "Enter")
    # Other words are marked by buttons that move their ends; the form is sent from where one is.
    press(page, "e")
    before = page.evaluate("document.activeElement.value")
    tab_to(page, "[data-move=start][data-by='1']")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".claim-form", state="detached")
    page.wait_for_selector("main:not([aria-busy])")
    made = judgements(own)
    verdicts = [each.verdict.split()[0] for each in made]
    assert verdicts == ["confirmed"] * 17 + ["rejected", "corrected", "corrected"]
    assert made[17].note == "не тот человек, jkcre"
    state, words = (opinion(each) for each in made[18:])
    assert state is not None
    assert state.says is not None
    assert state.says.host == "UZ"
    assert words is not None
    assert words.says is not None
    assert before == words.seen.quote  # type: ignore[union-attr]
    assert words.says.quote == before.split(maxsplit=1)[1]
    press(page, "u")
    assert judgements(own)[-1].about == "judgement 20"
    assert "Taken back: " in page.locator(".undo").inner_text()
    assert page.evaluate("document.activeElement.matches('.card.now')")


def test_after_a_click_the_keys_go_on_with_the_claim_that_is_shown(vera: Page, own: Store) -> None:
    """Also with little room, where claims scroll with the page: it is in view, below its text."""
    for width in (1280, 390):
        vera.set_viewport_size({"width": width, "height": 800})
        before = len(judgements(own))
        vera.get_by_role("button", name="Confirm").click()
        vera.wait_for_selector("main:not([aria-busy]) .undo button")
        next_one = vera.locator(".card.now").get_attribute("id")
        box = vera.locator(".card.now .said").bounding_box()
        paper = vera.locator(".paper").bounding_box()
        assert box
        assert paper
        assert 0 <= box["y"] < 800
        assert width > 400 or box["y"] >= paper["y"] + paper["height"] - 1
        press(vera, "c")
        assert len(judgements(own)) == before + 2
        assert f"card-{judgements(own)[-1].about.split()[1]}" == next_one


def test_keys_move_among_claims_and_documents_and_in_a_russian_layout(vera: Page) -> None:
    first = vera.locator(".card.now").get_attribute("id")
    press(vera, "k")
    assert vera.locator(".card.now").get_attribute("id") != first
    # In a Russian layout the key of j writes о.
    typed = "{key: 'о', code: 'KeyJ', bubbles: true}"
    vera.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {typed}))")
    vera.wait_for_selector("main:not([aria-busy])")
    assert vera.locator(".card.now").get_attribute("id") == first
    document = vera.locator("#document").inner_text()
    press(vera, "n")
    assert vera.locator("#document").inner_text() != document


def test_keys_are_shown_and_can_be_turned_off(vera: Page, own: Store) -> None:
    vera.keyboard.press("?")
    dialog = vera.get_by_role("dialog", name="Keys")
    assert dialog.is_visible()
    assert violations(vera) == []
    vera.keyboard.press("c")  # within the dialog it confirms nothing
    dialog.get_by_role("button", name="Turn single keys off").click()
    vera.wait_for_selector("[data-keys=off]")
    vera.keyboard.press("c")
    vera.wait_for_timeout(100)
    assert judgements(own) == []


def test_a_claims_words_are_corrected_with_the_mouse(vera: Page, own: Store) -> None:
    press(vera, "e")
    box = vera.locator("mark.now").bounding_box()
    assert box
    vera.mouse.dblclick(box["x"] + 20, box["y"] + box["height"] / 2)
    word = vera.locator("#f-words").input_value()
    assert word in vera.locator(".text").inner_text()
    assert len(word.split()) == 1
    vera.get_by_role("button", name="end a word later").click()
    words = vera.locator("#f-words").input_value()
    assert words.startswith(word)
    assert len(words.split()) == 2
    vera.get_by_role("button", name="Correct", exact=True).click()
    vera.wait_for_selector("main:not([aria-busy]) .undo button")
    said = opinion(judgements(own)[-1])
    assert said is not None
    assert said.says is not None
    assert said.says.quote == words
    document = Known(own).document(said.document)
    assert document is not None
    assert document.text[said.says.start : said.says.end] == words


def test_two_names_are_joined_and_that_is_taken_back(vera: Page, own: Store) -> None:
    vera.get_by_role("navigation", name="Pages").get_by_role("link", name="Names").click()
    vera.wait_for_selector("#question")
    press(vera, "s")
    vera.wait_for_selector("text=No pair is unsure")
    press(vera, "u")
    vera.wait_for_selector("#question")
    assert [each.verdict for each in judgements(own)] == ["same", "taken back"]


def test_without_script_the_same_is_done_by_plain_forms(
    browser: Browser, served_own: Door, own: Store
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    page.goto(served_own.address(once=True))
    page.goto(f"http://127.0.0.1:{served_own.port}/review")
    page.fill("#who", "Вера")
    page.click("text=That is me")
    page.click("button[value=confirm]")
    page.click(".card.now >> text=Reject")
    page.fill("#f-because", "не об этом")
    page.click("button[value=reject]")
    page.click(".undo button")
    context.close()
    assert [each.verdict.split()[0] for each in judgements(own)] == [
        "confirmed",
        "rejected",
        "taken",
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A database of one document that turns its text round, hides signs in it and holds HTML."""
    folder = tmp_path_factory.mktemp("hostile")
    text = (
        f"😀 В Бишкеке {EVIL} пропал{OVERRIDE} активист Егор Вер\u200bбин. </textarea>{{{{7*7}}}}"
    )
    record = {
        "id": f"a/<b>{OVERRIDE}&?#",
        "text": text,
        "lang": "ru",
        "title": EVIL,
        "source": EVIL,
    }
    posts = folder / "posts.jsonl"
    posts.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    store = open_store(folder / "home")
    add([str(posts)], store)
    return store


@pytest.fixture
def served_hostile(hostile: Store) -> Iterator[Door]:
    yield from serving(hostile)


def test_a_hostile_document_is_harmless_and_its_words_can_be_marked(
    browser: Browser, hostile: Store, served_hostile: Door
) -> None:
    with watched(browser, served_hostile) as seen:
        introduced(seen, served_hostile)
        page = seen.page
        for key in ("e", "Escape", "a"):
            press(page, key)
            assert "owned" not in page.title()
            assert page.locator("main :is(img, script, iframe, base)").count() == 0
            assert OVERRIDE not in page.content()
        assert "U+202E right-to-left override" in page.locator(".text").inner_text()
        page.locator("#f-words").fill("активист")
        page.select_option("#f-event", "wanted")
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_selector("main:not([aria-busy]) .undo button")
    said = opinion(judgements(hostile)[-1])
    assert said is not None
    assert said.says is not None
    assert said.says.quote == "активист"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_pages_of_judging_are_for_everybody(
    browser: Browser, served: Door, lang: str, scheme: Scheme
) -> None:
    # Of what axe looks at only the contrast is another in the dark.
    rules = ("color-contrast",) if scheme == "dark" else ()
    with watched(browser, served, lang, scheme) as seen:
        introduced(seen, served)
        for name, path in JUDGING.items():
            seen.page.goto(f"http://127.0.0.1:{served.port}{path}")
            for size, width in WIDTHS.items():
                seen.page.set_viewport_size({"width": width, "height": 900})
                assert violations(seen.page, *rules) == [], (name, size)
                assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
                picture(seen.page, f"judging-{name}-{lang}-{scheme}-{size}")
