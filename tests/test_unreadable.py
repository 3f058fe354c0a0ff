"""Documents that are too long, or that the reading fails at: kept, told of, in nobody's way."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from nonrefoul import pipeline
from nonrefoul.capture import Captured, Trouble
from nonrefoul.cli import app, errors
from nonrefoul.errors import NonrefoulError
from nonrefoul.reading.reader import LONGEST
from nonrefoul.store import Store, claims, contents, documents, open_store, readings
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

WEATHER = "Погода в горах в эти дни стояла ясная, и туристы поднимались к озёрам. "
TOLD = (
    "Российский активист Захар Тростенцов 3 мая 2024 года задержан в Казахстане. ",
    "По словам адвоката, он подал прошение об убежище, но решение пока не принято. ",
    "Егора Мшанникова могли вывезти через границу, пишет местная газета. ",
    "В России активиста преследуют за антивоенные высказывания и требуют его экстрадиции. ",
    "Правозащитники напоминают, что выдавать людей, которым грозят пытки, нельзя. ",
)
SECRET = "Тайна Тростенцова"


def run(
    arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["nonrefoul", *arguments])
    code = errors.guarded(app)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_five_megabytes_in_one_line_are_kept_whole_and_said_to_be_read_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text, size = "", 5_000_000
    # What is beyond the bound is never looked at.
    for part in itertools.cycle(TOLD):
        text += part
        if len(text) > LONGEST:
            break
    text += WEATHER * ((size - len(text.encode())) // len(WEATHER.encode()) + 1)
    assert len(text.encode()) > size
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    command = ["add", str(tmp_path / "long.txt"), "--home", str(tmp_path / "home")]
    code, out, err = run(command, monkeypatch, capsys)
    assert code == errors.LOST
    assert out.startswith("1 document added")
    assert err.splitlines() == [
        f"nonrefoul: long: too long: read up to character {LONGEST} of {len(text)}, and no further;"
        " split it into several documents to have the rest read"
    ]
    store = open_store(tmp_path / "home")
    assert documents(store)["long"].text == text
    assert [each.upto for each in readings(store)] == [LONGEST]
    assert {each.subject for each in claims(store)} >= {"Захар Тростенцов"}
    again = run(command, monkeypatch, capsys)
    assert again[0] == errors.LOST
    assert again[1].startswith("0 documents added, 1 known already")
    assert again[2] == err


def test_read_too_says_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = WEATHER + "\n" * LONGEST
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    code, out, err = run(["read", str(tmp_path / "long.txt")], monkeypatch, capsys)
    assert (code, out) == (errors.LOST, "")
    assert f"long: too long: read up to character {LONGEST} of {len(text)}" in err


def test_a_long_text_that_nobody_reads_is_only_said_to_be_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"id": "e", "lang": "de", "text": "Das Wetter ist schön. " * 10_000}
    (tmp_path / "posts.jsonl").write_text(json.dumps(record), encoding="utf-8")
    code, _, err = run(["read", str(tmp_path / "posts.jsonl")], monkeypatch, capsys)
    assert code == errors.FINE
    assert err.splitlines() == [
        "nonrefoul: e: not read, there are no rules for its language yet",
    ]


def picky(batch: Sequence[Document]) -> list[Reading]:
    """Reads a claim off the first word of each document, and fails where one holds the secret."""
    if any(SECRET in each.text for each in batch):
        raise KeyError(f"at {SECRET}")
    return [Reading(each.id, "ru", True, (claim(each),)) for each in batch]


def claim(document: Document) -> Claim:
    person, asserted = SubjectKind.PERSON, Modality.ASSERTED
    return Claim(document.id, "detained", "А", person, asserted, 0, 5, document.text[:5])


@pytest.fixture
def posts(tmp_path: Path) -> str:
    """Twenty documents, which is more than a batch; the reading fails at the fourth."""
    lines = [
        json.dumps({"id": f"d{number}", "lang": "ru", "text": SECRET if number == 3 else WEATHER})
        for number in range(20)
    ]
    (tmp_path / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return str(tmp_path / "posts.jsonl")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


def test_a_document_that_fails_keeps_no_other_from_being_read(posts: str, store: Store) -> None:
    said: list[Captured | Trouble] = []
    summary = pipeline.add([posts], store, progress=said.append, reader=picky)
    assert (summary.added, summary.claims, summary.lost) == (20, 19, True)
    (trouble,) = (each for each in said if isinstance(each, Trouble))
    assert trouble.place == "d3"
    assert "KeyError" in str(trouble)
    assert not any(word in str(trouble) for word in SECRET.split())
    assert documents(store)["d3"].text == SECRET
    assert "d3" not in {each.document for each in readings(store)}


def test_what_failed_is_tried_again_until_it_is_read(posts: str, store: Store) -> None:
    for _ in range(2):
        assert pipeline.add([posts], store, reader=picky).lost
    assert pipeline.add([posts], store, reader=picky).known == 19
    before = len(list(contents(store)))
    mended = pipeline.add([posts], store, reader=lambda batch: [Reading(batch[0].id, "ru", True)])
    assert (mended.added, mended.known, mended.lost) == (0, 19, False)
    assert len(list(contents(store))) == before + 1


def test_read_gives_a_trouble_in_the_place_of_what_fails(posts: str) -> None:
    found = list(pipeline.read([posts], reader=picky))
    assert [isinstance(each, Trouble) for each in found] == [place == 3 for place in range(20)]


def test_a_quote_that_does_not_stand_is_a_failed_reading(posts: str, store: Store) -> None:
    def sloppy(batch: Sequence[Document]) -> list[Reading]:
        found = ((each, replace(claim(each), start=int(each.id == "d3"))) for each in batch)
        return [Reading(each.id, "ru", True, (told,)) for each, told in found]

    assert pipeline.add([posts], store, reader=sloppy).lost
    assert len(documents(store)) == 20
    assert len(claims(store)) == 19


def test_a_broken_rule_is_no_fault_of_a_document(posts: str, store: Store) -> None:
    def broken(_: Sequence[Document]) -> list[Reading]:
        raise NonrefoulError("rules.yml: broken")

    with pytest.raises(NonrefoulError):
        pipeline.add([posts], store, reader=broken)
    assert documents(store) == {}
