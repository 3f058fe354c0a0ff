"""What a search finds, as lines for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli import errors
from nonrefoul.cli.json_lines import line
from nonrefoul.cli.screen import show
from nonrefoul.cli.states import state_code
from nonrefoul.publish.wording import plain
from nonrefoul.rules import events
from nonrefoul.searching import Asked, Index, Snippet, bring_up, find, snippets
from nonrefoul.store import open_store
from nonrefoul.store.indexing import numbered
from nonrefoul.words import Document

# So many documents are made searchable without a word.
_QUIETLY = 2_000


def state(named: str | None, option: str) -> str | None:
    """The code of the state that a person names; raises BadParameter where there is none."""
    code = state_code(named) if named else None
    if named and code is None:
        raise typer.BadParameter(f"there is no state {named!r}", param_hint=option)
    return code


def event(code: str | None) -> str | None:
    """The code of an event; raises BadParameter where no event has it."""
    if code and code not in events():
        known = ", ".join(sorted(events()))
        raise typer.BadParameter(f"there is no event {code!r}; there are: {known}")
    return code


def search(asked: Asked, limit: int, json: bool, home: Path | None) -> None:
    """Print what is found. Raises StoreError, ReviewError."""
    index = Index(open_store(home, make=False))
    bring_up(index, _tell)
    found = find(index, asked, limit)
    texts = numbered(index.store, [each.number for each in found.hits])
    documents = [texts[each.number] for each in found.hits if each.number in texts]
    if json:
        for each in documents:
            typer.echo(line(record(each, asked)))
        return
    show(Group(*shown(documents, asked)))
    count = f"{found.total} document{'' if found.total == 1 else 's'} found"
    if found.total > len(documents):
        count += f", {len(documents)} shown; --limit shows more"
    typer.echo(count)


def reindex(home: Path | None) -> None:
    """Make the index anew, and say of how many documents. Raises StoreError, ReviewError."""
    index = Index(open_store(home, make=False))
    index.empty()
    typer.echo(f"documents that can be searched: {bring_up(index, _tell)}")


def shown(documents: Sequence[Document], asked: Asked) -> Iterator[RenderableType]:
    """Each document with the words around what was found."""
    for each in documents:
        said = [plain(each.id), plain(each.source or "source not known")]
        said.append(each.published.isoformat() if each.published else "day not known")
        yield Text(" · ".join(said), "bold")
        if each.title:
            yield Padding(Text(plain(each.title)), (0, 0, 0, 2))
        for snippet in snippets(each.text, asked.wanted):
            yield Padding(_marked(snippet), (0, 0, 0, 2))


def record(document: Document, asked: Asked) -> dict[str, Any]:
    """A document that was found, for programs; what was found in it stands in `found`."""
    pieces = snippets(document.text, asked.wanted)
    return {
        "document": document.id,
        "source": document.source,
        "title": document.title,
        "published": document.published and document.published.isoformat(),
        "snippets": ["".join(piece.text for piece in each.pieces) for each in pieces],
        "found": [piece.text for each in pieces for piece in each.pieces if piece.found],
    }


def _marked(snippet: Snippet) -> Text:
    result = Text("… " if snippet.begins else "")
    for piece in snippet.pieces:
        before = " " if piece.text[:1].isspace() else ""
        after = " " if piece.text[-1:].isspace() else ""
        text = f"{before}{plain(piece.text)}{after}" if piece.text.strip() else " "
        result.append(text, "bold yellow" if piece.found else "")
    return result.append(" …" if snippet.ends else "")


def _tell(done: int, total: int) -> None:
    if total > _QUIETLY:
        errors.say(f"made searchable: {done} of {total} documents")
