"""Every kind of file goes into the store by one command, and a second time adds nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import inputs
import pytest
from attacks import packed

from nonrefoul import pipeline
from nonrefoul.cli import app, errors
from nonrefoul.store import documents, open_store
from nonrefoul.words import Document, Reading

KINDS: tuple[tuple[Callable[[], bytes], int], ...] = (
    (inputs.telegram_html, 2),
    (inputs.preview, 2),
    (inputs.rss, 2),
    (inputs.json_feed, 2),
    (inputs.page, 1),
    (lambda: inputs.cyrillic_pdf(inputs.TEXT), 1),
    (inputs.docx, 1),
    (inputs.warc, 3),
    (inputs.wacz, 3),
    (lambda: bytes(inputs.mail()), 2),
    (inputs.mbox, 3),
    (lambda: packed(("a.txt", inputs.TEXT.encode()), ("b.pdf", inputs.cyrillic_pdf("Б"))), 2),
)


@pytest.mark.parametrize(("made", "count"), KINDS)
def test_a_kind_is_added_once(made: Callable[[], bytes], count: int, tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(made())
    store = open_store(tmp_path / "home")
    first = pipeline.add([str(tmp_path / "input")], store, reader=unread)
    again = pipeline.add([str(tmp_path / "input")], store, reader=unread)
    assert (first.added, first.known) == (count, 0)
    assert (again.added, again.known) == (0, count)
    assert len(documents(store)) == count


def unread(batch: Sequence[Document]) -> list[Reading]:
    return [Reading(each.id, "ru", True) for each in batch]


def test_a_table_is_read_by_the_columns_that_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "Активиста Захара Тростенцова задержали в Бишкеке 3 мая 2024 года."
    (tmp_path / "data").write_text(f"code,story\n7,{told}\n", encoding="utf-8")
    said = ["--map", "id=code", "--map", "text=story", "--json"]
    monkeypatch.setattr("sys.argv", ["nonrefoul", "read", str(tmp_path / "data"), *said])
    assert errors.guarded(app) == errors.FINE
    assert '"document": "7"' in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["nonrefoul", "read", "x", "--map", "story=text"])
    assert errors.guarded(app) == errors.USAGE
    assert "no field 'story' to map" in capsys.readouterr().err
