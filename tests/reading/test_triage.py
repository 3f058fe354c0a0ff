"""Texts that concern nobody who fled are passed over; one sentence that does is enough."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.reading import read
from nonrefoul.reading.triage import STRETCH, stretches, weights_of, worth
from nonrefoul.words import Document

GOLD = Path(__file__).parents[1] / "gold"

ORDINARY = (
    "Компания увеличила прибыль на двадцать процентов, до трёх миллиардов рублей, сообщает её "
    "пресс-служба. Рост продаж можно объяснить тем, что в этом году открылись новые магазины. "
    "Акции поднялись в цене, а крупные банки повысили прогноз. Туристы, по словам директора, "
    "также стали покупать больше, и рынок обещает расти. В следующем сезоне компания поддержит "
    "футбольный турнир: команды двадцати городов разыграют чемпионский кубок на новом стадионе.\n"
)
TELLING = (
    "Суд в Бишкеке отказал в экстрадиции активиста Егора Мшанникова, который просил убежища "
    "и которого российская прокуратура обвиняет в терроризме. "
)


def test_an_ordinary_text_is_passed_over() -> None:
    assert worth([ORDINARY, ORDINARY * 50]) == [False, False]


def test_a_text_about_the_pursued_is_read() -> None:
    assert worth([TELLING, TELLING * 3]) == [True, True]


def test_one_item_of_a_long_digest_is_enough() -> None:
    assert worth([ORDINARY * 20 + "\n" + TELLING + "\n" + ORDINARY * 20]) == [True]


def test_capitals_are_read_like_any_words() -> None:
    assert worth([TELLING.upper()]) == [True]


def test_there_is_nothing_to_read_where_no_word_stands() -> None:
    assert worth(["", "😀" * 400, " \n\n "]) == [False, False, False]


@given(st.lists(st.sampled_from([ORDINARY, TELLING, "😀", "Увезли.", ORDINARY * 9]), max_size=6))
def test_a_text_is_weighed_the_same_in_any_company(texts: list[str]) -> None:
    together = weights_of(texts)
    alone = [weights_of([text])[0] for text in texts]
    assert together == pytest.approx(alone, abs=1e-3)


def test_own_documents_with_claims_are_read() -> None:
    lines = [line for path in GOLD.glob("*.jsonl") for line in path.read_text("utf-8").split("\n")]
    told = [each for line in lines if line.strip() and (each := json.loads(line))["claims"]]
    passed = worth([each["text"] for each in told])
    assert sum(passed) >= 0.99 * len(passed)


def test_what_is_passed_over_is_read_all_the_same_where_that_is_asked() -> None:
    hidden = Document("hidden", ORDINARY * 4, "ru")
    assert [reading.read for reading in read([hidden])] == [True]
    assert read([hidden])[0].claims == read([hidden], every=True)[0].claims == ()


@given(st.text(max_size=400), st.integers(1, 30))
def test_stretches_make_up_the_text(text: str, times: int) -> None:
    parts = list(stretches(text * times))
    assert "".join(parts) == text * times
    assert all(len(part) <= STRETCH for part in parts)
    worth([text * times])
