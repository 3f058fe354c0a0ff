"""How a posture would read otherwise: without a source, weighed alike, less what is suspected."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nonrefoul.posture.certainty import Counting
from nonrefoul.posture.register import PostureRegister
from nonrefoul.words import UNKNOWN, Balance, Claim, Copies, Headed, Person, Posture, Variant

_NONE = Copies()


def sensitivity(
    posture: Posture,
    claims: Sequence[Claim],
    persons: Sequence[Person],
    documents: Mapping[str, Headed],
    copies: Copies = _NONE,
    most: int | None = None,
) -> tuple[Variant, ...]:
    """The posture as it would be otherwise, on the same day and from the same words.

    First without each source that its matters rest on, which leaves out every report that the
    source told first with all copies of it; then with all acts weighed alike; then without what
    is only suspected. `claims` and the rest are those that the posture was worked out from. With
    `most`, without each of so many sources, those on which most matters rest.
    """
    day = posture.as_of or dt.date.max
    own = [each for each in persons if any(claim.host == posture.host for claim in each.claims)]
    near = [claim for claim in claims if claim.host == posture.host]
    told = {claim.document for claim in near}
    told |= {claim.document for person in own for claim in person.claims}
    told |= {copies.head(document) for document in told}
    held = {each: documents[each] for each in told if each in documents}
    alike = Copies({each: head for each in told if (head := copies.heads.get(each))})

    def otherwise(counting: Counting) -> Posture | None:
        register = PostureRegister(day, counting)
        register.add(near, own, held, alike)
        return register.posture(posture.host, posture.origin)

    return tuple(
        _variant(kind, source, otherwise(counting))
        for kind, source, counting in _otherwise(posture, most)
    )


def _otherwise(posture: Posture, most: int | None) -> Iterator[tuple[str, str | None, Counting]]:
    rests = Counter(source for matter in posture.matters for source in {*matter.sources})
    for source in sorted(source for source, _ in rests.most_common(most)):
        yield "source", source, Counting(without=frozenset({source}))
    yield "equal", None, Counting(equal=True)
    yield "suspected", None, Counting(suspected=False)


def _variant(kind: str, source: str | None, other: Posture | None) -> Variant:
    """The posture as it would be; where there would be none, nothing is known."""
    if other is None:
        return Variant(kind, source, UNKNOWN.direction, UNKNOWN.probability, UNKNOWN.balance, 0)
    now = Balance(other.share_against, other.low, other.high, other.over_half)
    return Variant(kind, source, other.direction, other.probability, now, len(other.matters))
