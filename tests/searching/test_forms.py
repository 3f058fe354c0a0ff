"""Whatever form of a word stands in a text, every other form of it finds that text."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searching_builders import keep_texts

from nonrefoul.reading.morphology import analyzer
from nonrefoul.searching import Asked, Index, bring_up, find
from nonrefoul.searching.terms import folded, terms
from nonrefoul.store import open_store

LETTERS = "абвгдеёжзиклмнопрстуфхцчшщэюя"
KNOWN = [
    word
    for letter in LETTERS
    for word, _ in islice(analyzer().dictionary.words.iteritems(letter), 0, 60_000, 37)
]

# Names that no dictionary has, with all their case forms.
NAMES = {
    "Тростенцов": "Тростенцова Тростенцову Тростенцовым Тростенцове Тростенцовой Тростенцовы",
    "Подзорнов": "Подзорнова Подзорнову Подзорновым Подзорнове Подзорновой Подзорновых",
    "Хачатурьянц": "Хачатурьянца Хачатурьянцу Хачатурьянцем Хачатурьянце",
    "Мкртумян": "Мкртумяна Мкртумяну Мкртумяном Мкртумяне Мкртумяны Мкртумянам",
    "Снежковская": "Снежковской Снежковскую Снежковский Снежковского Снежковскому Снежковским",
    "Навбахор": "Навбахора Навбахору Навбахором Навбахоре",
    "Ойжамал": "Ойжамала Ойжамалу Ойжамалом Ойжамале",
    "Зульмира": "Зульмиры Зульмире Зульмиру Зульмирой",
    "Озерчук": "Озерчука Озерчуку Озерчуком Озерчуке",
    "Вербовецкий": "Вербовецкого Вербовецкому Вербовецким Вербовецком Вербовецкая",
    "Кайсын": "Кайсына Кайсыну Кайсыном Кайсыне",
}


@given(st.sampled_from(KNOWN), st.data())
@settings(max_examples=150)
def test_two_forms_of_a_word_in_the_dictionary_have_a_term_in_common(
    word: str, data: st.DataObject
) -> None:
    for parse in analyzer().parse(word):
        form = data.draw(st.sampled_from(parse.lexeme)).word
        assert set(terms(word)) & set(terms(form)), form


@pytest.mark.parametrize("name", NAMES)
def test_two_forms_of_a_name_that_nobody_knows_have_a_term_in_common(name: str) -> None:
    forms = [name, *NAMES[name].split()]
    for one in forms:
        for other in forms:
            assert set(terms(one)) & set(terms(other)), (one, other)


def test_every_form_of_the_words_in_a_text_finds_it(tmp_path: Path) -> None:
    """The same, down to the index: one document a lexeme, told in one form, asked for in all."""
    lexemes = [analyzer().parse(word)[0].lexeme for word in KNOWN[:: len(KNOWN) // 12]]
    store = open_store(tmp_path)
    keep_texts(store, [f"было {lexeme[-1].word.upper()} там" for lexeme in lexemes])
    index = Index(store)
    bring_up(index)
    for number, lexeme in enumerate(lexemes, 1):
        for form in {each.word for each in lexeme}:
            assert f"d{number}" in [hit.id for hit in find(index, Asked(form), 50).hits], form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ёжик", "ЕЖИК"),
        ("за\u0301мок", "замок"),
        ("и\u0306од", "йод"),
        ("refugees", "Refugee"),
        ("extradited", "extradite"),
        ("Ağca", "agca"),
        ("ФСБ", "фсб"),
        ("№5", "5"),
    ],
)
def test_spellings_meet(one: str, other: str) -> None:
    assert set(terms(one.removeprefix("№"))) & set(terms(other))


@given(st.text(min_size=1))
def test_any_word_has_a_term_and_finds_itself(word: str) -> None:
    assert terms(word)[0] == folded(word)
