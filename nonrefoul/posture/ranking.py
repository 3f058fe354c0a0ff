"""Host states side by side: the probability of every rank, and how groups of states stand.

Shares of different states are taken to be independent given what was told. Nothing is drawn by
chance: ranks are exact on the grid of the model, with each share spread evenly within its cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from nonrefoul.posture.accounts import today
from nonrefoul.posture.filtering import EDGES, Array
from nonrefoul.posture.weights import weights
from nonrefoul.words import Balance, GroupStanding, Posture, Rank

# Of equal width, for sums of shares.
_BINS = 200
# Enough for an exact integral of a polynomial of degree 39; of more states it is as good as exact.
_MOST_NODES = 20


def ranks(postures: Sequence[Posture]) -> list[Rank]:
    """The ranks that each posture's host may have among them, by its share against, highest first.

    All are to be of one origin state and one day.
    """
    if not postures:
        return []
    chances = _chances(np.array([_mass(posture) for posture in postures]))
    return [
        Rank(each.host, each.origin, *_between(row), tuple(row.tolist()))
        for each, row in zip(postures, chances, strict=True)
    ]


def grouped(
    postures: Sequence[Posture], groups: Mapping[str, Sequence[str]]
) -> list[GroupStanding]:
    """How groups of host states stand, by the mean of their members' shares against."""
    spread = {posture.host: _even(_mass(posture)) for posture in postures}
    return [_standing(name, hosts, spread) for name, hosts in groups.items()]


def _mass(posture: Posture) -> Array:
    return today(posture.matters, posture.as_of or dt.date.max)


def _chances(masses: Array) -> Array:
    """How likely each place is: in rows the states, in columns the places.

    Within a cell the number of others above is a sum of independent events (Poisson's binomial);
    over the cell it is integrated by Gauss and Legendre's rule.
    """
    count, cells = masses.shape
    nodes, parts = np.polynomial.legendre.leggauss(min(_MOST_NODES, count // 2 + 1))
    over = (1 - nodes) / 2  # the part of a cell that lies above each node
    higher = np.cumsum(masses[:, ::-1], axis=1)[:, ::-1] - masses
    above = higher[:, :, None] + masses[:, :, None] * over
    found = np.empty((count, count))
    for own in range(count):
        number = np.zeros((cells, len(nodes), count))
        number[:, :, 0] = 1
        for other in range(count):
            if other != own:
                chance = above[other][:, :, None]
                number[:, :, 1:] = number[:, :, 1:] * (1 - chance) + number[:, :, :-1] * chance
                number[:, :, :1] *= 1 - chance
        found[own] = np.einsum("c,n,cnk->k", masses[own], parts / 2, number)
    return found


def _between(chances: Array) -> tuple[int, int]:
    """The places left when at both ends no more than half of what may be missed is cut off."""
    tail = (1 - weights().band.value) / 2
    best = int(np.argmax(np.cumsum(chances) > tail))
    worst = len(chances) - 1 - int(np.argmax(np.cumsum(chances[::-1]) > tail))
    return best + 1, worst + 1


def _even(mass: Array) -> Array:
    """The mass on bins of equal width."""
    below = np.concatenate(([0.0], np.cumsum(mass)))
    return np.diff(np.interp(np.linspace(0, 1, _BINS + 1), EDGES, below))


def _standing(name: str, hosts: Sequence[str], spread: Mapping[str, Array]) -> GroupStanding:
    inside = [spread[host] for host in hosts if host in spread]
    outside = [mass for host, mass in spread.items() if host not in hosts]
    known = tuple(host for host in hosts if host in spread)
    unknown = tuple(host for host in hosts if host not in spread)
    if not inside:
        return GroupStanding(name, known, unknown, None, None)
    own = _mean(inside)
    above = _over(own, _mean(outside)) if outside else None
    return GroupStanding(name, known, unknown, _balance(own), above)


def _mean(masses: Sequence[Array]) -> tuple[Array, Array]:
    """The distribution of a mean of shares: its values, and how likely it is at most each."""
    total = masses[0]
    for mass in masses[1:]:
        total = np.convolve(total, mass)
    # Sums of bins' middles, each spread over a bin.
    edges = (np.arange(len(total) + 1) + (len(masses) - 1) / 2) / (_BINS * len(masses))
    return edges, np.concatenate(([0.0], np.cumsum(total)))


def _balance(own: tuple[Array, Array]) -> Balance:
    edges, below = own
    tail = (1 - weights().band.value) / 2
    middles = (edges[1:] + edges[:-1]) / 2
    low, high = (float(np.interp(level, below, edges)) for level in (tail, 1 - tail))
    return Balance(
        mean=float(np.diff(below) @ middles),
        low=low,
        high=high,
        over_half=1 - float(np.interp(0.5, edges, below)),
    )


def _over(own: tuple[Array, Array], other: tuple[Array, Array]) -> float:
    """How likely one mean is over another that is independent of it."""
    edges, below = own
    middles = (edges[1:] + edges[:-1]) / 2
    return float(np.diff(below) @ np.interp(middles, *other))
