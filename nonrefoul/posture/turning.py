"""Whether conduct has changed of late, and the months in which it turned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from nonrefoul.posture import filtering
from nonrefoul.posture.filtering import Array, Motion, Path
from nonrefoul.posture.ledger import Ledger
from nonrefoul.posture.months import named, number
from nonrefoul.posture.weights import weights
from nonrefoul.words import Account, Change, Direction, Point, Turn

Moves = tuple[Change | None, tuple[Turn, ...]]
NO_MOVES: Moves = (None, ())


def pointed(toward: float, away: float, least: float) -> Direction:
    """The direction that is at least so probable; unclear where none is."""
    if toward >= least:
        return Direction.TOWARD
    return Direction.AWAY if away >= least else Direction.UNCLEAR


def movements(
    known: Path, motion: Motion, accounts: Sequence[Account], as_of: dt.date
) -> Iterator[Moves]:
    """The change over the window, and the turns, of each account of the path."""
    rules = weights()
    size, months = rules.change_size.value, int(rules.window_months.value)
    rose, fell = filtering.change(known, motion, size, months)
    turned = filtering.turns(known, motion, size)
    since = named(number(as_of) - months)
    for row, account in enumerate(accounts):
        up, down = round(float(rose[row]), 9), round(float(fell[row]), 9)
        direction = pointed(up, down, rules.change_sure.value)
        change = Change(since, months, size, up, down, direction)
        yield change, tuple(_turns(turned[0][row], turned[1][row], account.curve))


def _turns(rose: Array, fell: Array, curve: Sequence[Point]) -> Iterator[Turn]:
    """The peaks of the chance that conduct turned within a few months.

    A turn is rarely seen to the month, so the chances of months near each other add up.
    """
    around = int(weights().turn_months.value)
    rose, fell = rose[len(rose) - len(curve) :], fell[len(fell) - len(curve) :]
    near = np.convolve(rose + fell, np.ones(2 * around + 1))[around : around + len(curve)]
    for peak in _peaks(near, weights().turn_sure.value, around):
        span = slice(max(0, peak - around), peak + around + 1)
        month = span.start + int((rose + fell)[span].argmax())
        toward = rose[span].sum() >= fell[span].sum()
        yield Turn(
            month=curve[month].month,
            direction=Direction.TOWARD if toward else Direction.AWAY,
            probability=min(1.0, round(float(near[peak]), 9)),
            before=curve[max(0, span.start - 1)].balance.mean,
            after=curve[min(len(curve), span.stop) - 1].balance.mean,
            around=around,
        )


def _peaks(near: Array, least: float, around: int) -> list[int]:
    left, found = near.copy(), []
    while len(left) and left.max() >= least:
        peak = int(left.argmax())
        found.append(peak)
        left[max(0, peak - 2 * around) : peak + 2 * around + 1] = 0
    return sorted(found)


def beside(turns: Sequence[Turn], ledger: Ledger) -> tuple[Turn, ...]:
    """Turns with the matters of the months around them."""
    found = []
    for turn in turns:
        year, month = map(int, turn.month.split("-"))
        near = ledger.near(number(dt.date(year, month, 1)), turn.around)
        found.append(replace(turn, matters=near))
    return tuple(found)
