"""The protection status: a small state machine on each axis, then the one status shown first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nonrefoul.cases.order import Order
from nonrefoul.rules.protection import Axis, Step, protection
from nonrefoul.words import Actuality, Claim, Modality, Status

FACTS = frozenset({Modality.ASSERTED, Modality.REPORTED})


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where one axis stands, the claims that say so, and those that contradict them."""

    state: str
    claims: tuple[Claim, ...]
    against: tuple[Claim, ...] = ()


def status(claims: Sequence[Claim], order: Order) -> Status:
    """The status that the claims of one case lead to; `unknown` where nothing happened.

    Only claims that say that something happened move it. `conflict` is set where claims that
    contradict each other are not put in order by their dates, or where somebody denies what it
    rests on; the claims of the other side then stand beside those that it rests on.
    """
    axes = {axis.code: standpoint(axis, claims, order) for axis in protection().axes}
    for kind in protection().statuses:
        for alternative in kind.when:
            if all(_in(axes[axis], wanted) for axis, wanted in alternative.items()):
                return _status(kind.code, [axes[axis] for axis in alternative], order)
    return Status("unknown", ())


def standpoint(axis: Axis, claims: Sequence[Claim], order: Order) -> Standpoint | None:
    """Where the axis stands; None where no claim says that one of its events happened."""
    steps = {step.event: step for step in axis.steps}
    rank = {step.event: place for place, step in enumerate(axis.steps)}
    moves = [claim for claim in claims if claim.event in steps and claim.modality in FACTS]
    open_moves = [move for move in moves if not _ended(move, moves, steps, order)]
    if not open_moves:
        return None
    state = steps[max(open_moves, key=lambda move: rank[move.event]).event].state
    basis = [move for move in open_moves if steps[move.event].state == state]
    pairs = {frozenset(pair) for pair in axis.contradicting}
    rivals = [move for move in open_moves if {state, steps[move.event].state} in pairs]
    return Standpoint(state, tuple(basis), (*rivals, *_denials(basis, claims, order)))


def _ended(move: Claim, moves: Iterable[Claim], steps: dict[str, Step], order: Order) -> bool:
    """Whether a later step ended the state that this one led to."""
    state = steps[move.event].state
    for later in moves:
        ends = steps[later.event].ends
        moved_on = steps[later.event].state != state and (ends is None or state in ends)
        if moved_on and order.before(move, later):
            return True
    return False


def _denials(basis: Iterable[Claim], claims: Iterable[Claim], order: Order) -> Iterable[Claim]:
    """The claims that what the basis tells did not happen, unless they were told before it."""
    told = list(basis)
    for claim in claims:
        if claim.modality.actuality is Actuality.NOT:
            same = [each for each in told if each.event == claim.event]
            if same and not all(order.before(claim, each) for each in same):
                yield claim


def _in(standing: Standpoint | None, wanted: tuple[str, ...]) -> bool:
    return standing is not None and standing.state in wanted


def _status(code: str, rests_on: Iterable[Standpoint | None], order: Order) -> Status:
    grounds = [each for each in rests_on if each]
    claims = [claim for each in grounds for claim in (*each.claims, *each.against)]
    return Status(code, order.timeline(claims), any(each.against for each in grounds))
