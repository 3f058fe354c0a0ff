"""Everything that the desk says is there in both languages, and is said as that language does."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import pytest
from desk_browsing import JUDGING, paths
from desk_fixtures import all_of_it_in_russian
from fastapi.testclient import TestClient

from nonrefoul.desk.speech import speech, wanted

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import messages

_PLACES = re.compile(r"%\((\w+)\)s")


def test_every_text_is_said_in_russian_too_and_none_is_left_over() -> None:
    path = messages.catalogue_file("ru")
    kept, said = messages.kept(path), messages.said()
    assert {each.id for each in kept} == {each.id for each in said}
    assert list(messages.untranslated(kept)) == []


def test_a_translation_has_the_same_values_put_in() -> None:
    for each in messages.kept(messages.catalogue_file("ru")):
        if each.id:
            one, *more = each.id if isinstance(each.id, tuple | list) else [each.id]
            told = each.string if isinstance(each.string, tuple | list) else [each.string]
            wanted = set(_PLACES.findall(more[-1] if more else one))
            assert all(set(_PLACES.findall(form or "")) == wanted for form in told), each.id


def test_no_page_says_in_russian_what_no_catalogue_has(client: TestClient) -> None:
    """The texts as they are said, after templates have put their values in."""
    client.cookies.set("nonrefoul-lang", "ru")
    client.cookies.set("nonrefoul-who", "V")
    with all_of_it_in_russian():
        for name, path in {**paths(client.get("/").text), **JUDGING}.items():
            assert 'lang="ru"' in client.get(path).text, name


def test_dates_and_shares_are_said_as_the_language_does() -> None:
    day = dt.date(2026, 3, 5)
    assert speech("en").day(day) == "5 March 2026"
    assert speech("ru").day(day) == "5 марта 2026\N{NARROW NO-BREAK SPACE}г."
    assert speech("ru").percent(0.5) == "50\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("cookie", "accepts", "otherwise", "lang"),
    [
        ("ru", "en", "en", "ru"),
        (None, "en", "ru", "ru"),
        (None, "de, ru;q=0.8, en;q=0.5", None, "ru"),
        (None, "", None, "en"),
        ("xx", "ru-RU", None, "ru"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers(
    cookie: str | None, accepts: str, otherwise: object, lang: str
) -> None:
    assert wanted(cookie, accepts, otherwise) == lang  # type: ignore[arg-type]
