"""Telegram read through Telethon, on recorded traffic: objects as Telegram sends them, replayed.

The recording is invented. Where Telethon is not installed there is nothing to replay it with.
"""

from __future__ import annotations

import datetime as dt
import stat
import sys
import types
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from nonrefoul.errors import NonrefoulError
from nonrefoul.fetching import FetchError, Why
from nonrefoul.fetching.telegram import LOOK_BACK, Post, posts
from nonrefoul.fetching.telegram_keys import FILE, Keys, connect, keys, load, save, sign_in

RECORDING = Path(__file__).parent / "recorded" / "channel.tl"
if find_spec("pyaes") is None:
    # Telethon's cipher has no wheel and is not in the lock; nothing here is encrypted.
    sys.modules.setdefault("pyaes", types.ModuleType("pyaes"))
pytest.importorskip("telethon", reason="the extra `telegram` is not installed")

from telethon.extensions import BinaryReader  # noqa: E402
from telethon.tl import types as tl  # noqa: E402

CHANNEL, OTHER = 1234567890, 1987654321
NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def recorded() -> Iterator[Any]:
    """The objects of the recording: a channel, then its messages."""
    with BinaryReader(RECORDING.read_bytes()) as reader:
        while reader.tell_position() < RECORDING.stat().st_size:
            yield reader.tgread_object()


def invented() -> list[Any]:
    """What the recording was made of; its persons and events are invented."""
    peer = tl.PeerChannel(CHANNEL)

    def message(number: int, text: str, **more: Any) -> Any:
        return tl.Message(id=number, peer_id=peer, date=NOON, message=text, **more)

    words = tl.TextWithEntities
    poll = tl.Poll(
        id=7,
        hash=0,
        question=words("Придёте в суд?", []),
        answers=[tl.PollAnswer(words(each, []), each.encode()) for each in ("Да", "Нет")],
    )
    return [
        tl.Channel(
            id=CHANNEL,
            title="Вымышленный канал",
            photo=tl.ChatPhotoEmpty(),
            date=NOON,
            broadcast=True,
            username="invented_channel",
        ),
        tl.MessageService(id=1, peer_id=peer, date=NOON, action=tl.MessageActionHistoryClear()),
        message(2, "Захара Тростенцова задержали в Алматы."),
        message(
            3,
            "Его выдали.",
            edit_date=NOON + dt.timedelta(hours=1),
            post_author="Редактор",
            reply_to=tl.MessageReplyHeader(reply_to_msg_id=2),
        ),
        message(
            4,
            "Из другого канала.",
            fwd_from=tl.MessageFwdHeader(date=NOON, from_id=tl.PeerChannel(OTHER), channel_post=77),
        ),
        message(5, "", media=tl.MessageMediaPhoto()),
        message(6, "", media=tl.MessageMediaPoll(poll, tl.PollResults())),
        message(7, "Без видимой правки.", edit_date=NOON, edit_hide=True),
        tl.MessageEmpty(8, peer),
        message(
            9,
            "От частного лица.",
            fwd_from=tl.MessageFwdHeader(date=NOON, from_id=tl.PeerUser(55)),
        ),
    ]


class Replay:
    """A client that hands out what was recorded, as Telethon's own would."""

    def __init__(self) -> None:
        self.channel, *self.messages = recorded()

    def get_entity(self, entity: str) -> Any:
        assert entity == "invented_channel"
        return self.channel

    def iter_messages(
        self, entity: Any, *, min_id: int, reverse: bool, limit: int
    ) -> Iterator[Any]:
        assert entity is self.channel
        assert reverse
        yield from [each for each in self.messages if each.id > min_id][:limit]


@pytest.fixture
def found() -> dict[int, Post]:
    return {each.number: each for each in posts(Replay(), "invented_channel", 0)}


def test_the_recording_is_what_it_says_it_was_made_of() -> None:
    assert RECORDING.read_bytes() == b"".join(map(bytes, invented()))


def test_a_message_has_the_id_that_an_export_gives_it(found: dict[int, Post]) -> None:
    document = found[2].document
    assert document
    assert document.id == f"{CHANNEL}/2"
    assert document.text == "Захара Тростенцова задержали в Алматы."
    assert (document.published, document.source) == (NOON.date(), "Вымышленный канал")
    assert document.url == "https://t.me/invented_channel/2"


