"""Word documents (DOCX, ECMA-376): what a reader sees of the body, notes, headers apart.

Our own reading, because python-docx passes over insertions, footnotes and text boxes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES, mend
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.records import Captured, Trouble
from nonrefoul.capture.zips import Entry
from nonrefoul.words import Document

MAIN = "word/document.xml"
_PARTS = (MAIN, "word/footnotes.xml", "word/endnotes.xml")
_PROPERTIES = "docProps/core.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_MOST_PART = 32 << 20
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Text that was deleted with changes tracked, and the older of two shapes of the same drawing.
_UNSEEN = {f"{_WORD}{name}" for name in ("del", "moveFrom", "instrText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}


def document(archive: zipfile.ZipFile, stream: BinaryIO, given: Given) -> Iterator[Found]:
    """The document in an archive; raises ZipError for a part that is a bomb."""
    present = set(archive.namelist())
    try:
        trees = {name: _tree(archive, name) for name in (*_PARTS, _PROPERTIES) if name in present}
    except etree.XMLSyntaxError:
        yield Trouble(given.path, "the Word document is damaged", "save it anew and give it again")
        return
    text = "\n".join(_text(trees[name]) for name in _PARTS if name in trees).strip()
    if not text:
        yield Trouble(given.path, "the Word document has no text", "nothing to read")
        return
    stream.seek(0)
    raw, troubles = stream.read(MOST_BYTES + 1), list[Trouble]()
    if len(raw) > MOST_BYTES:
        yield Trouble(given.path, "the Word document is too long", "it was passed over")
        return
    said = trees.get(_PROPERTIES)
    found = Document(
        id=given.name,
        text=fields.text(text, given.path, troubles),
        published=given.published,
        url=given.address,
        title=_property(said, "title"),
        author=_property(said, "creator"),
    )
    yield from troubles
    yield Captured(found, raw, given.path)


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    with Entry(archive, archive.getinfo(name)) as entry:
        raw = entry.whole(_MOST_PART)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    tree = etree.fromstring(raw, parser)
    if tree.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("a document type, which no Word document has", 0, 0, 0)
    return tree


def _text(tree: etree._Element) -> str:
    return "".join(_pieces(tree))


def _pieces(top: etree._Element) -> Iterator[str]:
    stack: list[etree._Element | str] = [top]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            yield each
            continue
        if not isinstance(each.tag, str) or each.tag in _UNSEEN:
            continue
        name = each.tag.removeprefix(_WORD)
        if name == "t":
            yield each.text or ""
            continue
        yield _SIGNS.get(name, "")
        # The separator of a table's cells is a tab, that of its rows the end of their paragraphs.
        stack.append("\n" if name == "p" else "")
        stack.extend(reversed(each))


def _property(tree: etree._Element | None, name: str) -> str | None:
    found = None if tree is None else tree.findtext(f"{_CORE}{name}")
    return mend(found.strip())[0][:300] or None if found else None
