"""Tells by its content what an address gave: a feed, a channel's preview, a page, or a file."""

from __future__ import annotations

import json
import re
from enum import Enum

from nonrefoul.fetching.addresses import target
from nonrefoul.fetching.records import Fetched, FetchError

_HEAD = 1 << 14
_PREVIEW_HOSTS = {"t.me", "telegram.me", "telegram.dog"}
_PREVIEW = re.compile(r"/s/[A-Za-z][A-Za-z0-9_]{3,31}/?(\?.*)?")
_CHANNEL = re.compile(r"(?:@|(?:https?://)?t\.me/(?:s/)?)([A-Za-z][A-Za-z0-9_]{3,31})/?", re.ASCII)
# What may stand before the first element of XML: a declaration, comments, a doctype.
_PROLOG = re.compile(rb"\s*(<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)", re.DOTALL | re.IGNORECASE)
_FEED = re.compile(rb"\s*<(?:rss|feed|(?:rdf:)?RDF)[\s>]")
_JSON_FEED = "://jsonfeed.org/version/"
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|title|meta|p|div|h1)\b", re.IGNORECASE)


class Kind(Enum):
    """What was found at an address, and so how it is taken."""

    FEED = "feed"
    CHANNEL = "channel"
    PAGE = "page"
    FILE = "file"


def kind(found: Fetched) -> Kind:
    """What an answer is; its declared type is heard only where the content does not tell."""
    if is_preview(found.address):
        return Kind.CHANNEL
    head = _without_prolog(found.body[:_HEAD].removeprefix(b"\xef\xbb\xbf"))
    if _FEED.match(head) or _is_json_feed(found.body):
        return Kind.FEED
    declared = (found.last.header("content-type") or "").partition(";")[0].strip().lower()
    if _HTML.search(head) or declared in ("text/html", "application/xhtml+xml"):
        return Kind.PAGE
    return Kind.FILE


def followed(written: str) -> str:
    """The address to follow for what a person wrote: a channel's name becomes its public preview.

    Raises FetchError where it is no address.
    """
    channel = _CHANNEL.fullmatch(written)
    return target(f"https://t.me/s/{channel[1]}" if channel else written).address


def is_preview(address: str) -> bool:
    """Whether an address is the public preview of a channel."""
    try:
        found = target(address)
    except FetchError:
        return False
    return found.host in _PREVIEW_HOSTS and bool(_PREVIEW.fullmatch(found.path))


def _without_prolog(head: bytes) -> bytes:
    while found := _PROLOG.match(head):
        head = head[found.end() :]
    return head


def _is_json_feed(body: bytes) -> bool:
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return False
    version = found.get("version") if isinstance(found, dict) else None
    return isinstance(version, str) and _JSON_FEED in version
