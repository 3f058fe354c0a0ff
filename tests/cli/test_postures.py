"""The commands on postures, on a real database of hand-made claims; every person is invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from keeping_builders import Entry, keep_entries
from typer.testing import CliRunner, Result

from nonrefoul.cli import app
from nonrefoul.publish import tables
from nonrefoul.store import open_store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

NAMES = ("Лужайкин", "Жужелицын", "Мшанников")


def told(
    number: int,
    host: str,
    event: str,
    words: str,
    who: str | None,
    source: str,
    date: str | None = None,
    modality: Modality = Modality.ASSERTED,
) -> tuple[Document, Claim]:
    """A document of a source that tells one event, and the claim read in it."""
    text = f"Номер {number}. {words}."
    document = Document(f"d{number}", text, "ru", dt.date(2025, 9, number), source)
    start = text.index(words)
    return document, Claim(
        document=document.id,
        event=event,
        subject=who,
        subject_kind=SubjectKind.PERSON if who else SubjectKind.NONE,
        modality=modality,
        start=start,
        end=start + len(words),
        quote=words,
        host=host,
        origin="RU",
        date=date,
        rule="test",
        confidence=0.9,
    )


TOLD = (
    told(1, "KG", "detained", "Лужайкина взяли", "Марк Лужайкин", "первый", date="2025-06"),
    told(2, "KG", "extradited", "Лужайкина выдали", "Марк Лужайкин", "первый", date="2025-08-20"),
    told(3, "KG", "extradited", "Мшанникова тоже выдали", "Егор Мшанников", "второй"),
    told(4, "KG", "deported", "Жужелицына вышлют", "Ким Жужелицын", "второй",
         modality=Modality.EXPECTED),
    told(5, "KG", "does_not_cooperate", "Кыргызстан в преследовании не помогает", None, "второй"),
    told(6, "KG", "turned_away", "Бишкек отворачивается от Москвы", None, "второй"),
    told(7, "AM", "asylum_granted", "Жужелицыну дали убежище", "Ким Жужелицын", "первый"),
    told(8, "AM", "extradition_refused", "Армения отказала в выдаче Мшанникова", "Егор Мшанников",
         "первый"),
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    entries = [
        Entry(document, Reading(document.id, "ru", True, (claim,)), document.id)
        for document, claim in TOLD
    ]
    keep_entries(open_store(folder), entries, "test")
    return folder


def run(home: Path, *words: str, wide: int = 120) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"COLUMNS": str(wide)})


def records(home: Path, *words: str) -> list[dict[str, object]]:
    result = run(home, *words, "--json")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_table_says_what_rests_on_one_source_and_where_lines_disagree(home: Path) -> None:
    shown = run(home, "posture").stdout
    assert "2 matters, one source" in shown
    assert "4 matters, 2 sources" in shown
    assert "≠ the two lines disagree" in shown


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("wide", [40, 71, 80])
def test_nothing_is_wider_than_the_terminal(home: Path, lang: str, wide: int) -> None:
    for words in (["posture"], ["compare"], ["posture", "KG"]):
        shown = run(home, *words, "--lang", lang, wide=wide).stdout
        assert max(map(len, shown.splitlines())) <= wide, words


def test_the_first_lines_of_a_posture_say_what_it_comes_to(home: Path) -> None:
    shown = " ".join(run(home, "posture", "KG", "--why").stdout.split("\n\n")[0].split())
    for part in ("Kyrgyzstan", "Of the weighted conduct that was told", "90% probability",
                 "4 matters, told by 2 sources", "Leaving out “", "What it does: →",
                 "What is said of it: ←", "The two disagree"):  # fmt: skip
        assert part in shown


def test_why_goes_down_to_steps_weights_reasons_quotes_and_sources(home: Path) -> None:
    shown = " ".join(run(home, "posture", "KG", "--why", wide=400).stdout.split())
    for part in (
        "1. ▲ extradited",
        "“extradited” weighs 1.00. The host hands the person over.",
        "The document states it in its own voice (1.00)",
        "probability 0.90, checked by no person",
        "How it went: detained (June 2025) → extradited (20 August 2025)",
        "Told first by: первый",
        "“Лужайкина выдали”",
        "Without “первый”:",
        "All acts weighed alike:",
        "Without what is only suspected:",
        "Attention: 6 documents told of it in the last 12 months",
        "Confirmed by a person: 0%",
        "What the figures cannot say",
    ):
        assert part in shown, part


def test_what_is_only_expected_is_no_step_of_how_it_went(home: Path) -> None:
    shown = run(home, "posture", "KG", "--why", wide=400).stdout
    went = [line for line in shown.splitlines() if "How it went" in line]
    assert went
    assert not any("deported" in line for line in went)


def test_leaving_out_a_source_gives_what_the_page_says_it_would(home: Path) -> None:
    (full,) = records(home, "posture", "KG", "--why")
    without = {each["source"]: each for each in full["otherwise"] if each["source"]}  # type: ignore[attr-defined]
    for source, said in without.items():
        (left,) = records(home, "posture", "KG", "--without", source)
        assert left["share_against"] == pytest.approx(said["share_against"])
        assert left["direction"] == said["direction"]
        assert left["without"] == [source]
    assert set(without) == {"первый", "второй"}


def test_equal_weights_give_what_the_page_says_they_would(home: Path) -> None:
    (full,) = records(home, "posture", "KG", "--why")
    (equal,) = [each for each in full["otherwise"] if each["kind"] == "equal"]  # type: ignore[attr-defined]
    (asked,) = records(home, "posture", "KG", "--weights", "equal")
    assert asked["share_against"] == pytest.approx(equal["share_against"])
    assert "Every act is weighed alike." in run(home, "posture", "--weights", "equal").stdout


def test_a_source_that_nobody_is_called_is_a_mistake(home: Path) -> None:
    assert run(home, "posture", "--without", "третий").exit_code == 2


def test_without_all_its_sources_nothing_is_left(home: Path) -> None:
    result = run(home, "posture", "AM", "--without", "первый")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Nothing is left" in result.stderr


def test_a_drawing_is_written_whole_says_what_it_leaves_out_and_names_nobody(
    home: Path, tmp_path: Path
) -> None:
    to = tmp_path / "kg.svg"
    result = run(home, "posture", "KG", "--plot", str(to), "--without", "второй", "--lang", "ru")
    assert result.exit_code == 0
    assert result.stdout == ""
    text = to.read_text(encoding="utf-8")
    ElementTree.fromstring(text)
    assert "«второй»" in text
    assert not any(name[:-2] in text for name in NAMES)
    assert list(tmp_path.iterdir()) == [to]


def test_several_postures_are_no_one_drawing(home: Path, tmp_path: Path) -> None:
    result = run(home, "posture", "--plot", str(tmp_path / "all.svg"))
    assert result.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_csv_has_the_numbers_that_json_has(home: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run(home, "posture", "--csv", "--table", "postures").stdout))
    )
    for row, record in zip(rows, records(home, "posture"), strict=True):
        assert row["host"] == record["host"]
        assert float(row["share_against"]) == record["share_against"]
        assert int(row["matters"]) == record["matters"]


def test_the_months_are_the_last_ones_asked_for(home: Path) -> None:
    shown = run(home, "posture", "KG", "--csv", "--months", "1").stdout.splitlines()
    assert {line.split(",")[3] for line in shown[1:]} == {"2025-09"}


def test_parquet_is_written_whole_or_its_library_is_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "m.parquet"
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run(home, "posture", "--table", "matters", "--parquet", str(to)).exit_code == 0
    assert parquet.read_table(to).column_names == list(tables.columns("matters"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    missing = tmp_path / "none.parquet"
    assert run(home, "posture", "--parquet", str(missing)).exit_code == 2
    assert not missing.exists()


def test_states_side_by_side_have_places_with_their_probability(home: Path) -> None:
    shown = run(home, "compare").stdout
    assert "Host states toward Russia" in shown
    for line in shown.splitlines():
        if line.startswith(("Kyrgyzstan", "Armenia")):
            assert re.search(r"\d to \d of 2|\d of 2, with \d+%", line)
    first, second = records(home, "compare")
    assert (first["host"], second["host"]) == ("KG", "AM")
    assert sum(first["rank_chances"]) == pytest.approx(1)  # type: ignore[call-overload]


def test_a_treaty_and_a_group_of_ones_own_stand_beside_the_states(
    home: Path, tmp_path: Path
) -> None:
    shown = run(home, "compare", "--treaty", "minsk", "--group", "mine=AM,TJ").stdout
    assert "minsk · " in shown
    assert "mine · " in shown
    file = tmp_path / "groups.txt"
    file.write_text("one = KG\ntwo = Armenia, TJ\n", encoding="utf-8")
    groups = [each for each in records(home, "compare", "--group", str(file)) if "group" in each]
    assert [each["group"] for each in groups] == ["one", "two"]
    assert groups[1]["unknown"] == ["TJ"]


@pytest.mark.parametrize("words", [["--treaty", "nowhere"], ["--group", "north"], ["Нарния"]])
def test_what_is_no_treaty_group_or_state_is_a_mistake(home: Path, words: list[str]) -> None:
    assert run(home, "compare", *words).exit_code == 2


def test_dyads_tell_what_happened_and_name_nobody(home: Path) -> None:
    text = run(home, "dyads", "KG").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {(row["Event Type"], row["Event Mode"]) for row in rows} == {
        ("COERCE", "arrest"),
        ("COERCE", "deport"),
        ("COOPERATE", ""),
        ("REJECT", "assist"),
        ("SANCTION", ""),
    }
    assert {row["Nonrefoul Event"] for row in rows}.isdisjoint({"deported"})
    assert not any(name[:-2] in text for name in NAMES)
    assert not any(source in text for source in ("первый", "второй"))
