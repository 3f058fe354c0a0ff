"""Reading English: every person and event here is invented."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import numpy as np
import pytest

from nonrefoul import reading
from nonrefoul.reading import read
from nonrefoul.reading import reader as russian
from nonrefoul.reading.english import places, reader
from nonrefoul.reading.english.attribution import attribution
from nonrefoul.reading.english.dates import dates
from nonrefoul.reading.english.gazetteer import gazetteer
from nonrefoul.reading.english.inputs import Inputs, inputs
from nonrefoul.reading.english.reader import fitted
from nonrefoul.reading.english.words import cut
from nonrefoul.words import Actuality, Claim, Document

PUBLISHED = dt.date(2024, 5, 16)  # a Thursday


def claims(text: str) -> list[Claim]:
    (found,) = read([Document("d", text, "en", PUBLISHED)])
    assert found.read
    assert all(claim.stands_in(Document("d", text)) for claim in found.claims)
    return list(found.claims)


def seen(text: str) -> Inputs:
    return inputs(text, fitted().names)


def test_words_keep_their_places_and_sentences() -> None:
    text = "Dr. Zimarin's flat in the U.S. was searched. He wasn't in.\nOn the 20th he left."
    words = cut(text)
    assert all(text[word.start : word.stop] == word.text for word in words)
    assert [word.text for word in words[:4]] == ["Dr", ".", "Zimarin", "'s"]
    assert {word.sentence for word in words} == {0, 1, 2}
    assert words[-1].line == 1


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("A Tajik poet from Dushanbe was seen in Vilnius.", ["TJ", "TJ", "LT"]),
        ("The Minsk Convention was signed; the KGB objected.", ["BY"]),
        ("GKNB officers came from Bishkek.", ["KG", "KG"]),
        ("GKNB officers came from Dushanbe.", ["TJ", "TJ"]),
        ("They asked us to leave.", []),
        ("He lives in South Korea.", ["KR"]),
    ],
)
def test_words_for_states(text: str, states: list[str]) -> None:
    assert [place.state for place in places.find(cut(text), ())] == states


def test_every_phrase_for_a_state_is_found_in_a_text() -> None:
    for phrases in gazetteer().values():
        for phrase in phrases[:1]:
            text = " ".join(phrase.words)
            assert len(text) > 1
            assert phrase.kind == "nothing" or phrase.states


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He was held on 12 May 2023.", "2023-05-12"),
        ("He was held on May 12, 2023.", "2023-05-12"),
        ("He was held on 3 June.", "2023-06-03"),
        ("He was held in December.", "2023-12"),
        ("He was held on Tuesday.", "2024-05-14"),
        ("He was held last Thursday.", "2024-05-09"),
        ("He was held yesterday.", "2024-05-15"),
        ("He was held two weeks ago.", "2024-05-02~"),
        ("He was held three days ago.", "2024-05-13"),
        ("He was held last month.", "2024-04"),
        ("He was held last year.", "2023"),
        ("He was held in 2019.", "2019"),
        ("He was held in the autumn of 2021.", "2021"),
        ("He was held this spring.", "2024"),
        ("He was held on New Year's Eve.", "2023-12-31"),
    ],
)
def test_dates(text: str, edtf: str) -> None:
    assert [when.edtf for when in dates(text, PUBLISHED) if not when.limit] == [edtf]


def test_a_date_ahead_dates_nothing_and_a_relative_one_needs_a_day() -> None:
    assert [when.limit for when in dates("He stays in until 12 August.", PUBLISHED)] == [True]
    assert [when.edtf for when in dates("He was held on Tuesday.", None)] == [None]
    assert [when.edtf for when in dates("On 31 February he left.", PUBLISHED)] == [None]


def test_names_of_one_person_are_joined() -> None:
    found = seen(
        "Dorzho Badmaev, a Buryat lama, was held in Ulaanbaatar on Monday. Badmaev has asked "
        "Mongolia for asylum, his lawyer Otgon Ganbold said."
    )
    assert [who.name for who in found.who if who.kind == "person"] == [
        "Dorzho Badmaev",
        "Otgon Ganbold",
    ]
    assert len(found.who[0].mentions) == 2


def test_no_language_is_read_further_than_is_said() -> None:
    assert reader.LONGEST == reading.LONGEST == russian.LONGEST


def test_russian_reading_does_not_pay_for_english() -> None:
    code = (
        "import sys; from nonrefoul.reading import read; from nonrefoul.words import Document;"
        "read([Document('d', 'Его задержали в Бишкеке.', 'ru')]);"
        "sys.exit(any(name.startswith('nonrefoul.reading.english') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_claims_of_an_invented_wire() -> None:
    found = {
        claim.event: claim
        for claim in claims(
            "ALMATY, May 16 - Kazakhstan extradited the Tajik activist Sohrob Nazarov to "
            "Tajikistan on Tuesday. Nazarov was detained in Almaty in March and is wanted there.\n"
            "He had not applied for asylum."
        )
    }
    assert {"extradited", "detained"} <= set(found)
    for claim in found.values():
        assert (claim.subject, claim.host, claim.origin) == ("Sohrob Nazarov", "KZ", "TJ")
        assert claim.rule == f"model: {claim.event}"
        assert 0 < (claim.confidence or 0) <= 1
    assert found["extradited"].modality.actuality is Actuality.HAPPENED
    assert found["extradited"].date == "2024-05-14"
    assert found["detained"].date == "2024-03"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "🙂" * 500,
        "\u202eabc\u202c \u200b\u200d",
        "a" * 5_000,
        "Kyrgyzstan " * 400,
        "Плохие дни. Bad days. 悪い日。 أيام سيئة",
    ],
)
def test_text_of_any_kind_is_read_to_its_end(text: str) -> None:
    assert isinstance(claims(text), list)


@pytest.mark.parametrize(
    "text",
    [
        "The bakery on the corner sells bread and onions. My sister likes it.",
        "Customs officers in Vilnius arrested a driver who had hidden cigarettes among the apples.",
    ],
)
def test_common_things_are_no_claims(text: str) -> None:
    assert claims(text) == []


def test_who_said_it() -> None:
    found = seen("Agata Rudakova was held in Riga, according to her lawyer.")
    at = next(number for number, word in enumerate(found.words) if word.text == "held")
    assert attribution(found, at, at + 1) == "her lawyer"
