"""How likely a claim is right: signs of what was told and of its document, weighed.

A logistic regression over what the network says of each part of a claim, fitted on documents that
the network was not trained on (`tools/fit_confidence.py`) and kept in `rules/confidence.yml`, where
anyone can read it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from nonrefoul.reading.learned.inputs import EVENT_AT, EVENTS, Inputs
from nonrefoul.reading.learned.telling import Told
from nonrefoul.rules import RULES, Rule, load
from nonrefoul.words import Actuality

# A text of fewer sentences says little of who is pursued.
SHORT = 6
# A telling is counted as likely from here on.
LIKELY = 0.3


class Weights(Rule):
    """The weight of each sign, and the confidence below which a claim is not given."""

    least: float
    weights: Mapping[str, float]


@cache
def weights() -> Weights:
    """The fitted weights."""
    return load(RULES / "confidence.yml", Weights)


def confidence(found: Mapping[str, float]) -> float:
    """The probability, from 0 to 1, that a claim with these signs is right."""
    table = weights().weights
    score = sum(table.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def signs(all_told: Sequence[Told], seen: Inputs) -> list[dict[str, float]]:
    """The signs of each thing told in a document, the others of the document weighed with it."""
    document = dict(_of_document(all_told, seen))
    return [{**document, **dict(_of_telling(each, seen))} for each in all_told]


def _of_document(all_told: Sequence[Told], seen: Inputs) -> Iterator[tuple[str, float]]:
    strong = sorted((each.by_event * each.by_who for each in all_told), reverse=True)
    sentences = int(seen.sentence[-1]) + 1 if len(seen.sentence) else 0
    yield "always", 1.0
    yield "matter of the text", max(-3.0, min(3.0, float(seen.about[0])))
    yield "length", math.log1p(min(80, sentences)) / 3
    yield "short", float(sentences < SHORT)
    yield "likely events in the text", min(5, sum(each > LIKELY for each in strong)) / 5
    yield "likeliest event of the text", odds(strong[0]) if strong else 0.0
    yield "likely events on the whole", float(np.mean(strong[:4])) if strong else 0.0


def _of_telling(each: Told, seen: Inputs) -> Iterator[tuple[str, float]]:
    who = seen.who[each.who]
    at = EVENT_AT[each.event]
    yield "event", odds(each.by_event)
    yield "event on the whole", odds(each.by_mean)
    yield "whom", odds(each.by_who)
    yield "another whom", each.runner_up
    yield "host", math.log(each.by_host + 1e-4)
    yield "origin", math.log(each.by_origin + 1e-4)
    yield "happened or not", odds(each.by_actuality)
    yield "a rule is met", float(seen.rules[each.words, len(EVENTS) + at].max())
    yield "a rule's trigger", float(seen.rules[each.words, at].max())
    yield who.kind, 1.0
    yield "no host", float(each.host is None)
    yield "no origin", float(each.origin is None)
    yield "neither host nor origin", float(each.host is None and each.origin is None)
    yield "official, helper or relative", float(who.aside is not None)
    yield "victim by grammar", float(who.victim)
    yield each.modality.actuality.value, 1.0
    if each.modality.actuality is Actuality.NOT_YET:
        yield f"{each.event} still ahead", 1.0
    yield f"event {each.event}", 1.0


def odds(chance: float) -> float:
    """The log-odds of a chance, kept between -9.2 and 9.2."""
    held = min(1 - 1e-4, max(1e-4, chance))
    return math.log(held / (1 - held))
