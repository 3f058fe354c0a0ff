"""The path of the share: against closed forms, and against the sum over all paths."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.posture.filtering import (
    CELLS,
    SHARES,
    Array,
    Motion,
    Path,
    change,
    means,
    over_half,
    path,
    quantiles,
    slanted,
    turns,
)

STILL = Motion(anew=0.0, drift=0.0, slant=0.0)
KNOWN = [
    # the Beta's parameters, prior included: against, in favour, low, high, over a half
    (0.5, 0.5, math.sin(math.pi * 0.025) ** 2, math.sin(math.pi * 0.475) ** 2, 0.5),  # arcsine
    (1, 1, 0.05, 0.95, 0.5),  # uniform
    (2, 1, math.sqrt(0.05), math.sqrt(0.95), 0.75),
    (1, 3, 1 - 0.95 ** (1 / 3), 1 - 0.05 ** (1 / 3), 0.125),
    (30, 1, 0.05 ** (1 / 30), 0.95 ** (1 / 30), 1 - 0.5**30),
]
weights = st.lists(st.tuples(st.floats(0, 5), st.floats(0, 5)), min_size=1, max_size=14)


def of(months: Sequence[tuple[float, float]], motion: Motion) -> Path:
    against, in_favour = np.array(months).T
    return path(against[None], in_favour[None], motion)


@pytest.mark.parametrize(("against", "in_favour", "low", "high", "over"), KNOWN)
def test_where_nothing_moves_it_is_the_beta_distribution(
    against: float, in_favour: float, low: float, high: float, over: float
) -> None:
    half = (against - 0.5) / 2, (in_favour - 0.5) / 2
    mass = of([half, half], STILL).smoothed[0, 0]
    ends = quantiles(mass, 0.05)
    assert float(means(mass)) == pytest.approx(against / (against + in_favour), abs=2e-4)
    assert [float(each) for each in ends] == pytest.approx([low, high], abs=6e-4)
    assert float(over_half(mass)) == pytest.approx(over, abs=6e-4)


@given(weights, st.floats(0, 0.5), st.sampled_from([0.0, 0.03, 0.3]))
@settings(max_examples=30)
def test_sides_are_mirror_images(
    months: list[tuple[float, float]], anew: float, drift: float
) -> None:
    motion = Motion(anew, drift, 0.3)
    one = of(months, motion).smoothed
    other = of([(each[1], each[0]) for each in months], motion).smoothed
    assert np.allclose(one, other[..., ::-1], atol=1e-9)


@given(weights, weights)
@settings(max_examples=30)
def test_where_all_is_drawn_anew_every_month_other_months_tell_nothing(
    months: list[tuple[float, float]], others: list[tuple[float, float]]
) -> None:
    motion = Motion(anew=1.0, drift=0.1, slant=0.0)
    alone, among = of(months[:1], motion), of([*others, *months[:1]], motion)
    assert np.allclose(alone.smoothed[0, 0], among.smoothed[0, -1], atol=1e-9)


@given(weights)
@settings(max_examples=30)
def test_months_of_which_nothing_is_told_before_the_first_change_nothing(
    months: list[tuple[float, float]],
) -> None:
    motion = Motion(anew=0.03, drift=0.05, slant=0.0)
    early = of([(0.0, 0.0)] * 5 + months, motion)
    assert np.allclose(of(months, motion).smoothed, early.smoothed[:, 5:], atol=1e-9)


def likelihood(against: float, in_favour: float) -> Array:
    found: Array = SHARES**against * (1 - SHARES) ** in_favour
    return found


def test_the_passes_give_what_the_sum_over_all_paths_gives() -> None:
    motion, months = Motion(0.1, 0.2, 0.0), [(1.0, 0.5), (0.0, 2.0), (3.0, 0.0)]
    known = of(months, motion)
    # What one month's move does to each cell is read off months that tell it exactly.
    eye = np.eye(CELLS)
    moved = np.array([_moved(eye[cell], motion) for cell in range(CELLS)])
    first, second, third = (likelihood(*month) for month in months)
    joint = np.einsum("i,ij,j,jk,k->ijk", first, moved, second, moved, third)
    joint /= joint.sum()
    for month, axes in enumerate([(1, 2), (0, 2), (0, 1)]):
        assert np.allclose(known.smoothed[0, month], joint.sum(axis=axes), atol=1e-9)
    gaps = SHARES[None, :] - SHARES[:, None]
    ends = joint.sum(axis=1)
    rose, fell = change(known, motion, 0.2, 2)
    assert float(rose[0]) == pytest.approx(ends[gaps >= 0.2].sum(), abs=1e-9)
    assert float(fell[0]) == pytest.approx(ends[gaps <= -0.2].sum(), abs=1e-9)


def _moved(mass: Array, motion: Motion) -> Array:
    """One month's move, by its definition: anew from the prior, or a little to the side."""
    width = math.pi / 2 / CELLS
    here = int(mass.argmax())
    near = np.zeros(CELLS)
    for image in range(-2, 3):
        for cell in range(CELLS):
            for there in (cell, -1 - cell):
                gap = (there + 2 * CELLS * image - here) * width
                near[cell] += math.exp(-0.5 * (gap / motion.drift) ** 2)
    found: Array = (1 - motion.anew) * near / near.sum() + motion.anew / CELLS
    return found


def test_a_turn_is_seen_in_its_month() -> None:
    motion = Motion(0.03, 0.02, 0.0)
    known = of([(0, 3)] * 12 + [(3, 0)] * 12, motion)
    rose, fell = turns(known, motion, 0.3)
    assert int(rose[0].argmax()) == 12
    assert rose[0].sum() > 0.9 > 0.1 > fell[0].sum()


def test_a_slant_widens_the_band_and_leans_to_no_side() -> None:
    mass = of([(20, 20)], Motion(0.0, 0.0, 0.5)).smoothed
    wide = slanted(mass, Motion(0.0, 0.0, 0.5))
    assert means(wide).item() == pytest.approx(0.5, abs=1e-6)
    (low, high), (lower, higher) = (
        [end.item() for end in quantiles(each, 0.05)] for each in (mass, wide)
    )
    assert lower < low < high < higher
    assert np.allclose(slanted(mass, STILL), mass)
