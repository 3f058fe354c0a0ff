"""A host state: how it treats those whom another pursues, why that number, its law, its cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.charting import Chart, chart
from nonrefoul.desk.directions import Heading, changed, heading, month_in_words
from nonrefoul.desk.lawyering import Card, card
from nonrefoul.desk.naming import date_in_words, event_label
from nonrefoul.desk.pages.cases import Line, line, ordered
from nonrefoul.desk.paging import Part, part
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.telling import Told, told, told_once
from nonrefoul.desk.visit import Asked, Visit, not_there
from nonrefoul.knowing import View
from nonrefoul.posture import sensitivity
from nonrefoul.publish.wording import plain, raised
from nonrefoul.rules.law import state_laws
from nonrefoul.rules.states import is_state
from nonrefoul.words import Account, Claim, Matter, Posture, Variant
from nonrefoul.words import Line as Side

router = APIRouter()

A_PAGE = 25
MARKS = 300  # so many matters have a mark on the chart, those that weigh most
AGREEMENTS = ("cooperates", "does_not_cooperate", "turned_toward", "turned_away")


@dataclass(frozen=True, slots=True)
class Choice:
    """An origin state to choose, and how many matters are known of it."""

    code: str
    matters: int


@dataclass(frozen=True, slots=True)
class Stands:
    """How one line stands, or both together."""

    heading: Heading
    share: float
    low: float
    high: float
    matters: int
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Share:
    """One claim that a matter's weight comes from, factor by factor."""

    told: Told
    side: str
    gravity: float
    certainty: float
    confidence: float
    left: float
    weight: float


@dataclass(frozen=True, slots=True)
class Counted:
    """A matter that entered the number: what it is, its weight, and every claim behind it."""

    number: int
    label: str
    who: str
    when: str
    side: str
    policy: bool
    weight: float
    moves: float
    forgetting: float
    sources: int
    shares: tuple[Share, ...]
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """A month in which the conduct turned."""

    month: str
    code: str
    probability: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Otherwise:
    """How the number would read otherwise."""

    words: str
    heading: Heading
    share: float
    low: float
    high: float
    matters: int
    moved: float


