"""Judgements on who is who: how they are written down, and what those that hold decide."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from nonrefoul.people.joining import Ruling
from nonrefoul.people.mentions import Given, given
from nonrefoul.words import Claim, Copies, Judgement

SAME = "same"
DIFFERENT = "different"
_ABOUT = "persons"


def mark(given: Given, key: bytes) -> str:
    """What judgements know a mention by: a keyed hash of its document and the name's spelling.

    It tells nothing to those without the key, and holds whatever else is read or added.
    """
    message = json.dumps(["mention", *given], ensure_ascii=False).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()[:16]


def mark_of(claim: Claim, key: bytes) -> str | None:
    """The mark of the mention that a claim gives; None where it names nobody."""
    return next((mark(each, key) for each in given([claim])), None)


def about(one: Sequence[str], other: Sequence[str]) -> str:
    """What a judgement is about: two persons, each given by the marks of their mentions."""
    return " ".join((_ABOUT, *sorted((",".join(one), ",".join(other)))))


def marks_of(told: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The marks on both sides of what a judgement is about; None where it is about other things."""
    kind, *sides = told.split()
    if kind != _ABOUT or len(sides) != 2:
        return None
    return tuple(sides[0].split(",")), tuple(sides[1].split(","))


def ruling(judgements: Iterable[Judgement], marks: Mapping[str, Given], copies: Copies) -> Ruling:
    """What judgements that hold say of the mentions with these marks.

    Of two on one pair the later one counts. One on a mention that is not there waits until it is.
    One on a name in a document is on that name in every copy of the report too, but for one that
    tells copies apart.
    """
    alike: dict[Given, list[Given]] = defaultdict(list)
    for each in marks.values():
        alike[_in_report(each, copies)].append(each)
    last: dict[tuple[Given, Given], str] = {}
    for judgement in sorted(judgements, key=lambda made: made.number):
        sides = marks_of(judgement.about)
        if sides is None:
            continue
        one, other = ([marks[name] for name in side if name in marks] for side in sides)
        for first, second in product(one, other):
            reports = (_in_report(first, copies), _in_report(second, copies))
            apart = reports[0] != reports[1]
            told = [alike[each] for each in reports] if apart else [[first], [second]]
            for pair in product(*told):
                last.pop(_ordered(*pair), None)
                last[_ordered(*pair)] = judgement.verdict
    return Ruling(
        tuple(pair for pair, verdict in last.items() if verdict == SAME),
        frozenset(frozenset(pair) for pair, verdict in last.items() if verdict == DIFFERENT),
    )


def _in_report(given: Given, copies: Copies) -> Given:
    """The name and the document that told first what this one tells."""
    return (copies.head(given[0]), given[1])


def _ordered(one: Given, other: Given) -> tuple[Given, Given]:
    return (one, other) if one < other else (other, one)
