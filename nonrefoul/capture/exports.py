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
_MESSAGE_NEXT = re.compile(r"[\s,]*" + _BEGINS)
# A message whose first quote was taken for the end of a string: a quote is missing before it.
_SWALLOWED = re.compile(_BEGINS.removeprefix(r'\{\s*"'))
_SWALLOWING = re.compile(rb'".*\{\s*"', re.DOTALL)
_SCALAR = re.compile(r'[^\s"{}\[\],:]+\s*[,\]]')
_CUT = re.compile(r'"?[^"{}\[\],:]*\Z')
_TOO_DEEP = re.compile(r"(?:[\[{]\s*){200}")
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


@dataclass(slots=True)
class _Open:
    """An object or array that is open: its header fields so far, and the key being filled."""

    header: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    filling: bool = False


def messages(stream: BinaryIO) -> Iterator[Message | Gap]:
    """Each item of each `messages` array, with the gaps between them."""
    walk, resumed = _Walk(Tokens(stream)), False
    while True:
        try:
            if resumed:
                yield from walk.items()
            yield from walk.all()
            return
        except BrokenError as error:
            gap = walk.resume(error)
        if gap:
            yield gap
            if gap.end is None:
                return
        resumed = True


class _Walk:
    """Where the walk is: what is open around it, and the chat whose messages came last."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.stack = [_Open()]
        self.chat = Chat()

    def all(self) -> Iterator[Message]:
        """All messages to the end; raises BrokenError where the export is cut or broken."""
        while not self.tokens.ahead(_MESSAGE_NEXT):
            token, inner = self.tokens.significant(), self.stack[-1]
            if _SWALLOWING.fullmatch(token.raw) and self.tokens.ahead(_SWALLOWED):
                self.tokens.back(token)
                raise BrokenError(token.start, ended=False)
            if token.raw == b"[" and self._holds_messages(inner):
                self.chat = Chat(dict(inner.header))
                yield from self.items()
            elif token.raw in (b"{", b"["):
                self.stack.append(_Open())
            elif token.raw in (b"}", b"]"):
                self.stack.pop()
            else:
                _note(inner, token)
            if not 1 <= len(self.stack) <= _DEEPEST:
                self.stack = [_Open()]
                raise BrokenError(token.start, ended=False)
            if len(self.stack) == 1:
                if self.tokens.between():
                    raise BrokenError(self.tokens.offset, ended=False)
                return
        # A message where none belongs: what opened or closed its array was damaged.
        raise BrokenError(self.tokens.offset, ended=False)

    def items(self) -> Iterator[Message]:
        """The messages up to the end of their array; raises BrokenError before one broken."""
        while (sign := self.tokens.between()) != "]":
            start = self.tokens.offset
            raw = self.tokens.value(_MESSAGE) if sign == "{" else None
            if raw is None:
                raw = self._whole(sign)
            if raw is None:
                cut = not sign or sign in "{[" or self.tokens.ahead(_CUT)
                self.tokens.skip()
                raise BrokenError(start, ended=cut)
            yield Message(self.chat, start, raw)
        self.tokens.significant()

    def resume(self, error: BrokenError) -> Gap | None:
        """Go on to the next message behind a place that is broken; None if nothing is between."""
        passed = self.tokens.seek(_MESSAGE)
        if passed is None:
            self.chat.whole = False
            return Gap(error.offset, None, error.ended)
        self.chat = self._chat_behind(passed)
        self.chat.whole = False
        nothing = self.tokens.offset - error.offset == len(passed) and not passed.strip(" \r\n\t,")
        return None if nothing else Gap(error.offset, self.tokens.offset)

    def _holds_messages(self, inner: _Open) -> bool:
        """Whether messages stand in the array just opened, though its key be damaged."""
        named = inner.filling and inner.key == "messages"
        return named or self.tokens.ahead(_MESSAGE_NEXT)

    def _whole(self, sign: str) -> bytes | None:
        """The bytes of an item that is no valid JSON, or not read to its end; None if broken."""
        while sign:
            if sign == "{" and (raw := self.tokens.value(_MESSAGE)) is not None:
                return raw
            following = self.tokens.find(_MESSAGE, behind=1)
            if sign in "{[" or self.tokens.ahead(_SCALAR):
                raw = self.tokens.balanced(following)
                if raw is not None:
                    return raw
            hopeless = following is not None or sign not in "{[" or self.tokens.here(_TOO_DEEP)
            if hopeless or not self.tokens.grow():
                return None
        return None

    def _chat_behind(self, passed: str) -> Chat:
        """The chat of the message behind a gap: the one before, or another whose header is there.

        Where that header is damaged the chat is unknown, and named by the byte.
        """
        unknown = {"id": f"unknown-{self.tokens.offset}"}
        if _OPENED.search(passed) or '"messages"' in passed:
            begins = max(passed.rfind("}"), passed.rfind("]")) + 1
            said = {name: _read(value) for name, value in _SAID.findall(passed[begins:])}
            before = {} if begins else self.stack[-1].header
            return Chat(unknown | before | said)
        around = next((each.header for each in reversed(self.stack) if "id" in each.header), None)
        if around is not None and around != self.chat.header:
            return Chat(dict(around))
        return self.chat if self.chat.header else Chat(unknown)


def _note(inner: _Open, token: Token) -> None:
    """Follow the keys of an object, and keep what says which chat this is."""
    if token.raw == b",":
        inner.key, inner.filling = None, False
    elif token.raw == b":":
        inner.filling = True
    elif not inner.filling:
        inner.key = str(_scalar(token))
    elif inner.key in _HEADER:
        inner.header[inner.key] = _scalar(token)


def _scalar(token: Token) -> Any:
    try:
        return json.loads(token.raw)
    except ValueError:
        raise BrokenError(token.start, ended=False) from None


def _read(value: str) -> Any:
    """A value of a header out of Latin-1, as the stream is looked at."""
    try:
        return json.loads(value.encode("latin-1"))
    except ValueError:
        return None
