"""Postures of invented conduct, as plain values and as Hypothesis makes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from nonrefoul.words import (
    Account,
    Attention,
    Balance,
    Claim,
    Dated,
    Direction,
    Line,
    Matter,
    Modality,
    Part,
    Point,
    Posture,
    Side,
    SubjectKind,
    Turn,
)

NAME = "Вымыслов Пример"
DAY = dt.date(2031, 6, 20)


def claim(event: str, date: str | None = None, **changed: object) -> Claim:
    """A claim on an invented person."""
    told = Claim(
        document="d1",
        event=event,
        subject=NAME,
        subject_kind=SubjectKind.PERSON,
        modality=Modality.ASSERTED,
        start=0,
        end=5,
        quote="слова",
        host="KG",
        origin="RU",
        date=date,
        confidence=0.9,
    )
    return replace(told, **changed)  # type: ignore[arg-type]


def matter(
    name: str,
    event: str = "extradited",
    stance: float = -1.0,
    weight: float = 0.9,
    day: dt.date | None = dt.date(2031, 2, 3),
    dated: Dated = Dated.EVENT,
    claims: tuple[Claim, ...] | None = None,
) -> Matter:
    """A matter of one claim, whose only part is that claim's."""
    when = None if day is None else f"../{day}" if dated is Dated.TOLD else day.isoformat()
    told = claims or (claim(event, when if dated is Dated.EVENT else None),)
    side = Side.IN_FAVOUR if stance > 0 else Side.AGAINST
    return Matter(
        id=f"KG/RU/person/{name}",
        outcome=event,
        stance=stance,
        weight=weight,
        when=when,
        claims=told,
        line=Line.PEOPLE,
        against=weight * (1 - stance) / 2,
        in_favour=weight * (1 + stance) / 2,
        parts=(Part(told[0], side, 1.0, 1.0, weight, False, 1.0, weight),),
        forgetting=1.0,
        day=day,
        dated=dated,
        reports=("d1",),
        sources=("канал",),
    )


def balance(mean: float) -> Balance:
    """A balance with a band of a fifth around its mean."""
    return Balance(mean, max(0.0, mean - 0.2), min(1.0, mean + 0.2), mean)


def curve(*shares: float) -> tuple[Point, ...]:
    """A curve that ends in June 2031."""
    first = 2031 * 12 + 6 - len(shares)
    return tuple(
        Point(f"{(first + at) // 12:04d}-{(first + at) % 12 + 1:02d}", balance(share), 1, 0.5)
        for at, share in enumerate(shares)
    )


def posture(*matters: Matter, shares: tuple[float, ...] = (0.4, 0.6, 0.8)) -> Posture:
    """A posture of these matters."""
    now = balance(shares[-1]) if shares else Balance(0.5, 0.0, 1.0, 0.5)
    both = Account(Direction.TOWARD, 0.9, now, len(matters), curve(*shares))
    return Posture(
        host="KG",
        origin="RU",
        direction=Direction.TOWARD,
        probability=0.9,
        share_against=now.mean,
        low=now.low,
        high=now.high,
        matters=matters,
        sources=1,
        as_of=DAY,
        curve=both.curve,
        people=both,
        claims=len(matters),
        confirmed=0.0 if matters else None,
        over_half=now.over_half,
    )


_days = st.none() | st.dates(dt.date(2019, 1, 1), dt.date(2031, 6, 20))
_shares = st.floats(0, 1)


@st.composite
def matters(draw: st.DrawFn) -> Matter:
    """Any matter: told of with any words, dated or not, of either side or neither."""
    day = draw(_days)
    dated = draw(st.sampled_from([Dated.EVENT, Dated.TOLD])) if day else Dated.UNKNOWN
    made = matter(
        draw(st.text(max_size=8)),
        draw(st.sampled_from(["extradited", "released", "cooperates", "of no such kind"])),
        draw(st.sampled_from([-1.0, -0.2, 0.0, 0.5, 1.0])),
        draw(_shares),
        day,
        dated,
    )
    when = draw(st.sampled_from([made.when, None, "2031", "2030-02~", "?", "\x00<b>&\u202e"]))
    return replace(made, when=when, line=draw(st.sampled_from(list(Line))))


@st.composite
def postures(draw: st.DrawFn) -> Posture:
    """Any posture, down to one of which nothing at all is known."""
    shares = tuple(draw(st.lists(_shares, max_size=30)))
    made = posture(*draw(st.lists(matters(), max_size=12)), shares=shares)
    line = Account(Direction.AWAY, 0.8, balance(0.2), 1, curve(*draw(st.lists(_shares))))
    turns = [Turn(point.month, Direction.AWAY, 0.7, 0.6, 0.2, 2) for point in made.curve[:2]]
    attention = [Attention(point.month, len(point.month), 1) for point in made.curve]
    return replace(
        made,
        as_of=draw(st.sampled_from([DAY, None])),
        policy=draw(st.sampled_from([made.policy, line])),
        turns=tuple(turns),
        attention=tuple(attention),
        direction=draw(st.sampled_from(list(Direction))),
    )
