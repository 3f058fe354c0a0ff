"""The uncertainty of a share: a Beta distribution, worked out on a grid."""

from __future__ import annotations

import numpy as np

from nonrefoul.words import Balance

# With x = sin²(angle) the density of a Beta with both parameters of at least one half is bounded,
# so a plain midpoint rule is exact to about six digits.
_POINTS = 1 << 14
_ANGLES = (np.arange(_POINTS) + 0.5) * (np.pi / 2 / _POINTS)
_EDGES = np.sin(np.arange(_POINTS + 1) * (np.pi / 2 / _POINTS)) ** 2
_LOG_SIN = np.log(np.sin(_ANGLES))
_LOG_COS = np.log(np.cos(_ANGLES))


def balance(against: float, in_favour: float, band: float = 0.9) -> Balance:
    """The Beta distribution with these parameters, prior included.

    Raises ValueError where a parameter is under one half or the band is not between 0 and 1.
    """
    if not (against >= 0.5 and in_favour >= 0.5 and 0 < band < 1):
        raise ValueError(f"no Beta band for {against}, {in_favour}, {band}: give 0.5 or more")
    density = (2 * against - 1) * _LOG_SIN + (2 * in_favour - 1) * _LOG_COS
    mass = np.exp(density - density.max())
    below = np.concatenate(([0.0], np.cumsum(mass))) / mass.sum()
    tail = (1 - band) / 2
    return Balance(
        mean=against / (against + in_favour),
        low=float(np.interp(tail, below, _EDGES)),
        high=float(np.interp(1 - tail, below, _EDGES)),
        over_half=1 - float(np.interp(0.5, _EDGES, below)),
    )
