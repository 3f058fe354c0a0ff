"""Alerts: what may have gone wrong in a case, by the conditions in `alerts.yml`."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from nonrefoul.cases.axes import FACTS, last_day
from nonrefoul.cases.clocks import past_limit
from nonrefoul.cases.order import Order
from nonrefoul.rules.alarms import AlertKind, Standing, alert_kinds, of_state
from nonrefoul.rules.axes import norms_told, says
from nonrefoul.rules.law import named
from nonrefoul.rules.spans import span
from nonrefoul.words import Alert, Case, Claim, Modality, Norm, Verified


def alerts(case: Case, order: Order, key: bytes) -> tuple[Alert, ...]:
    """The suspicions that the case's claims give rise to, at most one of a kind, gravest first.

    `key` is the secret from which ids are made; an alert keeps its id as claims come.
    """
    found = {alert.code: alert for alert in (*_found(case, order, key), *_past(case, order, key))}
    for alert in list(found.values()):
        for code in alert_kinds()[alert.code].covers:
            if code in found and found[code].severity <= alert.severity:
                del found[code]
    return tuple(sorted(found.values(), key=lambda alert: (-alert.severity, alert.code)))


def _found(case: Case, order: Order, key: bytes) -> Iterator[Alert]:
    firm = [claim for claim in case.timeline if claim.modality in FACTS]
    doubtful = [claim for claim in case.timeline if claim.modality is Modality.SUSPECTED]
    told = {claim.event for claim in (*firm, *doubtful)}
    for kind in alert_kinds().values():
        if not any(told.issuperset(alternative) for alternative in kind.when):
            continue
        if any(claim.event in kind.without for claim in firm):
            continue
        grounds = _grounds(kind, case, firm, firm, order)
        sure = bool(grounds)
        if not grounds and doubtful:
            grounds = _grounds(kind, case, [*firm, *doubtful], firm, order)
        bound = _bound(kind, case, grounds)
        if grounds and bound is not None:
            grave = sure and bound and _told_in_time(kind, grounds)
            severity = kind.severity if grave else kind.severity_suspected
            yield _alert(kind, severity, case, order.timeline(grounds), key)


def _past(case: Case, order: Order, key: bytes) -> Iterator[Alert]:
    """Detention past a limit: where that was not verified, no more than a warning."""
    for kind in alert_kinds().values():
        over = (
            [(clock, past_limit(clock, case)) for clock in case.clocks] if kind.past_limit else []
        )
        over = [(clock, told) for clock, told in over if told]
        if over:
            sure = any(clock.counted for clock, _ in over)
            claims = [each for clock, told in over for each in (*clock.claims, *told)]
            limits = tuple(clock.norm for clock, _ in over)
            severity = kind.severity if sure else kind.severity_suspected
            yield _alert(kind, severity, case, order.timeline(claims), key, limits)


def _grounds(
    kind: AlertKind, case: Case, claims: Sequence[Claim], firm: Sequence[Claim], order: Order
) -> list[Claim]:
    """The claims that raise the alert; none where its conditions do not hold."""
    acts = [act for when in kind.when for act in _acts(kind, case, when, claims, firm, order)]
    if not acts or not kind.standing:
        return acts
    shields = [
        shield
        for standing in kind.standing
        for shield in _shields(standing, case, acts, claims, firm, order)
    ]
    return [*acts, *shields] if shields else []


def _acts(
    kind: AlertKind,
    case: Case,
    when: Sequence[str],
    claims: Iterable[Claim],
    firm: Collection[Claim],
    order: Order,
) -> list[Claim]:
    """The claims of one alternative: every one of its events, none known to be out of turn."""
    settling = [claim for claim in firm if claim.event in kind.resolved_by]
    chosen: list[Claim] = []
    previous: list[Claim] = []
    pool = [claim for claim in claims if claim.event in when and _counts(kind, claim)]
    for event in when:
        fitting = [
            claim
            for claim in pool
            if claim.event == event
            and not any(order.surely_before(claim, end) for end in settling)
            and (_follows(kind, previous, claim, order) if previous else _first(kind, case, claim))
        ]
        if not fitting:
            return []
        chosen += fitting
        previous = fitting
    return chosen


def _first(kind: AlertKind, case: Case, claim: Claim) -> bool:
    """Whether the first event is told in the words, and done by whom, that the alert asks for."""
    told = kind.words is None or says(claim, kind.words)
    return told and (not kind.by_origin or of_state(claim, claim.origin or case.origin))


def _follows(kind: AlertKind, previous: Iterable[Claim], claim: Claim, order: Order) -> bool:
    """Whether an event may follow one of the previous; with a time given, does, and within it."""
    if kind.within_days is None:
        return any(not order.surely_before(claim, each) for each in previous)
    return any(
        order.before(each, claim) and _gap(each, claim) <= dt.timedelta(kind.within_days)
        for each in previous
    )


def _gap(first: Claim, second: Claim) -> dt.timedelta:
    """The least time between two claims; none where a date is not told."""
    end, start = span(first.date)[1], span(second.date)[0]
    return start - end if start and end else dt.timedelta(0)


def _told_in_time(kind: AlertKind, grounds: Iterable[Claim]) -> bool:
    """Where the alert asks for a time, whether dates tell it."""
    return kind.within_days is None or all(None not in span(claim.date) for claim in grounds)


def _bound(kind: AlertKind, case: Case, grounds: Iterable[Claim]) -> bool | None:
    """Whether the host is verified to be bound; None where it is not bound at all."""
    if not kind.bound_by:
        return True
    norms = named(kind.bound_by, case.host, last_day(grounds))
    return any(norm.verified is Verified.VERIFIED for norm in norms) if norms else None


def _counts(kind: AlertKind, claim: Claim) -> bool:
    """A removal to a third state is none to the origin state."""
    return not kind.to_origin or claim.third_state in (None, claim.origin)


def _shields(
    standing: Standing,
    case: Case,
    acts: Sequence[Claim],
    claims: Iterable[Claim],
    firm: Iterable[Claim],
    order: Order,
) -> Iterator[Claim]:
    """The claims of what protected the person when one of the acts happened."""
    ends = [claim for claim in firm if claim.event in standing.ended_by]
    for shield in _elsewhere(case) if standing.elsewhere else claims:
        if shield.event not in standing.any_of:
            continue
        if standing.words and not says(shield, standing.words):
            continue
        if any(_protected(shield, act, ends, order) for act in acts):
            yield shield


def _elsewhere(case: Case) -> Iterator[Claim]:
    """What is told to have happened to the person in other states."""
    for claim in case.person.claims:
        if claim.modality in FACTS and claim.host not in (None, case.host):
            yield claim


def _protected(shield: Claim, act: Claim, ends: Iterable[Claim], order: Order) -> bool:
    """Whether the shield is not known to be later than the act, and was not ended by then.

    An end whose place is not known is taken to follow the shield: a refusal answers a request.
    """
    if order.surely_before(act, shield):
        return False
    return all(order.before(end, shield) or order.surely_before(act, end) for end in ends)


def _alert(
    kind: AlertKind,
    severity: int,
    case: Case,
    claims: tuple[Claim, ...],
    key: bytes,
    limits: tuple[Norm, ...] = (),
) -> Alert:
    told = norms_told(kind.norms, kind.norms_of, claims)
    norms = (*limits, *named(told, case.host, last_day(claims)))
    message = json.dumps(["alert", case.id, kind.code]).encode()
    name = hmac.new(key, message, hashlib.sha256).hexdigest()[:8]
    return Alert(
        kind.code,
        severity,
        case.id,
        case.person.id,
        case.host,
        case.origin,
        claims,
        tuple(dict.fromkeys(norms)),
        name,
    )
