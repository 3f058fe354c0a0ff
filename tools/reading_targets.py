"""What gold says of a document, as the network learns it: words that tell, whom, where, how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from gold import Record, contract

from nonrefoul.reading.learned.inputs import EVENT_AT, EVENTS, Floats, Inputs, Ints
from nonrefoul.reading.learned.options import MODALITIES, of_state
from nonrefoul.words import Modality

Flags = npt.NDArray[np.bool_]

# Words that may tell an event where gold only gives the quote.
TELLING_POS = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX", "PART", "NUM", "PROPN"})


@dataclass(frozen=True, slots=True)
class Target:
    """One event as gold has it: `words` tell it, `right` are those of `who` whom it befell.

    `unsure` are those whom gold leaves open; host and origin are codes, `modality` a place in
    MODALITIES. `dates` is the one date that gold has, in a list; it is empty where claims of the
    same words differ, or where the date is none that the document names.
    """

    event: int
    words: Ints
    right: frozenset[int]
    unsure: frozenset[int]
    modality: int
    host: str | None
    origin: str | None
    dates: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A document to learn from.

    `tells` (words, events) is 1 where a word tells an event, `counts` 0 where gold leaves that
    open. Each of `somewhere` is words of which at least one tells the event, gold not saying which.
    """

    seen: Inputs
    tells: Floats
    counts: Floats
    somewhere: Sequence[tuple[Ints, int]]
    targets: Sequence[Target]
    origins: Sequence[str]


@dataclass(slots=True)
class _Told:
    """Gold claims of one event that share words."""

    event: int
    words: Ints
    quoted: Flags
    claims: list[Record]

    @property
    def optional(self) -> bool:
        return all(claim.get("optional") for claim in self.claims)

    @property
    def exact(self) -> bool:
        return bool(self.claims[0].get("triggers"))


def lesson(record: Record, seen: Inputs) -> Lesson:
    """What is to be learned from a gold document."""
    told = list(_located(record, seen))
    tells, counts = _words(told, len(seen.words))
    return Lesson(
        seen,
        tells,
        counts,
        [(each.words, each.event) for each in told if not (each.optional or each.exact)],
        [_target(each, seen) for each in _together(told)],
        sorted({claim["origin"] for claim in record["claims"] if claim["origin"]}),
    )


def _located(record: Record, seen: Inputs) -> Iterator[_Told]:
    """Each gold claim with the words that tell it, where the document has any."""
    telling = _may_tell(seen)
    for claim in record["claims"]:
        quoted = _within(seen, [(claim["start"], claim["end"])])
        pointed = _within(seen, claim["triggers"]) if claim.get("triggers") else quoted
        words = pointed & telling if (pointed & telling).any() else pointed
        if words.any():
            yield _Told(EVENT_AT[claim["event"]], np.flatnonzero(words), quoted, [claim])


def _may_tell(seen: Inputs) -> Flags:
    """Which words may tell an event: those with a meaning that name nobody."""
    found = np.array([kinds[0] in TELLING_POS for kinds in seen.kinds], dtype=bool)
    for first, last, who in seen.mentions.tolist():
        if seen.who[who].kind != "nobody":
            found[first:last] = False
    return found


def _within(seen: Inputs, spans: Sequence[Sequence[int]]) -> Flags:
    """Which words stand, wholly or in part, within spans of the text."""
    found = np.zeros(len(seen.words), dtype=bool)
    for start, stop in spans:
        found |= (seen.starts < stop) & (seen.stops > start)
    return found


def _words(told: Sequence[_Told], count: int) -> tuple[Floats, Floats]:
    """Which word tells which event, and where that counts."""
    tells = np.zeros((count, len(EVENTS)), np.float32)
    counts = np.ones_like(tells)
    for each in told:
        counts[each.quoted, each.event] = 0
    for each in told:
        if not each.optional:
            counts[each.words, each.event] = each.exact
            if each.exact:
                tells[each.words, each.event] = 1
    return tells, counts


def _together(told: Sequence[_Told]) -> list[_Told]:
    """Claims of one event that share words as one, as where two persons were detained."""
    found: list[_Told] = []
    for each in told:
        for other in found:
            if other.event == each.event and np.intersect1d(other.words, each.words).size:
                other.words = np.union1d(other.words, each.words)
                other.claims.extend(each.claims)
                break
        else:
            found.append(_Told(each.event, each.words, each.quoted, list(each.claims)))
    return found


def _target(told: _Told, seen: Inputs) -> Target:
    right: set[int] = set()
    unsure: set[int] = set()
    for claim in told.claims:
        if not of_state(claim["event"]):
            left_open = claim.get("optional") and not told.optional
            (unsure if left_open else right).update(_whom(claim, seen))
    first = told.claims[0]
    return Target(
        told.event,
        told.words,
        frozenset(right),
        frozenset(unsure - right),
        MODALITIES.index(Modality(first["modality"])),
        first["host"],
        first["origin"],
        _dates(told, seen),
    )


def _dates(told: _Told, seen: Inputs) -> list[str | None]:
    named = {None, *(each.edtf for each in seen.whens)}
    found = {claim["date"] for claim in told.claims}
    return [*found] if len(found) == 1 and found <= named else []


def _whom(claim: Record, seen: Inputs) -> list[int]:
    """The places in `who` of the one whom a claim is about; nobody by name is the last."""
    name = _contract().subject(claim)
    if not name:
        return [len(seen.who) - 1]
    return [at for at, who in enumerate(seen.who) if who.name and _same(name, who.name)]


def _same(name: str, other: str) -> bool:
    one, two = ({"subject": each, "subject_kind": "person"} for each in (name, other))
    return bool(_contract().same_subject(one, two))


@cache
def _contract() -> Any:
    return contract()
