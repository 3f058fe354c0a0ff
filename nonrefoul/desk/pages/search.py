"""The search: what is asked for, what was found of it, and where its words stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from nonrefoul.desk.asking import Form, fits, form
from nonrefoul.desk.naming import event_label, modality_label
from nonrefoul.desk.paging import Part
from nonrefoul.desk.searching import Searching
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.telling import Told, told
from nonrefoul.desk.visit import Asked, Visit
from nonrefoul.publish.wording import plain
from nonrefoul.searching import Choices, Hits, Snippet, find, snippets
from nonrefoul.store.indexing import numbered
from nonrefoul.store.saved import saved
from nonrefoul.words import Claim, Document, Modality

router = APIRouter()

A_PAGE = 20
# Nobody pages further; who wants more asks more narrowly.
LAST_PAGE = 500
# So many claims of a document are shown beside it.
CLAIMS = 3

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A document that was found. `more` is how many claims it has besides those shown."""

    id: str
    title: tuple[Snippet, ...]
    source: str | None
    published: dt.date | None
    snippets: tuple[Snippet, ...]
    claims: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form lets choose from: values, and what each is called."""

    hosts: tuple[Choice, ...]
    origins: tuple[Choice, ...]
    events: tuple[Choice, ...]
    modalities: tuple[Choice, ...]
    sources: tuple[Choice, ...]


@router.get("/search", name="search")
def show(visit: Asked) -> Response:
    """The page."""
    said = form(visit.request.query_params)
    searching: Searching = visit.request.app.state.searching
    progress = searching.bring_up()
    page = _page(visit.request.query_params.get("page", ""))
    hits = find(searching.index, said.asked, A_PAGE, (page - 1) * A_PAGE)
    found = tuple(results(hits, said, visit))
    kept = saved(visit.store)
    last = min(LAST_PAGE, max(1, -(-hits.total // A_PAGE)))
    return visit.page(
        "search.html",
        form=said,
        part=Part(found, page, last, hits.total),
        offered=offered(searching.choices(), said, visit.say),
        progress=progress,
        saved=kept,
        queries={each.number: form(each.asked).query for each in kept},
        cut=said.asked.wanted.cut,
        asks=said.asked.asks,
    )


def results(hits: Hits, said: Form, visit: Visit) -> Iterator[Found]:
    """What was found as the page shows it."""
    texts = numbered(visit.store, [each.number for each in hits.hits])
    for hit in hits.hits:
        if document := texts.get(hit.number):
            yield result(document, said, visit)


def result(document: Document, said: Form, visit: Visit) -> Found:
    """A document that was found, with the words around what was asked for, and claims asked for."""
    known, wanted = visit.known, said.asked.wanted
    claims = [each for each in known.claims_of(document.id) if fits(each, said.asked)]
    title = snippets(document.title, wanted, 1) if document.title else ()
    shown = tuple(told(each, known.documents, visit.say) for each in claims[:CLAIMS])
    return Found(
        document.id,
        title,
        document.source,
        document.published,
        _snippets(document, claims, said),
        shown,
        len(claims) - len(shown),
    )


def _snippets(document: Document, claims: list[Claim], said: Form) -> tuple[Snippet, ...]:
    """Parts of the text; of a claim's quote where only that has the words, which an edit took."""
    wanted = said.asked.wanted
    found = snippets(document.text, wanted)
    if wanted.parts and not _marked(found):
        for claim in claims:
            quoted = snippets(claim.quote, wanted, 1)
            if _marked(quoted):
                return quoted
    return found


def _marked(found: tuple[Snippet, ...]) -> bool:
    return any(piece.found for each in found for piece in each.pieces)


def offered(choices: Choices, said: Form, say: Speech) -> Offered:
    """What the form offers: what documents and claims have, and what is asked for all the same."""
    return Offered(
        _named(_with(choices.hosts, said.asked.host), say.state),
        _named(_with(choices.origins, said.asked.origin), say.state),
        _named(_with(choices.events, said.asked.event), lambda code: event_label(code, say)),
        tuple((each.value, modality_label(each, say)) for each in Modality),
        _named(_with(choices.sources, said.asked.source), plain),
    )


def _named(values: tuple[str, ...], called: Callable[[str], str]) -> tuple[Choice, ...]:
    named = ((each, called(each)) for each in values)
    return tuple(sorted(named, key=lambda each: each[1].casefold()))


def _with(values: tuple[str, ...], asked: str | None) -> tuple[str, ...]:
    return (*values, asked) if asked and asked not in values else values


def _page(said: str) -> int:
    return min(max(int(said), 1), LAST_PAGE) if said.isdecimal() and len(said) < 9 else 1
