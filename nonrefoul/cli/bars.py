"""A share and its band as a bar of letters, to be read without colour."""

from __future__ import annotations

from nonrefoul.words import Balance

WIDE = 11


def bar(known: Balance, wide: int = WIDE) -> str:
    """The share as ●, its band as ━, all else as ·, the half as ┊; `wide` is odd, so it has one."""
    cells = ["·"] * wide
    for at in range(_cell(known.low, wide), _cell(known.high, wide) + 1):
        cells[at] = "━"
    half = wide // 2
    cells[half] = "┿" if cells[half] == "━" else "┊"
    cells[_cell(known.mean, wide)] = "●"
    return "".join(cells)


def _cell(share: float, wide: int) -> int:
    return min(wide - 1, max(0, int(share * wide)))
