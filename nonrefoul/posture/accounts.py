"""From matters to what is known of the share against: now, month by month, and how it moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from nonrefoul.posture import filtering
from nonrefoul.posture.filtering import CELLS, TOGETHER, Array, Motion, Path
from nonrefoul.posture.ledger import Ledger, Sums
from nonrefoul.posture.months import named
from nonrefoul.posture.turning import NO_MOVES, Moves, beside, movements, pointed
from nonrefoul.posture.weights import weights
from nonrefoul.words import UNKNOWN, Account, Balance, Change, Direction, Matter, Point, Turn

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Course:
    """An account, and how it moved where that was asked."""

    account: Account
    change: Change | None = None
    turns: tuple[Turn, ...] = ()


def courses(accounts: Sequence[Ledger], as_of: dt.date, moved: bool) -> list[Course]:
    """The course of each account's matters; with change and turns where it is asked how it moved.

    Of an account without a matter not enough is known.
    """
    added = [ledger.sums() for ledger in accounts]
    found = [Course(UNKNOWN)] * len(added)
    order = sorted(range(len(added)), key=lambda each: len(added[each]))
    order = [each for each in order if len(added[each])]
    for at in range(0, len(order), TOGETHER):
        some = order[at : at + TOGETHER]
        known = _path([added[each] for each in some])
        states = list(_accounts(known, [(added[each], accounts[each]) for each in some]))
        moves: Iterable[Moves] = repeat(NO_MOVES)
        if moved:
            moves = movements(known, _motion(), states, as_of)
        for each, account, (change, turns) in zip(some, states, moves, strict=False):
            found[each] = Course(account, change, beside(turns, accounts[each]))
    return found


def _motion() -> Motion:
    rules = weights()
    anew = 1 - 0.5 ** (1 / rules.half_life_months.value)
    return Motion(anew, rules.drift.value, rules.slant.value)


def _path(added: Sequence[Sums]) -> Path:
    """The paths of accounts that end in the same month; months before the first told nothing."""
    window = int(weights().window_months.value)
    months = max(window + 1, *map(len, added))
    against, in_favour = np.zeros((len(added), months)), np.zeros((len(added), months))
    for row, each in enumerate(added):
        against[row, months - len(each) :] = each.against
        in_favour[row, months - len(each) :] = each.in_favour
    return filtering.path(against, in_favour, _motion())


def _balances(mass: Array) -> list[list[Balance]]:
    low, high = filtering.quantiles(mass, (1 - weights().band.value) / 2)
    every = (filtering.means(mass), low, high, filtering.over_half(mass))
    # Which accounts are worked out together must not show in the last digit.
    rounded = (np.round(one, _DIGITS).tolist() for one in every)
    return [
        [Balance(*each) for each in zip(*rows, strict=True)] for rows in zip(*rounded, strict=True)
    ]


def _accounts(known: Path, told: Sequence[tuple[Sums, Ledger]]) -> Iterator[Account]:
    shown = _balances(filtering.slanted(known.smoothed, _motion()))
    for row, (added, ledger) in zip(shown, told, strict=True):
        balances = row[len(row) - len(added) :]
        weighed = zip(balances, added.counts, added.against, added.in_favour, strict=True)
        curve = tuple(
            Point(named(added.first + at), balance, count, against + in_favour)
            for at, (balance, count, against, in_favour) in enumerate(weighed)
        )
        now = balances[-1]
        direction = _direction(now, ledger)
        likelier = max(now.over_half, 1 - now.over_half)
        yield Account(direction, likelier, now, len(ledger), curve)


def _direction(now: Balance, ledger: Ledger) -> Direction:
    rules = weights()
    if ledger.fresh() < rules.enough_matters.value:
        return Direction.NOT_ENOUGH_KNOWN
    return pointed(now.over_half, 1 - now.over_half, rules.sure_from.value)


def today(matters: Iterable[Matter], as_of: dt.date) -> Array:
    """What is known of the share against on the day: its mass on the cells of the grid."""
    added = Ledger(as_of, matters).sums()
    smoothed = _path([added]).smoothed if len(added) else np.full((1, 1, CELLS), 1 / CELLS)
    mass: Array = filtering.slanted(smoothed, _motion())[0, -1]
    return mass
