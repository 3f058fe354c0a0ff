"""From the matters of pairs to what is said of each: its posture."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from nonrefoul.posture.accounts import Course, courses
from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.months import named, number
from nonrefoul.posture.pair import Pair
from nonrefoul.posture.telling import Report, Telling
from nonrefoul.words import (
    Attention,
    Direction,
    Exposure,
    Line,
    Matter,
    Posture,
)


def stated(pairs: Sequence[Pair], telling: Telling, counting: Counting) -> list[Posture | None]:
    """The posture of each pair on the telling's day; None where no claim is left on it."""
    as_of = telling.as_of
    found = [pair.matters(telling, counting) for pair in pairs]
    both = courses(found, as_of, moved=True)
    lines = _lines(found, both, as_of)
    return [
        _posture(pair, matters, course, lines, telling) if any(pair.claims()) else None
        for pair, matters, course, lines in zip(pairs, found, both, lines, strict=True)
    ]


def _lines(
    found: Sequence[tuple[Matter, ...]], both: Sequence[Course], as_of: dt.date
) -> list[dict[Line, Course]]:
    """Each pair's lines alone: where there is one only, it is what both are together."""
    split = [
        {line: [each for each in matters if each.line is line] for line in Line}
        for matters in found
    ]
    two = [at for at, lines in enumerate(split) if all(lines.values())]
    alone = {
        line: dict(
            zip(two, courses([split[at][line] for at in two], as_of, moved=False), strict=True)
        )
        for line in Line
    }
    (unknown,) = courses([()], as_of, moved=False)
    return [
        {line: alone[line].get(at, both[at] if split[at][line] else unknown) for line in Line}
        for at in range(len(found))
    ]


def _posture(
    pair: Pair,
    matters: tuple[Matter, ...],
    course: Course,
    lines: dict[Line, Course],
    telling: Telling,
) -> Posture:
    both, people, policy = course.account, lines[Line.PEOPLE].account, lines[Line.POLICY].account
    claims = sum(len(matter.claims) for matter in matters)
    confirmed = sum(claim.checked for matter in matters for claim in matter.claims)
    told = _told(pair, telling)
    return Posture(
        host=pair.host,
        origin=pair.origin,
        direction=both.direction,
        probability=both.probability,
        share_against=both.balance.mean,
        low=both.balance.low,
        high=both.balance.high,
        matters=matters,
        sources=len({report.source for _, report in told}),
        as_of=telling.as_of,
        curve=both.curve,
        people=people,
        policy=policy,
        disagree={people.direction, policy.direction} == {Direction.AWAY, Direction.TOWARD},
        change=course.change,
        turns=course.turns,
        attention=_attention(told),
        claims=claims,
        confirmed=confirmed / claims if claims else None,
        exposure=_exposure(pair, matters),
        over_half=both.balance.over_half,
    )


def _told(pair: Pair, telling: Telling) -> list[tuple[dt.date | None, Report]]:
    """When each document that tells of the pair appeared, and the report that it tells."""
    first = {claim.document: claim for claim in pair.claims()}
    return [(telling.published(name), telling.report(claim)) for name, claim in first.items()]


def _attention(told: Sequence[tuple[dt.date | None, Report]]) -> tuple[Attention, ...]:
    """How many documents, and reports, told of the pair in each month in which any did."""
    documents = Counter(number(day) for day, _ in told if day)
    first = {report.id: report.told for _, report in told}
    reports = Counter(number(day) for day in first.values() if day)
    return tuple(
        Attention(named(month), documents[month], reports[month])
        for month in sorted(documents | reports)
    )


def _exposure(pair: Pair, matters: Iterable[Matter]) -> Exposure:
    """What became of the persons whom the host was asked for."""
    names = {"/".join((pair.host, pair.origin, *unit)) for unit in pair.asked}
    stances = [matter.stance for matter in matters if matter.id in names]
    against, in_favour = sum(each < 0 for each in stances), sum(each > 0 for each in stances)
    return Exposure(len(names), against, in_favour, len(names) - against - in_favour)
