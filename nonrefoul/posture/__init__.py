"""From claims to each host state's posture: matters counted once, weighed, with an honest band."""

from nonrefoul.posture.balance import Balance, balance
from nonrefoul.posture.compute import last_told, line, postures
from nonrefoul.posture.weights import Line, Weights, weights

__all__ = ["Balance", "Line", "Weights", "balance", "last_told", "line", "postures", "weights"]
