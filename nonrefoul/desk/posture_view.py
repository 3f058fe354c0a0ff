"""A posture as pages show it: how it stands, its curve, and why, down to every claim."""

from __future__ import annotations

from dataclasses import dataclass

from nonrefoul.desk.directions import Heading, changed, heading, month_in_words
from nonrefoul.desk.naming import date_in_words, event_label
from nonrefoul.desk.paging import Part, part
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.telling import Told, told, told_once
from nonrefoul.desk.visit import Visit
from nonrefoul.knowing import View
from nonrefoul.publish import plot
from nonrefoul.publish.posture_words import listed
from nonrefoul.publish.wording import plain, raised
from nonrefoul.words import Account, Line, Matter, Posture, Variant

A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Stands:
    """How one line stands, or both together."""

    heading: Heading
    share: float
    low: float
    high: float
    matters: int


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
    points: str


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
    drawing: str


def seen(posture: Posture, visit: Visit, page: int) -> Seen:
    """A posture as a page shows it, the matters that weigh most first."""
    known, say = visit.known, visit.say
    counted = part(list(enumerate(listed(posture), start=1)), page, A_PAGE)
    visit.texts.expect(claim for _, each in counted.items for claim in each.claims)
    shown = [matter_shown(number, each, known, say) for number, each in counted.items]
    return Seen(
        posture,
        stands(posture, say),
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
        _drawing(posture, visit, counted.page),
    )


def _drawing(posture: Posture, visit: Visit, page: int) -> str:
    """The drawing of a posture, made once until what is known changes, or the posture does."""
    key = f"drawing {posture.host} {posture.origin} {visit.say.lang} {page}"
    of, drawn = visit.once(key, lambda _: (posture, _drawn(posture, visit, page)))
    return drawn if of is posture else _drawn(posture, visit, page)


def _drawn(posture: Posture, visit: Visit, page: int) -> str:
    """The drawing of a posture; each mark leads to its matter, be it on another page."""
    if not posture.matters:
        return ""
    others = f"{visit.url('state', host=posture.host)}?origin={posture.origin}&page="
    numbers = {each.id: number for number, each in enumerate(listed(posture), start=1)}

    def href(matter: Matter) -> str:
        number = numbers[matter.id]
        on = (number - 1) // A_PAGE + 1
        return f"{others}{on}#matter-{number}" if on != page else f"#matter-{number}"

    notes = (visit.invented,) if visit.invented else ()
    return plot(posture, visit.say.lang, notes=notes, headed=False, href=href)


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


def stands(posture: Posture, say: Speech) -> Stands:
    """How a posture stands, both lines together."""
    return Stands(
        heading(posture, posture.origin, say),
        posture.share_against,
        posture.low,
        posture.high,
        len(posture.matters),
    )


def _line(account: Account, posture: Posture, say: Speech) -> Stands:
    known = account.balance
    words = heading(account, posture.origin, say)
    return Stands(words, known.mean, known.low, known.high, account.matters)


def _points(moved: float) -> str:
    """A difference of two shares in whole hundredths, with its sign."""
    points = round(moved * 100)
    return f"{points:+d}".replace("-", "\N{MINUS SIGN}") if points else "0"


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
        _points(variant.moved(posture)),
    )
