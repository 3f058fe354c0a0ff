"""What the commands on claims do: list them, find the one that is meant, and append judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul import reviewing, store
from nonrefoul.cli.deciding import user
from nonrefoul.cli.known import look
from nonrefoul.cli.quotes import quotes
from nonrefoul.cli.screen import framed, show
from nonrefoul.cli.showing import Manner, lines
from nonrefoul.cli.states import state_code
from nonrefoul.cli.wording import texts
from nonrefoul.pipeline import Knowledge, know
from nonrefoul.publish.wording import plain
from nonrefoul.rules import events
from nonrefoul.rules.states import state_name
from nonrefoul.store import Store, open_store
from nonrefoul.words import Claim, Document, Judgement, SubjectKind

_STATES = ("host", "origin", "third_state")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims a person wants to see; `by` is whose queue it is."""

    state: str | None
    event: str | None
    unreviewed: bool
    second: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """Who judges, and why."""

    by: str | None
    because: str | None


def claims(asked: Asked, manner: Manner, home: Path | None) -> None:
    """Show the claims that are asked for; raises BadParameter on no such state or event."""
    host = _code(asked.state) if asked.state else None
    if asked.event and asked.event not in events():
        raise typer.BadParameter(f"no event has that code; there are: {', '.join(events())}")
    known = look(home)
    found = [
        each
        for each in _chosen(known, asked)
        if host in (None, each.host) and asked.event in (None, each.event)
    ]
    if manner.json:
        lines(each.to_json() for each in found)
    else:
        view = (
            Group(*_listed(found, known, manner))
            if found
            else Text(texts(manner.lang)["no_claims"])
        )
        show(framed(view, found, known.documents, manner.lang))


def _chosen(known: Knowledge, asked: Asked) -> Sequence[Claim]:
    if not asked.unreviewed and not asked.second:
        return known.claims
    waiting = reviewing.queue(
        known.reviewed,
        known.cases,
        known.postures,
        known.documents,
        who=asked.by or user(),
        second=asked.second,
    )
    return [each.claim for each in waiting]


def _listed(claims: Iterable[Claim], known: Knowledge, manner: Manner) -> Iterator[RenderableType]:
    for claim in claims:
        whom = claim.subject or claim.group or "?"
        who = "—" if claim.subject_kind is SubjectKind.NONE else plain(whom)
        where = state_name(claim.host, manner.lang)
        yield Text.assemble((claim.id[:8], "bold"), f"  {who} · {where}")
        yield quotes([claim], known.documents, manner.lang, indent=2)


def confirm(claim_id: str, by: str | None, because: str | None, home: Path | None) -> None:
    """Append that a claim is right; raises BadParameter where the id tells none."""
    into, claim, _ = _opened(claim_id, home)
    _keep(into, claim, reviewing.confirmed(claim), Made(by, because))


def reject(claim_id: str, by: str | None, because: str | None, home: Path | None) -> None:
    """Append that a claim is wrong; raises BadParameter where the id tells none."""
    into, claim, _ = _opened(claim_id, home)
    _keep(into, claim, reviewing.rejected(claim), Made(by, because))


def correct(
    claim_id: str, changes: Mapping[str, str], words: str | None, made: Made, home: Path | None
) -> None:
    """Append what a claim should say; raises BadParameter where that is no claim."""
    into, claim, _ = _opened(claim_id, home)
    document = _version(into, claim)
    coded = {
        name: _code(each) if name in _STATES and each else each for name, each in changes.items()
    }
    marked = _marked(document, words, claim.start) if words else {}
    try:
        now = reviewing.correction(claim, document, {**coded, **marked})
    except reviewing.WrongClaimError as error:
        raise typer.BadParameter(str(error)) from None
    _keep(into, claim, reviewing.corrected(claim, now), made)


def _code(state: str) -> str:
    code = state_code(state)
    if code is None:
        raise typer.BadParameter("no state is called so; give a name or a code such as KG")
    return code


def _marked(document: Document, words: str, near: int) -> dict[str, int]:
    """The offsets of the words in the document, of several places those nearest to `near`."""
    text = document.text
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    if not places:
        raise typer.BadParameter("the document has no such words; give them just as they stand")
    start = min(places, key=lambda at: abs(at - near))
    return {"start": start, "end": start + len(words)}


def _version(from_store: Store, claim: Claim) -> Document:
    """The version of the document that the claim was read in; the newest where none is named."""
    versions = store.versions(from_store, claim.document)
    its = claim.standing.version if claim.standing else None
    return next((each for digest, each in versions if digest == its), versions[-1][1])


def _opened(claim_id: str, home: Path | None) -> tuple[Store, Claim, Knowledge]:
    into = open_store(home, make=False)
    known = know(into)
    return into, meant((*known.claims, *known.reviewed.rejected), claim_id), known


def meant(claims: Sequence[Claim], start: str) -> Claim:
    """The one claim whose id is, or begins with, what was typed; raises BadParameter."""
    found = [each for each in claims if start and each.id.startswith(start.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(each.id for each in found[:5])
        raise typer.BadParameter(f"several claims' ids begin so: {ids}")
    raise typer.BadParameter("there is no claim of that id; `nonrefoul claims` lists them all")


def _keep(into: Store, claim: Claim, verdict: str, made: Made) -> None:
    who, note = made.by or user(), (made.because or "").strip() or None
    told = reviewing.about(claim.id)
    before = [each for each in store.in_force(store.judgements(into)) if each.about == told]
    _unless_said(before, who, verdict)
    kept = store.decide(into, told, verdict, who, note)
    word = verdict.split(maxsplit=1)[0]
    said = f"{claim.id[:8]} {word} by {plain(kept.who)} (judgement {kept.number})"
    show(Text(f"{said}; take it back with: nonrefoul take-back {kept.number}"))


def _unless_said(before: Sequence[Judgement], who: str, verdict: str) -> None:
    own = [each for each in before if each.who == who]
    if own and own[-1].verdict == verdict:
        raise typer.BadParameter(f"{who} has said just that already (judgement {own[-1].number})")
