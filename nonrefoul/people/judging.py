"""Judgements on who is who: how they are written down, and what those that hold decide."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

from nonrefoul.people.mentions import given
from nonrefoul.people.ruling import Given, Ruling
from nonrefoul.words import Claim, Copies, Judgement, SubjectKind

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
    """The mark of the mention of a person or official that a claim gives; None where of neither."""
    kind = claim.subject_kind
    of_either = kind in (SubjectKind.PERSON, SubjectKind.OFFICIAL)
    return next((mark(each, key) for each in given([claim], kind)), None) if of_either else None


def about(one: Sequence[str], other: Sequence[str]) -> str:
    """What a judgement is about: two persons, each given by the marks of their mentions."""
    return " ".join((_ABOUT, *sorted((",".join(one), ",".join(other)))))


def marks_of(told: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The marks on both sides of what a judgement is about; None where it is about other things."""
    kind, *sides = told.split()
    if kind != _ABOUT or len(sides) != 2:
        return None
    return tuple(sides[0].split(",")), tuple(sides[1].split(","))


def on_persons(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those of the judgements that are on who is who, in order."""
    found = (each for each in judgements if marks_of(each.about))
    return tuple(sorted(found, key=lambda made: made.number))


def ruling(
    judgements: Sequence[Judgement],
    marks: Mapping[str, Given],
    alike: Callable[[Given], Sequence[Given]],
    copies: Copies,
) -> Ruling:
    """What judgements on persons that hold, in order, say of the mentions with these marks.

    Of two on one pair the later one counts. One on a mention that is not there waits until it is.
    One on a name in a document is on that name in every copy of the report too, which `alike`
    gives, but for one that tells copies apart.
    """
    last: dict[tuple[Given, Given], str] = {}
    for judgement in judgements:
        sides = marks_of(judgement.about) or ((), ())
        one, other = ([marks[name] for name in side if name in marks] for side in sides)
        for first, second in product(one, other):
            apart = _in_report(first, copies) != _in_report(second, copies)
            told = [alike(first), alike(second)] if apart else [[first], [second]]
            for pair in product(*told):
                last.pop(_ordered(*pair), None)
                last[_ordered(*pair)] = judgement.verdict
    different = frozenset(frozenset(pair) for pair, told in last.items() if told == DIFFERENT)
    torn = {
        each
        for pair in different
        if len({_in_report(given, copies) for given in pair}) == 1
        for each in pair
    }
    same = tuple(pair for pair, verdict in last.items() if verdict == SAME)
    return Ruling(same, different, frozenset(torn))


def _in_report(given: Given, copies: Copies) -> Given:
    """The name and the document that told first what this one tells."""
    return (copies.head(given[0]), given[1])


def _ordered(one: Given, other: Given) -> tuple[Given, Given]:
    return (one, other) if one < other else (other, one)
