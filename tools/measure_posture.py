"""How true postures are, on made worlds: does the band hold, is a change found, and how soon.

    python tools/measure_posture.py --worlds 1000

Every world goes through the register as it would in earnest, month by month, knowing what was told
by then. Beside it, on the same words, stand the plain ways (`plain_alternatives.py`). Seeds under
1,000 were used to choose the numbers of `rules/posture.yml` and the thresholds below; figures are
reported of worlds from seed 1,000 on.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain

from made_worlds import KINDS, MONTHS, ORIGIN, Host, made_world, month_end
from plain_alternatives import names, readings, told_of, wilson

from nonrefoul.posture import PostureRegister
from nonrefoul.words import Direction, Posture

FIRST_SEED = 1000
# From when on an alarm may be given: there must be a year to compare to.
FROM = 12
SIZES = (0.3, 0.5, 0.6)
STATED = 0.5
WITHIN = 6
# Matters told a month: how runs are told apart, and from where on there is enough to see a step.
RATES = ((0.0, 1.0), (1.0, 2.0), (2.0, 4.0), (4.0, 99.0))
ENOUGH = 2.0
OURS = "posture"
# How far the plain ways must move for an alarm: chosen on seeds under 1,000 so that they too give
# under 5 false alarms in a hundred state-years.
ALARM = {
    "count of bad events": 3.54,
    "share of bad events": 0.47,
    "moving average": 0.57,
    "mentions": 0.59,
}


@dataclass(slots=True)
class Month:
    """What was said of a host at the end of a month, by one way: its band, its share, its alarm."""

    share: float | None
    low: float
    high: float
    moved: float
    alarm: int


@dataclass(slots=True)
class Run:
    """What was said of one host, way by way and month by month; and, at the end, of every month."""

    host: Host
    told_a_month: float
    said: dict[str, dict[int, Month]] = field(default_factory=dict)
    looking_back: dict[int, tuple[float, float, float]] = field(default_factory=dict)


def run(seed: int) -> list[Run]:
    """The runs of a world's hosts."""
    world = made_world(seed)
    register = PostureRegister(month_end(0))
    register.add(world.claims, world.persons, world.documents, world.copies)
    found = {
        host.name: Run(host, 0.0, {name: {} for name in (OURS, *names())}) for host in world.hosts
    }
    told = {host.name: told_of(world, host.name) for host in world.hosts}
    for month in _looked_at(world.hosts):
        register.move(month_end(month))
        for host in world.hosts:
            said = found[host.name].said
            if posture := register.posture(host.name, ORIGIN):
                said[OURS][month] = _ours(posture)
            for name, reading in readings(told[host.name], month).items():
                low, high = (
                    (0.0, 1.0) if reading.share is None else wilson(reading.share, reading.count)
                )
                alarm = int(math.copysign(abs(reading.moved) >= ALARM[name], reading.moved))
                said[name][month] = Month(reading.share, low, high, reading.moved, alarm)
    for host in world.hosts:
        _look_back(found[host.name], register.posture(host.name, ORIGIN))
    return list(found.values())


def _looked_at(hosts: Iterable[Host]) -> Iterable[int]:
    """Every month where alarms are asked for, else every third: each costs time."""
    every = any(host.kind in ("steady", "step") for host in hosts)
    return sorted({*range(FROM, MONTHS, 1 if every else 3), MONTHS - 1})


def _ours(posture: Posture) -> Month:
    change = posture.change
    rose, fell = (change.rose, change.fell) if change else (0.0, 0.0)
    direction = change.direction if change else Direction.UNCLEAR
    alarm = {Direction.TOWARD: 1, Direction.AWAY: -1}.get(direction, 0)
    moved = rose if rose > fell else -fell
    return Month(posture.share_against, posture.low, posture.high, moved, alarm)


def _look_back(found: Run, posture: Posture | None) -> None:
    if posture is None:
        return
    found.told_a_month = len(posture.matters) / MONTHS
    last = len(posture.curve)
    for at, point in enumerate(posture.curve):
        month = MONTHS - last + at
        if 0 <= month < MONTHS:
            known = point.balance
            found.looking_back[month] = (known.mean, known.low, known.high)


def coverage(runs: Iterable[Run]) -> tuple[float, float, float, int]:
    """How often the curve's band holds the truth; its width, the mean error, how many months."""
    inside, width, error, count = 0, 0.0, 0.0, 0
    for each in runs:
        for month, (mean, low, high) in each.looking_back.items():
            truth = each.host.truth[month]
            inside += low <= truth <= high
            width += high - low
            error += abs(mean - truth)
            count += 1
    count = max(1, count)
    return inside / count, width / count, error / count, count


def as_then(runs: Iterable[Run], name: str) -> tuple[float, float]:
    """The same as it was said month by month, of the month itself: coverage and mean error."""
    inside, error, count = 0, 0.0, 0
    for each in runs:
        for month, said in each.said[name].items():
            if said.share is not None:
                truth = each.host.truth[month]
                inside += said.low <= truth <= said.high
                error += abs(said.share - truth)
                count += 1
    return inside / max(1, count), error / max(1, count)


