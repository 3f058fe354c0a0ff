"""A channel's public preview, back to the last message seen; and Telegram itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nonrefoul import store
from nonrefoul.capture import Captured
from nonrefoul.fetching import Exchange, Fetched, Validators, Visitor
from nonrefoul.following import Brought, Round
from nonrefoul.following.live import read_channel
from nonrefoul.following.taking import Found
from nonrefoul.store import Source, Store, open_store
from nonrefoul.words import Document, Reading

START = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def unread(documents: Sequence[Document]) -> list[Reading]:
    return [Reading(each.id, "xx", read=False) for each in documents]


def pages_of_a_channel(raw: bytes, address: str, encoding: str | None) -> Iterator[Found]:
    """A stand-in for the preview's parser: a line with the number of each message."""
    for line in raw.split():
        yield Captured(Document(f"77/{int(line)}", f"Запись {int(line)}."), line, address)


class Preview:
    """Visits a channel's preview of three messages a page; the test needs no network for it."""

    def __init__(self, newest: int) -> None:
        self.newest, self.asked = newest, list[str]()

    def visit(self, address: str, validators: Validators | None = None) -> Fetched:
        self.asked.append(address)
        before = int(address.partition("?before=")[2] or self.newest + 1)
        numbers = range(max(before - 3, 1), before)
        body = " ".join(map(str, numbers)).encode()
        exchange = Exchange(address, "127.0.0.1", START, b"", b"\r\n\r\n" + body, 200, ())
        return Fetched(address, body, (exchange,))


def channel_round(into: Store, visitor: Any) -> list[Brought]:
    visiting = Round(into, visitor, pages_of_a_channel, reader=unread, now=lambda: START)
    return list(visiting.visit(store.sources(into)))


def test_a_channel_is_read_back_to_the_last_message_seen(tmp_path: Path) -> None:
    into = open_store(tmp_path)
    store.follow(into, [Source("https://t.me/s/invented", full=False, added=START)])
    preview = Preview(newest=10)
    channel_round(into, preview)
    assert sorted(store.documents(into)) == ["77/10", "77/8", "77/9"]
    preview.newest = 18
    preview.asked.clear()
    [result] = channel_round(into, preview)
    assert result.source.newest == 18
    assert {*store.documents(into)} == {f"77/{number}" for number in range(8, 19)}
    assert preview.asked == [
        "https://t.me/s/invented",
        "https://t.me/s/invented?before=16",
        "https://t.me/s/invented?before=13",
    ]


def test_a_gap_that_is_too_long_is_said(tmp_path: Path) -> None:
    into, told = open_store(tmp_path), list[str]()
    store.follow(into, [Source("https://t.me/s/invented", full=False, added=START)])
    preview = Preview(newest=10)
    channel_round(into, preview)
    preview.newest = 1000
    visiting = Round(
        into,
        preview,  # type: ignore[arg-type]
        pages_of_a_channel,
        lambda found: told.append(str(found)),
        reader=unread,
    )
    [result] = visiting.visit(store.sources(into))
    assert result.summary.lost
    assert sum("some messages in between were not fetched" in each for each in told) == 1


def test_a_channel_without_a_preview_is_said(tmp_path: Path) -> None:
    """Telegram then leads to another page, which is none of the channel's messages."""
    into = open_store(tmp_path)
    store.follow(into, [Source("https://t.me/s/invented", full=False, added=START)])

    class LedAway(Preview):
        def visit(self, address: str, validators: Validators | None = None) -> Fetched:
            return super().visit("https://t.me/invented")

    [result] = channel_round(into, LedAway(newest=3))
    assert result.failure
    assert "no public preview" in result.failure


class Messages:
    """A client of Telegram that hands out plain messages."""

    def __init__(self, newest: int) -> None:
        self.newest = newest

    def get_entity(self, entity: str) -> Any:
        return type("Channel", (), {"id": 77, "title": "Канал", "username": entity})()

    def iter_messages(
        self, entity: Any, *, min_id: int, reverse: bool, limit: int
    ) -> Iterator[Any]:
        nothing = dict.fromkeys(
            ("media", "post_author", "fwd_from", "reply_to", "edit_date", "edit_hide")
        )
        for number in range(min_id + 1, self.newest + 1):
            said = {**nothing, "id": number, "message": f"Запись {number}.", "date": START}
            said["__bytes__"] = lambda each: f"<{each.id}>".encode()
            yield type("Message", (), said)()


def test_telegram_itself_is_read_on_from_where_it_was_left(tmp_path: Path) -> None:
    into, client = open_store(tmp_path), Messages(newest=3)
    store.follow(into, [Source("telegram:invented", full=False, added=START)])

    def visiting() -> Brought:
        during = Round(
            into,
            Visitor(),
            pages_of_a_channel,
            telegram=lambda: client,
            reader=unread,
            now=lambda: START,
        )
        [result] = during.visit(store.sources(into))
        return result

    assert (visiting().summary.added, visiting().summary.added) == (3, 0)
    client.newest = 5
    again = visiting()
    assert (again.summary.added, again.source.newest, again.source.documents) == (2, 5, 5)


def test_what_telegram_gives_is_kept_whole_with_each_message_a_part_of_it() -> None:
    came, newest = read_channel(Messages(newest=3), "telegram:invented", 0)
    assert newest == 3
    assert [each.offset for each in came] == [0, 3, 6]
    for each in came:
        assert each.container
        raw = each.container.raw or b""
        assert raw[each.offset : each.offset + len(each.original)] == each.original


def test_without_keys_telegram_is_left_and_said(tmp_path: Path) -> None:
    into = open_store(tmp_path)
    store.follow(into, [Source("telegram:invented", full=False, added=START)])
    [result] = Round(into, Visitor(), pages_of_a_channel).visit(store.sources(into))
    assert result.failure == "it is read through Telegram alone"
