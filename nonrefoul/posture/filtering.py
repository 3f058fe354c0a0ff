"""The share against, month by month: a hidden path on a grid, found exactly by passing to and fro.

The model (docs/method.md): in each month the share is that of the month before, moved a little, or,
rarely, drawn anew. Forward filtering and backward smoothing are those of Rabiner (1989), Proc. IEEE
77(2), on a grid as in Kitagawa (1987), JASA 82(400): no sampling, the same numbers every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Cells of equal width in angle, share = sin²(angle): Jeffreys' prior is uniform on them.
CELLS = 100
# How many accounts to hand over at once: a product of so many rows is small enough for the library
# of linear algebra to work out in one thread, which on a busy machine is many times faster.
TOGETHER = 25
_EDGE_ANGLES = np.linspace(0, np.pi / 2, CELLS + 1)
_ANGLES = (_EDGE_ANGLES[1:] + _EDGE_ANGLES[:-1]) / 2
EDGES: Array = np.sin(_EDGE_ANGLES) ** 2
SHARES: Array = np.sin(_ANGLES) ** 2
_LOG_AGAINST, _LOG_IN_FAVOUR = np.log(SHARES), np.log1p(-SHARES)
_PRIOR = np.full(CELLS, 1 / CELLS)


@dataclass(frozen=True, slots=True)
class Motion:
    """How conduct may move from month to month.

    `anew` is the chance that it is drawn anew, `drift` the spread of its small moves, in radians
    of the angle whose squared sine is the share, and `slant` how far, in log-odds, what is
    reported may be off what is done.
    """

    anew: float
    drift: float
    slant: float


@dataclass(frozen=True, slots=True)
class Path:
    """What is known of the share in each month of several accounts: accounts × months × cells.

    `forward` is what is known by then, `onward` how likely what was told of a month and after it
    is, and `smoothed` what is known when all months are considered.
    """

    forward: Array
    onward: Array
    smoothed: Array
    heights: Array

    def only(self, accounts: slice) -> Path:
        """The path of some of the accounts."""
        every = (self.forward, self.onward, self.smoothed, self.heights)
        return Path(*(each[accounts] for each in every))


def path(against: Array, in_favour: Array, motion: Motion) -> Path:
    """The path of the share given the weights told of each month, accounts × months."""
    step = _step(motion)
    heights = _heights(against, in_favour)
    forward = _forward(heights, step)
    backward = _backward(heights, step)
    smoothed = forward * backward
    smoothed /= smoothed.sum(axis=2, keepdims=True)
    return Path(forward, heights * backward, smoothed, heights)


def _heights(against: Array, in_favour: Array) -> Array:
    """The likelihood of each share in each month, its greatest value one."""
    logs = against[..., None] * _LOG_AGAINST + in_favour[..., None] * _LOG_IN_FAVOUR
    heights: Array = np.exp(logs - logs.max(axis=2, keepdims=True))
    return heights


@cache
def _kernel(drift: float) -> Array:
    """The chance of small moves between cells, turned back at both ends; symmetric."""
    if not drift:
        return np.eye(CELLS)
    cells = np.arange(CELLS)
    width = np.pi / 2 / CELLS
    kernel = np.zeros((CELLS, CELLS))
    for image in (-1, 0, 1):
        for there in (cells, -1 - cells):
            gaps = (cells[:, None] - (there + 2 * CELLS * image)[None, :]) * width
            kernel += np.exp(-0.5 * (gaps / drift) ** 2)
    kernel /= kernel.sum(axis=1, keepdims=True)
    return kernel


@cache
def _step(motion: Motion) -> Array:
    moved: Array = (1 - motion.anew) * _kernel(motion.drift) + motion.anew * _PRIOR[None, :]
    return moved


def _forward(heights: Array, step: Array) -> Array:
    forward = np.empty_like(heights)
    now = np.broadcast_to(_PRIOR, heights[:, 0].shape)
    for month in range(heights.shape[1]):
        now = (now @ step if month else now) * heights[:, month]
        now = now / now.sum(axis=1, keepdims=True)
        forward[:, month] = now
    return forward


def _backward(heights: Array, step: Array) -> Array:
    backward = np.ones_like(heights)
    for month in range(heights.shape[1] - 2, -1, -1):
        now = (heights[:, month + 1] * backward[:, month + 1]) @ step.T
        backward[:, month] = now / now.max(axis=1, keepdims=True)
    return backward


@cache
def _apart(size: float) -> tuple[Array, Array]:
    """Which cells, in rows, lie under or over which others, in columns, by at least a size."""
    gaps = SHARES[None, :] - SHARES[:, None]
    return (gaps >= size).astype(float), (gaps <= -size).astype(float)


def turns(known: Path, motion: Motion, size: float) -> tuple[Array, Array]:
    """The chance, in each month, that conduct was drawn anew and rose, or fell, by the size."""
    found = []
    before, after = known.forward[:, :-1], known.onward[:, 1:]
    total = (_times(before, _step(motion)) * after).sum(axis=2)
    for apart in _apart(size):
        turned = np.zeros(known.forward.shape[:2])
        moved = (_times(before, apart) * _PRIOR * after).sum(axis=2)
        turned[:, 1:] = motion.anew * moved / total
        found.append(turned)
    return found[0], found[1]


def change(known: Path, motion: Motion, size: float, window: int) -> tuple[Array, Array]:
    """The chance that the share at the end is over, or under, that of a window before by a size.

    There must be more months than the window has.
    """
    count, months = known.forward.shape[:2]
    step = _step(motion)
    joint = np.eye(CELLS) * known.forward[:, months - window - 1, :, None]
    # A quarter of the cells at a time: see TOGETHER.
    joint = joint.reshape(count, 4, CELLS // 4, CELLS)
    for month in range(months - window, months):
        joint = (joint @ step) * known.heights[:, None, None, month]
        joint /= joint.sum(axis=(1, 2, 3), keepdims=True)
    joint = joint.reshape(count, CELLS, CELLS)
    up, down = _apart(size)
    return (joint * up).sum(axis=(1, 2)), (joint * down).sum(axis=(1, 2))


def _times(mass: Array, matrix: Array) -> Array:
    """Every month's mass times a matrix, month by month: see TOGETHER."""
    return np.swapaxes(np.swapaxes(mass, 0, 1) @ matrix, 0, 1)


