"""How a posture would read otherwise, from what is known."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.posture import sensitivity
from nonrefoul.reviewing import Reviewed
from nonrefoul.words import Held, Person, Posture, Variant


def variants(
    posture: Posture,
    reviewed: Reviewed,
    persons: Sequence[Person],
    documents: Held,
    most: int | None = None,
) -> tuple[Variant, ...]:
    """As `sensitivity`, of what documents tell today: what postures are worked out from."""
    today = [claim for claim in reviewed.claims if not claim.edited_away]
    return sensitivity(posture, today, persons, documents, documents.copies, most)
