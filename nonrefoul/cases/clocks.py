"""Clocks: which time limits run in a case, since when, and on which days they are due."""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence

from nonrefoul.cases.axes import FACTS
from nonrefoul.cases.order import Order
from nonrefoul.rules.axes import ClockKind, axes, clock_kinds
from nonrefoul.rules.law import Provision, Term, provisions, terms, weaker
from nonrefoul.rules.spans import span
from nonrefoul.words import Case, Claim, Clock, Verified

Due = tuple[dt.date | None, dt.date | None]

_WEEK = 5  # working days, Monday to Friday; holidays are not known


def clocks(case: Case, order: Order, key: bytes) -> tuple[Clock, ...]:
    """Every clock that claims of the case started, the first due first, those not due last.

    `key` is the secret from which ids are made; a clock keeps its id when its dates change.
    """
    firm = [claim for claim in case.timeline if claim.modality in FACTS]
    told = {claim.event for claim in firm}
    found = [
        clock
        for kind in clock_kinds().values()
        if not told.isdisjoint(kind.starts)
        for clock in _of_kind(kind, case, firm, order, key)
    ]
    return tuple(sorted(found, key=_soonest))


def _soonest(clock: Clock) -> tuple[bool, dt.date, str]:
    return (not clock.open, clock.first_due or dt.date.max, clock.norm.id)


def _of_kind(
    kind: ClockKind, case: Case, firm: Sequence[Claim], order: Order, key: bytes
) -> Iterable[Clock]:
    starts = [claim for claim in firm if claim.event in kind.starts and _meant(kind, claim)]
    if not starts or not _grounded(kind, firm):
        return
    for provision, bond in terms(case.host, case.origin, kind.code):
        message = json.dumps(["clock", case.id, provision.id]).encode()
        name = hmac.new(key, message, hashlib.sha256).hexdigest()[:8]
        clock = _clock(name, kind, provision, bond, starts, firm, order)
        if clock:
            yield clock


def _clock(
    name: str,
    kind: ClockKind,
    provision: Provision,
    bond: Verified,
    starts: Sequence[Claim],
    firm: Sequence[Claim],
    order: Order,
) -> Clock | None:
    """A clock by one provision; None where that did not hold then."""
    term = provision.term
    if term is None:
        return None
    stops = {*kind.stops, *term.stops}
    ends = [claim for claim in firm if claim.event in stops and claim.event not in kind.starts]
    live = [each for each in starts if not any(order.before(each, end) for end in ends)]
    running = _latest(kind, live or starts, order)
    first, last = _start(running)
    if not provision.holds(last):
        return None
    checked = weaker(provision.checked(first), bond)
    counted = term.clock and checked is Verified.VERIFIED
    due = due_days(term, first, last) if counted and first and last else (None, None)
    return Clock(
        name,
        kind.code,
        provision.norm(verified=checked),
        order.timeline(running),
        _told(running, first, last),
        due[0],
        None if kind.late else due[1],
        bool(live),
        kind.limit and not term.may,
        counted,
    )


def _meant(kind: ClockKind, claim: Claim) -> bool:
    """Whether the claim itself leads to a state in which such a clock runs."""
    return (not kind.within or _leads(claim, kind.within)) and not _leads(claim, kind.not_in)


def _leads(claim: Claim, states: Mapping[str, Sequence[str]]) -> bool:
    """Whether the claim leads to one of the states of axes."""
    moved = ((axes()[axis].move(claim), codes) for axis, codes in states.items())
    return any(move is not None and move.to in codes for move, codes in moved)


def _grounded(kind: ClockKind, firm: Iterable[Claim]) -> bool:
    """Whether claims show that the clock is meant at all."""
    ground = kind.ground
    return ground is None or any(
        claim.event in ground.events or _leads(claim, ground.axes) for claim in firm
    )


def _latest(kind: ClockKind, starts: Sequence[Claim], order: Order) -> list[Claim]:
    """The claims from which it runs now: of what starts anew, the last."""
    if not kind.restarts:
        return list(starts)
    return [each for each in starts if not any(order.surely_before(each, one) for one in starts)]


def _start(starts: Iterable[Claim]) -> Due:
    """The first and the last day on which it may have started; undated claims tell none."""
    days = [span(claim.date) for claim in starts]
    known = [(first, last) for first, last in days if first and last]
    if not known:
        return None, None
    return min(first for first, _ in known), max(last for _, last in known)


def _told(starts: Iterable[Claim], first: dt.date | None, last: dt.date | None) -> str | None:
    """The start as an EDTF date; None where it is not known."""
    if first is None or last is None:
        return None
    dates = {claim.date for claim in starts if claim.date and None not in span(claim.date)}
    return dates.pop() if len(dates) == 1 else f"{first.isoformat()}/{last.isoformat()}"


def due_days(term: Term, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The earliest and the latest day on which a term is due that began between two days.

    The day on which it began is not counted. Hours run through days of rest. Where the law does not
    tell calendar days from working days, the first are taken for the earliest day and the second
    for the latest.
    """
    if term.unit in ("months", "years"):
        months = term.number * (12 if term.unit == "years" else 1)
        return _months(first, months), _months(last, months)
    days = -(-term.number // 24) if term.unit == "hours" else term.number
    if term.unit == "hours" or term.days == "calendar":
        return first + dt.timedelta(days), last + dt.timedelta(days)
    earliest = _working(first, days) if term.days == "working" else first + dt.timedelta(days)
    return earliest, _working(last, days)


def _months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working(day: dt.date, days: int) -> dt.date:
    """The day so many working days later."""
    while days:
        day += dt.timedelta(1)
        days -= day.weekday() < _WEEK
    return day


def past_limit(clock: Clock, case: Case) -> tuple[Claim, ...]:
    """Claims that a detention went on after the limit was surely reached; none where it did not.

    A limit that was not verified is worked out here too, but its alert then says no more than that
    it is to be looked into.
    """
    kind, term = clock_kinds()[clock.kind], provisions()[clock.norm.id].term
    first, last = span(clock.started)
    if not clock.limit or term is None or first is None or last is None:
        return ()
    due = due_days(term, first, last)[1]
    firm = [claim for claim in case.timeline if claim.modality in FACTS]
    stops = [each for each in firm if each.event in (*kind.stops, *term.stops)]
    if any(not _after(each, due) and not _before(each, first) for each in stops):
        return ()
    return tuple(each for each in firm if each.event in kind.holds and _after(each, due))


def _after(claim: Claim, day: dt.date) -> bool:
    first = span(claim.date)[0]
    return first is not None and first > day


def _before(claim: Claim, day: dt.date) -> bool:
    last = span(claim.date)[1]
    return last is not None and last < day