@cache
def _slant(slant: float) -> Array:
    """How a share that is reported spreads over the shares that may have been done."""
    logits = _LOG_AGAINST - _LOG_IN_FAVOUR
    edges = np.log(EDGES[1:-1]) - np.log1p(-EDGES[1:-1])
    points = np.linspace(-2.5, 2.5, 41)
    mass = np.exp(-0.5 * points**2)
    mass /= mass.sum()
    spread = np.zeros((CELLS, CELLS))
    for point, part in zip(points, mass, strict=True):
        cells = np.searchsorted(edges, logits + slant * point)
        spread[np.arange(CELLS), cells] += part
    return spread


def slanted(mass: Array, motion: Motion) -> Array:
    """What is known of what was done, from what is known of what is reported, month by month."""
    return _times(mass, _slant(motion.slant)) if motion.slant else mass


def quantiles(mass: Array, tail: float) -> tuple[Array, Array]:
    """The shares that leave a tail below, and above; in the last axis are the cells."""
    flat = mass.reshape(-1, CELLS)
    sums = np.concatenate((np.zeros((len(flat), 1)), np.cumsum(flat, axis=1)), axis=1)
    sums /= sums[:, -1:]
    low, high = (_crossing(sums, level) for level in (tail, 1 - tail))
    return low.reshape(mass.shape[:-1]), high.reshape(mass.shape[:-1])


def _crossing(sums: Array, level: float) -> Array:
    rows = np.arange(len(sums))
    cell = np.clip((sums < level).sum(axis=1) - 1, 0, CELLS - 1)
    before, after = sums[rows, cell], sums[rows, cell + 1]
    part = np.where(after > before, (level - before) / np.maximum(after - before, 1e-300), 0.5)
    angle = _EDGE_ANGLES[cell] + part * (_EDGE_ANGLES[1] - _EDGE_ANGLES[0])
    found: Array = np.sin(angle) ** 2
    return found


def means(mass: Array) -> Array:
    """The mean share; in the last axis are the cells."""
    found: Array = mass @ SHARES
    return found


def over_half(mass: Array) -> Array:
    """How likely the share is over a half."""
    found: Array = mass[..., CELLS // 2 :].sum(axis=-1)
    return found
