"""Alerts: what may have gone wrong in a case, by the conditions in `alerts.yml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from nonrefoul.cases.order import Order
from nonrefoul.cases.protection import FACTS
from nonrefoul.rules.protection import AlertKind, Standing, alert_kinds
from nonrefoul.rules.provisions import provisions
from nonrefoul.words import Alert, Case, Claim, Modality


def alerts(case: Case, order: Order) -> tuple[Alert, ...]:
    """The suspicions that the case's claims give rise to, at most one of a kind, gravest first."""
    found = {alert.code: alert for alert in _found(case, order)}
    for alert in list(found.values()):
        for code in alert_kinds()[alert.code].covers:
            if code in found and found[code].severity <= alert.severity:
                del found[code]
    return tuple(sorted(found.values(), key=lambda alert: (-alert.severity, alert.code)))


def _found(case: Case, order: Order) -> Iterator[Alert]:
    firm = [claim for claim in case.timeline if claim.modality in FACTS]
    doubtful = [claim for claim in case.timeline if claim.modality is Modality.SUSPECTED]
    told = {claim.event for claim in (*firm, *doubtful)}
    for kind in alert_kinds().values():
        if not any(told.issuperset(alternative) for alternative in kind.when):
            continue
        if any(claim.event in kind.without for claim in firm):
            continue
        grounds = _grounds(kind, firm, firm, order)
        severity = kind.severity
        if not grounds and doubtful:
            grounds = _grounds(kind, [*firm, *doubtful], firm, order)
            severity = kind.severity_suspected
        if grounds:
            yield _alert(kind, severity, case, order.timeline(grounds))


def _grounds(
    kind: AlertKind, claims: Sequence[Claim], firm: Sequence[Claim], order: Order
) -> list[Claim]:
    """The claims that raise the alert; none where its conditions do not hold."""
    acts = [act for when in kind.when for act in _acts(kind, when, claims, firm, order)]
    if not acts or not kind.standing:
        return acts
    shields = [
        shield
        for standing in kind.standing
        for shield in _shields(standing, acts, claims, firm, order)
    ]
    return [*acts, *shields] if shields else []


def _acts(
    kind: AlertKind,
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
            and (not previous or any(not order.surely_before(claim, each) for each in previous))
        ]
        if not fitting:
            return []
        chosen += fitting
        previous = fitting
    return chosen


def _counts(kind: AlertKind, claim: Claim) -> bool:
    """A removal to a third state is none to the origin state."""
    return not kind.to_origin or claim.third_state in (None, claim.origin)


def _shields(
    standing: Standing,
    acts: Sequence[Claim],
    claims: Iterable[Claim],
    firm: Iterable[Claim],
    order: Order,
) -> Iterator[Claim]:
    """The claims of what protected the person when one of the acts happened."""
    ends = [claim for claim in firm if claim.event in standing.ended_by]
    for shield in claims:
        if shield.event not in standing.any_of:
            continue
        if any(_protected(shield, act, ends, order) for act in acts):
            yield shield


def _protected(shield: Claim, act: Claim, ends: Iterable[Claim], order: Order) -> bool:
    """Whether the shield is not known to be later than the act, and was not ended by then.

    An end whose place is not known is taken to follow the shield: a refusal answers a request.
    """
    if order.surely_before(act, shield):
        return False
    return all(order.before(end, shield) or order.surely_before(act, end) for end in ends)


def _alert(kind: AlertKind, severity: int, case: Case, claims: tuple[Claim, ...]) -> Alert:
    named = (provisions()[norm] for norm in kind.norms)
    norms = tuple(provision.norm() for provision in named if provision.binds(case.host))
    return Alert(
        kind.code, severity, case.id, case.person.id, case.host, case.origin, claims, norms
    )
