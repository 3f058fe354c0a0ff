"""A host state's posture, and the matters that it is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from nonrefoul.words.nouns import Claim


class Direction(StrEnum):
    """Where a host state stands, seen from the state that pursues.

    `unclear` is where enough is known and it points to neither side; where too little is known
    to ask, it is `not_enough_known`.
    """

    AWAY = "away"
    TOWARD = "toward"
    UNCLEAR = "unclear"
    NOT_ENOUGH_KNOWN = "not_enough_known"


class Line(StrEnum):
    """The two accounts of a state, which may disagree: what it does, and what is said of it."""

    PEOPLE = "people"
    POLICY = "policy"


class Side(StrEnum):
    """Whom an event serves, where it is the host's act at all."""

    AGAINST = "against"
    IN_FAVOUR = "in_favour"
    NONE = "none"


class Dated(StrEnum):
    """What a matter's day is: of the event itself, of its first telling, or not known."""

    EVENT = "event"
    TOLD = "told"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One way that a matter may have ended, and what this adds to its weight.

    `certainty` is what the modality of its claim counts, `confidence` how likely it is read right,
    with all reports of it taken together (1 where a person confirmed it: `reviewed`), `left` what
    the steps after it leave to it. `weight` is the product of these and the gravity, before
    forgetting.
    """

    claim: Claim
    side: Side
    gravity: float
    certainty: float
    confidence: float
    reviewed: bool
    left: float
    weight: float

    @property
    def belief(self) -> float:
        """How likely it is that it happened."""
        return self.certainty * self.confidence


@dataclass(frozen=True, slots=True)
class Matter:
    """One person's case, or one piece of conduct, counted once in a posture.

    `stance` goes from -1, all against the persons, to 1, all in their favour; `weight` is what
    the matter still counts on the day of the posture: `against` and `in_favour`, the sums of its
    `parts` on each side, times `forgetting`. `when` is an EDTF date, `day` the day it counts
    from, and `dated` says whether that is of the event or of the telling. `claims` are its steps in
    order; `reports` the ids of the reports that told them, copies joined, and `sources` who told
    these first.
    """

    id: str
    outcome: str
    stance: float
    weight: float
    when: str | None
    claims: tuple[Claim, ...]
    line: Line = Line.PEOPLE
    against: float = 0.0
    in_favour: float = 0.0
    parts: tuple[Part, ...] = ()
    forgetting: float = 1.0
    day: dt.date | None = None
    dated: Dated = Dated.UNKNOWN
    reports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
        """What happened in it, event by event in order, each with the claims that tell of it."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.event, []).append(claim)
        return tuple((event, tuple(claims)) for event, claims in found.items())


@dataclass(frozen=True, slots=True)
class Balance:
    """What is known of the share against: mean, 90 % band, and how likely it is over a half."""

    mean: float
    low: float
    high: float
    over_half: float


@dataclass(frozen=True, slots=True)
class Point:
    """What is known, looking back from the posture's day, of the share against in one month.

    `month` is an EDTF month; `matters` are those that happened in it, and `weight` theirs.
    """

    month: str
    balance: Balance
    matters: int = 0
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Account:
    """One line, or both together: how it stands on the posture's day, and the months up to then.

    `probability` is that of the direction; where there is none, of the likelier side. `curve` has
    every month from that of the first matter to that of the posture; it is empty with no matter.
    """

    direction: Direction
    probability: float
    balance: Balance
    matters: int = 0
    curve: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Whether the share against has moved over the last months: `since` is the month compared to.

    `rose` and `fell` are the probabilities that it is now higher, or lower, by at least `size`.
    `direction` is `toward` or `away` where one of them is sure enough.
    """

    since: str
    months: int
    size: float
    rose: float
    fell: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class Turn:
    """A month in which the conduct turned, with the probability that it did about then.

    `before` and `after` are the mean shares against around it; `matters` the ids of the matters
    from `around` months before it to as many after it.
    """

    month: str
    direction: Direction
    probability: float
    before: float
    after: float
    around: int
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attention:
    """How much a state was written about in a month: more reports are not more acts."""

    month: str
    documents: int
    reports: int


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many persons the host was asked for, as far as that is told, and what became of them.

    Asked for are those wanted, requested or detained; `against` and `in_favour` are where their
    matters stand today, `unanswered` those of whom nothing more is told. Never a total: requests
    that nobody told of are not in it.
    """

    asked: int = 0
    against: int = 0
    in_favour: int = 0
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class Variant:
    """The posture as it would be otherwise: without a source, with equal weights, and the like.

    `kind` is `source`, `equal` or `suspected`; `source` is the one left out, where that is it.
    """

    kind: str
    source: str | None
    direction: Direction
    probability: float
    balance: Balance
    matters: int

    def moved(self, posture: Posture) -> float:
        """By how much the share against differs from that of the posture."""
        return self.balance.mean - posture.share_against


UNKNOWN = Account(Direction.NOT_ENOUGH_KNOWN, 0.5, Balance(0.5, 0.0, 1.0, 0.5))


@dataclass(frozen=True, slots=True)
class Posture:
    """What a host state did for and against those an origin state wants, and where it is heading.

    `share_against` is the posterior mean of the share of weighted conduct that goes against
    them on the day `as_of`, from 0 to 1; `low` and `high` bound it with 90 % probability.
    `over_half` is how likely the share is over a half, and `probability` that of the direction;
    where there is none, of the likelier of the two.
    `curve` is month by month, of both lines together; `people` and `policy` are the lines alone.
    `disagree` is whether one line is toward and the other away. `confirmed` is the share of the
    `claims` in its matters that a person has confirmed, None where there is none. `sources` is how
    many told any of its claims first.
    """

    host: str
    origin: str
    direction: Direction
    probability: float
    share_against: float
    low: float
    high: float
    matters: tuple[Matter, ...] = ()
    sources: int = 0
    as_of: dt.date | None = None
    curve: tuple[Point, ...] = ()
    people: Account = UNKNOWN
    policy: Account = UNKNOWN
    disagree: bool = False
    change: Change | None = None
    turns: tuple[Turn, ...] = ()
    attention: tuple[Attention, ...] = ()
    claims: int = 0
    confirmed: float | None = None
    exposure: Exposure = Exposure()
    over_half: float = 0.5
