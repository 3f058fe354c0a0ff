"""What an export says today, said yesterday, and no longer says; posts about invented persons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from nonrefoul import pipeline
from nonrefoul.adding import running
from nonrefoul.capture import Attachment, Captured, Container
from nonrefoul.cli.json_lines import case_record
from nonrefoul.publish.wording import sentence
from nonrefoul.store import (
    Store,
    claims,
    contents,
    documents,
    edited_away,
    gone,
    open_store,
    versions,
)
from nonrefoul.store.verifying import verify
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

NAME = "Пётр Вымыслов"
TOLD = f"{NAME} задержан в Казахстане."


def reader(batch: Sequence[Document]) -> list[Reading]:
    """Reads who is called at the beginning of a text and detained in it."""
    return [Reading(each.id, "ru", True, tuple(told(each))) for each in batch]


def told(document: Document) -> list[Claim]:
    if "задержан" not in document.text:
        return []
    end = document.text.index("задержан") + len("задержан")
    person, asserted = SubjectKind.PERSON, Modality.ASSERTED
    quote = document.text[:end]
    return [Claim(document.id, "detained", NAME, person, asserted, 0, end, quote, host="KZ")]


def export(folder: Path, name: str, texts: dict[int, str]) -> str:
    messages: list[dict[str, Any]] = [
        {"id": number, "type": "message", "date": "2024-05-06T10:00:00", "text": text}
        for number, text in texts.items()
    ]
    chat = {"name": "Канал", "type": "public_channel", "id": 17, "messages": messages}
    (folder / name).write_text(json.dumps(chat, ensure_ascii=False, indent=1), encoding="utf-8")
    return str(folder / name)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


def add(store: Store, path: str) -> running.AddSummary:
    return running.add([path], store, reader=reader)


def count(store: Store, table: str) -> int:
    return sum(row[0] == table for row in contents(store))


def test_an_export_is_kept_whole_and_a_message_is_a_slice_of_it(
    store: Store, tmp_path: Path
) -> None:
    path = export(tmp_path, "a.json", {1: TOLD, 2: "Погода."})
    summary = running.add([path], store, reader=reader, who="Вымыслова")
    assert (summary.added, summary.claims) == (2, 1)
    assert (count(store, "original"), count(store, "capture"), count(store, "sighting")) == (
        1,
        1,
        2,
    )
    captures = [row for row in contents(store) if row[0] == "capture"]
    assert "Вымыслова" in captures[0]
    whole = store.originals.open(next(store.originals.names())).read()
    assert whole == Path(path).read_bytes()
    assert list(verify(store)) == []


def test_adding_the_same_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = export(tmp_path, "a.json", {1: TOLD, 2: "Погода."})
    add(store, path)
    before = list(contents(store))
    assert add(store, path).known == 2
    assert list(contents(store)) == before


def test_the_same_from_elsewhere_is_another_capture_of_the_same(
    store: Store, tmp_path: Path
) -> None:
    add(store, export(tmp_path, "a.json", {1: TOLD, 2: "Погода."}))
    assert add(store, export(tmp_path, "b.json", {1: TOLD, 2: "Погода."})).known == 2
    found = {table: count(store, table) for table in ("original", "document", "claim", "capture")}
    assert found == {"original": 1, "document": 2, "claim": 1, "capture": 2}
    assert count(store, "sighting") == 4
    assert list(verify(store)) == []


def test_an_edited_post_keeps_both_versions_and_its_claim_says_so(
    store: Store, tmp_path: Path
) -> None:
    add(store, export(tmp_path, "a.json", {1: TOLD}))
    add(store, export(tmp_path, "b.json", {1: "Сообщение уточняется."}))
    assert [each.text for _, each in versions(store, "17/1")] == [TOLD, "Сообщение уточняется."]
    (claim,) = edited_away(store)
    assert claim.standing
    assert claim.standing.version == versions(store, "17/1")[0][0]
    assert claim.standing.edited_away
    known = pipeline.know(store)
    case = known.cases[0]
    assert "edited away" in sentence(case.timeline[0], "en")
    record = case_record(case, known.documents, why=True)
    assert record["because"][0]["standing"]["edited_away"] is True
    assert documents(store)["17/1"].text == "Сообщение уточняется."


def test_a_claim_told_again_in_other_words_is_not_said_to_be_edited_away(
    store: Store, tmp_path: Path
) -> None:
    add(store, export(tmp_path, "a.json", {1: TOLD}))
    add(store, export(tmp_path, "b.json", {1: "Вчера вечером задержан он."}))
    assert edited_away(store) == []
    (claim,) = claims(store)
    assert claim.standing
    assert not claim.standing.edited_away
    assert claim.standing.version == versions(store, "17/1")[1][0]


def test_a_message_that_a_later_export_lacks_is_gone(store: Store, tmp_path: Path) -> None:
    add(store, export(tmp_path, "a.json", {1: TOLD, 2: "Два.", 3: "Три.", 4: "Четыре."}))
    assert gone(store) == {}
    add(store, export(tmp_path, "b.json", {1: "Один.", 3: "Три.", 5: "Пять."}))
    # 4 is gone as well: the later export reaches beyond it.
    assert sorted(gone(store)) == ["17/2", "17/4"]
    add(store, export(tmp_path, "c.json", {2: "Два.", 3: "Три.", 5: "Пять."}))
    # 2 came back, and the last export does not reach to 1.
    assert sorted(gone(store)) == ["17/4"]
    assert list(verify(store)) == []


def test_a_gone_message_keeps_its_claims_and_they_say_so(store: Store, tmp_path: Path) -> None:
    add(store, export(tmp_path, "a.json", {1: "Один.", 2: TOLD, 3: "Три."}))
    add(store, export(tmp_path, "b.json", {1: "Один.", 3: "Три."}))
    (claim,) = claims(store)
    assert claim.standing
    assert claim.standing.gone
    assert f"as captured on {claim.standing.gone[:10]}" in sentence(claim, "en")


def test_a_broken_export_says_nothing_of_what_is_gone(store: Store, tmp_path: Path) -> None:
    add(store, export(tmp_path, "a.json", {1: TOLD, 2: "Два.", 3: "Три."}))
    path = Path(export(tmp_path, "b.json", {1: TOLD, 3: "Три."}))
    path.write_bytes(path.read_bytes()[:-8])
    assert add(store, str(path)).lost
    assert gone(store) == {}


def test_what_is_packed_or_fetched_is_kept_with_what_it_came_in(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"a photograph")
    files = (Attachment("photo", str(tmp_path / "photo.jpg")), Attachment("video"))
    fetched = Container(
        "https://example.org/a", "", 8, headers={"content-type": "text/html"}, raw=b"response"
    )
    found = [
        Captured(Document("page", TOLD), b"inside one", "a.html", 0, fetched, files),
        Captured(Document("other", "Иное"), b"inside two", "a.html", 0, fetched),
    ]
    monkeypatch.setattr(running, "capture", lambda *_: iter(found))
    add(store, "https://example.org/a")
    assert count(store, "original") == 3  # the response, the two pieces together, the photograph
    assert count(store, "attachment") == 2
    assert any("text/html" in str(row) for row in contents(store) if row[0] == "capture")
    before = list(contents(store))
    add(store, "https://example.org/a")
    assert list(contents(store)) == before
    assert list(verify(store)) == []
