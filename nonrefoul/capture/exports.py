"""Walks a Telegram export, of one chat or of an account, to the bytes of each message.

Damage costs what it hit and nothing else: behind it the walk takes up again at the next message,
which is told by how every one begins. An unescaped quote can't stand within a string, so no text
of a message looks so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from nonrefoul.capture.slices import BrokenError, Token, Tokens

_HEADER = ("id", "name", "type")
_DEEPEST = 100
_BEGINS = r'\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:\s*"(?:message|service|unsupported)"'
_MESSAGE = re.compile(_BEGINS)
_FIRST_MESSAGE = re.compile(r"\s*" + _BEGINS)
_SCALAR = re.compile(r'[^\s"{}\[\],:]+\s*[,\]]')
_CUT = re.compile(r'"?[^"{}\[\],:]*\Z')
_OPENED = re.compile(r"\[\s*\Z")
_SAID = re.compile(r'"(id|name|type)"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+|null)')


@dataclass(slots=True)
class Chat:
    """The header of a chat; `whole` is False once damage was met in it."""

    header: dict[str, Any] = field(default_factory=dict)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stood in the export, in its chat."""

    chat: Chat
    start: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes that could not be read, from `start` up to `end`; None where that is the stream's end.

    `ended` is whether the export merely stops too early there.
    """

    start: int
    end: int | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """The end of the messages of a chat."""

    chat: Chat


@dataclass(slots=True)
class _Open:
    """An object or array that is open: its header fields so far, and the key being filled."""

    chat: Chat = field(default_factory=Chat)
    key: str | None = None
    filling: bool = False


Found = Message | Gap | End


def messages(stream: BinaryIO) -> Iterator[Found]:
    """Each item of each `messages` array with the gaps between them, and the end of each array."""
    tokens = Tokens(stream)
    stack, resumed = [_Open()], False
    while True:
        try:
            if resumed:
                yield from _items(tokens, stack[-1])
            yield from _walk(tokens, stack)
            return
        except BrokenError as error:
            gap = _resume(tokens, stack[-1], error)
        yield gap
        if gap.end is None:
            return
        resumed = True


def _walk(tokens: Tokens, stack: list[_Open]) -> Iterator[Found]:
    while True:
        token = tokens.significant()
        inner = stack[-1]
        if token.raw == b"[" and _holds_messages(tokens, inner):
            yield from _items(tokens, inner)
        elif token.raw in (b"{", b"["):
            stack.append(_Open())
        elif token.raw in (b"}", b"]"):
            stack.pop()
        else:
            _note(inner, token)
        if not 1 <= len(stack) <= _DEEPEST:
            stack[:] = [_Open()]
            raise BrokenError(token.start, ended=False)
        if len(stack) == 1:
            if tokens.between():
                raise BrokenError(tokens.offset, ended=False)
            return


def _holds_messages(tokens: Tokens, inner: _Open) -> bool:
    """Whether messages stand in the array just opened, though its key be damaged."""
    return inner.filling and (inner.key == "messages" or tokens.ahead(_FIRST_MESSAGE))


def _items(tokens: Tokens, inner: _Open) -> Iterator[Found]:
    while (sign := tokens.between()) != "]":
        start = tokens.offset
        raw = tokens.value() if sign == "{" else None
        if raw is None:
            raw = _whole(tokens, sign)
        if raw is None:
            cut = not sign or sign in "{[" or tokens.ahead(_CUT)
            raise BrokenError(start, ended=cut)
        yield Message(inner.chat, start, raw)
    tokens.significant()
    yield End(inner.chat)
    inner.chat = Chat()


def _whole(tokens: Tokens, sign: str) -> bytes | None:
    """The bytes of an item that is no valid JSON, or not yet read to its end; None if broken."""
    while sign:
        if sign == "{" and (raw := tokens.value()) is not None:
            return raw
        following = tokens.find(_MESSAGE)
        if (sign in "{[" or tokens.ahead(_SCALAR)) and (raw := tokens.balanced(following)):
            return raw
        if following is not None or sign not in "{[" or not tokens.grow():
            return None
    return None


def _resume(tokens: Tokens, inner: _Open, error: BrokenError) -> Gap:
    """Go on to the next message behind a place that is broken, noting which chat it is of."""
    passed = tokens.seek(_MESSAGE)
    if passed is None:
        inner.chat.whole = False
        return Gap(error.offset, None, error.ended)
    inner.chat = _chat_after(inner.chat, passed, tokens.offset)
    inner.chat.whole = False
    return Gap(error.offset, tokens.offset)


def _chat_after(before: Chat, passed: str, offset: int) -> Chat:
    """The chat of the message behind a gap: the one before, or another whose header is in it."""
    if not _OPENED.search(passed) and '"messages"' not in passed:
        return before
    begins = max(passed.rfind("}"), passed.rfind("]")) + 1
    said = {
        name: json.loads(value.encode("latin-1")) for name, value in _SAID.findall(passed[begins:])
    }
    if not begins and not before.header.keys() & said.keys():
        said = before.header | said
    return Chat({"id": f"unknown-{offset}"} | said)


def _note(inner: _Open, token: Token) -> None:
    """Follow the keys of an object, and keep what says which chat this is."""
    if token.raw == b",":
        inner.key, inner.filling = None, False
    elif token.raw == b":":
        inner.filling = True
    elif not inner.filling:
        inner.key = str(_scalar(token))
    elif inner.key in _HEADER:
        inner.chat.header[inner.key] = _scalar(token)


def _scalar(token: Token) -> Any:
    try:
        return json.loads(token.raw)
    except ValueError:
        raise BrokenError(token.start, ended=False) from None
