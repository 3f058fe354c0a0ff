"""Which claims are about one person: names joined into persons, doubtful ones kept apart."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Sequence

from nonrefoul.words import Claim, Person, SubjectKind


def persons(claims: Sequence[Claim], key: bytes) -> tuple[Person, ...]:
    """The persons whom the claims befell, in order of id."""
    named: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(set(claims), key=lambda each: each.key):
        if claim.subject and claim.subject_kind is SubjectKind.PERSON:
            named[claim.subject.casefold().replace("ё", "е")].append(claim)
    found = []
    for own in named.values():
        message = json.dumps(["person", *own[0].key]).encode()
        name = hmac.new(key, message, hashlib.sha256).hexdigest()[:8]
        names = tuple(sorted({each.subject for each in own if each.subject}))
        found.append(Person(name, names[0], names, tuple(own)))
    return tuple(sorted(found, key=lambda person: person.id))
