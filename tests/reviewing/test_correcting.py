"""What a person writes is held to what a claim may be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_builders import TEXT, claim, document

from nonrefoul.reviewing import WrongClaimError, addition, correction
from nonrefoul.reviewing.correcting import is_date
from nonrefoul.words import Modality, SubjectKind


def test_a_correction_changes_what_is_named_and_nothing_else() -> None:
    found = correction(claim(), document(), {"host": "kz", "date": "2024-05~", "subject": " Г. "})
    expected = replace(claim(), host="KZ", date="2024-05~", subject="Г.", confidence=None)
    assert found == expected


def test_none_and_blank_say_that_the_document_does_not_tell() -> None:
    found = correction(claim(), document(), {"host": None, "origin": " "})
    assert (found.host, found.origin) == (None, None)


def test_other_words_bring_their_quote_with_them() -> None:
    start = TEXT.index("его выдали")
    found = correction(claim(), document(), {"start": start, "end": start + 10})
    assert found.quote == "его выдали"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"event": "vanished"}, "event"),
        ({"host": "Kyrgyzstan"}, "host must be the code"),
        ({"third_state": "EU"}, "third_state"),
        ({"date": "2024-13"}, "date"),
        ({"date": "May 2024"}, "date"),
        ({"modality": "sure"}, "modality must be one of"),
        ({"subject_kind": "ship"}, "subject_kind"),
        ({"subject_kind": "none"}, "subject must be empty"),
        ({"start": 5, "end": 5}, "no words"),
        ({"start": 0, "end": 100_000}, "no words"),
        ({"start": "0"}, "whole numbers"),
        ({"quote": "x"}, "has no quote"),
        ({"host": "KG"}, "nothing is corrected"),
        ({}, "nothing is corrected"),
    ],
)
def test_what_is_no_claim_is_refused_and_said_why(changes: dict[str, object], told: str) -> None:
    with pytest.raises(WrongClaimError, match=told):
        correction(claim(), document(), changes)


def test_no_error_holds_what_was_written() -> None:
    with pytest.raises(WrongClaimError) as error:
        correction(claim(), document(), {"event": "Тайное Имя"})
    assert "Тайное" not in str(error.value)


def test_words_that_no_longer_stand_have_to_be_marked_anew() -> None:
    with pytest.raises(WrongClaimError, match="mark them anew"):
        correction(claim(), document("Другой текст."), {"host": "KZ"})


def test_what_was_missed_needs_an_event_and_words() -> None:
    start = TEXT.index("просил убежища")
    told = {"event": "asylum_applied", "start": start, "end": start + 14, "modality": "reported"}
    found = addition(document(), {**told, "subject": "Глеб Ветроградов"}, "v1")
    assert (found.quote, found.rule, found.modality) == (
        "просил убежища",
        "person",
        Modality.REPORTED,
    )
    assert found.subject_kind is SubjectKind.PERSON
    assert found.stands_in(document())
    for name in ("event", "start", "end"):
        with pytest.raises(WrongClaimError, match=name):
            addition(document(), {key: each for key, each in told.items() if key != name})


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "2024-02",
        "2024-02-29",
        "2024~",
        "2024-05?",
        "2024-05-01%",
        "2024/2025-03",
        "../2024-05-01",
        "2024-05/..",
        "/2024",
    ],
)
def test_dates_as_claims_have_them(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "/", "../..", "24", "2023-02-29", "2024-5", "2024-05-01T00", "a/2024", "2024/05/01"],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)


@given(st.integers(-5, len(TEXT) + 5), st.integers(-5, len(TEXT) + 5))
def test_whatever_words_are_marked_the_quote_stands_or_it_is_refused(start: int, end: int) -> None:
    try:
        found = correction(claim(), document(), {"start": start, "end": end, "host": "KZ"})
    except WrongClaimError:
        assert not TEXT[max(start, 0) : max(end, 0)].strip() or start < 0 or end > len(TEXT)
    else:
        assert found.stands_in(document())
