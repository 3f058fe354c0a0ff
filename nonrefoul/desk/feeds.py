"""What a saved search tells feed readers: Atom, and in it no more than its maker chose."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import uuid
from urllib.parse import quote
from xml.etree import ElementTree as Tree

from nonrefoul.desk.asking import form
from nonrefoul.desk.speech import LANGUAGES, Speech, speech
from nonrefoul.publish.wording import plain
from nonrefoul.searching import Hit, Index, Order, find, snippets
from nonrefoul.store.indexing import numbered
from nonrefoul.store.saved import Feed, Saved
from nonrefoul.words import Document

MEDIA_TYPE = "application/atom+xml"
# So many of the documents that came last.
ENTRIES = 50

_ATOM = "http://www.w3.org/2005/Atom"


def atom(index: Index, saved: Saved, feed: Feed, desk: str) -> bytes:
    """The feed of a saved search (RFC 4287); `desk` is the address of the desk, to which it links.

    Raises StoreError.
    """
    fields = {**saved.asked, "order": Order.CAME.value}
    hits = find(index, form(fields).asked, ENTRIES).hits
    documents = numbered(index.store, [each.number for each in hits])
    lang = next((each for each in LANGUAGES if each == feed.lang), LANGUAGES[0])
    key = index.store.key
    root = Tree.Element("feed", {"xmlns": _ATOM, "xml:lang": lang})
    _add(root, "id", _id(key, f"search {saved.number}"))
    _add(root, "title", plain(saved.name))
    _add(root, "updated", _moment(hits[0].at if hits else saved.made.isoformat()))
    Tree.SubElement(Tree.SubElement(root, "author"), "name").text = "Nonrefoul"
    _add(root, "link", href=f"{desk}/search?{form(saved.asked).query}")
    for hit in hits:
        if document := documents.get(hit.number):
            root.append(_entry(hit, document, saved, feed, desk, speech(lang), key))
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(
    hit: Hit, document: Document, saved: Saved, feed: Feed, desk: str, say: Speech, key: bytes
) -> Tree.Element:
    entry = Tree.Element("entry")
    _add(entry, "id", _id(key, f"document {document.id}"))
    _add(entry, "title", headline(document, feed.titles, say))
    _add(entry, "updated", _moment(hit.at))
    _add(entry, "link", href=f"{desk}/document/{_path(document.id)}")
    if feed.texts:
        found = snippets(document.text, form(saved.asked).asked.wanted)
        text = " … ".join("".join(piece.text for piece in each.pieces) for each in found)
        _add(entry, "content", plain(text), type="text")
    return entry


def headline(document: Document, titles: bool, say: Speech) -> str:
    """What a document is called in a feed: its title only where that is wanted."""
    if titles and document.title:
        return plain(document.title)
    source = plain(document.source) if document.source else say("source not known")
    if document.published is None:
        return source
    return f"{source}, {say.day(document.published)}"


def _add(parent: Tree.Element, name: str, text: str | None = None, **attributes: str) -> None:
    child = Tree.SubElement(parent, name, attributes)
    child.text = text


def _id(key: bytes, about: str) -> str:
    """A name that stays the same and that tells nobody without the database what it is of."""
    mac = hmac.new(key, f"feed {about}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return uuid.UUID(bytes=mac[:16], version=5).urn


def _path(name: str) -> str:
    return quote(name, safe="/:")


def _moment(at: str) -> str:
    return dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC).isoformat(timespec="seconds")
