"""Agencies, organisations and officials as the terminal lists them; every person is invented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from keeping_builders import Entry, keep_entries
from typer.testing import CliRunner, Result

from nonrefoul.cli import app
from nonrefoul.store import open_store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

DETAINED = Claim(
    document="a",
    event="detained",
    subject="Марк Лужайкин",
    subject_kind=SubjectKind.PERSON,
    modality=Modality.ASSERTED,
    start=0,
    end=6,
    quote="Марк Л",
    host="KG",
    origin="RU",
    actor="ГКНБ",
)
OFFICIAL = replace(
    DETAINED,
    subject="Сергей Иванов",
    subject_kind=SubjectKind.OFFICIAL,
    event="official_dismissed",
    actor="Кыргызстан",
)
CLAIMS = (
    DETAINED,
    replace(DETAINED, document="b", actor="State Committee for National Security"),
    replace(OFFICIAL, document="b"),
    replace(OFFICIAL, document="c", subject="Иванов"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    entries = [
        Entry(
            Document(name, f"Марк Лужайкин и {name}", "ru"),
            Reading(name, "ru", True, tuple(each for each in CLAIMS if each.document == name)),
            name,
        )
        for name in "abc"
    ]
    keep_entries(open_store(tmp_path), entries, "test")
    return tmp_path


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"COLUMNS": "160"})


def test_an_agency_is_listed_once_under_all_its_names_and_a_state_is_none(home: Path) -> None:
    shown = run(home, "actors", "KG").stdout
    assert "KG-GKNB" in shown
    assert "also written" in shown
    assert "Кыргызстан" not in shown
    assert "Ведомства и организации" in run(home, "actors", "Киргизия", "--lang", "ru").stdout
    told = [json.loads(line) for line in run(home, "actors", "KG", "--json").stdout.splitlines()]
    assert [each["kind"] for each in told] == ["agency", "official", "official"]
    assert told[0]["names"] == ["State Committee for National Security", "ГКНБ"]
    assert told[0]["claims"] == 2
    assert run(home, "actors", "nowhere").exit_code == 2


def test_a_person_decides_on_officials_too_and_never_joins_them_with_those_pursued(
    home: Path,
) -> None:
    (pair,) = (json.loads(line) for line in run(home, "unsure", "--json").stdout.splitlines())
    ids = [pair[side]["person_id"] for side in ("one", "other")]
    assert "official" in run(home, "unsure").stdout
    (pursued,) = (json.loads(line) for line in run(home, "cases", "--json").stdout.splitlines())
    mixed = run(home, "same", ids[0], pursued["person_id"])
    assert mixed.exit_code == 2
    assert "kept apart" in mixed.stderr
    assert run(home, "same", *ids, "--by", "reviewer").exit_code == 0
    assert run(home, "unsure").stdout.startswith("No pair")
    assert run(home, "names", ids[0]).stdout.count("[") == 2
    assert run(home, "take-back", "1").exit_code == 0
    assert "official" in run(home, "unsure").stdout
