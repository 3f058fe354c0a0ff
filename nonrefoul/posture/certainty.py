"""How far a claim is believed, and how its event is weighed: as usual, or otherwise to compare."""

from __future__ import annotations

from dataclasses import dataclass

from nonrefoul.posture.weights import weights
from nonrefoul.words import Claim, Modality


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted, and how: the usual is everything, by its gravity.

    `without` are sources whose reports are left out, with every copy of them; `equal` weighs every
    act alike; `suspected` False leaves out what is only suspected.
    """

    without: frozenset[str] = frozenset()
    equal: bool = False
    suspected: bool = True


USUAL = Counting()


def certainty(claim: Claim, counting: Counting = USUAL) -> float:
    """How much a claim of this modality counts, from 0 to 1."""
    if claim.modality is Modality.SUSPECTED and not counting.suspected:
        return 0.0
    return weights().certain[claim.modality]


def confidence(claim: Claim) -> float:
    """How likely the reading of the claim is right, from 0 to 1."""
    readings = weights().readings
    if claim.review:
        return (readings.confirmed if claim.checked else readings.disputed).value
    return readings.unknown.value if claim.confidence is None else claim.confidence


def believed(claim: Claim, counting: Counting = USUAL) -> float:
    """How likely it is that what the claim tells of happened: both together."""
    return certainty(claim, counting) * confidence(claim)
