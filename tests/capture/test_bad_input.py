"""Bad input: one clear line each, no word of the text in it, and the rest is read."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.capture import Captured, Trouble, capture

SECRET = "Тайнослов"


def look(file: Path, raw: bytes) -> tuple[list[Captured], list[Trouble]]:
    file.write_bytes(raw)
    found = list(capture(str(file)))
    troubles = [each for each in found if isinstance(each, Trouble)]
    for each in troubles:
        assert str(each).startswith(str(file))
        assert "\n" not in str(each)
        assert SECRET not in str(each)
    return [each for each in found if isinstance(each, Captured)], troubles


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (bytes(range(256)) * 8, "this is no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is no text"),
        (random.Random(5).randbytes(500).replace(b"\0", b"A"), "this is no text"),
        (b'{"name": "x", "other": [1, 2]}', "JSON of a form that is not known"),
        (b'[{"id": "a", "text": "b"}]', "JSON of a form that is not known"),
        (b'{"a":' * 300_000, "JSON of a form that is not known"),
        (b'{"messages": ' + b"[" * 300_000, "the export ends too early"),
        (b'{"messages": [1, 2', "ends too early"),
        (b'{"name": nonsense, "messages": []}', "broken from here"),
    ],
)
def test_a_file_that_holds_nothing_readable(tmp_path: Path, raw: bytes, said: str) -> None:
    found, troubles = look(tmp_path / "input", raw)
    assert found == []
    assert said in str(troubles[-1])
    assert troubles[-1].lost


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    [trouble] = capture(str(tmp_path / "none.txt"))
    assert isinstance(trouble, Trouble)
    assert "can't be read: No such file" in str(trouble)


def test_broken_utf8_keeps_the_bytes_and_marks_the_damage(tmp_path: Path) -> None:
    raw = "До ".encode() + b"\xff\xfe" + " после, и � настоящий знак".encode()
    [found], [trouble] = look(tmp_path / "broken.txt", raw)
    assert found.original == raw
    assert found.document.text == "До \ufffd\ufffd после, и \ufffd настоящий знак"
    assert "byte 5: 2 damaged characters" in str(trouble)
    assert trouble.lost


def test_five_megabytes_in_one_line_are_one_document(tmp_path: Path) -> None:
    raw = ("слово " * 450_000).encode()
    [found], troubles = look(tmp_path / "long.txt", raw)
    assert found.original == raw
    assert troubles == []


def test_a_date_that_can_not_be_is_no_date_and_no_default(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "Раз", "published": "2023-02-30"},
        {"id": "b", "text": "Два", "published": 20230230},
        {"id": "c", "text": "Три", "published": "2023-02-28"},
    ]
    raw = "\n".join(json.dumps(line) for line in lines).encode()
    found, troubles = look(tmp_path / "dates.jsonl", raw)
    assert [str(each.document.published) for each in found] == ["None", "None", "2023-02-28"]
    assert ["line 1" in str(troubles[0]), "line 2" in str(troubles[1])] == [True, True]
    assert "2023-02-30" not in str(troubles[0])


def test_a_bad_line_costs_no_other_line(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "1"}',
        b'{"id": "b", "text": "\xd0\xa2\xd0\xb0\xd0\xb9\xd0\xbd\xd0\xbe\xd1\x81\xd0\xbb\xd0',
        b'{"id": "c"}',
        b'["id", "text"]',
        b'{"id": "d", "text": ' + b"[" * 200_000 + b"}",
        b'{"id": "e", "text": 5}',
        b'{"id": "", "text": "no id"}',
        b'{"id": "f", "text": "\xff\xfe"}',
        b'{"id": "g", "text": "\\ud800 half, \\u0000 zero"}',
        b'{"id": "h", "text": 1' + b"1" * 5000 + b"}",
        b'{"id": "z", "text": "2"}',
    ]
    found, troubles = look(tmp_path / "lines.jsonl", b"\n".join(lines))
    assert [each.document.id for each in found] == ["a", "f", "g", "z"]
    assert found[2].document.text == "\ufffd half, \ufffd zero"
    reported = {str(each).partition(" line ")[2].partition(":")[0] for each in troubles}
    assert reported == {str(number) for number in range(2, 11)}


def test_a_first_line_that_is_broken_does_not_hide_the_kind(tmp_path: Path) -> None:
    found, troubles = look(tmp_path / "x", b'{"id": "a", "te\n{"id": "b", "text": "2"}\n')
    assert [each.document.id for each in found] == ["b"]
    assert len(troubles) == 1


def test_an_id_that_comes_twice_is_reported_and_kept(tmp_path: Path) -> None:
    raw = b'{"id": "a", "text": "1"}\n{"id": "a", "text": "2"}'
    found, [trouble] = look(tmp_path / "twice.jsonl", raw)
    assert [each.document.text for each in found] == ["1", "2"]
    assert "the same document id" in str(trouble)
    assert not trouble.lost


def test_messages_of_unknown_form_cost_no_other_message(tmp_path: Path) -> None:
    messages = [
        '{"id": 1, "type": "message", "date": "2024-13-01T00:00:00", "text": "без даты"}',
        '{"id": 2, "type": "message", "text": {"strange": 1}}',
        '{"type": "message", "text": "без номера"}',
        '{"id": 4 "type": "message"}',
        "17",
        '{"id": 6, "type": "message", "text": "цело"}',
    ]
    raw = f'{{"id": 9, "messages": [{",".join(messages)}]}}'.encode()
    found, troubles = look(tmp_path / "result.json", raw)
    assert [each.document.id for each in found] == ["9/1", "9/6"]
    assert found[0].document.published is None
    assert len(troubles) == 5


@given(st.binary(max_size=300), st.sampled_from([b"", b'{"messages": [', b'{"text": "']))
def test_no_bytes_make_capture_fail(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, start: bytes
) -> None:
    file = tmp_path_factory.mktemp("any") / "input"
    found, troubles = look(file, start + raw)
    assert found or troubles or b"messages" in start
