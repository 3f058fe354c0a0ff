"""What stands around a quote in its sentence."""

from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.texts import around

TEXT = "Вчера был дождь. В Оше задержан Егор Мшанников, пишет «Выдумка». Суд завтра."


def of(quote: str, text: str = TEXT, longest: int = 160) -> tuple[str, str]:
    start = text.index(quote)
    return around(text, start, start + len(quote), longest)


def test_the_rest_of_the_sentence_stands_around_a_quote() -> None:
    assert of("Оше задержан Егор") == ("В ", " Мшанников, пишет «Выдумка».")
    assert of("Вчера был") == ("", " дождь.")
    assert of("Суд завтра.") == ("", "")
    assert of("Вчера был дождь.") == ("", "")


def test_lines_are_sentences_too() -> None:
    assert of("в Оше", "Заголовок\nЗадержан в Оше вчера\nПодпись") == ("Задержан ", " вчера")


def test_what_is_too_long_is_cut_between_words() -> None:
    text = "один два три четыре пять шесть семь восемь девять"
    assert of("пять", text, 12) == ("… три четыре ", " шесть семь …")


@given(st.text(), st.integers(0, 50), st.integers(0, 50), st.integers(0, 20))
def test_it_is_always_of_the_text(text: str, start: int, length: int, longest: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = around(text, start, end, longest)
    assert text[:start].endswith(before.removeprefix("… ").removeprefix("…"))
    assert text[end:].startswith(after.removesuffix("…").rstrip())
    assert len(before) <= longest + 2
    assert len(after) <= longest + 2
