"""The demo runs end to end on the samples, which are well-formed and wholly invented."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from typer.testing import CliRunner, Result

from nonrefoul.cli import app
from nonrefoul.samples import POSTS

# Every person and official in the samples, by the part of the name that keeps through its cases.
INVENTED = (
    "Мшанников",
    "Mshannikov",
    "Подзорнов",
    "Тростенцов",
    "Вербовецк",
    "Снежковск",
    "Озерчук",
    "Полозкович",
    "Навбахоров",
    "Луговцев",
    "Ветренич",
)
# Capitals side by side that are no person.
OTHERS = {"Прокуратура Армении", "Правительство Армении", "Генпрокуратура Казахстана"}
CAPITALS = re.compile(r"[А-ЯЁA-Z][а-яёa-z]+(?: [А-ЯЁA-Z][а-яёa-z]+)+")

SAMPLES = [json.loads(line) for line in POSTS.read_text(encoding="utf-8").splitlines()]


def test_there_are_enough_samples_each_with_its_own_id() -> None:
    assert 14 <= len(SAMPLES) <= 18
    assert len({sample["id"] for sample in SAMPLES}) == len(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["id"])
def test_a_sample_is_well_formed_and_says_that_it_is_invented(sample: dict[str, str]) -> None:
    assert set(sample) == {"id", "text", "lang", "published", "source"}
    assert sample["source"] == "sample (invented)"
    assert sample["lang"] == "ru"
    assert (
        dt.date(2025, 8, 1) <= dt.date.fromisoformat(sample["published"]) <= dt.date(2025, 11, 30)
    )
    assert sample["text"].strip() == sample["text"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["id"])
def test_a_sample_names_nobody_but_invented_persons(sample: dict[str, str]) -> None:
    for found in CAPITALS.findall(sample["text"]):
        assert found in OTHERS or any(name in found for name in INVENTED)


def test_persons_come_again_by_surname_alone_and_in_latin_letters() -> None:
    texts = " ".join(sample["text"] for sample in SAMPLES)
    assert "активиста Тростенцова" in texts
    assert "Yegor Mshannikov" in texts


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Result:
    home = tmp_path_factory.mktemp("untouched")
    environment = {"NONREFOUL_HOME": str(home), "COLUMNS": "100", "NO_COLOR": "1"}
    result = CliRunner().invoke(app, ["demo"], env=environment)
    assert not list(home.iterdir()), "the demo must not touch a person's own database"
    return result


def test_the_demo_says_at_its_head_and_end_that_all_is_invented(shown: Result) -> None:
    assert shown.exit_code == 0
    head, _, rest = shown.stdout.partition("1  Alerts")
    assert "INVENTED" in head
    assert "INVENTED" in rest.partition("5  Claims")[2].partition("Type next:")[0]


def test_the_demo_ends_with_what_to_type_next(shown: Result) -> None:
    last = shown.stdout.rpartition("Type next:")[2]
    assert "desk --demo" in last
    assert "add --home demo-home" in last
    assert str(POSTS.name) in last


def test_the_demo_finds_claims_cases_alerts_and_postures(shown: Result) -> None:
    assert "Захар Тростенцов" in shown.stdout
    assert "Suspected" in shown.stdout
    assert "Kyrgyzstan" in shown.stdout
    assert "🔸" in shown.stdout


def test_no_claim_comes_of_crime_and_weather(shown: Result) -> None:
    assert "sample-17" not in shown.stdout
    assert "sample-18" not in shown.stdout