def stable(host: Host) -> range:
    """The months in which an alarm is false: conduct is what it always has been."""
    if host.kind not in ("steady", "step"):
        return range(0)
    return range(FROM, MONTHS if host.changed is None else host.changed)


def false_alarms(runs: Iterable[Run], name: str, least: float | None = None) -> float:
    """How many alarms were raised in a year of a state whose conduct had not changed."""
    raised, years = 0, 0.0
    for each in runs:
        before = 0
        for month in stable(each.host):
            now = _alarm(each.said[name].get(month), least)
            raised += bool(now) and not before
            before = now
        years += len(stable(each.host)) / 12
    return raised / max(years, 1e-9)


def found(runs: Iterable[Run], name: str, least: float | None = None) -> list[bool]:
    """Of each step, whether an alarm told its direction within the months allowed."""
    return [
        math.copysign(1, each.host.size)
        in {_alarm(each.said[name].get(changed + at), least) for at in range(WITHIN)}
        for each in runs
        if (changed := each.host.changed) is not None
    ]


def _alarm(said: Month | None, least: float | None) -> int:
    if said is None:
        return 0
    if least is None:
        return said.alarm
    return int(math.copysign(abs(said.moved) >= least, said.moved))


def steps(runs: Iterable[Run], size: float, rate: float = 0.0, under: float = 99.0) -> list[Run]:
    """The runs of hosts whose conduct stepped by at least a size, and of which so much was told."""
    return [
        each
        for each in runs
        if each.host.kind == "step"
        and abs(each.host.size) >= size
        and rate <= each.told_a_month < under
    ]


def worlds(seeds: range, processes: int) -> Iterator[Run]:
    """The runs of many worlds, in the order of their seeds."""
    if processes == 1:
        yield from chain.from_iterable(map(run, seeds))
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from chain.from_iterable(pool.map(run, seeds, chunksize=5))


def report(runs: Sequence[Run]) -> Iterator[str]:
    """What was measured, line by line."""
    inside, width, error, count = coverage(runs)
    yield f"{len(runs)} states, {count:,} state-months"
    yield f"The 90 % band, looking back, holds the truth in {inside:.1%} of them,"
    yield f"at a width of {width:.2f} and a mean error of {error:.3f}"
    for kind in KINDS:
        yield _covered(kind, [each for each in runs if each.host.kind == kind])
    for low, high in RATES:
        some = [each for each in runs if low <= each.told_a_month < high]
        yield _covered(f"{low:g} to {high:g} matters told a month", some)
    yield ""
    yield "                     as said then    false alarms   steps found within 6 months,"
    sizes = "".join(f"{size:>7g}" for size in SIZES)
    enough = f"{STATED:g} told {ENOUGH:g}+"
    yield f"                     holds   error   a state-year   of{sizes}   {enough}"
    for name in (OURS, *names()):
        yield _compared(name, runs)
    yield ""
    for low, high in RATES:
        some = steps(runs, STATED, low, high)
        ways = ", ".join(f"{name} {_share(found(some, name))}" for name in (OURS, *names()))
        yield f"{len(some)} steps of {STATED:g}+, {low:g} to {high:g} told a month: {ways}"


def _covered(what: str, runs: Sequence[Run]) -> str:
    inside, width, _, _ = coverage(runs)
    return f"  {what}: {inside:.1%}, width {width:.2f}, {len(runs)} states"


def _compared(name: str, runs: Sequence[Run]) -> str:
    holds, error = as_then(runs, name)
    share = f"{holds:.1%}   {error:.3f}" if holds else "    –       –"
    by_size = "".join(f"{_share(found(steps(runs, size), name)):>7}" for size in SIZES)
    enough = _share(found(steps(runs, STATED, ENOUGH), name))
    return f"{name:20} {share}   {false_alarms(runs, name):12.3f}     {by_size}   {enough:>8}"


def _share(found: Sequence[bool]) -> str:
    return f"{sum(found) / len(found):.0%}" if found else "–"


def thresholds(runs: Sequence[Run], most: float) -> Iterator[str]:
    """The least move of each way that gives no more than so many false alarms a state-year."""
    for name in (OURS, *names()):
        moves = sorted({round(abs(m.moved), 2) for each in runs for m in each.said[name].values()})
        least = next(
            (move for move in moves if move and false_alarms(runs, name, move) <= most), 0.0
        )
        some = steps(runs, STATED)
        yield (
            f"{name}: {least:g} gives {false_alarms(runs, name, least):.3f} a state-year, "
            f"finds {_share(found(some, name, least))} of {len(some)}"
        )


def main() -> int:
    """Measure, and say so."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--worlds", type=int, default=1000)
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="the first seed")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--tune", action="store_true", help="say what thresholds would be right")
    asked = parser.parse_args()
    began = time.monotonic()
    seeds = range(asked.first, asked.first + asked.worlds)
    runs = list(worlds(seeds, asked.processes))
    took = time.monotonic() - began
    print(f"{asked.worlds} made worlds, seeds {seeds[0]} to {seeds[-1]}; {took:.0f} s")
    for line in thresholds(runs, 0.045) if asked.tune else report(runs):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
