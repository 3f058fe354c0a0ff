"""Reads a public channel of Telegram as it is, through a client of Telethon (an optional extra).

What a message gives is what the same message gives in an export: the same id, the same text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from nonrefoul.errors import defect
from nonrefoul.fetching.records import FetchError, Why
from nonrefoul.words import Document

# So many messages in one visit; the next goes on from there.
MOST = 5000
# So many messages that were seen before are read again, for edits.
LOOK_BACK = 100
SCHEME = "telegram:"
_NO_CHANNEL = FetchError(Why.REFUSED, "there is no public channel of this name", "check the name")


class Client(Protocol):
    """What is used of Telethon's client, in its synchronous form."""

    def get_entity(self, entity: str) -> Any:
        """The channel of a name."""

    def iter_messages(
        self, entity: Any, *, min_id: int, reverse: bool, limit: int
    ) -> Iterable[Any]:
        """The messages of a channel after a number, oldest first."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message of a channel: its number, its bytes as TL serialises them, and what it says.

    `document` is None where it has no text.
    """

    number: int
    original: bytes
    document: Document | None


def posts(client: Client, name: str, after: int) -> Iterator[Post]:
    """The messages of a public channel after a number, oldest first, and a few before it.

    Raises FetchError.
    """
    start = max(after - LOOK_BACK, 0)
    try:
        channel = client.get_entity(name)
        if type(channel).__name__ != "Channel":
            raise _NO_CHANNEL
        for message in client.iter_messages(channel, min_id=start, reverse=True, limit=MOST):
            yield Post(int(message.id), bytes(message), _document(message, channel))
    except FetchError:
        raise
    except Exception as error:  # noqa: BLE001 - the classes are those of an extra
        raise _plainly(error) from None


def _plainly(error: Exception) -> FetchError:
    """What Telethon raised, in plain words; its classes are named, not imported."""
    names = {each.__name__ for each in type(error).__mro__}
    if "FloodError" in names:
        asked = dt.timedelta(seconds=int(getattr(error, "seconds", None) or 60))
        what = "Telegram asks us to come less often"
        return FetchError(Why.FAILED, what, "wait as long as it asks for", asked)
    if isinstance(error, OSError):
        return FetchError(Why.AWAY, "Telegram can't be reached", "check the connection")
    if names & {"BadRequestError", "ForbiddenError", "ValueError"}:
        return _NO_CHANNEL
    return FetchError(Why.FAILED, f"Telegram gave nothing ({defect(error)})", "try later")


def _document(message: Any, channel: Any) -> Document | None:
    """What a message says; None for a service message and one without a text."""
    text = _text(message) if type(message).__name__ == "Message" else ""
    if not text.strip():
        return None
    username = getattr(channel, "username", None)
    return Document(
        id=f"{channel.id}/{message.id}",
        text=text,
        published=message.date.astimezone(dt.UTC).date() if message.date else None,
        source=channel.title or None,
        url=f"https://t.me/{username}/{message.id}" if username else None,
        author=message.post_author or None,
        forwarded=_forwarded(message.fwd_from),
        reply_to=_reply_to(message.reply_to, channel.id),
        edited=_edited(message),
    )


def _text(message: Any) -> str:
    """The text or caption, and the words of a poll, a line each."""
    poll = getattr(message.media, "poll", None)
    asked = [_plain(poll.question), *(_plain(each.text) for each in poll.answers)] if poll else []
    return "\n".join(line for line in (message.message or "", *asked) if line)


def _plain(text: Any) -> str:
    """A text that older layers give as a string and newer ones with its styles."""
    return str(getattr(text, "text", text) or "")


def _forwarded(header: Any) -> str | None:
    """Whence it was forwarded: channel and message, else who by number, else the name given."""
    if header is None:
        return None
    channel = getattr(header.from_id, "channel_id", None)
    if channel is not None:
        return f"{channel}/{header.channel_post}" if header.channel_post else str(channel)
    user = getattr(header.from_id, "user_id", None)
    return f"user{user}" if user is not None else header.from_name or None


def _reply_to(header: Any, channel: int) -> str | None:
    number = getattr(header, "reply_to_msg_id", None)
    peer = getattr(getattr(header, "reply_to_peer_id", None), "channel_id", None) or channel
    return None if number is None else f"{peer}/{number}"


def _edited(message: Any) -> str | None:
    """The moment of the last edit; one that Telegram hides (a reaction, a count) is none."""
    if not message.edit_date or message.edit_hide:
        return None
    return f"{message.edit_date.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
