"""How likely a claim that a rule has read is right: signs of the claim and its document, weighed.

A logistic regression whose weights are fitted on claims that people checked
(`tools/fit_confidence.py`) and kept in `rules/confidence.yml`, where anyone can read them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.reading.geography import Spot
from nonrefoul.reading.relevance import Relevance
from nonrefoul.rules import RULES, Rule, events, load
from nonrefoul.words import Actuality, Claim, SubjectKind


class Weights(Rule):
    """The weight of each sign, and the confidence below which a claim is not given."""

    least: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a rule has read, with how its subject was found and where."""

    claim: Claim
    spot: Spot
    role: str
    apart: int
    pursued: bool


@cache
def weights() -> Weights:
    """The fitted weights."""
    return load(RULES / "confidence.yml", Weights)


def confidence(signs: Mapping[str, float]) -> float:
    """The probability, from 0 to 1, that a claim with these signs is right."""
    table = weights().weights
    score = sum(table.get(name, 0.0) * value for name, value in signs.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


# So many sentences have room to tell of flight and pursuit as well as of one event.
ROOMY = 6
# Longer texts than the weights were fitted on count as this long.
LONG = 60

# Events that by themselves say that somebody is sheltered in one state and wanted by another.
CORE = frozenset(
    {
        "asylum_applied",
        "asylum_granted",
        "asylum_refused",
        "asylum_seeker_certified",
        "cooperates",
        "deported",
        "does_not_cooperate",
        "documents_denied",
        "extradited",
        "extradition_approved",
        "extradition_refused",
        "extradition_requested",
        "extradition_suspended",
        "in_origin_custody",
        "protection_abroad",
        "travel_document_issued",
    }
)


def signs(candidates: Sequence[Candidate], about: Relevance) -> list[dict[str, float]]:
    """The signs of each candidate of one document, the others of the document weighed with it."""
    of_person: dict[str | None, set[str]] = defaultdict(set)
    for each in candidates:
        of_person[each.claim.subject].add(each.claim.event)
    document = dict(_document_signs(candidates, about))
    return [
        {**document, **dict(_claim_signs(each, about, of_person[each.claim.subject]))}
        for each in candidates
    ]


def _document_signs(
    candidates: Sequence[Candidate], about: Relevance
) -> Iterator[tuple[str, float]]:
    yield "always", 1.0
    yield "matter", max(-2.0, min(2.0, about.matter / 3))
    yield "words of pursuit", min(8, about.pursuit) / 4
    yield "sentences", math.log1p(min(LONG, len(about.sentences))) / 3
    yield "words of pursuit a sentence", min(2.0, about.pursuit / max(ROOMY, len(about.sentences)))
    core = {each.claim.event for each in candidates if each.claim.event in CORE}
    yield "events of refuge and return", min(4, len(core)) / 2
    if not core:
        # A text of a sentence or two has no room to tell of both.
        yield "no event of refuge or return", min(1.0, len(about.sentences) / ROOMY)
    for kind, count in about.aside.items():
        yield f"words of {kind}", min(6, count) / 3
        if count > about.pursuit:
            yield f"more words of {kind} than of pursuit", 1.0


def _claim_signs(
    each: Candidate, about: Relevance, of_person: set[str]
) -> Iterator[tuple[str, float]]:
    claim = each.claim
    yield f"event {claim.event}", 1.0
    yield f"subject by {each.role}", 1.0
    yield f"{claim.modality.value}", 1.0
    named = "named " if claim.subject else "unnamed "
    kind = claim.subject_kind
    yield (named if kind is SubjectKind.PERSON else "") + kind.value, 1.0
    if not claim.host or not claim.origin:
        yield f"no {'host' if not claim.host else 'origin'}", 1.0
    if claim.origin in ("US", "GB", "FR", "DE", "IT", "ES", "UA", "PL", "GE", "JP", "CA", "IL"):
        yield "origin seldom pursues abroad", 1.0
    if claim.subject:
        core = len(of_person & CORE - {claim.event})
        yield "refuge or return of the same person", min(3, core) / 2
        yield "events of the same person", min(5, len(of_person)) / 3
    if each.pursued:
        yield "called activist or the like", 1.0
    near = about.sentences[max(0, each.spot.sentence - 1) : each.spot.sentence + 2]
    yield "words of pursuit here", min(3, about.sentences[each.spot.sentence]) / 2
    yield "words of pursuit near", min(5, sum(near)) / 3
    if each.apart > 8:
        yield "subject far from the trigger", 1.0
    if events()[claim.event].group == "host" and claim.modality.actuality is Actuality.NOT_YET:
        yield "a host's act still ahead", 1.0
    yield "long quote", min(2.0, len(claim.quote) / 150)


def judged(candidates: Sequence[Candidate], about: Relevance) -> Iterator[tuple[Candidate, float]]:
    """Each candidate with its confidence."""
    for each, found in zip(candidates, signs(candidates, about), strict=True):
        yield each, confidence(found)
