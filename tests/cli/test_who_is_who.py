"""The commands that decide who is who, on a real database; every person is invented."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from keeping_builders import Entry, keep_entries
from typer.testing import CliRunner, Result

from nonrefoul.cli import app
from nonrefoul.store import open_store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

TEXTS = {
    "a": ("Марк Лужайкин задержан в Бишкеке.", "Марк Лужайкин", "задержан"),
    "b": ("Лужайкин отпущен из изолятора.", "Лужайкин", "отпущен"),
    "c": ("Mark Luzhaykin is detained.", "Mark Luzhaykin", "detained"),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    entries = []
    for name, (text, subject, quote) in TEXTS.items():
        document = Document(name, text, "ru", dt.date(2025, 9, 1), "test channel")
        start = text.index(quote)
        claim = Claim(
            document=name,
            event="detained",
            subject=subject,
            subject_kind=SubjectKind.PERSON,
            modality=Modality.ASSERTED,
            start=start,
            end=start + len(quote),
            quote=quote,
            host="KG",
            origin="RU",
        )
        entries.append(Entry(document, Reading(name, "ru", True, (claim,)), name))
    keep_entries(open_store(tmp_path), entries, "test")
    return tmp_path


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"COLUMNS": "160"})


def records(home: Path, *words: str) -> list[dict[str, object]]:
    result = run(home, *words, "--json")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def pair(home: Path) -> tuple[str, str]:
    (found,) = records(home, "unsure")
    return str(found["one"]["person_id"]), str(found["other"]["person_id"])  # type: ignore[index]


def test_the_queue_says_who_why_and_by_which_words(home: Path) -> None:
    shown = run(home, "unsure").stdout
    assert "Лужайкин" in shown
    assert "one is a single word" in shown
    assert "“отпущен”" in shown
    assert "одно из имён — одно слово" in run(home, "unsure", "--lang", "ru").stdout
    assert "Лужайкин" in run(home, "unsure", "лужайкин").stdout
    assert "No pair is unsure" in run(home, "unsure", "Пересвистов").stdout


def test_same_then_take_back_leaves_everything_as_before(home: Path) -> None:
    before = run(home, "cases", "--json").stdout
    done = run(home, "same", *pair(home), "--by", "reviewer", "--because", "they said so")
    assert done.exit_code == 0
    assert records(home, "unsure") == []
    assert len(records(home, "cases")) == 1
    (judgement,) = records(home, "judgements")
    assert (judgement["verdict"], judgement["who"], judgement["holds"]) == (
        "same",
        "reviewer",
        True,
    )
    assert run(home, "take-back", "1").exit_code == 0
    assert run(home, "cases", "--json").stdout == before
    assert [each["holds"] for each in records(home, "judgements")] == [False, True]
    assert "taken back" in run(home, "judgements").stdout


def test_different_takes_a_pair_off_the_queue(home: Path) -> None:
    assert run(home, "different", *pair(home)).exit_code == 0
    assert records(home, "unsure") == []
    assert len(records(home, "cases")) == 2


def test_one_who_is_two_is_parted_by_the_ids_of_their_names(home: Path) -> None:
    (full,) = (each for each in records(home, "cases") if len(each["names"]) == 2)  # type: ignore[arg-type]
    marks = [str(each["id"]) for each in records(home, "names", str(full["person_id"]))]
    assert len(marks) == 2
    assert run(home, "different", *marks).exit_code == 0
    assert len(records(home, "cases")) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("same", "ffffffff", "00000000"),
        ("same", "", ""),
        ("take-back", "7"),
        ("names", "ffffffff"),
    ],
)
def test_what_is_not_there_is_said_in_one_line_and_nothing_is_kept(
    home: Path, words: tuple[str, ...]
) -> None:
    assert run(home, *words).exit_code == 2
    assert records(home, "judgements") == []


def test_a_judgement_is_taken_back_once(home: Path) -> None:
    run(home, "same", *pair(home))
    assert run(home, "take-back", "1").exit_code == 0
    assert run(home, "take-back", "1").exit_code == 2
    assert run(home, "take-back", "2").exit_code == 0
    assert records(home, "unsure") == []


def test_the_evidence_verifies_whatever_persons_decided(home: Path) -> None:
    one, other = pair(home)
    for words in (("same", one, other), ("take-back", "1"), ("different", one, other)):
        assert run(home, *words).exit_code == 0
        assert run(home, "verify").exit_code == 0
    assert len(records(home, "judgements")) == 3


def test_what_was_taken_back_and_holds_again_can_be_taken_back_again(home: Path) -> None:
    run(home, "same", *pair(home))
    for number in ("1", "2", "3"):
        assert run(home, "take-back", number).exit_code == 0
    assert [each["holds"] for each in records(home, "judgements")] == [False, True, False, True]
    assert run(home, "take-back", "2").exit_code == 0
    assert len(records(home, "cases")) == 1
