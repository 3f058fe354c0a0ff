"""From the matters of pairs to what is said of each: its posture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from nonrefoul.posture.accounts import Course, courses
from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.pair import Pair
from nonrefoul.posture.telling import Telling
from nonrefoul.words import UNKNOWN, Direction, Line, Matter, Posture


def stated(pairs: Sequence[Pair], telling: Telling, counting: Counting) -> list[Posture | None]:
    """The posture of each pair on the telling's day; None where no claim is left on it."""
    as_of = telling.as_of
    found = [pair.matters(telling, counting) for pair in pairs]
    both = courses([pair.ledger for pair in pairs], as_of, moved=True)
    lines = _lines(pairs, both, as_of)
    return [
        _posture(pair, matters, course, lines, telling) if pair.tellers else None
        for pair, matters, course, lines in zip(pairs, found, both, lines, strict=True)
    ]


def _lines(
    pairs: Sequence[Pair], both: Sequence[Course], as_of: dt.date
) -> list[dict[Line, Course]]:
    """Each pair's lines alone: where there is one only, it is what both are together."""
    split = [pair.lines for pair in pairs]
    two = [at for at, lines in enumerate(split) if all(lines.values())]
    alone = {
        line: dict(
            zip(two, courses([split[at][line] for at in two], as_of, moved=False), strict=True)
        )
        for line in Line
    }
    unknown = Course(UNKNOWN)
    return [
        {line: alone[line].get(at, both[at] if split[at][line] else unknown) for line in Line}
        for at in range(len(pairs))
    ]


def _posture(
    pair: Pair,
    matters: tuple[Matter, ...],
    course: Course,
    lines: dict[Line, Course],
    telling: Telling,
) -> Posture:
    both, people, policy = course.account, lines[Line.PEOPLE].account, lines[Line.POLICY].account
    return Posture(
        host=pair.host,
        origin=pair.origin,
        direction=both.direction,
        probability=both.probability,
        share_against=both.balance.mean,
        low=both.balance.low,
        high=both.balance.high,
        matters=matters,
        sources=pair.tellers.sources,
        as_of=telling.as_of,
        curve=both.curve,
        people=people,
        policy=policy,
        disagree={people.direction, policy.direction} == {Direction.AWAY, Direction.TOWARD},
        change=course.change,
        turns=course.turns,
        attention=pair.tellers.attention(),
        claims=pair.claims_told,
        confirmed=pair.claims_checked / pair.claims_told if matters else None,
        exposure=pair.exposure(),
        over_half=both.balance.over_half,
    )
