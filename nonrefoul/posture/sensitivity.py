"""How a posture would read otherwise: without a source, weighed alike, less what is suspected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from nonrefoul.posture.accounts import UNKNOWN
from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.compute import postures
from nonrefoul.words import Balance, Claim, Copies, Headed, Person, Posture, Variant

_NONE = Copies()


def sensitivity(
    posture: Posture,
    claims: Sequence[Claim],
    persons: Sequence[Person],
    documents: Mapping[str, Headed],
    copies: Copies = _NONE,
) -> tuple[Variant, ...]:
    """The posture as it would be otherwise, on the same day and from the same words.

    First without each source that its matters rest on, which leaves out every report that the
    source told first with all copies of it; then with all acts weighed alike; then without what
    is only suspected. `claims` and the rest are those that the posture was worked out from.
    """
    day = posture.as_of or dt.date.max
    wanted = {
        person.id for person in persons for each in person.claims if each.host == posture.host
    }
    own = [person for person in persons if person.id in wanted]
    near = [claim for claim in claims if claim.host == posture.host]
    return tuple(
        _variant(kind, source, posture, postures(near, own, documents, day, copies, counting))
        for kind, source, counting in _otherwise(posture)
    )


def _otherwise(posture: Posture) -> Iterator[tuple[str, str | None, Counting]]:
    for source in sorted({each for matter in posture.matters for each in matter.sources}):
        yield "source", source, Counting(without=frozenset({source}))
    yield "equal", None, Counting(equal=True)
    yield "suspected", None, Counting(suspected=False)


def _variant(kind: str, source: str | None, posture: Posture, found: Sequence[Posture]) -> Variant:
    """The posture of the same pair among those found; where there is none, nothing is known."""
    for other in found:
        if (other.host, other.origin) == (posture.host, posture.origin):
            now = Balance(other.share_against, other.low, other.high, other.over_half)
            count = len(other.matters)
            return Variant(kind, source, other.direction, other.probability, now, count)
    return Variant(kind, source, UNKNOWN.direction, UNKNOWN.probability, UNKNOWN.balance, 0)
