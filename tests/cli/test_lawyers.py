"""Clocks, law, and what a lawyer decides, as commands over a real database; persons invented."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from keeping_builders import Entry, keep_entries
from typer.testing import CliRunner, Result

from nonrefoul.cli import app
from nonrefoul.rules import RULES, law
from nonrefoul.store import open_store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

HELD = "Тихона Просекина задержали по экстрадиционному запросу. Ему выдали свидетельство."
GONE = "Тихона Просекина увезли неизвестные."
AGAIN = "Просекин снова вывезен силой."

XX = """
code: LA
seen: 2031-01
provisions:
  - id: la_1
    topic: detention
    article: {en: "Sample Code, art. 1", ru: "Образцовый кодекс, ст. 1"}
    says: {en: It says so., ru: Так сказано.}
    from: 2030-01-01
    source: https://example.org/sample
    verified: verified
    term: {number: 10, unit: days, days: calendar, clock: true, kind: provisional_arrest}
"""


def claim(document: Document, event: str, quote: str, date: str | None) -> Claim:
    start = document.text.index(quote)
    return Claim(
        document.id,
        event,
        "Тихон Просекин",
        SubjectKind.PERSON,
        Modality.ASSERTED,
        start,
        start + len(quote),
        quote,
        host="KZ",
        origin="RU",
        date=date,
    )


def stored(home: Path, name: str, text: str, *told: tuple[str, str, str | None]) -> None:
    document = Document(name, text, "ru", dt.date(2031, 6, 1), "test channel")
    claims = tuple(claim(document, *each) for each in told)
    reading = Reading(name, "ru", True, claims)
    keep_entries(open_store(home), [Entry(document, reading, name)], "test rules")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    quote = "задержали по экстрадиционному запросу"
    told = (("detained", quote, "2031-05"), ("asylum_seeker_certified", "выдали", "2031-05-20"))
    stored(tmp_path, "held", HELD, *told)
    return tmp_path


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "own"
    (folder / "law").mkdir(parents=True)
    (folder / "law" / "la.yml").write_text(XX, encoding="utf-8")
    yield folder
    monkeypatch.undo()
    os.environ.pop(law.OWN, None)
    law.use(None)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "160"})


def test_clocks_are_listed_by_the_day_due_and_say_what_is_not_known(home: Path) -> None:
    shown = run("clocks", "--as-of", "2031-06-01", "--home", str(home)).stdout
    assert "2031-06-10 to 2031-07-25" in shown
    assert "2031-08-20" in shown
    assert "not counted: the term is not verified" in shown
    assert "Criminal Procedure Code, art. 588" in shown
    assert "checked by no person" in shown


def test_within_leaves_out_what_is_due_later(home: Path) -> None:
    asked = ("clocks", "--within", "14d", "--as-of", "2031-06-01", "--home", str(home))
    told = [json.loads(line) for line in run(*asked, "--json").stdout.splitlines()]
    assert [each["norm"]["norm"] for each in told] == ["kz_588"]
    assert told[0]["since"] == "2031-05"
    assert told[0]["first_due"] == "2031-06-10"
    assert "more without a day due" in run(*asked).stdout


def test_what_is_past_says_so(home: Path) -> None:
    shown = run("clocks", "--as-of", "2032-01-01", "--home", str(home)).stdout
    assert "2031-08-20 (passed)" in shown


def test_a_number_of_days_must_be_one(home: Path) -> None:
    result = run("clocks", "--within", "soon", "--home", str(home))
    assert result.exit_code == 2


@pytest.mark.parametrize("bare", [True, False])
def test_the_calendar_holds_names_only_if_wanted_and_its_ids_stay(home: Path, bare: bool) -> None:
    def written() -> Calendar:
        file = home / "due.ics"
        words = ["clocks", "--ics", str(file), "--as-of", "2031-06-01", "--home", str(home)]
        assert run(*words, *(["--no-names"] if bare else [])).exit_code == 0
        assert file.stat().st_mode & 0o077 == 0
        return Calendar.from_ical(file.read_bytes())

    first = list(written().walk("VEVENT"))
    assert len(first) == 2
    text = " ".join(str(each.decoded(key)) for each in first for key in ("summary", "description"))
    assert ("Тихон" in text) != bare
    assert not any(str(each["summary"]).count("задержали") for each in first)
    stored(home, "more", HELD, ("detained", "задержали", "2031-05-03"))
    again = {str(each["uid"]) for each in written().walk("VEVENT")}
    assert {str(each["uid"]) for each in first} == again


def test_an_alert_is_dismissed_for_a_reason_and_raised_again_by_new_evidence(home: Path) -> None:
    stored(home, "gone", GONE, ("abducted", "увезли неизвестные", "2031-06-01"))

    def codes() -> list[str]:
        lines = run("alerts", "--json", "--home", str(home)).stdout.splitlines()
        return [json.loads(line)["alert"] for line in lines]

    before = [
        json.loads(line)
        for line in run("alerts", "--json", "--home", str(home)).stdout.splitlines()
    ]
    one = next(each for each in before if each["alert"] == "taken_without_procedure")
    asked = ("--home", str(home), "--by", "lawyer")
    told = run("dismiss", one["id"], "--because", "he called from home", *asked)
    assert told.exit_code == 0
    assert "take it back with: nonrefoul take-back 1" in told.stdout
    assert "taken_without_procedure" not in codes()
    shown = run("case", one["case"], "--home", str(home)).stdout
    assert "he called from home (judgement 1)" in shown
    aside = run("alerts", "--dismissed", "--home", str(home)).stdout
    assert "dismissed by lawyer" in aside
    assert "he called from home (judgement 1)" in aside
    line = run("alerts", "--dismissed", "--json", "--home", str(home)).stdout
    assert json.loads(line)["dismissed"]["because"] == "he called from home"

    assert run("take-back", "1", *asked).exit_code == 0
    assert sorted(codes()) == sorted(each["alert"] for each in before)
    assert run("take-back", "1", *asked).exit_code == 2
    assert run("verify", "--home", str(home)).exit_code == 0
    # To take back the taking back puts the dismissal in force again.
    assert run("take-back", "2", *asked).exit_code == 0
    assert "taken_without_procedure" not in codes()

    stored(home, "again", AGAIN, ("abducted", "вывезен силой", "2031-06-03"))
    assert "taken_without_procedure" in codes()


@pytest.mark.parametrize("words", [["dismiss", "ffffffff", "--because", "x"], ["take-back", "9"]])
def test_what_is_not_there_cannot_be_decided(home: Path, words: list[str]) -> None:
    assert run(*words, "--home", str(home)).exit_code == 2


def test_a_dismissal_needs_a_reason(home: Path) -> None:
    assert run("dismiss", "ffffffff", "--because", " ", "--home", str(home)).exit_code == 2


@pytest.mark.parametrize("state", ["KZ", "Kazakhstan", "Казахстан"])
def test_law_prints_a_card_with_dates_sources_and_doubts(state: str) -> None:
    shown = run("law", state).stdout
    assert "Criminal Procedure Code, art. 588" in shown
    assert "party since 1999-01-15 (verified)" in shown
    assert "Russia: disputed" in shown
    assert "term: 40 days" in shown
    assert "not verified" in shown
    card = json.loads(run("law", state, "--json").stdout)
    assert card["treaties"]["chisinau"]["from"] == "2004-03-29"
    assert all(each["verified"] for each in card["provisions"])


def test_a_lawyer_adds_a_state_by_adding_a_file(own_rules: Path) -> None:
    assert "no law" in run("law", "LA").stderr.lower()
    shown = run("law", "LA", "--rules", str(own_rules))
    assert "Sample Code, art. 1" in shown.stdout
    assert run("check-rules", "--rules", str(own_rules)).exit_code == 0


def test_a_folder_without_law_is_said(own_rules: Path) -> None:
    result = run("law", "KZ", "--rules", str(own_rules / "law"))
    assert "there is no folder `law`" in str(result.exception)


def test_check_rules_says_in_words_what_is_wrong(own_rules: Path) -> None:
    file = own_rules / "law" / "la.yml"
    wrong = XX.replace("    source: https://example.org/sample\n", "").replace("seen: 2031-01", "")
    file.write_text(wrong.replace("id: la_1", "id: la_2"), encoding="utf-8")
    (own_rules / "law" / "xx.yml").write_text(
        XX.replace("number: 10, ", "").replace("LA", "XX"), encoding="utf-8"
    )
    told = run("check-rules", "--rules", str(own_rules))
    assert told.exit_code == 4
    lines = told.stderr.splitlines()
    assert any("la.yml" in line and "missing" in line for line in lines)
    assert any("xx.yml" in line and "la_1: term.number: is missing" in line for line in lines)
    assert not any("Traceback" in line for line in lines)


def test_shipped_rules_have_nothing_wrong() -> None:
    assert run("check-rules").exit_code == 0


OPENED = """
import sys
opened = set()
sys.addaudithook(lambda what, args: opened.add(str(args[0])) if what == "open" else None)
from nonrefoul.cli import rule_check
assert rule_check.check(None) == 0
print(*opened, sep="\\n")
"""


def test_check_rules_reads_every_rule_file_that_ships() -> None:
    told = subprocess.run(
        [sys.executable, "-c", OPENED], capture_output=True, text=True, check=True
    )
    shipped = {str(path) for path in RULES.rglob("*.yml")}
    assert shipped - set(told.stdout.splitlines()) == set()
