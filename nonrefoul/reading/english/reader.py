"""From an English document's text to its claims."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from nonrefoul.reading.english.attribution import attribution
from nonrefoul.reading.english.dates import When, date_for, dates
from nonrefoul.reading.english.inputs import Inputs, inputs
from nonrefoul.reading.english.lists import word_set
from nonrefoul.reading.english.network import EVENTS, Weights
from nonrefoul.reading.english.telling import SIGNS, Telling, tellings
from nonrefoul.rules import events
from nonrefoul.words import Claim, Document, Modality, SubjectKind

# So many characters of a document are read, at most.
LONGEST = 50_000
# A whom that stands this near to the telling words, in words, is quoted with them.
NEAR = 12
WITH_THIRD = frozenset({"protection_abroad", "travel_document_issued", "relocated", "sanctioned"})
TOLD_BY = frozenset({Modality.REPORTED, Modality.DENIED, Modality.SUSPECTED})

_WEIGHTS = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Fitted:
    """What training made: the name finder, the networks, manners of states, and confidence."""

    names: Weights
    networks: tuple[Weights, ...]
    manners: Mapping[str, int]
    confidence: tuple[float, ...]
    least: float


@cache
def fitted() -> Fitted:
    """The weights, read once a process."""
    with np.load(_WEIGHTS) as file:
        arrays = {name: file[name].astype(np.float32) for name in file.files if name != "about"}
        about = json.loads(bytes(file["about"]).decode("utf-8"))
    networks = tuple(
        {
            name.removeprefix(f"{number}/"): array
            for name, array in arrays.items()
            if name.startswith(f"{number}/")
        }
        for number in range(about["networks"])
    )
    return Fitted(
        {name: array for name, array in arrays.items() if name.startswith("names.")},
        networks,
        about["manners"],
        tuple(about["confidence"]),
        about["least"],
    )


def claims(documents: Sequence[Document]) -> list[tuple[Claim, ...]]:
    """Read the claims of English documents, each in the order of its text."""
    return [tuple(_distinct(_claims(document))) for document in documents]


def confidence(telling: Telling, weights: Sequence[float]) -> float:
    """How likely a telling is right: logistic in its signs and in which event it is."""
    score = weights[0] + weights[1 + len(SIGNS) + EVENTS.index(telling.event)]
    score += sum(a * b for a, b in zip(weights[1 : 1 + len(SIGNS)], telling.signs, strict=True))
    return 1 / (1 + math.exp(-score))


def _claims(document: Document) -> list[Claim]:
    found = fitted()
    seen = inputs(document.text[:LONGEST], found.names)
    judged = [
        (telling, chance)
        for telling in tellings(seen, found.networks, found.manners)
        if (chance := confidence(telling, found.confidence)) >= found.least
    ]
    whens = dates(seen.text, document.published) if judged else []
    told = [telling for telling, _ in judged]
    made = (_claim(document, seen, each, told, whens, chance) for each, chance in judged)
    return [claim for claim in made if claim]


def _claim(
    document: Document,
    seen: Inputs,
    telling: Telling,
    told: Sequence[Telling],
    whens: Sequence[When],
    chance: float,
) -> Claim | None:
    kind, name, group = _subject(seen, telling)
    if kind is None:
        return None
    first, last = _words(telling)
    start, end = _quote(seen, telling, first, last)
    return Claim(
        document=document.id,
        event=telling.event,
        subject=name,
        subject_kind=kind,
        modality=telling.modality,
        start=start,
        end=end,
        quote=document.text[start:end],
        group=group,
        host=telling.host,
        origin=telling.origin,
        third_state=_third(seen, telling, first) if telling.event in WITH_THIRD else None,
        date=_date(seen, whens, (first, last), told),
        attribution=attribution(seen, first, last) if telling.modality in TOLD_BY else None,
        rule=f"model: {telling.event}",
        confidence=round(chance, 3),
    )


def _subject(seen: Inputs, telling: Telling) -> tuple[SubjectKind | None, str | None, str | None]:
    """What kind of subject an event befell, its name, and its description where it has no name."""
    fitting = events()[telling.event].subject
    if fitting == ("none",):
        return SubjectKind.NONE, None, None
    if telling.who is not None:
        who = seen.who[telling.who]
        kinds = ("organisation",) if who.kind == "organisation" else ("person", "official")
        kind = next((each for each in kinds if each in fitting), None)
        return (SubjectKind(kind) if kind else None), who.name, None
    described, plural = _described(seen, telling)
    kind = "group" if plural and "group" in fitting else "person"
    return (SubjectKind(kind) if kind in fitting else None), None, described


def _described(seen: Inputs, telling: Telling) -> tuple[str | None, bool]:
    """The nearest words of the sentence for somebody without a name, and whether they are many."""
    middle = int(telling.trigger[len(telling.trigger) // 2])
    spots = [
        first
        for first, _, who in seen.mentions.tolist()
        if who == len(seen.who)
        and seen.sentence[first] == seen.sentence[middle]
        and seen.words[first].low not in word_set("pronouns")
    ]
    if not spots:
        return None, False
    last = min(spots, key=lambda at: abs(at - middle))
    first = last
    while first > 0 and last - first < 3 and seen.sentence[first - 1] == seen.sentence[last]:
        before = seen.words[first - 1]
        adjective = any(at == first - 1 for at, _, _ in seen.states) or before.text.isdigit()
        if not adjective and before.low not in word_set("counts"):
            break
        first -= 1
    text = seen.text[seen.words[first].start : seen.words[last].stop]
    word = seen.words[last].low
    return text, word.endswith("s") or word in ("people", "men", "women")


def _quote(seen: Inputs, telling: Telling, first: int, last: int) -> tuple[int, int]:
    """The telling words, and whom it befell where that stands near in the sentence."""
    if telling.who is not None:
        near = [
            (max(name.first - last, first - name.last, 0), name.first, name.last)
            for name in seen.who[telling.who].mentions
            if seen.sentence[name.first] == seen.sentence[first]
        ]
        if near and min(near)[0] <= NEAR:
            _, low, high = min(near)
            first, last = min(first, low), max(last, high)
    return seen.words[first].start, seen.words[last - 1].stop


def _third(seen: Inputs, telling: Telling, first: int) -> str | None:
    """The state named nearest in the sentence that is neither host nor origin."""
    near = [
        (abs(at - first), code)
        for at, code, _ in seen.states
        if code not in (telling.host, telling.origin) and seen.sentence[at] == seen.sentence[first]
    ]
    return min(near)[1] if near else None


def _date(
    seen: Inputs, whens: Sequence[When], words: tuple[int, int], told: Sequence[Telling]
) -> str | None:
    """The date of the event that words tell, first to last (excluded), beside what else is told."""
    first, last = words
    low, high = first, last
    while low > 0 and seen.sentence[low - 1] == seen.sentence[first]:
        low -= 1
    while high < len(seen.words) and seen.sentence[high] == seen.sentence[first]:
        high += 1
    line = int(np.searchsorted(seen.line, seen.line[first]))
    own = (seen.words[first].start, seen.words[last - 1].stop)
    return date_for(
        seen.text,
        whens,
        own,
        [
            (seen.words[at].start, seen.words[stop - 1].stop)
            for at, stop in {_words(each) for each in told}
            if low <= at < high and (stop <= first or last <= at)
        ],
        (seen.words[low].start, seen.words[high - 1].stop),
        seen.words[line].start,
    )


def _words(telling: Telling) -> tuple[int, int]:
    """The first word that tells an event, and the one after the last."""
    return int(telling.trigger[0]), int(telling.trigger[-1]) + 1


def _distinct(found: Sequence[Claim]) -> list[Claim]:
    """The same event told twice in a document is one claim: the likelier, dated if either is."""
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(found, key=lambda claim: -(claim.confidence or 0)):
        key = (claim.event, claim.subject or claim.group, claim.host, claim.modality.actuality)
        kept.setdefault(key, claim)
    return sorted(
        kept.values(), key=lambda claim: (claim.start, claim.end, claim.event, claim.subject or "")
    )
