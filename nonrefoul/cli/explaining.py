"""How a document was read, sentence by sentence: what was seen there, tried, met and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from nonrefoul.cli import errors
from nonrefoul.cli.quotes import invented
from nonrefoul.cli.screen import show
from nonrefoul.cli.seen import words_seen
from nonrefoul.cli.telling import GIVEN, NOT_GIVEN, Row, told_rows
from nonrefoul.cli.tried import rules_tried
from nonrefoul.cli.wording import texts
from nonrefoul.publish.wording import plain
from nonrefoul.reading import LANGUAGES
from nonrefoul.reading.claiming import Page, judged, pages
from nonrefoul.reading.confidence import weights
from nonrefoul.reading.language import language
from nonrefoul.reading.reader import LONGEST, distinct
from nonrefoul.reading.tokens import Sentence
from nonrefoul.reading.triage import worth
from nonrefoul.words import Claim, Document

_PASSED_OVER = (
    "`read` passes this text over: its words are not those of texts about people who fled."
)


@dataclass(frozen=True)
class Explained:
    """A document that is being explained: all that may be told in it, and what is given of it."""

    page: Page

    @cached_property
    def claims(self) -> Sequence[Claim]:
        """Each thing told as a claim, likely or not, in the order of `page.told`."""
        return judged(self.page)

    @cached_property
    def alone(self) -> Sequence[Claim]:
        """What the rules alone read, likely or not."""
        return [each.claim for each in self.page.reader.candidates()]

    @cached_property
    def given(self) -> frozenset[tuple[object, ...]]:
        """What tells apart the claims that are given."""
        least = weights().least
        sure = [claim for claim in self.claims if (claim.confidence or 0) >= least]
        return frozenset(told_apart(claim) for claim in distinct(sure))

    @cached_property
    def passed_over(self) -> bool:
        """Whether `read` gives nothing of the document, whatever it may tell."""
        return not worth(self.page.reader.document.text[:LONGEST])

    def fate(self, claim: Claim) -> str:
        """Whether a claim is given and, where its confidence alone does not say, why it is not."""
        if (claim.confidence or 0) < weights().least:
            return NOT_GIVEN
        if self.passed_over:
            return f"{NOT_GIVEN}, the text is passed over"
        same = f"{NOT_GIVEN} again, the same is told likelier or by name"
        return GIVEN if told_apart(claim) in self.given else same

    def told(self, sentence: Sentence) -> list[int]:
        """The places in `page.told` of what is told in a sentence, the likeliest first."""
        of, told = self.page.seen.sentence, self.page.told
        here = [at for at, each in enumerate(told) if of[each.words[0]] == sentence.index]
        return sorted(here, key=lambda at: -(self.claims[at].confidence or 0))


def explain_document(document: Document, *, every: bool) -> None:
    """Print how a document is read; of one in a language without rules, say only that."""
    lang = document.lang or language(document.text)
    if lang not in LANGUAGES:
        errors.say(f"{plain(document.id)}: its language is {lang}; explaining works for Russian")
        return
    [page] = pages([document])
    for part in explained(page, every=every):
        show(part)
    if len(document.text) > LONGEST:
        errors.say(f"{plain(document.id)}: explained up to character {LONGEST}, as it is read")


def told_apart(claim: Claim) -> tuple[object, ...]:
    """What no two claims of a document share."""
    return (*claim.key, claim.host, claim.confidence)


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
    warning = invented(document.claims, {text.id: text}, "en")
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
