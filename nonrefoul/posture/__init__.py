"""From claims to each host state's posture: matters counted once, weighed, with an honest band."""

from nonrefoul.posture.balance import balance
from nonrefoul.posture.compute import last_told, postures
from nonrefoul.posture.weights import Weights, weights

__all__ = ["Weights", "balance", "last_told", "postures", "weights"]
