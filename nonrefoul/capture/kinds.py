"""Tells what kind of file something is from its first bytes, never from its name."""

from __future__ import annotations

import io
import json
import re
import zlib
from codecs import BOM_UTF8
from enum import Enum

from nonrefoul.capture.decoding import decode_any, is_utf16, looks_binary
from nonrefoul.capture.mapping import Columns
from nonrefoul.capture.slices import BrokenError, Tokens

HEAD = 1 << 16
_EXPORT_KEYS = {"messages", "chats", "personal_information", "left_chats"}
# An object up to the colon of its first key, or cut off before that.
_OBJECT = re.compile(rb'\{\s*+(\Z|"(?:[^"\\]|\\.)*+(\Z|\\\Z|"\s*+(:|\Z)))', re.DOTALL)
_ARRAY = re.compile(rb"\s*\[\s*[{\[]")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
_FEED = re.compile(rb"<(?:rss|feed|[\w-]+:RDF|RDF|atom:feed)[\s>]", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\s|<!DOCTYPE\s+(?!html)|<(?:rss|feed|rdf:RDF)[\s>]|<!--", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)[\s>]", re.IGNORECASE
)
_MESSAGE = re.compile(rb'\{\s*"id"\s*:\s*\d+\s*,\s*"type"\s*:\s*"(?:message|service)"')
_EXPORTED = re.compile(rb'class="page_wrap"|class="history"')
_PREVIEW = re.compile(rb"tgme_widget_message|tgme_channel_info")
_HEADER = re.compile(rb"([!-9;-~]+):[ \t]?[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*\r?\n")
_MAIL_NEEDS = (b"from", {b"date", b"message-id", b"subject", b"mime-version", b"received"})
_MBOX = re.compile(rb"From [^\r\n]*\r?\n(?=[!-9;-~]+:)")


class Kind(Enum):
    """What a file is, and so how it is read."""

    EMPTY = "empty"
    BINARY = "binary"
    TEXT = "text"
    LINES = "JSON lines"
    TABLE = "table"
    TELEGRAM = "Telegram JSON"
    TELEGRAM_HTML = "Telegram HTML"
    PREVIEW = "channel page"
    FEED = "feed"
    PAGE = "web page"
    PDF = "PDF"
    ZIP = "ZIP"
    WARC = "WARC"
    MAIL = "e-mail"
    MBOX = "mailbox"
    PACKED = "gzip"
    XML = "XML"
    OTHER_JSON = "other JSON"


def kind(head: bytes, mapping: Columns | None = None) -> Kind:
    """What the file is that begins with these bytes; a mapping says which fields hold a text."""
    body = head.removeprefix(BOM_UTF8).lstrip()
    if not body:
        return Kind.EMPTY if len(head) < HEAD else Kind.TEXT
    if is_utf16(head):
        even = head[: len(head) // 2 * 2]
        return _text_kind(decode_any(even).text.encode().lstrip(), mapping or Columns())
    signed = _signed(head)
    if signed:
        return signed
    # A few damaged bytes in an export or in lines make it no picture.
    found = _json_kind(body, mapping or Columns()) if body.startswith(b"{") else None
    if found in (Kind.TELEGRAM, Kind.LINES) or (found and not looks_binary(head)):
        return found
    if looks_binary(head):
        return Kind.BINARY
    if _ARRAY.match(body):
        return Kind.OTHER_JSON
    return _text_kind(body, mapping or Columns())


def _signed(head: bytes) -> Kind | None:
    """What bytes say of themselves by a signature."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if head.startswith(b"\x1f\x8b"):
        return Kind.WARC if _unpacked(head).startswith(b"WARC/") else Kind.PACKED
    return Kind.PDF if b"%PDF-" in head[:1024] else None


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _text_kind(body: bytes, mapping: Columns) -> Kind:
    if body.startswith(b"<"):
        return _markup_kind(body)
    if _MBOX.match(body):
        return Kind.MBOX
    if _is_mail(body):
        return Kind.MAIL
    first = body.splitlines()[0].decode("utf-8", errors="replace")
    return Kind.TABLE if is_table(first, mapping) else Kind.TEXT


def _markup_kind(body: bytes) -> Kind:
    xml, html = _XML.match(body), _HTML.search(body[:4096])
    feed = _FEED.search(body[:4096]) if xml else None
    if feed and not (html and html.start() < feed.start()):
        return Kind.FEED
    if html:
        if _PREVIEW.search(body):
            return Kind.PREVIEW
        return Kind.TELEGRAM_HTML if _EXPORTED.search(body) else Kind.PAGE
    return Kind.XML if xml else Kind.TEXT


def _is_mail(body: bytes) -> bool:
    names, at = set(), 0
    while found := _HEADER.match(body, at):
        names.add(found[1].lower())
        at = found.end()
    return _MAIL_NEEDS[0] in names and bool(names & _MAIL_NEEDS[1])


def separator(line: str) -> str:
    """The sign that parts the columns of a table, by its first line."""
    return max("\t;,", key=line.count)


def is_table(first: str, mapping: Columns) -> bool:
    """Whether the first line of a text names columns of which one holds a text."""
    names = [name.strip().strip('"') for name in first.split(separator(first))]
    return len(names) > 1 and all(names) and "text" in mapping.taken(names)


def _json_kind(body: bytes, mapping: Columns) -> Kind:
    keys = _keys(body)
    if keys & _EXPORT_KEYS:
        return Kind.TELEGRAM
    if "version" in keys and _JSON_FEED.search(body):
        return Kind.FEED
    # The first line may be the broken one: any of the first lines may tell.
    for line in body.splitlines()[:20]:
        if "text" in mapping.taken(_keys(line)):
            return Kind.LINES
    # The beginning may be what is damaged.
    if _MESSAGE.search(body):
        return Kind.TELEGRAM
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
