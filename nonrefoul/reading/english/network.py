"""The network's heads, in numpy: events and modality of words, links to persons and states."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nonrefoul.reading.english.encoder import WIDTH, gelu, normed
from nonrefoul.reading.english.inputs import Inputs, Ints
from nonrefoul.reading.english.names import beside
from nonrefoul.reading.english.package import Floats
from nonrefoul.reading.english.pairs import mention_signs, state_signs
from nonrefoul.reading.learned.network import softmax
from nonrefoul.rules import events
from nonrefoul.words import Modality

EVENTS: tuple[str, ...] = tuple(events())
MODALITIES: tuple[str, ...] = tuple(each.value for each in Modality)
LINK = 48
# How far to either side a word looks, layer by layer.
REACH = (1, 2)

Weights = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network makes of a document's words: their state, and the score of each event."""

    hidden: Floats
    scores: Floats


@dataclass(frozen=True, slots=True)
class Links:
    """For each trigger the score of every one of `who` and, last, of nobody by name."""

    modality: Floats
    subject: Floats
    query: Floats


def linear(x: Floats, weights: Weights, name: str) -> Floats:
    """A linear layer."""
    made = x @ weights[f"{name}.w"]
    bias = weights.get(f"{name}.b")
    return made if bias is None else made + bias


def look(seen: Inputs, weights: Weights) -> Seen:
    """Score every event at every word: by the word, those beside it, and the text about it."""
    rows = np.concatenate([seen.rows, seen.marks], axis=1)
    around = seen.rows[:, -WIDTH:].mean(axis=0, keepdims=True)
    hidden = gelu(linear(rows, weights, "in") + linear(around, weights, "around"))
    hidden = normed(hidden, weights["in.norm.w"], weights["in.norm.b"])
    for number, by in enumerate(REACH):
        sides = [beside(hidden, seen.sentence, -by), hidden, beside(hidden, seen.sentence, by)]
        made = gelu(linear(np.concatenate(sides, axis=1), weights, f"near.{number}"))
        norm = f"near.{number}.norm"
        hidden = normed(hidden + made, weights[f"{norm}.w"], weights[f"{norm}.b"])
    return Seen(hidden, linear(hidden, weights, "event"))


def link(
    inputs: Inputs, seen: Seen, triggers: Sequence[Ints], told: Sequence[int], weights: Weights
) -> Links:
    """For events told by triggers: their modality, whom they befell, and a query for states."""
    rows = []
    for trigger, event in zip(triggers, told, strict=True):
        share = softmax(seen.scores[trigger, event])
        rows.append(share @ seen.hidden[trigger])
    each = np.concatenate([np.stack(rows), weights["event.of"][list(told)]], axis=1)
    modality = linear(gelu(linear(each, weights, "modality.in")), weights, "modality.out")
    query = linear(each, weights, "query")
    nobody = linear(query, weights, "subject.none")[:, 0]
    scores = np.full((len(triggers), len(inputs.who) + 1), -1e4, dtype=np.float32)
    scores[:, -1] = nobody
    if len(inputs.mentions):
        signs, classes = mention_signs(inputs, triggers)
        at = inputs.mentions[:, 0]
        made = linked(query, seen.hidden[at], signs, classes, weights, "subject")
        for number, who in enumerate(inputs.mentions[:, 2].tolist()):
            if who == len(inputs.who):
                scores[:, -1] = np.logaddexp(scores[:, -1], made[:, number])
            else:
                scores[:, who] = np.maximum(scores[:, who], made[:, number])
    return Links(softmax(modality), scores, query)


def states(
    inputs: Inputs,
    seen: Seen,
    triggers: Sequence[Ints],
    whose: Sequence[frozenset[int]],
    query: Floats,
    weights: Weights,
    manners: Mapping[str, int],
) -> tuple[list[str], Floats, Floats]:
    """The states named; for each trigger how likely each, last none, is host and origin (logs)."""
    codes = sorted({code for _, code, _ in inputs.states})
    if not codes:
        none = np.zeros((len(triggers), 1), dtype=np.float32)
        return codes, none, none
    signs, classes = state_signs(inputs, triggers, whose)
    manner = weights["manner"][[manners.get(how, 0) for _, _, how in inputs.states]]
    signs = np.concatenate(
        [signs, np.broadcast_to(manner, (len(triggers), *manner.shape))], axis=-1
    )
    at = np.array([word for word, _, _ in inputs.states])
    of = np.array([codes.index(code) for _, code, _ in inputs.states])
    found = []
    for role in ("host", "origin"):
        made = linked(query, seen.hidden[at], signs, classes, weights, role)
        parts = [np.logaddexp.reduce(made[:, of == n], axis=1) for n in range(len(codes))]
        parts.append(linear(query, weights, f"{role}.none")[:, 0])
        score = np.stack(parts, axis=1)
        found.append(score - np.logaddexp.reduce(score, axis=1, keepdims=True))
    return codes, found[0], found[1]


def linked(
    query: Floats, hidden: Floats, signs: Floats, classes: Ints, weights: Weights, role: str
) -> Floats:
    """Scores (queries, places) of how a place fits a query."""
    key = linear(hidden, weights, f"{role}.key")
    parts = [
        signs,
        weights[f"{role}.words"][classes[..., 0]],
        weights[f"{role}.far"][classes[..., 1]],
    ]
    made = linear(np.concatenate(parts, axis=-1), weights, f"{role}.signs")
    made = gelu(made + query[:, None] + key[None])
    fit = query @ key.T / np.float32(math.sqrt(LINK))
    return np.asarray(linear(made, weights, f"{role}.out")[..., 0] + fit, dtype=np.float32)
