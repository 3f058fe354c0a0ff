"""A channel read in three ways, from its export, its preview and Telegram: one document."""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import trustme
from local_site import Answer, Site, local_site

from nonrefoul import adding, store
from nonrefoul.fetching import Visitor
from nonrefoul.following import Brought, Round
from nonrefoul.store import Source, open_store
from nonrefoul.store.verifying import verify
from nonrefoul.words import Document, Reading

CHANNEL = 1234567890
TEXT = "Захара Тростенцова задержали в Алматы."


def unread(documents: Sequence[Document]) -> list[Reading]:
    return [Reading(each.id, "xx", read=False) for each in documents]


def post(number: int, said: str) -> str:
    """A message as the preview shows it."""
    view = base64.urlsafe_b64encode(json.dumps({"c": -CHANNEL, "p": f"{number}g"}).encode())
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message js-widget_message" data-post="invented_channel/{number}"
 data-view="{view.decode()}">
<a class="tgme_widget_message_owner_name"><span>Вымышленный канал</span></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">{said}</div>
<span class="tgme_widget_message_meta"><a class="tgme_widget_message_date"
 href="https://t.me/invented_channel/{number}"><time datetime="2026-03-02T12:00:00+00:00"
 class="time">12:00</time></a></span></div></div>"""


def preview(*posts: str) -> Answer:
    page = (
        f"<!DOCTYPE html><html><body><main class='tgme_main'>{''.join(posts)}</main></body></html>"
    )
    return Answer(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def telegram() -> Iterator[Site]:
    """A site that can show that it is t.me, to whom it is reached by that name."""
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    client = ssl.create_default_context()
    authority.issue_cert("t.me").configure_cert(server)
    authority.configure_trust(client)
    with local_site((server, client)) as site:
        yield site


def follow(into: store.Store, address: str, visitor: Visitor, client: Any = None) -> Brought:
    store.follow(into, [Source(address, full=False, added=store.schema.now())])
    wanted = [each for each in store.sources(into) if each.address == address]
    during = Round(into, visitor, telegram=(lambda: client) if client else None, reader=unread)
    [result] = during.visit(wanted)
    return result


def test_a_preview_is_read_back_through_its_pages(telegram: Site, tmp_path: Path) -> None:
    into, address = open_store(tmp_path), telegram.address("/s/invented_channel", name="t.me")
    telegram.answers["/s/invented_channel"] = preview(post(1, "Первое."), post(2, TEXT))
    assert follow(into, address, telegram.visitor()).summary.added == 2
    telegram.answers["/s/invented_channel"] = preview(post(5, "Пятое."), post(6, "Шестое."))
    telegram.answers["/s/invented_channel?before=5"] = preview(post(3, "Третье."), post(4, "…"))
    result = follow(into, address, telegram.visitor())
    assert (result.failure, result.summary.added, result.source.newest) == (None, 4, 6)
    assert set(store.documents(into)) == {f"{CHANNEL}/{number}" for number in range(1, 7)}
    assert [each for each in verify(into) if each.wrong] == []


def test_export_preview_and_telegram_give_one_document(telegram: Site, tmp_path: Path) -> None:
    from test_telegram import Replay  # skips this test where Telethon is not installed

    into = open_store(tmp_path / "home")
    message = {"id": 2, "type": "message", "date": "2026-03-02T12:00:00", "text": TEXT}
    chat = {"name": "Вымышленный канал", "type": "public_channel", "id": CHANNEL}
    (tmp_path / "result.json").write_text(json.dumps({**chat, "messages": [message]}))
    adding.add([str(tmp_path / "result.json")], into, reader=unread)
    telegram.answers["/s/invented_channel"] = preview(post(2, TEXT))
    address = telegram.address("/s/invented_channel", name="t.me")
    assert follow(into, address, telegram.visitor()).failure is None
    live = follow(into, "telegram:invented_channel", telegram.visitor(), Replay())
    assert live.failure is None
    assert store.documents(into)[f"{CHANNEL}/2"].text == TEXT
    assert {each.split("/")[0] for each in store.documents(into)} == {str(CHANNEL)}
    assert [each for each in verify(into) if each.wrong] == []
