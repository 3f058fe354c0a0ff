"""What each kind of input becomes; every name and sentence here is invented."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.capture import Captured, Trouble, capture
from nonrefoul.capture.slices import Tokens

DAY = dt.date(2024, 5, 6)


def split(path: Path | str, published: dt.date | None = None) -> tuple[list[Captured], list[str]]:
    """The documents of a path, and its troubles as they are printed."""
    found = list(capture(str(path), published))
    documents = [each for each in found if isinstance(each, Captured)]
    return documents, [str(each) for each in found if isinstance(each, Trouble)]


def export(messages: list[Any], **header: Any) -> bytes:
    chat = {"name": "Вымышленный канал", "type": "public_channel", "id": 4242, **header}
    return json.dumps({**chat, "messages": messages}, ensure_ascii=False, indent=1).encode()


def message(number: int, text: Any, **more: Any) -> dict[str, Any]:
    return {"id": number, "type": "message", "date": "2024-05-06T23:59:00", "text": text, **more}


def test_a_text_file_is_one_document_kept_exactly(tmp_path: Path) -> None:
    raw = "\ufeffПервая строка\r\nвторая\tстрока \n".encode()
    (tmp_path / "note.one.txt").write_bytes(raw)
    [found], troubles = split(tmp_path / "note.one.txt", DAY)
    assert troubles == []
    assert (found.document.id, found.document.published) == ("note.one", DAY)
    assert found.document.text == "Первая строка\r\nвторая\tстрока \n"
    assert found.original == raw
    assert len(found.sha256) == 64


def test_json_lines_keep_what_they_say_of_a_document(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "Раз", "lang": "ru", "published": "2023-11-03", "source": "С"},
        {"id": 7, "text": "Два", "url": "https://example.org/7", "published": "2023-11-04T10:00Z"},
        {"id": "c", "text": "Три", "claims": [1, 2]},
    ]
    raw = "\r\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
    (tmp_path / "posts.txt").write_bytes(b"\xef\xbb\xbf" + raw)
    found, troubles = split(tmp_path / "posts.txt", DAY)
    assert troubles == []
    first, second, third = (each.document for each in found)
    assert (first.id, first.lang, first.source) == ("a", "ru", "С")
    assert (second.id, second.url) == ("7", "https://example.org/7")
    days = [dt.date(2023, 11, 3), dt.date(2023, 11, 4), DAY]
    assert [first.published, second.published, third.published] == days
    everything = (tmp_path / "posts.txt").read_bytes()
    assert all(
        everything[each.offset : each.offset + len(each.original)] == each.original
        for each in found
    )


def test_a_telegram_export_gives_its_messages(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "action": "create_channel", "text": ""},
        message(2, 'Просто {текст} с "кавычками" и \\ знаком ]'),
        message(3, ["Начало, ", {"type": "bold", "text": "жирно"}, "."], edited="2024-05-07"),
        message(4, "", photo="photos/1.jpg"),
    ]
    raw = export(messages)
    (tmp_path / "result.json").write_bytes(raw)
    found, troubles = split(tmp_path / "result.json", dt.date(2020, 1, 1))
    assert troubles == []
    assert [each.document.id for each in found] == ["4242/2", "4242/3"]
    assert [each.document.text for each in found] == [messages[1]["text"], "Начало, жирно."]
    assert {each.document.published for each in found} == {DAY}
    assert {each.document.source for each in found} == {"Вымышленный канал"}
    assert json.loads(found[1].original)["edited"] == "2024-05-07"
    assert all(raw[each.offset :].startswith(each.original) for each in found)


def test_an_account_export_gives_each_chat_and_names_no_private_one(tmp_path: Path) -> None:
    private = json.loads(export([message(1, "Личное")], id=5, type="personal_chat"))
    public = json.loads(export([message(1, "Открытое")], id=6))
    account = {"about": "", "personal_information": {"id": 1}, "chats": {"list": [private, public]}}
    (tmp_path / "result.json").write_text(json.dumps(account), encoding="utf-8")
    found, troubles = split(tmp_path / "result.json")
    assert troubles == []
    assert [each.document.id for each in found] == ["5/1", "6/1"]
    assert [each.document.source for each in found] == [None, "Вымышленный канал"]


def test_a_folder_is_its_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.txt").write_text("Второй", encoding="utf-8")
    (tmp_path / "a.txt").write_text("Первый", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    (tmp_path / ".hidden").write_text("Не для чтения", encoding="utf-8")
    found, troubles = split(tmp_path)
    assert [each.document.id for each in found] == ["a", "later/a"]
    assert len(troubles) == 1
    assert "1 file passed over" in troubles[0]


def test_standard_input_may_be_a_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("Текст из трубы", encoding="utf-8")
    with (tmp_path / "in").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        [found], troubles = split("-", DAY)
    assert troubles == []
    assert (found.document.id, found.document.text) == ("stdin", "Текст из трубы")


def test_a_cut_export_yields_every_complete_message_and_says_where_it_ends(tmp_path: Path) -> None:
    raw = export([message(1, "Раз"), message(2, ["Два ", {"type": "link", "text": "ссылка"}])])
    file = tmp_path / "result.json"
    file.write_bytes(raw)
    whole, _ = split(file)
    ends = [each.offset + len(each.original) for each in whole]
    for cut in range(1, len(raw)):
        file.write_bytes(raw[:cut])
        found, troubles = split(file)
        assert [each.document for each in found] == [
            each.document for each, end in zip(whole, ends, strict=True) if end <= cut
        ], cut
        assert len(troubles) == 1, cut


def test_the_place_of_a_cut_is_that_of_the_first_message_lost(tmp_path: Path) -> None:
    raw = export([message(1, "Раз"), message(2, "Два")])
    (tmp_path / "result.json").write_bytes(raw[:-20])
    [first], [trouble] = split(tmp_path / "result.json")
    second = raw.index(b"{", first.offset + len(first.original))
    assert f"byte {second}: the export ends too early" in trouble


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_tokens_joined_are_the_stream(value: Any) -> None:
    raw = json.dumps([value], ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
    assert b"".join(token.raw for token in Tokens(io.BytesIO(raw))) == raw


def test_tokens_larger_than_a_chunk_stay_whole() -> None:
    raw = json.dumps({"text": "\\слово " * 100_000}).encode()
    tokens = [token.raw for token in Tokens(io.BytesIO(raw))]
    assert b"".join(tokens) == raw
    assert max(map(len, tokens)) > 500_000
