"""A document: its text as captured, what was read in it, its versions, and what proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.marking import Piece, pieces
from nonrefoul.desk.paging import Part, part
from nonrefoul.desk.telling import Told, told
from nonrefoul.desk.visit import Asked, Visit, not_there
from nonrefoul.evidence.frames import FrameError
from nonrefoul.knowing import View
from nonrefoul.store.provenance import Check, Version, check, original, provenance
from nonrefoul.store.stamping import Stamp, over
from nonrefoul.texts import Change, changes, tricks
from nonrefoul.texts import told as explained
from nonrefoul.words import Document

router = APIRouter()

AT_ONCE = 8_000  # so many characters are compared without being asked
SANDBOX = "default-src 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class Proof:
    """A version, whether it is as it was kept, a timestamp over it, its file, what it changed.

    `to_compare` is where it was not compared with the one before, being long.
    """

    version: Version
    check: Check
    stamp: Stamp | None
    file: str
    changed: tuple[Change, ...]
    to_compare: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Another document that tells the same report."""

    id: str
    source: str | None
    first: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows.

    `hidden` explains each kind of trick that its text plays; `cases` are those that claims are in.
    """

    document: Document
    pieces: tuple[Piece, ...]
    claims: tuple[Told, ...]
    gone: tuple[Told, ...]
    rejected: tuple[Told, ...]
    proofs: Part[Proof]
    copies: tuple[Copy, ...]
    hidden: tuple[str, ...]
    cases: Mapping[str, str]


@router.get("/document/{id:path}", name="document")
def show(
    visit: Asked,
    id: str,  # noqa: A002 - what the address calls it
    page: Annotated[int, Query(ge=1)] = 1,
    changed: int | None = None,
) -> Response:
    """The page; `page` is that of the versions, `changed` the one whose changes are wanted."""
    versions = provenance(visit.store, id)
    if not versions:
        raise not_there()
    return visit.page("document.html", shown=shown(versions, visit, page, changed))


@router.get("/original/{number}/{name}", name="original")
def download(visit: Asked, number: int, name: str) -> Response:
    """A version's own bytes, as a file that no browser runs; `name` is only for who reads it."""
    try:
        found = original(visit.store, number)
    except (FrameError, OSError):
        found = None
    if found is None:
        raise not_there()
    _id, raw = found
    headers = {
        "content-disposition": f'attachment; filename="{safe(name)}"',
        "content-security-policy": SANDBOX,
    }
    return Response(raw, media_type="application/octet-stream", headers=headers)


def shown(
    versions: Sequence[Version], visit: Visit, page: int = 1, changed: int | None = None
) -> Shown:
    """A document as the page shows it, with its newest version's text."""
    known, say, newest = visit.known, visit.say, versions[-1].document
    part = known.reviewed(newest.id)
    every = part.claims
    here = [each for each in every if each.stands_in(newest)]
    away = [each for each in every if not each.stands_in(newest)]
    return Shown(
        newest,
        pieces(newest.text, here),
        tuple(told(each, known.documents, say) for each in here),
        tuple(told(each, known.documents, say) for each in away),
        tuple(told(each, known.documents, say) for each in part.rejected),
        proofs(versions, visit, page, changed),
        tuple(copies(newest.id, visit)),
        tuple(hidden(newest.text, visit)),
        visit.once("cases by claim", _cases),
    )


def _cases(known: View) -> Mapping[str, str]:
    """The case that each claim is in."""
    return {claim.id: case.id for case in known.cases for claim in case.timeline}


def proofs(
    versions: Sequence[Version], visit: Visit, page: int, changed: int | None
) -> Part[Proof]:
    """The versions, the newest first, each with what it changed in the one before it.

    Comparing takes long for long texts: without being asked only the newest, short ones are.
    """
    before = {each.number: older for older, each in pairwise(versions)}
    found = part(versions[::-1], page, 10)
    made = [_proof(each, before.get(each.number), visit, changed) for each in found.items]
    return Part(made, found.page, found.pages, found.total)


def _proof(each: Version, before: Version | None, visit: Visit, changed: int | None) -> Proof:
    old = before.document.text if before else ""
    new = each.document.text
    wanted = each.number == changed or len(old) + len(new) <= AT_ONCE
    told = changes(old, new) if before and wanted else ()
    file = file_name(each.document, each.number)
    to_compare = before is not None and not wanted
    stamp = over(visit.store, each.entry)
    return Proof(each, check(visit.store, each), stamp, file, told, to_compare)


def copies(name: str, visit: Visit) -> Iterator[Copy]:
    """The documents that tell the same report, the first one first."""
    found = visit.known.documents
    head = found.copies.head(name)
    for each in sorted(found.copies.others(name), key=lambda one: (one != head, one)):
        document = found.get(each)
        yield Copy(each, document.source if document else None, each == head)


def hidden(text: str, visit: Visit) -> Iterator[str]:
    """What a person should know of each kind of trick in a text."""
    for kind in dict.fromkeys(each.kind for each in tricks(text)):
        yield explained(kind, visit.say.lang)


def safe(name: str) -> str:
    """A name for a file that means nothing to any system."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[:80] or "original"


def file_name(document: Document, number: int) -> str:
    """What a version's original is called when it is saved."""
    return f"{safe(document.id)}-version-{number}.bin"
