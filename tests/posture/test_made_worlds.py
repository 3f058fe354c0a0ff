"""A few made worlds: the band holds the truth, a change is found, plain ways are worse.

The thousand, and what each bound is in full: tools/measure_posture.py (`make bench-posture`).
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "tools"))

from made_worlds import made_world
from measure_posture import OURS, Run, as_then, coverage, false_alarms, found, run, steps

# Seeds that nothing was tuned on; every other of them steps, so that there is something to find.
SEEDS = [seed for seed in range(2000, 2040) if made_world(seed).hosts[0].kind in ("steady", "step")]


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return [each for seed in SEEDS[:20] for each in run(seed)]


def test_a_seed_gives_the_same_world_every_time() -> None:
    one, other = made_world(7), made_world(7)
    assert one.claims == other.claims
    assert one.hosts == other.hosts
    assert one.claims != made_world(8).claims


def test_the_band_holds_the_truth_about_as_often_as_it_says(runs: list[Run]) -> None:
    inside, width, _, count = coverage(runs)
    assert count > 900
    assert 0.8 < inside < 0.98
    assert width < 0.5


def test_it_is_nearer_the_truth_than_what_is_read_off_counts(runs: list[Run]) -> None:
    holds, error = as_then(runs, OURS)
    for plain in ("share of bad events", "moving average", "mentions"):
        others, worse = as_then(runs, plain)
        assert error < worse
        assert holds > others + 0.1


def test_steps_are_found_within_half_a_year_and_false_alarms_are_few(runs: list[Run]) -> None:
    large = steps(runs, 0.5)
    assert len(large) >= 5
    assert sum(found(large, OURS)) >= 0.7 * len(large)
    assert false_alarms(runs, OURS) < 0.1
