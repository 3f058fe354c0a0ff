"""Persons: whom the claims befell, under every spelling of their names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nonrefoul.people.register import Register
from nonrefoul.words import Claim, Copies, Judgement, Person, SubjectKind

_NONE = Copies()


def persons(
    claims: Iterable[Claim],
    key: bytes,
    judgements: Iterable[Judgement] = (),
    copies: Copies = _NONE,
) -> tuple[Person, ...]:
    """The persons whom the claims befell, in order of id; the claims' own order changes nothing.

    `key` is the secret from which ids are made: an id is the beginning of the mark of the
    person's first mention, by document and place. `judgements` are those that hold. What
    `copies` of one report tell counts as told in one document, and a judgement on a name in one
    is on that name in all. Claims without a subject, and on officials, make no person.
    """
    return _all(claims, Register(key), judgements, copies)


def officials(
    claims: Iterable[Claim],
    key: bytes,
    judgements: Iterable[Judgement] = (),
    copies: Copies = _NONE,
) -> tuple[Person, ...]:
    """The officials of whom the claims tell, joined as persons are and never with them."""
    return _all(claims, Register(key, SubjectKind.OFFICIAL), judgements, copies)


def _all(
    claims: Iterable[Claim], register: Register, judgements: Iterable[Judgement], copies: Copies
) -> tuple[Person, ...]:
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document].append(claim)
    register.update(told, judgements, copies)
    return register.persons
