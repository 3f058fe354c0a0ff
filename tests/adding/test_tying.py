"""An HTML export of a channel whose JSON export is kept: the same messages, counted once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from nonrefoul.adding import AddSummary, add
from nonrefoul.copies import grouped
from nonrefoul.store import Store, documents, open_store, versions
from nonrefoul.store.verifying import verify
from nonrefoul.words import Document, Reading

TITLE = "Вымышленный вестник"
TEXTS = {
    2: "Погода в горах хорошая.",
    3: "Рынок открыт до шести.\nПриходите!",
    5: "Автобус идёт в два.",
    9: "Кино в семь.",
}


def unread(found: Sequence[Document]) -> list[Reading]:
    return [Reading(each.id, "ru", True, ()) for each in found]


def as_json(folder: Path, texts: Mapping[int, str], chat: int = 4242, title: str = TITLE) -> str:
    messages = [
        {"id": number, "type": "message", "date_unixtime": "1715025600", "text": text}
        for number, text in texts.items()
    ]
    file = folder / f"{chat}.json"
    whole = {"name": title, "type": "public_channel", "id": chat, "messages": messages}
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return str(file)


def as_html(folder: Path, texts: Mapping[int, str], name: str = "messages.html") -> str:
    """As Telegram Desktop writes it; the clock of whoever exported is three hours ahead."""
    messages = "".join(
        f"""
     <div class="message default clearfix" id="message{number}">
      <div class="body">
       <div class="pull_right date details" title="06.05.2024 23:00:00 UTC+03:00">23:00</div>
       <div class="from_name">{TITLE} </div>
       <div class="text">
{text.replace(chr(10), "<br>")}
       </div>
      </div>
     </div>
"""
        for number, text in texts.items()
    )
    file = folder / name
    file.write_text(
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head>
<body><div class="page_wrap"><div class="page_header"><div class="content">
<div class="text bold">
{TITLE}
</div></div></div><div class="page_body chat_page"><div class="history">{messages}</div></div>
</div></body></html>""",
        encoding="utf-8",
    )
    return str(file)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


def added(store: Store, *paths: str) -> AddSummary:
    summary = add(paths, store, reader=unread)
    assert not summary.lost
    return summary


def test_what_the_json_gave_is_known_and_the_rest_goes_into_its_chat(
    store: Store, tmp_path: Path
) -> None:
    added(store, as_json(tmp_path, TEXTS))
    summary = added(store, as_html(tmp_path, {**TEXTS, 11: "Новое в полдень."}))
    assert (summary.added, summary.changed, summary.known) == (1, 0, 4)
    assert list(documents(store)) == [f"4242/{number}" for number in (2, 3, 5, 9, 11)]
    again = added(store, as_html(tmp_path, {**TEXTS, 11: "Новое в полдень."}))
    assert (again.added, again.known) == (0, 5)
    assert [each for each in verify(store) if each.wrong] == []


def test_an_edited_message_is_a_version_with_its_source(store: Store, tmp_path: Path) -> None:
    added(store, as_json(tmp_path, TEXTS))
    summary = added(store, as_html(tmp_path, {**TEXTS, 9: "Кино в восемь."}))
    assert (summary.added, summary.changed, summary.known) == (1, 1, 3)
    old, new = (said for _, said in versions(store, "4242/9"))
    assert (old.text, new.text) == (TEXTS[9], "Кино в восемь.")
    assert new.source == TITLE
    assert new.published == dt.date(2024, 5, 6)


def test_both_named_at_once_are_tied_too(store: Store, tmp_path: Path) -> None:
    summary = added(store, as_json(tmp_path, TEXTS), as_html(tmp_path, TEXTS))
    assert (summary.added, summary.known) == (4, 4)


@pytest.mark.parametrize(
    "there",
    [
        {number: f"{text} Иначе." for number, text in TEXTS.items()},  # other words
        {number + 100: text for number, text in TEXTS.items()},  # other numbers
        {2: TEXTS[2], 3: TEXTS[3]},  # too few
    ],
)
def test_another_channel_of_that_title_is_left_apart(
    store: Store, tmp_path: Path, there: Mapping[int, str]
) -> None:
    added(store, as_json(tmp_path, there))
    summary = added(store, as_html(tmp_path, TEXTS))
    assert summary.added == 4
    assert sum(name.startswith("html-") for name in documents(store)) == 4


def test_of_two_channels_of_one_title_the_right_one_is_taken(store: Store, tmp_path: Path) -> None:
    other = {number: f"{text} Иначе." for number, text in TEXTS.items()}
    added(store, as_json(tmp_path, other, chat=17), as_json(tmp_path, TEXTS, chat=4242))
    assert added(store, as_html(tmp_path, TEXTS)).known == 4


def test_the_other_way_round_they_are_copies_of_one_source(store: Store, tmp_path: Path) -> None:
    added(store, as_html(tmp_path, TEXTS))
    added(store, as_json(tmp_path, TEXTS))
    found = documents(store)
    assert len(found) == 8
    copies = grouped(found.values())
    chat = next(name for name in found if name.startswith("html-")).partition("/")[0]
    for number in TEXTS:
        assert copies.head(f"{chat}/{number}") == f"4242/{number}"
    assert copies.count(found) == 4
