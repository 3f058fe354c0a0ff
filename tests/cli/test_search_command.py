"""The commands of the search; documents and persons are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from keeping_builders import Entry, keep_entries

from nonrefoul.cli import app, errors
from nonrefoul.store import open_store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

POST = "Суд в Бишкеке выдал Глеба Ветроградова.\u202e"


def run(
    arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["nonrefoul", *arguments])
    code = errors.guarded(app)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    said = Document("канал/1", POST, "ru", None, "канал", None, "Заголовок")
    quote = "выдал Глеба Ветроградова"
    start = POST.index(quote)
    person, stated = SubjectKind.PERSON, Modality.ASSERTED
    name, end = "Глеб Ветроградов", start + len(quote)
    claim = Claim(said.id, "extradited", name, person, stated, start, end, quote, host="KG")
    keep_entries(open_store(tmp_path), [Entry(said, Reading(said.id, "ru", True, (claim,)))], "1")
    return tmp_path


@pytest.mark.parametrize(
    "asked",
    [
        ["ветроградовым"],
        ["суды", "выдать"],
        ['"суд в бишкеке"', "--host", "Киргизия"],
        ["ветроград*", "--event", "extradited", "--review", "open"],
        ["--host", "KG"],
        ["суд -Алматы"],
    ],
)
def test_a_document_is_found(
    home: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(["search", *asked, "--home", str(home)], monkeypatch, capsys)
    assert code == errors.FINE
    assert "канал/1 · канал" in out
    assert "1 document found" in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    "asked",
    [["алматы"], ["суд", "--review", "checked"], ["суд", "--happened-from", "2020-01-01"]],
)
def test_what_does_not_hold_finds_nothing(
    home: Path,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(["search", *asked, "--home", str(home)], monkeypatch, capsys)
    assert (code, out.strip()) == (errors.FINE, "0 documents found")


def test_programs_are_told_the_words_found(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(["search", "суды", "--json", "--home", str(home)], monkeypatch, capsys)
    (record,) = map(json.loads, out.splitlines())
    assert (record["document"], record["found"]) == ("канал/1", ["Суд"])
    assert POST.startswith(record["snippets"][0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "nothing to look for"),
        (["--host", "Нетландия"], "no state"),
        (["--event", "flown"], "no event"),
        (["суд", "--published-from", "вчера"], "there is no day"),
    ],
)
def test_what_can_t_be_asked_is_said(
    home: Path,
    asked: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, err = run(["search", *asked, "--home", str(home)], monkeypatch, capsys)
    assert code == errors.USAGE
    assert said in err


def test_the_index_is_made_anew(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        out = run(["reindex", "--home", str(home)], monkeypatch, capsys)[1]
        assert out == "documents that can be searched: 1\n"
