"""Judgements on who is who: how they are written down, and what those that hold decide."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping

from nonrefoul.people.joining import Ruling
from nonrefoul.people.mentions import Given
from nonrefoul.words import Judgement

SAME = "same"
DIFFERENT = "different"
_ABOUT = "persons"


def mark(given: Given, key: bytes) -> str:
    """What judgements know a mention by: a keyed hash of its document and the name's spelling.

    It tells nothing to those without the key, and holds whatever else is read or added.
    """
    message = json.dumps(["mention", *given], ensure_ascii=False).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:16]


def about(one: str, other: str) -> str:
    """What a judgement on two mentions, given by their marks, is about."""
    return " ".join((_ABOUT, *sorted((one, other))))


def ruling(judgements: Iterable[Judgement], marks: Mapping[str, Given]) -> Ruling:
    """What judgements that hold say of the mentions with these marks.

    Of two on one pair the later one counts. One on a mention that is not there waits until it is.
    """
    last: dict[tuple[Given, Given], str] = {}
    for each in sorted(judgements, key=lambda judgement: judgement.number):
        kind, *pair = each.about.split()
        if kind != _ABOUT or len(pair) != 2 or not all(name in marks for name in pair):
            continue
        one, other = sorted(marks[name] for name in pair)
        last.pop((one, other), None)
        last[one, other] = each.verdict
    return Ruling(
        tuple(pair for pair, verdict in last.items() if verdict == SAME),
        frozenset(frozenset(pair) for pair, verdict in last.items() if verdict == DIFFERENT),
    )
