"""HTML as a reader sees it: its text with its lines, and none of what is behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import html
from lxml.etree import ParserError

from nonrefoul.capture.decoding import Decoded, decode_any, known_encoding

# lxml comes without types.
Element: TypeAlias = Any

_SAID = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_LINES = {"p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_LINES |= {"article", "section", "blockquote", "header", "footer", "pre", "dt", "dd", "figure"}
_LINES |= {"figcaption"}
_UNSEEN = {"script", "style", "template", "noscript", "head", "iframe", "object"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def decoded(raw: bytes, said: str | None = None) -> Decoded:
    """The text of an HTML file: in the encoding that was said with it, or that it says itself."""
    meta = _SAID.search(raw[:4096])
    named = known_encoding(said) or known_encoding(meta[1].decode("ascii") if meta else None)
    return decode_any(raw, named)


def parsed(text: str) -> Element | None:
    """The tree of an HTML text; None where there is nothing in it."""
    # libxml2 takes no text that declares another encoding than it has.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except ParserError:
        return None


def seen(element: Element) -> str:
    """The text of an element as a reader sees it, a line for each block and line break."""
    lines = "".join(_pieces(element)).split("\n")
    kept = [_BLANKS.sub(" ", line).strip() for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def seen_in(fragment: str) -> str:
    """The text of a piece of HTML as a reader sees it."""
    tree = parsed(f"<div>{fragment}</div>") if fragment.strip() else None
    return "" if tree is None else seen(tree)


def _pieces(top: Element) -> Iterator[str]:
    """Walked with a stack of our own: a page may be nested deeper than Python may call."""
    stack: list[Element | str] = [top]
    while stack:
        each = stack.pop()
        if isinstance(each, str):
            yield each
            continue
        if each is not top and each.tail:
            stack.append(_inline(each.tail))
        if not isinstance(each.tag, str) or each.tag in _UNSEEN:
            continue
        if each.tag == "br":
            yield "\n"
            continue
        around = "\n" if each.tag in _LINES else ""
        yield around + _inline(each.text or "")
        stack.append(around)
        stack.extend(reversed(each))


def _inline(text: str) -> str:
    return _BLANKS.sub(" ", text)


def one(element: Element, path: str) -> Element | None:
    """The first element that an XPath finds."""
    found = element.xpath(path)
    return found[0] if isinstance(found, list) and found else None


def value(element: Element, path: str) -> str | None:
    """The first attribute or text that an XPath finds, where there is one that is not blank."""
    found = element.xpath(path)
    first = found[0] if isinstance(found, list) and found else None
    return str(first).strip() or None if isinstance(first, str) else None


def of_class(name: str) -> str:
    """The XPath condition that an element is of a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
