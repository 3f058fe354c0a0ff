"""Who acts in a host state: agencies, organisations, officials, each under all names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli.counts import counts
from nonrefoul.cli.known import look
from nonrefoul.cli.quotes import quotes
from nonrefoul.cli.showing import Manner, lines, show_framed
from nonrefoul.cli.states import state_code
from nonrefoul.cli.wording import event_label, texts
from nonrefoul.people import bodies
from nonrefoul.pipeline import Knowledge
from nonrefoul.publish.wording import plain
from nonrefoul.rules.states import Lang
from nonrefoul.words import Claim, Held


@dataclass(frozen=True, slots=True)
class Actor:
    """An agency, organisation or official, and the claims on a host state that name it."""

    kind: str
    name: str
    names: tuple[str, ...]
    claims: tuple[Claim, ...]
    codes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    id: str | None = None


def actors(state: str, manner: Manner, home: Path | None) -> None:
    """Show who acts in a host state; raises BadParameter on no state."""
    host = state_code(state)
    if host is None:
        raise typer.BadParameter("no state is called so; give a name or a code such as KG")
    known = look(home)
    found = [*_bodies(known, host), *_officials(known, host)]
    if manner.json:
        lines(_record(each, known.documents, manner.why) for each in found)
        return
    view = Group(*_view(found, known.documents, manner))
    show_framed(view, (claim for each in found for claim in each.claims), known, manner.lang)


def _bodies(known: Knowledge, host: str) -> Iterator[Actor]:
    for each in bodies(claim for claim in known.claims if claim.host == host):
        if not all(state_code(name) for name in each.names):
            kind = "agency" if each.codes else "organisation"
            codes = tuple(sorted(each.codes))
            yield Actor(kind, each.name, each.names, each.claims, codes, each.unsure)


def _officials(known: Knowledge, host: str) -> Iterator[Actor]:
    names = {each.id: each.name for each in known.officials}
    for each in known.officials:
        here = tuple(claim for claim in each.claims if claim.host == host)
        if here:
            unsure = tuple(names[other] for other in each.unsure if other in names)
            yield Actor("official", each.name, each.names, here, (), unsure, each.id)


def _record(actor: Actor, held: Held, why: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "kind": actor.kind,
        "id": actor.id,
        "name": actor.name,
        "names": list(actor.names),
        "codes": list(actor.codes),
        "unsure": list(actor.unsure),
        "events": dict(Counter(claim.event for claim in actor.claims)),
        **counts(actor.claims, held),
    }
    if why:
        record["because"] = [each.to_json() for each in actor.claims]
    return record


def _view(found: Sequence[Actor], held: Held, manner: Manner) -> Iterator[RenderableType]:
    words = texts(manner.lang)
    for kinds, heading in ((("agency", "organisation"), "bodies"), (("official",), "officials")):
        own = [each for each in found if each.kind in kinds]
        yield Text(words[heading], "bold")
        if not own:
            yield Text(f"  {words['nobody_named']}", "dim")
        for each in own:
            yield Padding(Group(*_told(each, held, manner)), (0, 0, 0, 2))


def _told(actor: Actor, held: Held, manner: Manner) -> Iterator[RenderableType]:
    words = texts(manner.lang)
    number = counts(actor.claims, held)
    beside = " / ".join(actor.codes) or actor.id or ""
    told = f"{words['claims']}: {number['claims']} · {words['sources']}: {number['sources']}"
    yield Text.assemble((plain(actor.name), "bold"), (f"  {beside}".rstrip(), "dim"), f"  {told}")
    others = [plain(each) for each in actor.names if each != actor.name]
    if others:
        yield Text(f"  {words['spelled'].format(names=', '.join(others))}", "dim")
    if len(actor.codes) > 1:
        yield Text(f"  {words['which_agency']}", "yellow")
    if actor.unsure:
        may_be = ", ".join(plain(each) for each in actor.unsure)
        yield Text(f"  {words['perhaps_same_body'].format(others=may_be)}", "yellow")
    yield Text(f"  {_events(actor.claims, manner.lang)}")
    if manner.why:
        yield quotes(actor.claims, held, manner.lang, indent=2)


def _events(claims: Sequence[Claim], lang: Lang) -> str:
    found = Counter(claim.event for claim in claims).most_common()
    return " · ".join(f"{event_label(event, lang)} {number}" for event, number in found)
