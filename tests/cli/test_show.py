"""The commands that show, on a real database of hand-made claims; every person is invented."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nonrefoul.cli import app, main
from nonrefoul.store import Kept, keep, open_store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

ASKED = "Марк Лужайкин подал прошение об убежище в Кыргызстане."
GONE = "Марка Лужайкина неизвестные увезли из Бишкека в Россию."
POLICY = "Кыргызстан повернулся в сторону Москвы и помогает ей в преследовании."


def document(name: str, text: str, day: int) -> Document:
    return Document(name, text, "ru", dt.date(2025, 9, day), "test channel")


DOCUMENTS = (document("a", ASKED, 1), document("b", GONE, 9), document("c", POLICY, 20))


def claim(document: Document, event: str, quote: str, subject: str | None) -> Claim:
    start = document.text.index(quote)
    return Claim(
        document=document.id,
        event=event,
        subject=subject,
        subject_kind=SubjectKind.PERSON if subject else SubjectKind.NONE,
        modality=Modality.ASSERTED,
        start=start,
        end=start + len(quote),
        quote=quote,
        host="KG",
        origin="RU",
        rule="test",
    )


CLAIMS = (
    (claim(DOCUMENTS[0], "asylum_applied", "подал прошение об убежище", "Марк Лужайкин"),),
    (claim(DOCUMENTS[1], "abducted", "неизвестные увезли", "Марк Лужайкин"),),
    (
        claim(DOCUMENTS[2], "turned_toward", "повернулся в сторону Москвы", None),
        claim(DOCUMENTS[2], "cooperates", "помогает ей в преследовании", None),
    ),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    kept = [
        Kept(each, each.text.encode(), each.id, Reading(each.id, "ru", True, claims))
        for each, claims in zip(DOCUMENTS, CLAIMS, strict=True)
    ]
    keep(open_store(folder), kept, "test")
    return folder


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"COLUMNS": "160"})


def records(home: Path, *words: str) -> list[dict[str, object]]:
    result = run(home, *words, "--json")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_cases_lists_the_person_with_status_and_says_that_nobody_checked(home: Path) -> None:
    shown = run(home, "cases").stdout
    assert "Марк Лужайкин" in shown
    assert "handed over, removed or taken" in shown
    assert "checked by no person" in shown


@pytest.mark.parametrize("name", ["Лужайкин", "марк", "Luzhaykin"])
def test_cases_finds_a_person_by_a_part_of_the_name(home: Path, name: str) -> None:
    assert [each["person"] for each in records(home, "cases", name)] == ["Марк Лужайкин"]


def test_a_name_that_nobody_has_is_said_on_standard_error(home: Path) -> None:
    result = run(home, "cases", "Жужелицын")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "nonrefoul cases" in result.stderr


def test_a_case_goes_down_to_quote_document_source_and_offsets(home: Path) -> None:
    (known,) = records(home, "cases")
    shown = run(home, "case", str(known["case"]), "--why").stdout
    start = GONE.index("неизвестные увезли")
    assert "“неизвестные увезли”" in shown
    assert f"b · test channel · published 2025-09-09 · characters {start}–{start + 18}" in shown


def test_each_number_of_a_case_leads_to_claims_whose_quotes_stand_in_the_text(home: Path) -> None:
    (known,) = records(home, "cases", "--why")
    texts = {each.id: each.text for each in DOCUMENTS}
    because = known["because"]
    assert isinstance(because, list)
    assert len(because) == known["claims"] == 2
    for each in because:
        assert texts[each["document"]][each["start"] : each["end"]] == each["quote"]


def test_an_unknown_case_is_one_line_that_says_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["nonrefoul", "case", "zzzz", "--home", str(home)])
    with pytest.raises(SystemExit) as stop:
        main()
    said = capsys.readouterr()
    assert stop.value.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "`nonrefoul cases`" in said.err


def test_alerts_are_suspected_and_name_norm_and_claims(home: Path) -> None:
    shown = run(home, "alerts").stdout
    assert "⚠ Suspected taking with no procedure" in shown
    assert "⚠ Suspected refoulement" in shown
    assert "1951 Refugee Convention, art. 33" in shown
    assert all(each["suspected"] is True for each in records(home, "alerts"))
    assert "⚠ Подозрение" in run(home, "alerts", "--lang", "ru").stdout


@pytest.mark.parametrize("state", ["KG", "Kyrgyzstan", "Киргизия", "Кыргызстан"])
def test_a_posture_is_shown_for_a_state_by_code_or_name(home: Path, state: str) -> None:
    (known,) = records(home, "posture", state)
    assert (known["host"], known["origin"], known["direction"]) == ("KG", "RU", "toward")
    numbers = [known[each] for each in ("low", "share_against", "high")]
    assert numbers == sorted(numbers, key=lambda each: float(str(each)))
    assert "→ toward Russia" in run(home, "posture", state).stdout


def test_a_posture_leads_to_the_words_of_its_matters(home: Path) -> None:
    assert "“повернулся в сторону Москвы”" in run(home, "posture", "--why").stdout


def test_a_posture_as_of_a_day_knows_nothing_told_later(home: Path) -> None:
    (known,) = records(home, "posture", "KG", "--as-of", "2025-09-10")
    assert known["matters"] == 1


def test_a_posture_is_as_of_the_newest_document_unless_a_day_is_given(home: Path) -> None:
    newest = max(each.published for each in DOCUMENTS if each.published)
    asked = records(home, "posture", "KG", "--why", "--as-of", newest.isoformat())
    assert records(home, "posture", "KG", "--why") == asked
    assert records(home, "posture", "KG", "--why", "--as-of", "2035-01-01") != asked


def test_what_is_no_state_is_a_mistake_and_an_unknown_one_is_not(home: Path) -> None:
    assert run(home, "posture", "Нарния").exit_code == 2
    unknown = run(home, "posture", "Armenia")
    assert unknown.exit_code == 0
    assert "Armenia" in unknown.stderr


def test_the_digest_begins_at_its_day(home: Path) -> None:
    shown = run(home, "digest", "--since", "2025-09-05", "--lang", "en").stdout
    assert "🔻 Kyrgyzstan" in shown
    assert "[b · test channel]" in shown
    assert "[a · test channel]" not in shown
    assert "Кыргызстан" in run(home, "digest", "--since", "2025-09-05").stdout
    assert run(home, "digest", "--since", "2025-02-30").exit_code == 2


def test_the_digest_opens_down_to_its_words(home: Path) -> None:
    asked = ["digest", "--since", "2025-09-05", "--lang", "en"]
    plain, opened = run(home, *asked).stdout, run(home, *asked, "--why").stdout
    assert opened.startswith(plain)
    assert "“неизвестные увезли”" in opened
    assert "“неизвестные увезли”" not in plain


def test_the_digest_as_json_is_a_draft_a_state(home: Path) -> None:
    asked = ["digest", "--since", "2025-09-05", "--json"]
    [record] = [json.loads(line) for line in run(home, *asked).stdout.splitlines()]
    assert (record["host"], record["since"], record["draft"]) == ("KG", "2025-09-05", True)
    assert [case["person"] for case in record["cases"]] == ["Марк Лужайкин"]
    assert {posture["origin"] for posture in record["postures"]} == {"RU"}
    assert "because" not in record
    [opened] = [json.loads(line) for line in run(home, *asked, "--why").stdout.splitlines()]
    assert len(opened["because"]) == record["claims"]
    texts = {document.id: document.text for document in DOCUMENTS}
    for each in opened["because"]:
        assert texts[each["document"]][each["start"] : each["end"]] == each["quote"]


@pytest.mark.parametrize("command", [["cases"], ["alerts"], ["posture"], ["cases", "--why"]])
def test_an_empty_database_says_what_to_type_next(tmp_path: Path, command: list[str]) -> None:
    open_store(tmp_path)
    result = run(tmp_path, *command)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "nonrefoul add PATH" in result.stderr


def test_no_database_says_what_to_type_next_and_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["nonrefoul", "cases", "--home", str(tmp_path / "none")])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 3
    assert "nonrefoul add PATH" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
