"""What reviewers think of each rule, and what that says of its claims that nobody has judged."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from nonrefoul.reviewing.matching import as_right
from nonrefoul.reviewing.standing import Reviewed
from nonrefoul.rules import RULES, Rule, load
from nonrefoul.words import Claim, ReviewVerdict

_NETWORK = "network"
_Z = 1.6449  # bounds 90 % of a normal distribution
_EDGE = 1e-4


class Reasoned(Rule):
    """A number and why it is that one."""

    value: int
    reason: str


class Learning(Rule):
    """All of `reviewing.yml`."""

    prior_strength: Reasoned
    few: Reasoned


@cache
def learning() -> Learning:
    """How much a record counts."""
    return load(RULES / "reviewing.yml", Learning)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of a rule's claims that persons judged and agree on.

    `right` are those, confirmed or corrected, whose event, person, host state and whether it
    happened stayed as read. `expected` is how many the machine's own figures, where `figured`
    claims had one, would have right, and `figured_right` how many of these were.
    """

    rule: str
    confirmed: int = 0
    corrected: int = 0
    rejected: int = 0
    right: int = 0
    expected: float = 0.0
    figured: int = 0
    figured_right: int = 0

    @property
    def judged(self) -> int:
        """How many of the rule's claims persons judged."""
        return self.confirmed + self.corrected + self.rejected

    @property
    def few(self) -> bool:
        """Whether they are too few to say anything of the rule."""
        return self.judged < learning().few.value

    @property
    def share(self) -> float | None:
        """The share that was confirmed as read; None where nothing was judged."""
        return self.confirmed / self.judged if self.judged else None

    @property
    def band(self) -> tuple[float, float]:
        """The bounds of that share with 90 % confidence (E. B. Wilson, 1927)."""
        n = self.judged
        if not n:
            return 0.0, 1.0
        share, square = self.confirmed / n, _Z * _Z
        middle = (share + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def worst_first(record: Record) -> tuple[object, ...]:
    """To sort by: rules known to be bad before those of which too few claims were judged to say."""
    share = 1.0 if record.share is None else record.share
    return (record.few, record.band[1], share, record.rule)


def rule_of(claim: Claim) -> str:
    """Under which name a claim counts: its rule's; of the network alone, with the event."""
    rule = claim.rule or "rule not told"
    return f"{rule} {claim.event}" if rule == _NETWORK else rule


def records(reviewed: Reviewed) -> dict[str, Record]:
    """The record of every rule of whose claims, as read now, some were judged, by its name.

    A disputed claim says nothing of a rule yet; nor does one that is read no more. A claim in
    copies of one report, which the same judgements are on, counts once.
    """
    found: dict[str, Record] = {}
    counted: set[tuple[int, ...]] = set()
    for claim in (*reviewed.claims, *reviewed.rejected):
        if claim.review and claim.id not in reviewed.unread:
            if claim.review.judgements in counted:
                continue
            counted.add(claim.review.judgements)
            read = reviewed.read.get(claim.id, claim)
            rule = rule_of(read)
            found[rule] = _counted(found.get(rule, Record(rule)), claim, read)
    return found


def _counted(record: Record, claim: Claim, read: Claim) -> Record:
    verdict = claim.review.verdict if claim.review else ReviewVerdict.DISPUTED
    if verdict is ReviewVerdict.DISPUTED:
        return record
    rejected = verdict is ReviewVerdict.REJECTED
    confirmed = verdict is ReviewVerdict.CONFIRMED
    right = not rejected and as_right(read, claim)
    figured = read.confidence is not None
    return replace(
        record,
        confirmed=record.confirmed + confirmed,
        corrected=record.corrected + (not rejected and not confirmed),
        rejected=record.rejected + rejected,
        right=record.right + right,
        expected=record.expected + (read.confidence or 0.0),
        figured=record.figured + figured,
        figured_right=record.figured_right + (figured and right),
    )


def weighed(claims: Iterable[Claim], known: Mapping[str, Record]) -> tuple[Claim, ...]:
    """The claims, those that nobody settled with the confidence that their rule's record leaves.

    The machine's figures for the claims judged are the mean of a Beta distribution as strong as
    `reviewing.yml` says, and what persons said moves it; each other claim of the rule moves as far,
    in log-odds. So a claim that was as likely as those gets just that distribution's new mean, and
    it does no harm that reviewers are given the least sure first.
    """
    shifts: dict[str, float] = defaultdict(float)
    shifts.update({rule: _shift(each) for rule, each in known.items() if each.figured})
    return tuple(_moved(each, shifts) for each in claims)


def learned(reviewed: Reviewed) -> Reviewed:
    """The same, with what its own judgements say of the rules in the claims' confidence."""
    return replace(reviewed, claims=weighed(reviewed.claims, records(reviewed)))


def _moved(claim: Claim, shifts: Mapping[str, float]) -> Claim:
    open_still = claim.review is None or claim.review.verdict is ReviewVerdict.DISPUTED
    shift = shifts[rule_of(claim)] if open_still else 0.0
    if claim.confidence is None or not shift:
        return claim
    return replace(claim, confidence=1 / (1 + math.exp(-_log_odds(claim.confidence) - shift)))


def _shift(record: Record) -> float:
    strength = learning().prior_strength.value
    before = record.expected / record.figured
    after = (strength * before + record.figured_right) / (strength + record.figured)
    return _log_odds(after) - _log_odds(before)


def _log_odds(chance: float) -> float:
    held = min(1 - _EDGE, max(_EDGE, chance))
    return math.log(held / (1 - held))
