"""Tells what kind of file something is from its first bytes."""

from __future__ import annotations

import io
import json
import re
from codecs import BOM_UTF8
from enum import Enum

from nonrefoul.capture.decoding import is_utf16, looks_binary
from nonrefoul.capture.slices import BrokenError, Tokens

HEAD = 1 << 16
_EXPORT_KEYS = {"messages", "chats", "personal_information"}
# An object up to the colon of its first key, or cut off before that.
_OBJECT = re.compile(rb'\{\s*+(\Z|"(?:[^"\\]|\\.)*+(\Z|\\\Z|"\s*+(:|\Z)))', re.DOTALL)
_ARRAY = re.compile(rb"\s*\[\s*[{\[]")


class Kind(Enum):
    """What a file is, and so how it is read."""

    EMPTY = "empty"
    BINARY = "binary"
    UTF16 = "utf-16"
    TEXT = "text"
    LINES = "lines"
    TELEGRAM = "telegram"
    OTHER_JSON = "other json"


def kind(head: bytes) -> Kind:
    """What the file is that begins with these bytes."""
    body = head.removeprefix(BOM_UTF8).lstrip()
    if not body:
        return Kind.EMPTY if len(head) < HEAD else Kind.TEXT
    if is_utf16(head):
        return Kind.UTF16
    if looks_binary(head):
        return Kind.BINARY
    if not body.startswith(b"{"):
        return Kind.OTHER_JSON if _ARRAY.match(body) else Kind.TEXT
    return _json_kind(body)


def _json_kind(body: bytes) -> Kind:
    keys = _keys(body)
    if keys & _EXPORT_KEYS:
        return Kind.TELEGRAM
    # The first line may be the broken one: any of the first lines may tell.
    for line in body.splitlines()[:20]:
        if "text" in _keys(line):
            return Kind.LINES
    return Kind.OTHER_JSON if _OBJECT.match(body) else Kind.TEXT


def _keys(body: bytes) -> set[str]:
    """The keys of the object that begins here, as far as the bytes go."""
    keys: set[str] = set()
    depth, last = 0, b""
    try:
        for token in Tokens(io.BytesIO(body)):
            if token.raw == b":" and depth == 1 and last.startswith(b'"'):
                keys.add(json.loads(last))
            depth += (token.raw in (b"{", b"[")) - (token.raw in (b"}", b"]"))
            if depth == 0:
                break
            last = last if token.raw.isspace() else token.raw
    except (BrokenError, ValueError):
        return keys
    return keys
