"""Ten copies of a report, added and shown: one source everywhere; persons and events invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nonrefoul.cli import app

REPORT = (
    "В Бишкеке задержали российского активиста Егора Мшанникова. Соседи видели, как трое мужчин в "
    "штатском вывели его из подъезда и посадили в белую машину без номеров."
)
OTHER = "Суд в Оше отпустил российского активиста Лаврентия Тихого, которого ждали дома две недели."


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"COLUMNS": "200"})


def records(home: Path, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(home, *words, "--json").stdout.splitlines()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    posts = [{"id": "a/1", "text": REPORT, "published": "2031-03-05", "source": "Ночная Почта"}]
    posts += [
        {
            "id": f"b{at}/1",
            "text": f"{REPORT}\nИсточник: «Ночная Почта»",
            "published": "2031-03-06",
            "source": f"канал {at}",
        }
        for at in range(9)
    ]
    posts += [{"id": "c/1", "text": OTHER, "published": "2031-03-07", "source": "Белая Строка"}]
    for name, told in (("first", posts), ("later", [posts[0] | {"text": f"{REPORT[:-1]}\u202e!"}])):
        file = folder / f"{name}.jsonl"
        file.write_text("\n".join(json.dumps(each) for each in told), encoding="utf-8")
        assert run(folder, "add", str(file)).exit_code == 0
    return folder


def test_a_case_counts_the_source_and_not_its_copies(home: Path) -> None:
    [case] = records(home, "cases", "Мшанников")
    assert case["documents"] == 10
    assert case["sources"] == 1


def test_a_case_shows_the_report_once_and_how_many_copies(home: Path) -> None:
    shown = run(home, "cases", "Мшанников", "--why").stdout
    assert "sources: 1" in shown
    assert shown.count("and 9 copies") == shown.count("a/1 · Ночная Почта") > 0
    assert "b3/1" not in shown


def test_a_posture_counts_the_source_and_not_its_copies(home: Path) -> None:
    [posture] = records(home, "posture", "--why")
    assert posture["sources"] == 2
    because = posture["because"]
    assert isinstance(because, list)
    assert sorted(each["documents"] for each in because) == [1, 10]
    assert {each["sources"] for each in because} == {1}
    assert "one source and 9 copies" in " ".join(run(home, "posture", "KG").stdout.split())


def test_the_digest_names_the_report_and_lists_its_copies(home: Path) -> None:
    shown = run(home, "digest", "--since", "2031-03-01", "--lang", "en").stdout
    assert "[a/1 · Ночная Почта and 9 copies]" in shown
    assert "b0/1, b1/1, b2/1" in shown


def test_a_document_shows_versions_copies_and_what_hides(home: Path) -> None:
    shown = " ".join(run(home, "document", "a/1").stdout.split())
    assert "Version 2 of 2" in shown
    assert "номеров[−.−]{+⟦U+202E right-to-left override⟧!+}" in shown
    assert "b8/1 · канал 8 · published 2031-03-06" in shown
    assert "\u202e" not in shown
    assert "turns the direction of writing" in shown
    assert "told first" in run(home, "document", "b3/1").stdout


def test_a_document_as_json_has_its_exact_texts(home: Path) -> None:
    [record] = records(home, "document", "a/1")
    versions = record["versions"]
    assert isinstance(versions, list)
    assert [each["text"] for each in versions] == [REPORT, f"{REPORT[:-1]}\u202e!"]
    assert record["told_first"] == "a/1"
    assert len(record["copies"]) == 9  # type: ignore[arg-type]


def test_an_unknown_document_is_said(home: Path) -> None:
    assert run(home, "document", "nobody/1").exit_code == 2


def test_a_document_says_that_its_chat_no_longer_has_it(tmp_path: Path) -> None:
    chat = {"name": "Ночная Почта", "type": "public_channel", "id": 4242}
    posts = [{"id": at, "type": "message", "text": f"Погода {at}.", "date": ""} for at in (1, 2, 3)]
    for name, told in (("first", posts), ("later", [posts[0], posts[2]])):
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps({**chat, "messages": told}), encoding="utf-8")
        run(tmp_path, "add", str(file))
    shown = run(tmp_path, "document", "4242/2").stdout
    assert "No longer in its chat by the capture of 20" in shown
    assert "later.json" in shown
    [record] = records(tmp_path, "document", "4242/2")
    assert record["gone"] is not None
    assert "No longer" not in run(tmp_path, "document", "4242/3").stdout
