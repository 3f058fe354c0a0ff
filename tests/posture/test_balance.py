"""The Beta band against quantiles that are known in closed form."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.posture import balance

KNOWN = [
    # against, in favour, low, high, over a half
    (1, 1, 0.05, 0.95, 0.5),  # uniform
    (0.5, 0.5, math.sin(math.pi * 0.025) ** 2, math.sin(math.pi * 0.475) ** 2, 0.5),  # arcsine
    (2, 1, math.sqrt(0.05), math.sqrt(0.95), 0.75),
    (1, 3, 1 - 0.95 ** (1 / 3), 1 - 0.05 ** (1 / 3), 0.125),
    (30, 1, 0.05 ** (1 / 30), 0.95 ** (1 / 30), 1 - 0.5**30),
]


@pytest.mark.parametrize(("against", "in_favour", "low", "high", "over"), KNOWN)
def test_known_quantiles(
    against: float, in_favour: float, low: float, high: float, over: float
) -> None:
    found = balance(against, in_favour)
    assert found.low == pytest.approx(low, abs=1e-5)
    assert found.high == pytest.approx(high, abs=1e-5)
    assert found.over_half == pytest.approx(over, abs=1e-5)


def test_integer_tail_is_the_binomial_sum() -> None:
    # P(Beta(a, b) > 1/2) is the chance of fewer than a heads in a + b - 1 throws of a fair coin.
    against, in_favour = 7, 12
    throws = against + in_favour - 1
    heads = sum(math.comb(throws, number) for number in range(against)) / 2**throws
    assert balance(against, in_favour).over_half == pytest.approx(heads, abs=1e-6)


def test_a_million_matters_are_near_the_normal_limit() -> None:
    found = balance(400_000, 600_000)
    spread = 1.6448536 * math.sqrt(0.4 * 0.6 / 1_000_000)
    assert found.low == pytest.approx(0.4 - spread, abs=2e-5)
    assert found.high == pytest.approx(0.4 + spread, abs=2e-5)


@given(st.floats(0.5, 500), st.floats(0.5, 500))
def test_sides_are_mirror_images(against: float, in_favour: float) -> None:
    one, other = balance(against, in_favour), balance(in_favour, against)
    assert one.low <= one.high
    assert one.over_half == pytest.approx(1 - other.over_half, abs=1e-6)
    assert one.low == pytest.approx(1 - other.high, abs=1e-5)


@pytest.mark.parametrize("wrong", [(0.4, 1, 0.9), (1, 0, 0.9), (1, 1, 1.0), (math.nan, 1, 0.9)])
def test_parameters_out_of_range_are_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="no Beta band"):
        balance(*wrong)
