"""How far a claim is believed: by its modality, its reading, and whether a person confirmed it."""

from __future__ import annotations

from nonrefoul.posture.weights import weights
from nonrefoul.words import Claim


def reviewed(claim: Claim) -> bool:
    """Whether a person has confirmed the claim.

    The one seam to reviewers' judgements: a claim does not carry them yet, so none is.
    """
    return False


def certainty(claim: Claim) -> float:
    """How much a claim of this modality counts, from 0 to 1."""
    return weights().certainty[claim.modality].value


def confidence(claim: Claim) -> float:
    """How likely the reading of the claim is right, from 0 to 1."""
    readings = weights().readings
    if reviewed(claim):
        return readings.confirmed.value
    return readings.unknown.value if claim.confidence is None else claim.confidence


def believed(claim: Claim) -> float:
    """How likely it is that what the claim tells of happened: both together."""
    return certainty(claim) * confidence(claim)
