"""Whether two mentions are one person's: their names, how common, what is told of both."""

from __future__ import annotations

from dataclasses import replace

from nonrefoul.people.compare import Comparison, Verdict, compare
from nonrefoul.people.mentions import HOST, NEEDED, ORIGIN, Mention, weight_of

# Beside what mentions.py says: the same event on the same day, the same words in one report, the
# same word for what they are, and what a slip of the pen costs, so that it needs host and origin.
_MOMENT = 2.0
_REPORT = 2.0
_ROLE = 0.25
_SLIP = -1.25


def weigh(one: Mention, other: Mention) -> Comparison:
    """The names' verdict, held back where it rests on a common name or a slip and little else.

    What is told of two persons never makes them one by itself: a bare surname stays unsure.
    """
    names = named_alike(one, other)
    if names.verdict is Verdict.DIFFERENT:
        return names
    around = _around(one, other)
    if "equal_words" in names.reasons and one.reports & other.reports:
        around.append(("same_report", _REPORT))
    score = _scored(names.score, sum(weight for _, weight in around))
    reasons = (*names.reasons, *(reason for reason, _ in around))
    if names.verdict is Verdict.UNSURE:
        return Comparison(Verdict.UNSURE, reasons, score)
    if "other_origin" in reasons:
        return Comparison(Verdict.UNSURE, reasons, score)
    slip = "slip" in names.reasons
    if slip and one.reports & other.reports:
        return Comparison(Verdict.UNSURE, (*reasons, "same_document"), score)
    weight = min(weight_of(one.name), weight_of(other.name))
    weight += sum(weight for _, weight in around) + _SLIP * slip
    if weight < NEEDED and "equated" not in reasons:
        return Comparison(Verdict.UNSURE, (*reasons, *(() if slip else ("common_name",))), score)
    return Comparison(Verdict.SAME, reasons, score)


def named_alike(one: Mention, other: Mention) -> Comparison:
    """What the names say, and the other names that the texts themselves give their bearers."""
    names = compare(one.subject, other.subject)
    if names.verdict is not Verdict.SAME and (_called(one, other) or _called(other, one)):
        full = one.name.full and other.name.full
        here = full or bool(one.reports & other.reports)
        verdict = Verdict.SAME if here else Verdict.UNSURE
        return replace(names, verdict=verdict, reasons=("equated",))
    return names


def _called(one: Mention, other: Mention) -> bool:
    return any(
        compare(each, other.subject).verdict is Verdict.SAME or each == other.subject
        for each in (*one.called, *one.name.asides)
    )


def _around(one: Mention, other: Mention) -> list[tuple[str, float]]:
    """What is told of both, each with what it weighs."""
    found = []
    if one.origin and other.origin:
        same = one.origin == other.origin
        found.append(("same_origin", ORIGIN) if same else ("other_origin", -ORIGIN))
    if one.hosts & other.hosts:
        found.append(("same_host", HOST))
    elif one.hosts and other.hosts:
        found.append(("other_host", -HOST))
    if one.roles & other.roles:
        found.append(("same_role", _ROLE))
    if one.moments & other.moments:
        found.append(("same_event", _MOMENT))
    return found


def _scored(score: float, around: float) -> float:
    """How alike, from 0 to 1: the names for the most part, what is told of them for the rest."""
    return round(min(1.0, max(0.0, 0.8 * score + 0.1 + around / 25)), 3)
