"""Each host state's posture towards each origin state, from claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from nonrefoul.posture.certainty import USUAL, Counting
from nonrefoul.posture.register import PostureRegister
from nonrefoul.words import Claim, Copies, Headed, Person, Posture

_NONE = Copies()


def postures(
    claims: Sequence[Claim],
    persons: Sequence[Person],
    documents: Mapping[str, Headed],
    as_of: dt.date,
    copies: Copies = _NONE,
    counting: Counting = USUAL,
) -> tuple[Posture, ...]:
    """The posture of every host towards every origin state that claims speak of, in their order.

    `copies` says which documents tell one report; it counts as one, told when it was told first.
    Only what was published by `as_of` counts, and what lies back from it counts less. `counting`
    says what is left out or weighed otherwise, to compare. A posture's matters carry the weights
    that entered: signed `stance` times `weight` is what each one adds.
    """
    register = PostureRegister(as_of, counting)
    register.add(claims, persons, documents, copies)
    return register.postures


def last_told(documents: Iterable[Headed]) -> dt.date | None:
    """The day of the newest document, up to which a posture can be known; None where none says."""
    return max((each.published for each in documents if each.published), default=None)
