"""Walks a Telegram export, of one chat or of an account, to the bytes of each message."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from nonrefoul.capture.slices import BrokenError, Token, Tokens

_HEADER = ("id", "name", "type")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stood in the export, with the header of its chat."""

    chat: Mapping[str, Any]
    start: int
    raw: bytes


@dataclass(slots=True)
class _Open:
    """An object or array that is open: its header fields so far, and the key being filled."""

    header: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    filling: bool = False


def messages(stream: BinaryIO) -> Iterator[Message]:
    """Each item of each `messages` array; raises BrokenError where the export is cut or broken."""
    tokens = Tokens(stream)
    stack = [_Open()]
    while True:
        token = tokens.significant()
        inner = stack[-1]
        if token.raw == b"[" and inner.filling and inner.key == "messages":
            for start, raw in _items(tokens):
                yield Message(dict(inner.header), start, raw)
        elif token.raw in (b"{", b"["):
            stack.append(_Open())
        elif token.raw in (b"}", b"]"):
            stack.pop()
        else:
            _note(inner, token)
        if not 1 <= len(stack) <= _DEEPEST:
            raise BrokenError(token.start, ended=False)
        if len(stack) == 1:
            return


def _items(tokens: Tokens) -> Iterator[tuple[int, bytes]]:
    while (token := tokens.significant()).raw != b"]":
        if token.raw != b",":
            yield token.start, tokens.value(token)


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
