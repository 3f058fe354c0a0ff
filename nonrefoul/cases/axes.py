"""Where a person stands on each axis: small state machines over claims, from `axes.yml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from nonrefoul.cases.order import Order
from nonrefoul.rules.axes import Axis, Move, axes, norms_told
from nonrefoul.rules.law import bearing, named
from nonrefoul.rules.spans import span
from nonrefoul.words import Actuality, Claim, Modality, Norm, Status

FACTS = frozenset({Modality.ASSERTED, Modality.REPORTED})

Moved = tuple[Claim, Move]


def statuses(claims: Sequence[Claim], host: str | None, order: Order) -> tuple[Status, ...]:
    """How the claims of one case leave every axis, in the order of `axes.yml`.

    Only claims that say that something happened move an axis. Claims that contradict each other,
    and denials of what a state rests on, stand beside it as a conflict.
    """
    return tuple(status(axis, claims, host, order) for axis in axes().values())


def status(axis: Axis, claims: Sequence[Claim], host: str | None, order: Order) -> Status:
    """How the claims leave one axis; its first state where no claim moves it."""
    told = {move.event for move in axis.moves}
    about = [claim for claim in claims if claim.event in told]
    said = tuple(claim for claim in about if claim.modality not in FACTS)
    moved = moves(axis, about)
    left = [each for each in moved if not _ended(each, moved, order.before)]
    if not left:
        return Status(axis.code, axis.start, said=said)
    rank = {state.code: place for place, state in enumerate(axis.states)}
    code = max((move.to for _, move in left), key=lambda state: rank[state])
    basis = [claim for claim, move in left if move.to == code]
    against = [*_rivals(axis, code, left), *_denials(basis, about, order)]
    # What is out only because it was told of earlier may have come later all the same.
    perhaps = (move for each, move in moved if not _ended((each, move), moved, order.surely_before))
    unordered = not against and any(move.leaves(code) for move in perhaps)
    return Status(
        axis.code,
        code,
        order.timeline(basis),
        _norms(axis, code, basis, host),
        bool(against),
        order.timeline(against),
        order.timeline(said),
        unordered,
    )


def moves(axis: Axis, claims: Iterable[Claim]) -> list[Moved]:
    """The claims that move the axis, each with its move."""
    found = [(claim, axis.move(claim)) for claim in claims if claim.modality in FACTS]
    return [(claim, move) for claim, move in found if move]


def _ended(moved: Moved, others: Iterable[Moved], before: Callable[[Claim, Claim], bool]) -> bool:
    """Whether a later move led out of the state that this one led to."""
    claim, move = moved
    return any(later.leaves(move.to) and before(claim, told) for told, later in others)


def _rivals(axis: Axis, code: str, left: Iterable[Moved]) -> list[Claim]:
    """The claims whose state does not go together with the one that holds."""
    pairs = {frozenset(pair) for pair in axis.contradicting}
    return [claim for claim, move in left if {code, move.to} in pairs]


def _denials(basis: Iterable[Claim], claims: Iterable[Claim], order: Order) -> list[Claim]:
    """The claims that what the basis tells did not happen, unless they were told before it.

    None where something that nobody denies leads to the same state.
    """
    told, found = list(basis), []
    for claim in claims:
        if claim.modality.actuality is Actuality.NOT:
            same = [each for each in told if each.event == claim.event]
            if same and not all(order.before(claim, each) for each in same):
                found.append(claim)
    denied = {claim.event for claim in found}
    return found if all(each.event in denied for each in told) else []


def _norms(axis: Axis, code: str, basis: Iterable[Claim], host: str | None) -> tuple[Norm, ...]:
    """What the state rests on in law on the last day that its claims may mean."""
    day = last_day(basis)
    own, state = bearing(host, f"{axis.code}.{code}", day), axis.state(code)
    told = norms_told(state.norms, state.norms_of, basis)
    return tuple(dict.fromkeys((*own, *named(told, host, day))))


def last_day(claims: Iterable[Claim]) -> dt.date | None:
    """The last day that the dates of the claims may mean; None where none of them tells one."""
    return max((day for each in claims if (day := span(each.date)[1])), default=None)
