"""Persons: whom the claims befell, under every spelling of their names."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from nonrefoul.people.joining import Pair, joined
from nonrefoul.people.mentions import Mention, mentions
from nonrefoul.people.names import parse
from nonrefoul.people.spelling import is_cyrillic
from nonrefoul.words import Claim, Person


def persons(claims: Sequence[Claim], key: bytes) -> tuple[Person, ...]:
    """The persons whom the claims befell, in order of id; the claims' own order changes nothing.

    `key` is the secret from which ids are made: an id is a keyed hash of the place of the
    person's first claim, by document and offset. `unsure` holds the ids of persons who may be the
    same one. Claims without a subject, and on officials, make no person.
    """
    groups, unsure = joined(mentions(claims))
    return _persons(groups, unsure, key)


def _persons(
    groups: Sequence[Sequence[Mention]], unsure: Iterable[Pair], key: bytes
) -> tuple[Person, ...]:
    claims = [sorted((c for each in group for c in each.claims), key=_place) for group in groups]
    ids = _ids([own[0] for own in claims], key)
    beside: dict[int, set[str]] = defaultdict(set)
    for one, other in unsure:
        beside[one].add(ids[other])
        beside[other].add(ids[one])
    found = []
    for place, own in enumerate(claims):
        names = tuple(sorted({claim.subject for claim in own if claim.subject}))
        unsure_ids = tuple(sorted(beside[place]))
        found.append(Person(ids[place], _shown(own), names, tuple(own), unsure_ids))
    return tuple(sorted(found, key=lambda person: person.id))


def _place(claim: Claim) -> tuple[str | int, ...]:
    """Where the claim stands among all others; no two claims that differ share it."""
    rest = (claim.subject, claim.group, claim.host, claim.origin, claim.actor, claim.third_state)
    said = (claim.date, claim.attribution, claim.quote, claim.rule)
    return (*claim.key, claim.subject_kind.value, *(value or "" for value in (*rest, *said)))


def _ids(firsts: Sequence[Claim], key: bytes) -> list[str]:
    """An id for each person from their first claim; another try where one is taken."""
    found: dict[int, str] = {}
    used: set[str] = set()
    for place in sorted(range(len(firsts)), key=lambda place: _place(firsts[place])):
        attempt = 0
        while place not in found:
            message = json.dumps(["person", *firsts[place].key, attempt]).encode()
            name = hmac.new(key, message, hashlib.sha256).hexdigest()[:8]
            if name not in used:
                used.add(name)
                found[place] = name
            attempt += 1
    return [found[place] for place in range(len(firsts))]


def _shown(claims: Iterable[Claim]) -> str:
    """The fullest name, as a document spells it; of equals the one given most often."""
    counts = Counter(claim.subject for claim in claims if claim.subject)

    def fullness(subject: str) -> tuple[object, ...]:
        name = parse(subject)
        words = len(name.words) + bool(name.patronymic)
        russian = all(is_cyrillic(word) for word in name.words)
        return (
            name.full,
            words,
            not name.inflected,
            russian,
            counts[subject],
            len(subject),
            subject,
        )

    return max(counts, key=fullness)
