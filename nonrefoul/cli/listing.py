"""The claims of one document, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul.cli.quotes import invented, quotes
from nonrefoul.cli.wording import texts
from nonrefoul.publish.wording import plain
from nonrefoul.rules.states import state_name
from nonrefoul.words import Claim, Document, Held, SubjectKind


def listing(document: Document, claims: Sequence[Claim]) -> RenderableType:
    """Each claim with whom and where, its words, and where they stand; who may trust it, below."""
    return Group(*_parts(document, claims))


def _parts(document: Document, claims: Sequence[Claim]) -> Iterator[RenderableType]:
    documents = Held({document.id: document})
    yield Text(
        f"{plain(document.id)}: {len(claims)} claim{'s' * (len(claims) > 1)}", "bold underline"
    )
    warning = invented(claims, documents, "en")
    if warning:
        yield warning
    for claim in claims:
        yield Text.assemble((_whom(claim), "bold"), " · ", _where(claim))
        yield quotes([claim], documents, "en", indent=2)
    yield Text(texts("en")["machine_read"], "dim")
    yield Text()


def _whom(claim: Claim) -> str:
    if claim.subject_kind is SubjectKind.NONE:
        return "the state's own conduct"
    return plain(claim.subject or claim.group or "a person not named")


def _where(claim: Claim) -> str:
    pursued = f", pursued by {state_name(claim.origin, 'en')}" if claim.origin else ""
    return f"{state_name(claim.host, 'en')}{pursued}"
