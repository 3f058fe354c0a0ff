"""One document for a person to read: its text, what hides in it, its versions and its copies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul import store
from nonrefoul.cli import json_lines
from nonrefoul.cli.screen import show
from nonrefoul.cli.wording import texts
from nonrefoul.copies import grouped
from nonrefoul.publish.wording import plain
from nonrefoul.rules.states import Lang
from nonrefoul.store import Gone
from nonrefoul.texts import Trick, changes, told, tricks
from nonrefoul.words import Document


@dataclass(frozen=True, slots=True)
class Shown:
    """A document's versions, the oldest first, and its copies, the one that told it first ahead.

    `gone` says which later capture of its chat no longer holds it, where one doesn't.
    """

    versions: Sequence[Document]
    copies: Sequence[Document]
    head: str
    gone: Gone | None = None

    @property
    def newest(self) -> Document:
        """The document as it stands today."""
        return self.versions[-1]

    def hidden(self) -> tuple[Trick, ...]:
        """What hides in the newest version."""
        return tricks(self.newest.text)


def show_document(name: str, json: bool, lang: Lang, home: Path | None) -> None:
    """Print a document; raises BadParameter where there is none of that id, StoreError."""
    found = _look(name, home)
    if json:
        typer.echo(json_lines.line(record(found)))
    else:
        show(view(found, lang))


def view(found: Shown, lang: Lang) -> RenderableType:
    """The document as a terminal shows it; nothing that hides in it acts there."""
    return Group(*_parts(found, lang))


def record(found: Shown) -> dict[str, Any]:
    """The document as a JSON object; texts are exact."""
    newest = found.newest
    return {
        "document": newest.id,
        "source": newest.source,
        "url": newest.url,
        "published": newest.published.isoformat() if newest.published else None,
        "forwarded": newest.forwarded,
        "edited": newest.edited,
        "versions": [{"text": each.text, "sha256": _sha256(each)} for each in found.versions],
        "gone": {"at": found.gone.at, "source": found.gone.source} if found.gone else None,
        "hidden": [
            {"kind": each.kind.value, "start": each.start, "end": each.end, "name": each.name}
            for each in found.hidden()
        ],
        "told_first": found.head,
        "copies": [each.id for each in found.copies],
    }


def _look(name: str, home: Path | None) -> Shown:
    opened = store.open_store(home, make=False)
    versions = [document for _, document in store.versions(opened, name)]
    if not versions:
        raise typer.BadParameter("there is no document of that id; every quote names its own")
    lost = store.gone(opened)
    counted = {name, *(claim.document for claim in store.claims(opened, lost=lost))}
    held = store.documents(opened, counted)
    copies = grouped(held.values())
    others = [held[each] for each in copies.others(name)]
    others.sort(key=lambda each: (each.id != copies.head(name), str(each.published), each.id))
    return Shown(versions, others, copies.head(name), lost.get(name))


def _parts(found: Shown, lang: Lang) -> Iterator[RenderableType]:
    words, newest = texts(lang), found.newest
    yield Text(plain(newest.id), "bold underline")
    yield Text(" · ".join(_said(newest, lang)), "dim")
    if found.gone:
        said = words["gone_from_chat"]
        yield Text(said.format(date=found.gone.at[:10], source=plain(found.gone.source)), "yellow")
    for line in newest.text.splitlines():
        yield Padding(Text(plain(line)), (0, 0, 0, 2))
    count = len(found.versions)
    for number, version in enumerate(found.versions, 1):
        sha256 = _sha256(version)
        yield Text(words["version"].format(number=number, count=count, sha256=sha256), "dim")
    for number, (old, new) in enumerate(pairwise(found.versions), 2):
        if old.text != new.text:
            yield Text(words["changed"].format(number=number), "bold")
            yield Padding(changed(old.text, new.text), (0, 0, 0, 2))
    yield from _hidden(found.hidden(), lang)
    yield from _copies(found, lang)


def changed(old: str, new: str) -> Text:
    """What changed between two texts, in colour, and with marks that say it without colour."""
    result = Text()
    for change in changes(old, new):
        if change.same:
            result.append(_lines(change.old))
            continue
        if change.old:
            result.append(f"[−{_lines(change.old)}−]", "red strike")
        if change.new:
            result.append(f"{{+{_lines(change.new)}+}}", "green bold")
    return result


def _lines(text: str) -> str:
    """The text with its lines and with the blanks at its ends, what hides in it made visible."""
    shown = []
    for line in text.split("\n"):
        inner = plain(line)
        before = " " if inner and line[0] == " " else ""
        after = " " if line[-1:] == " " else ""
        shown.append(f"{before}{inner}{after}")
    return "\n".join(shown)


def _said(document: Document, lang: Lang) -> Iterator[str]:
    """What a document says of itself."""
    words, day = texts(lang), document.published
    yield plain(document.source or words["no_source"])
    yield from (plain(each) for each in (document.author, document.title, document.url) if each)
    yield words["published"].format(date=day.isoformat()) if day else words["unpublished"]
    if document.forwarded:
        yield words["forwarded"].format(whence=plain(document.forwarded))
    if document.edited:
        yield words["edited"].format(moment=plain(document.edited))


def _hidden(found: Sequence[Trick], lang: Lang) -> Iterator[RenderableType]:
    words = texts(lang)
    if found:
        yield Text(words["hidden"], "bold yellow")
    for each in found:
        line = words["hidden_at"].format(
            place=each.start, name=each.name, told=told(each.kind, lang)
        )
        yield Padding(Text(line), (0, 0, 0, 2))


def _copies(found: Shown, lang: Lang) -> Iterator[RenderableType]:
    words = texts(lang)
    if not found.copies:
        yield Text(words["no_copies"], "dim")
        return
    yield Text(words["copies_of_it"], "bold")
    for each in found.copies:
        first = [words["told_first"]] if each.id == found.head else []
        yield Padding(Text(" · ".join([plain(each.id), *_said(each, lang), *first])), (0, 0, 0, 2))


def _sha256(document: Document) -> str:
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
