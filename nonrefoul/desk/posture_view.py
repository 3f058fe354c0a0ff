"""A posture as pages show it: how it stands, its curve, and why, down to every claim."""

from __future__ import annotations

from dataclasses import dataclass

from nonrefoul.desk.charting import Chart, chart
from nonrefoul.desk.directions import Heading, changed, heading, month_in_words
from nonrefoul.desk.naming import date_in_words, event_label
from nonrefoul.desk.paging import Part, part
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.telling import Told, told, told_once
from nonrefoul.knowing import View
from nonrefoul.publish.wording import plain, raised
from nonrefoul.words import Account, Line, Matter, Posture, Variant

A_PAGE = 25
MARKS = 300  # so many matters have a mark on the chart, those that weigh most


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


def seen(posture: Posture, known: View, say: Speech, page: int) -> Seen:
    """A posture as the page shows it, the matters that weigh most first."""
    matters = weightiest(posture)
    counted = part(list(enumerate(matters)), page, A_PAGE)
    shown = [matter_shown(number, each, known, say) for number, each in counted.items]
    return Seen(
        posture,
        stands(posture, say, chart(posture.curve, matters[:MARKS]) if posture.curve else None),
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


def matter_shown(number: int, matter: Matter, known: View, say: Speech) -> Counted:
    """A matter down to its claims."""
    documents = known.documents
    named = (claim.subject or claim.group for claim in matter.claims)
    side = "in-favour" if matter.stance > 0 else "against" if matter.stance < 0 else "neutral"
    return Counted(
        number,
        raised(event_label(matter.outcome, say)),
        ", ".join(dict.fromkeys(plain(each) for each in named if each)),
        date_in_words(matter.when, say),
        side,
        matter.line is Line.POLICY,
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


def stands(posture: Posture, say: Speech, drawn: Chart | None = None) -> Stands:
    """How a posture stands, both lines together."""
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


def otherwise(variant: Variant, posture: Posture, say: Speech) -> Otherwise:
    """How a posture would read otherwise."""
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
