"""What hides in a text is told to people, and never acts on a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.texts import Kind, cleaned, told, tricks, visible

SHOWN = {
    "Егор\u202eПример": ("Егор⟦U+202E right-to-left override⟧Пример", Kind.DIRECTION),
    "Егор\u2066Пример": ("Егор⟦U+2066 left-to-right isolate⟧Пример", Kind.DIRECTION),
    "задер\u200bжан": ("задер⟦U+200B zero width space⟧жан", Kind.UNSEEN),
    "\ufeffзадержан": ("⟦U+FEFF zero width no-break space⟧задержан", Kind.UNSEEN),
    "за\u2060\u2060\u2060держан": ("за⟦U+2060 word joiner ×3⟧держан", Kind.UNSEEN),
    "задер\u00adжан": ("задер⟦U+00AD soft hyphen⟧жан", Kind.HYPHEN),
    "да\U000e0041": ("да⟦U+E0041 tag latin capital letter a⟧", Kind.TAG),
    "да\U000e0100": ("да⟦U+E0100 variation selector-17⟧", Kind.TAG),
    "\x1b[2J": ("⟦U+001B escape⟧[2J", Kind.CONTROL),
    "\x9b2J": ("⟦U+009B control sequence introducer⟧2J", Kind.CONTROL),
    "a\u2003b": ("a⟦U+2003 em space⟧b", Kind.SPACE),
    "a\u2028b": ("a⟦U+2028 line separator⟧b", Kind.SPACE),
    "\ue000": ("⟦U+E000⟧", Kind.UNKNOWN),
    "Пpимеp Егор": ("Пpимеp⟦Latin p⟧ Егор", Kind.LOOK_ALIKE),
    "Еxаmple": ("Еxаmple⟦Cyrillic Е, Cyrillic а⟧", Kind.LOOK_ALIKE),
    "Пρимер": ("Пρимер⟦Greek ρ⟧", Kind.LOOK_ALIKE),
}
ORDINARY = [
    "Обычный текст, «кавычки» — тире… № 5\u00a0марта",
    "семья 👨\u200d👩\u200d👧 и ❤\ufe0f, клавиша 1\ufe0f\u20e3",
    "флаг 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "نمی\u200cشود",
    "IT-специалист, SMSка, COVIDа, VPNом, Wi-Fi, Tor и дом № 5B",
    "Jan Novák, Łukasz, Ümit, Ελλάδα, Ўзбекистон, Кыргызстан, Україна",
]


@pytest.mark.parametrize("text", SHOWN)
def test_a_trick_is_shown_by_a_mark_and_told(text: str) -> None:
    shown, kind = SHOWN[text]
    assert visible(text) == shown
    assert {each.kind for each in tricks(text)} == {kind}
    assert told(kind, "en") != told(kind, "ru")


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_written_as_it_should_be_is_no_trick(text: str) -> None:
    assert tricks(text) == ()
    assert visible(text) == " ".join(text.split())
    assert cleaned(text).text == text


def test_a_whole_word_of_letters_of_another_alphabet_is_not_found() -> None:
    """As the documentation says: nothing in the word tells which alphabet was meant."""
    assert tricks("СОР") == ()


hiding = (
    st.text(st.sampled_from("\u202e\u200b\u00ad\x1b\u2066\U000e0041\u2028 аaоo5\n👨\u200d"))
    | st.text()
)


@given(hiding)
def test_nothing_that_acts_or_hides_reaches_a_terminal(text: str) -> None:
    for sign in visible(text):
        assert (
            sign in ("\u200c", "\u200d")
            or 0xE0020 <= ord(sign) <= 0xE007F
            or (
                unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Zl", "Zp")
                and unicodedata.bidirectional(sign)
                not in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI")
            )
        )


@given(hiding, st.data())
def test_a_place_in_a_clean_text_leads_to_the_same_place_in_the_text_as_it_is(
    text: str, data: st.DataObject
) -> None:
    clean = cleaned(text)
    start = data.draw(st.integers(0, len(clean.text)))
    end = data.draw(st.integers(start, len(clean.text)))
    first, last = clean.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert cleaned(text[first:last]).text.split() == clean.text[start:end].split() or tricks(text)


@given(hiding)
def test_a_clean_text_is_clean(text: str) -> None:
    kinds = {each.kind for each in tricks(cleaned(text).text)}
    assert kinds <= {Kind.UNKNOWN, Kind.LOOK_ALIKE}


@pytest.mark.parametrize(
    "text",
    ["задер\u200bжан Егор", "зaдержан Егор", "за\u00adдержан Е\u202dгор", "з\u200baдержaн Егор"],
)
def test_a_tricky_text_cleans_to_what_it_looks_like(text: str) -> None:
    clean = cleaned(text)
    assert clean.text == "задержан Егор"
    start, end = clean.original(0, 8)
    assert text[start:end] == text[: text.index(" ")]