def test_edits_replies_forwards_and_polls_are_read(found: dict[int, Post]) -> None:
    said = {number: each.document for number, each in found.items() if each.document}
    assert said[3].edited == "2026-03-02T13:00:00Z"
    assert (said[3].reply_to, said[3].author) == (f"{CHANNEL}/2", "Редактор")
    assert said[4].forwarded == f"{OTHER}/77"
    assert said[6].text == "Придёте в суд?\nДа\nНет"
    assert said[7].edited is None
    assert said[9].forwarded == "user55"


def test_what_has_no_text_gives_no_document_but_is_kept(found: dict[int, Post]) -> None:
    assert [number for number, each in found.items() if not each.document] == [1, 5, 8]
    with BinaryReader(found[5].original) as reader:
        assert bytes(reader.tgread_object().media) == bytes(tl.MessageMediaPhoto())


def test_only_what_is_new_is_read_and_the_last_ones_again_for_their_edits() -> None:
    assert [each.number for each in posts(Replay(), "invented_channel", LOOK_BACK + 6)] == [7, 8, 9]


class FloodError(Exception):
    seconds = 120


class UsernameNotOccupiedError(ValueError):
    pass


@pytest.mark.parametrize(
    ("error", "why", "wait"),
    [
        (FloodError(), Why.FAILED, dt.timedelta(minutes=2)),
        (UsernameNotOccupiedError("secret_name"), Why.REFUSED, None),
        (ConnectionError("secret_name"), Why.AWAY, None),
        (RuntimeError("secret_name"), Why.FAILED, None),
    ],
)
def test_what_goes_wrong_is_said_plainly(
    error: Exception, why: Why, wait: dt.timedelta | None
) -> None:
    class Failing(Replay):
        def get_entity(self, entity: str) -> Any:
            raise error

    with pytest.raises(FetchError) as caught:
        list(posts(Failing(), "invented_channel", 0))
    assert (caught.value.why, caught.value.wait) == (why, wait)
    assert "secret" not in str(caught.value)


def test_a_private_chat_is_no_channel() -> None:
    class Private(Replay):
        def get_entity(self, entity: str) -> Any:
            return tl.User(id=1)

    with pytest.raises(FetchError, match="no public channel"):
        list(posts(Private(), "invented_channel", 0))


def test_keys_are_asked_for_once_and_kept_for_their_owner_alone(tmp_path: Path) -> None:
    asked: list[tuple[str, bool]] = []

    def ask(what: str, hidden: bool) -> str:
        asked.append((what, hidden))
        return "12345" if "api_id" in what else "0123456789abcdef"

    made = keys(tmp_path, ask)
    assert keys(tmp_path, ask) == made == load(tmp_path)
    assert [hidden for _, hidden in asked] == [False, True]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert "0123" not in f"{made!r} {made}"


def test_broken_keys_are_said_without_showing_them(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"api_id": "secret"}')
    with pytest.raises(NonrefoulError, match="give the keys again") as caught:
        load(tmp_path)
    assert "secret" not in str(caught.value)


def test_an_api_id_is_a_number(tmp_path: Path) -> None:
    with pytest.raises(NonrefoulError, match="is a number"):
        keys(tmp_path, lambda what, hidden: "abc")
    assert not (tmp_path / FILE).exists()


class SessionPasswordNeededError(Exception):
    pass


def test_signing_in_takes_the_code_and_the_second_password() -> None:
    done: list[tuple[object, ...]] = []

    class Telegram:
        def send_code_request(self, phone: str) -> None:
            done.append(("send", phone))

        def sign_in(self, phone: str = "", code: str = "", *, password: str = "") -> None:
            done.append(("sign in", phone, code, password))
            if code:
                raise SessionPasswordNeededError

    answers = iter(["+10000000000", "11111", "second"])
    sign_in(Telegram(), lambda what, hidden: next(answers))
    assert done == [
        ("send", "+10000000000"),
        ("sign in", "+10000000000", "11111", ""),
        ("sign in", "", "", "second"),
    ]


def test_without_the_extra_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "telethon.sync", None)
    save(tmp_path, Keys(1, "a"))
    with pytest.raises(NonrefoulError, match="nonrefoul\\[telegram\\]"):
        connect(tmp_path, lambda what, hidden: "")


if __name__ == "__main__":  # makes the recording anew
    RECORDING.parent.mkdir(exist_ok=True)
    RECORDING.write_bytes(b"".join(map(bytes, invented())))
