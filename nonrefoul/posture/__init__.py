"""From claims to each host state's posture: matters counted once, weighed, with an honest band."""

from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.compute import last_told, postures
from nonrefoul.posture.register import PostureRegister
from nonrefoul.posture.sensitivity import sensitivity
from nonrefoul.posture.weights import Weights, weights

__all__ = [
    "Counting",
    "PostureRegister",
    "Weights",
    "last_told",
    "postures",
    "sensitivity",
    "weights",
]
