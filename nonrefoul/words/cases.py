"""A person's case in a host state: how it stands, what is due, what may have gone wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from nonrefoul.words.nouns import Claim, Judgement, Person


class Verified(StrEnum):
    """How far a provision was checked: its wording seen, told by others, or from memory."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Norm:
    """A provision of law: what it is called, where it stands, and how far that was checked."""

    id: str
    article: str
    says: str
    source: str
    verified: Verified


@dataclass(frozen=True, slots=True)
class Status:
    """Where a person stands on one axis, the claims that say so, and the norms it rests on.

    `against` are claims that contradict it, which is what `conflict` says; `said` are claims of
    what is suspected, expected, negated or denied, which move nothing. `unordered` says that the
    claims do not tell which of several events came last.
    """

    axis: str
    code: str
    claims: tuple[Claim, ...] = ()
    norms: tuple[Norm, ...] = ()
    conflict: bool = False
    against: tuple[Claim, ...] = ()
    said: tuple[Claim, ...] = ()
    unordered: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that runs, by the law of a state or a treaty, from what claims tell.

    `started` is the EDTF date of the start, None where no claim tells it. A date due is given only
    where the term was verified: `first_due` is the earliest day that it may be, `last_due` the
    latest, None where that isn't known. `open` is False once a claim tells of what stops it.
    """

    id: str
    kind: str
    norm: Norm
    claims: tuple[Claim, ...]
    started: str | None
    first_due: dt.date | None
    last_due: dt.date | None
    open: bool
    limit: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that may have gone wrong: always a suspicion, never a finding.

    `id` stays the same as claims come. `dismissed` is the judgement by which a person set it
    aside; claims that were not there then raise it again.
    """

    code: str
    severity: int
    case: str
    person: str
    host: str | None
    origin: str | None
    claims: tuple[Claim, ...]
    norms: tuple[Norm, ...]
    id: str = ""
    dismissed: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A person in a host state: what happened in order, how things stand, what is due and wrong."""

    id: str
    person: Person
    host: str | None
    origin: str | None
    timeline: tuple[Claim, ...]
    statuses: tuple[Status, ...] = ()
    alerts: tuple[Alert, ...] = ()
    clocks: tuple[Clock, ...] = ()
    dismissed: tuple[Alert, ...] = ()

    def status(self, axis: str) -> Status:
        """How the case stands on an axis; raises KeyError where there is no such axis."""
        for each in self.statuses:
            if each.axis == axis:
                return each
        raise KeyError(axis)