@dataclass(frozen=True, slots=True)
class Official:
    """An official, and what claims tell."""

    name: str
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A posture as the page shows it."""

    posture: Posture
    stands: Stands
    people: Stands
    policy: Stands
    changed: str
    turns: tuple[Turned, ...]
    counted: Part[Counted]
    names: tuple[str, ...]
    a_page: int


@router.get("/state/{host}", name="state")
def show(
    visit: Asked,
    host: str,
    origin: Annotated[str, Query(max_length=2)] = "",
    page: Annotated[int, Query(ge=1)] = 1,
    cases: Annotated[int, Query(ge=1)] = 1,
) -> Response:
    """The page."""
    choices = origins(host, visit.known)
    found = visit.once(f"cases of {host}", lambda known: ordered(known.cases_of(host)))
    if not (choices or found or host in state_laws() or is_state(host)):
        raise not_there()
    origin = origin or (choices[0].code if choices else "")
    posture = visit.known.posture(host, origin)
    shown = part(found, cases, A_PAGE)
    lines: tuple[Line, ...] = tuple(line(each, visit.say) for each in shown.items)
    law: Card | None = card(host, visit.say)
    conduct = visit.once("conduct", _conduct).get(host, ())
    agreements = [each for each in conduct if each.origin in (origin, None)]
    return visit.page(
        "state.html",
        host=host,
        origin=origin,
        choices=choices,
        seen=seen(posture, visit, page) if posture else None,
        law=law,
        cases=shown,
        lines=lines,
        officials=tuple(officials(host, visit)),
        agreements=_told(agreements, visit),
    )


@router.get("/state/{host}/otherwise", name="otherwise")
def otherwise(visit: Asked, host: str, origin: Annotated[str, Query(max_length=2)]) -> Response:
    """How the number would read without a source, with equal weights, without what is suspected."""
    known, posture = visit.known, visit.known.posture(host, origin)
    if posture is None:
        raise not_there()
    claims = known.every_reviewed.claims
    found = sensitivity(posture, claims, known.persons, known.documents, known.documents.copies)
    rows = tuple(_otherwise(each, posture, visit.say) for each in found)
    stands = _stands(posture, visit.say)
    return visit.page("otherwise.html", host=host, origin=origin, stands=stands, rows=rows)


def origins(host: str, known: View) -> tuple[Choice, ...]:
    """The states of which something is known that the host did towards them, most of it first."""
    found = [each for each in known.postures_so_far.values() if each.host == host]
    found.sort(key=lambda each: (-len(each.matters), each.origin))
    return tuple(Choice(each.origin, len(each.matters)) for each in found)


def seen(posture: Posture, visit: Visit, page: int) -> Seen:
    """A posture as the page shows it, the matters that weigh most first."""
    say = visit.say
    matters = weightiest(posture)
    counted = part(list(enumerate(matters)), page, A_PAGE)
    shown = [matter_shown(number, each, visit) for number, each in counted.items]
    return Seen(
        posture,
        _stands(posture, say, chart(posture.curve, matters[:MARKS]) if posture.curve else None),
        _line(posture.people, posture, say),
        _line(posture.policy, posture, say),
        changed(posture.change, posture.origin, say),
        tuple(
            Turned(
                month_in_words(each.month, say),
                each.direction.value,
                each.probability,
                each.before,
                each.after,
            )
            for each in posture.turns
        ),
        Part(shown, counted.page, counted.pages, counted.total),
        tuple(_named(each, say) for each in matters[:MARKS]),
        A_PAGE,
    )


def _named(matter: Matter, say: Speech) -> str:
    """A matter in a few words, as its mark on the chart tells it."""
    who = next((claim.subject for claim in matter.claims if claim.subject), None)
    parts = (raised(event_label(matter.outcome, say)), plain(who) if who else "")
    return ", ".join(part for part in (*parts, date_in_words(matter.when, say)) if part)


def weightiest(posture: Posture) -> list[Matter]:
    """The matters of a posture, those that move it most first."""
    return sorted(posture.matters, key=lambda each: (-abs(each.stance * each.weight), each.id))


def matter_shown(number: int, matter: Matter, visit: Visit) -> Counted:
    """A matter down to its claims."""
    say, documents = visit.say, visit.known.documents
    named = (claim.subject or claim.group for claim in matter.claims)
    side = "in-favour" if matter.stance > 0 else "against" if matter.stance < 0 else "neutral"
    return Counted(
        number,
        raised(event_label(matter.outcome, say)),
        ", ".join(dict.fromkeys(plain(each) for each in named if each)),
        date_in_words(matter.when, say),
        side,
        matter.line is Side.POLICY,
        matter.weight,
        matter.stance * matter.weight,
        matter.forgetting,
        documents.sources({claim.document for claim in matter.claims}),
        tuple(
            Share(
                told(each.claim, documents, say),
                each.side.value.replace("_", "-"),
                each.gravity,
                each.certainty,
                each.confidence,
                each.left,
                each.weight,
            )
            for each in matter.parts
        ),
        tuple(told_once(matter.claims, documents, say)),
    )


def _stands(posture: Posture, say: Speech, drawn: Chart | None = None) -> Stands:
    return Stands(
        heading(posture, posture.origin, say),
        posture.share_against,
        posture.low,
        posture.high,
        len(posture.matters),
        drawn,
    )


def _line(account: Account, posture: Posture, say: Speech) -> Stands:
    known = account.balance
    drawn = chart(account.curve, width=380) if account.curve else None
    words = heading(account, posture.origin, say)
    return Stands(words, known.mean, known.low, known.high, account.matters, drawn)


def _otherwise(variant: Variant, posture: Posture, say: Speech) -> Otherwise:
    words = {
        "source": say("without what %(source)s told first", source=plain(variant.source or "?")),
        "equal": say("all acts weighed alike"),
        "suspected": say("without what is only suspected"),
    }
    known = variant.balance
    account = Account(variant.direction, variant.probability, known, variant.matters)
    return Otherwise(
        words[variant.kind],
        heading(account, posture.origin, say),
        known.mean,
        known.low,
        known.high,
        variant.matters,
        variant.moved(posture),
    )


def officials(host: str, visit: Visit) -> Iterator[Official]:
    """The officials of whom claims on a host state tell, those of whom most is told first."""
    found = visit.known.officials_of(host)
    for each in sorted(found, key=lambda one: (-len(one.claims), one.name))[:A_PAGE]:
        here = [claim for claim in each.claims if claim.host == host]
        yield Official(each.name, _told(here, visit))


def _conduct(known: View) -> dict[str, tuple[Claim, ...]]:
    """Claims on agreements and practice by host state."""
    found: dict[str, list[Claim]] = {}
    for part_of in known.parts.values():
        for claim in part_of.claims:
            if claim.host and claim.event in AGREEMENTS:
                found.setdefault(claim.host, []).append(claim)
    return {host: tuple(claims) for host, claims in found.items()}


def _told(claims: Sequence[Claim], visit: Visit) -> tuple[Told, ...]:
    """Claims, the newest first."""
    documents = visit.known.documents

    def day(claim: Claim) -> dt.date:
        document = documents.get(claim.document)
        return (document and document.published) or dt.date.min

    newest = sorted(claims, key=day, reverse=True)
    return tuple(told_once(newest[:A_PAGE], documents, visit.say))
