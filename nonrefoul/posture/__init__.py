"""From claims to each host state's posture: matters counted once, weighed, with an honest band."""

from nonrefoul.posture.certainty import USUAL, Counting
from nonrefoul.posture.compute import last_told, postures
from nonrefoul.posture.ranking import grouped, ranks
from nonrefoul.posture.register import PostureRegister, uncollected
from nonrefoul.posture.sensitivity import sensitivity
from nonrefoul.posture.weights import Number, Weights, weights

__all__ = [
    "USUAL",
    "Counting",
    "Number",
    "PostureRegister",
    "Weights",
    "grouped",
    "last_told",
    "postures",
    "ranks",
    "sensitivity",
    "uncollected",
    "weights",
]
