"""What changed between two versions, and whether a claim's words are still there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.texts import Change, changes, words_still_there


def test_changes_are_told_word_by_word() -> None:
    found = changes("Егор задержан в Оше.", "Егор отпущен в Оше!")
    assert found == (
        Change("Егор ", "Егор "),
        Change("задержан", "отпущен"),
        Change(" в Оше", " в Оше"),
        Change(".", "!"),
    )
    assert [each.same for each in found] == [True, False, True, False]


@given(st.text(), st.text())
def test_the_pieces_joined_are_the_texts(old: str, new: str) -> None:
    found = changes(old, new)
    assert "".join(each.old for each in found) == old
    assert "".join(each.new for each in found) == new


def test_long_texts_are_compared_by_lines_and_then_by_words() -> None:
    lines = [f"Строка {at} о том, что было.\n" for at in range(3000)]
    other = [*lines[:7], lines[7].replace("было", "будет"), *lines[8:]]
    found = changes("".join(lines), "".join(other))
    assert Change("было", "будет") in found
    assert "".join(each.new for each in found) == "".join(other)


@pytest.mark.parametrize(
    "newer",
    [
        "Вчера Егора Мшанникова задержали в Оше.",
        "ВЧЕРА Егора\nМшанникова — задержали, в Оше",
        "Обновлено. Вчера Егора Мшан\u200bникова зaдержали в Оше. Подробности ниже.",
    ],
)
def test_words_still_there(newer: str) -> None:
    assert words_still_there("Егора Мшанникова задержали", newer)


@pytest.mark.parametrize(
    "newer", ["Вчера Егора Мшанникова отпустили.", "Задержали Егора Мшанникова.", "Удалено", ""]
)
def test_words_edited_away(newer: str) -> None:
    assert not words_still_there("Егора Мшанникова задержали", newer)


def test_a_part_of_a_word_is_not_the_word() -> None:
    assert not words_still_there("Егор", "Егорова задержали")
