"""How a document was read, sentence by sentence: what was seen there, tried, met and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from nonrefoul.cli import errors
from nonrefoul.cli.judging import Explained
from nonrefoul.cli.quotes import invented
from nonrefoul.cli.screen import show
from nonrefoul.cli.seen import words_seen
from nonrefoul.cli.telling import Row, told_rows
from nonrefoul.cli.tried import rules_tried
from nonrefoul.cli.wording import texts
from nonrefoul.publish.wording import plain
from nonrefoul.reading import EXPLAINED
from nonrefoul.reading.claiming import Page, pages
from nonrefoul.reading.language import language
from nonrefoul.reading.reader import LONGEST
from nonrefoul.reading.tokens import Sentence
from nonrefoul.words import Document, Held

_PASSED_OVER = (
    "`read` passes this text over: its words are not those of texts about people who fled."
)


def explain_document(document: Document, *, every: bool) -> None:
    """Print how a document is read; of one in a language without rules, say only that."""
    lang = document.lang or language(document.text)
    if lang not in EXPLAINED:
        errors.say(f"{plain(document.id)}: its language is {lang}; explaining works for Russian")
        return
    [page] = pages([document])
    for part in explained(page, every=every):
        show(part)
    if len(document.text) > LONGEST:
        errors.say(f"{plain(document.id)}: explained up to character {LONGEST}, as it is read")


def explained(page: Page, *, every: bool) -> Iterator[RenderableType]:
    """Each sentence where a rule was tried or something is told; with `every`, each one."""
    document, shown = Explained(page), 0
    yield from _head(document)
    for sentence in page.sentences:
        rows = [*rules_tried(page, sentence, document.alone), *_told(document, sentence)]
        if rows or every:
            shown += 1
            yield _sentence(page, sentence, rows)
    left = len(page.sentences) - shown
    if left:
        yield Text(f"{left} more where no rule was tried and nothing is told: --all", "dim")
    yield Text(texts("en")["machine_read"], "dim")


def _head(document: Explained) -> Iterator[RenderableType]:
    text, count = document.page.reader.document, len(document.page.sentences)
    yield Text(f"{plain(text.id)}: {count} sentence{'s' * (count != 1)}", "bold underline")
    warning = invented(document.claims, Held({text.id: text}), "en")
    if warning:
        yield warning
    if document.passed_over:
        yield Text(_PASSED_OVER, "bold yellow")


def _sentence(page: Page, sentence: Sentence, rows: Sequence[Row]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, width=8)
    grid.add_column(overflow="fold")
    grid.add_row(Text(str(sentence.index + 1), "bold"), words_seen(page, sentence))
    for label, what in rows or [("", Text("no rule tried, nothing told", "dim"))]:
        grid.add_row(Text(label, "dim"), what)
    grid.add_row("", "")
    return grid


def _told(document: Explained, sentence: Sentence) -> Iterator[Row]:
    for at in document.told(sentence):
        claim = document.claims[at]
        fate = document.fate(claim)
        yield from told_rows(document.page, document.page.told[at], claim, fate)
