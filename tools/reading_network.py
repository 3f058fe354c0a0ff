"""The network of `nonrefoul/reading/learned/network.py` as torch trains it, and its batches.

Names of layers, and so of arrays in network.npz, are those that the network in NumPy looks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from reading_targets import Lesson
from torch import Tensor, nn
from torch.nn import functional

from nonrefoul.reading.learned.inputs import EVENTS, KINDS, MARKS, PIECES, Inputs, Ints
from nonrefoul.reading.learned.network import REACH, Vocabulary, vectors
from nonrefoul.reading.learned.options import MODALITIES
from nonrefoul.reading.learned.pairs import (
    DATE_SIGNS,
    DISTANCES,
    MENTION_SIGNS,
    STATE_SIGNS,
    date_signs,
    mention_signs,
    state_signs,
)

# Sizes: of a word's row, of its vector's and its lemma's share, of labels, of what links compare.
WIDTH = 192
SHARE = 160
KIND, PIECE, EVENT, MANNER, STATE, DISTANCE = 8, 12, 32, 12, 4, 8
LINK = 64
OF_MODALITY = 96

# How often, in training, a value, a word's vector, its rules are left out.
DROP = 0.3
DROP_WORD = 0.1
DROP_RULES = 0.25

# Manners and states seen less often than this are as any other.
LEAST_MANNERS = 8
LEAST_STATES = 6

Pairs = tuple[Tensor, Tensor]


def gelu(values: Tensor) -> Tensor:
    """The activation, in the form that the network in NumPy has."""
    return functional.gelu(values, approximate="tanh")


def vocabulary(lessons: Sequence[Lesson]) -> Vocabulary:
    """The labels that occur in lessons; manners and states only where they do so often."""
    kinds: list[dict[str, int]] = [{} for _ in KINDS]
    manners: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for lesson in lessons:
        for row in lesson.seen.kinds:
            for known, label in zip(kinds, row, strict=True):
                known.setdefault(label, len(known) + 1)
        manners.update(manner for _, _, manner in lesson.seen.states)
        states.update(lesson.origins)
    return Vocabulary(tuple(kinds), _often(manners, LEAST_MANNERS), _often(states, LEAST_STATES))


def _often(counts: Counter[str], least: int) -> dict[str, int]:
    often = [label for label, count in counts.items() if count >= least]
    return {label: row for row, label in enumerate(often, 1)}


class Lexicon:
    """The vectors of all words in lessons, once each; row 0 is no word."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        """Look up every word and lemma."""
        texts = (each for lesson in lessons for each in (lesson.seen.words, lesson.seen.lemmas))
        words = list(dict.fromkeys(word for text in texts for word in text))
        self._row = {word: row for row, word in enumerate(words, 1)}
        none = np.zeros((1, vectors(words[:1]).shape[1]), np.float32)
        self.vectors = torch.tensor(np.concatenate([none, vectors(words)]))

    def rows(self, words: Sequence[str]) -> Tensor:
        """The rows of words."""
        return torch.tensor([self._row[word] for word in words])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A lesson in tensors: labels as rows of tables; signs of its pairs, None where it has none."""

    lesson: Lesson
    words: Tensor
    lemmas: Tensor
    kinds: Tensor
    manners: Tensor
    states: Tensor
    to_mentions: Pairs | None
    to_states: Pairs | None
    to_times: Pairs | None


def sheet(lesson: Lesson, known: Vocabulary, lexicon: Lexicon) -> Sheet:
    """Turn a lesson into tensors."""
    seen = lesson.seen
    kinds = [
        [table.get(label, 0) for table, label in zip(known.kinds, row, strict=True)]
        for row in seen.kinds
    ]
    return Sheet(
        lesson,
        lexicon.rows(seen.words),
        lexicon.rows(seen.lemmas),
        torch.tensor(kinds),
        torch.tensor([known.manners.get(manner, 0) for _, _, manner in seen.states]),
        torch.tensor([known.states.get(code, 0) for _, code, _ in seen.states]),
        *_pairs(lesson),
    )


def _pairs(lesson: Lesson) -> tuple[Pairs | None, Pairs | None, Pairs | None]:
    """How the words of each target stand to mentions of somebody, of states, and to times."""
    seen, targets = lesson.seen, lesson.targets
    words = [target.words for target in targets]
    nobody = len(seen.who) - 1
    mentions = states = times = None
    if targets and len(seen.mentions):
        signs, classes = mention_signs(seen, words)
        mentions = torch.tensor(signs), torch.tensor(classes)
    if targets and seen.states:
        signs, classes = state_signs(seen, words, [each.right - {nobody} for each in targets])
        states = torch.tensor(signs), torch.tensor(classes)
    if targets and seen.whens:
        signs, classes = date_signs(seen, words)
        times = torch.tensor(signs), torch.tensor(classes)
    return mentions, states, times


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents side by side: words, heads and sentences are counted through all of them.

    `starts` is the first word of each document, `document` the document of each sentence.
    """

    sheets: Sequence[Sheet]
    starts: Sequence[int]
    words: Tensor
    lemmas: Tensor
    kinds: Tensor
    pieces: Tensor
    signs: Tensor
    head: Tensor
    sentence: Tensor
    document: Tensor
    about: Tensor


def batch(sheets: Sequence[Sheet]) -> Batch:
    """Put documents side by side; each must have words. A head of one past all words is none."""
    all_seen = [each.lesson.seen for each in sheets]
    starts = np.cumsum([0, *(len(seen.words) for seen in all_seen)]).tolist()
    sentences = [int(seen.sentence.max()) + 1 for seen in all_seen]
    firsts = np.cumsum([0, *sentences]).tolist()
    heads = [
        np.where(seen.head < 0, starts[-1], seen.head + start)
        for seen, start in zip(all_seen, starts[:-1], strict=True)
    ]
    numbers = [seen.sentence + first for seen, first in zip(all_seen, firsts[:-1], strict=True)]
    return Batch(
        sheets,
        starts[:-1],
        torch.cat([each.words for each in sheets]),
        torch.cat([each.lemmas for each in sheets]),
        torch.cat([each.kinds for each in sheets]),
        torch.tensor(np.concatenate([seen.pieces for seen in all_seen])),
        torch.tensor(np.concatenate([_signs(seen) for seen in all_seen])),
        torch.tensor(np.concatenate(heads)),
        torch.tensor(np.concatenate(numbers)),
        torch.tensor(np.repeat(np.arange(len(sheets)), sentences)),
        torch.tensor(np.stack([seen.about for seen in all_seen])),
    )


def _signs(seen: Inputs) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.concatenate([seen.marks, seen.rules], axis=1).astype(np.float32)


class Linker(nn.Module):
    """How well places answer triggers: by what stands there, and how it stands to the trigger."""

    def __init__(self, signs: int, more: int = 0) -> None:
        super().__init__()
        self.m = nn.Linear(WIDTH, LINK)
        self.f = nn.Linear(signs + 2 * DISTANCE + more, LINK)
        self.d1 = nn.Embedding(DISTANCES, DISTANCE)
        self.d2 = nn.Embedding(DISTANCES, DISTANCE)
        self.o = nn.Linear(LINK, 1)
        self.b = nn.Linear(LINK, 1)
        self.drop = nn.Dropout(DROP)

    def forward(self, asked: Tensor, words: Tensor, pairs: Pairs, *more: Tensor) -> Tensor:
        """Scores (triggers, places); `more` are further rows (places, n) of the places."""
        signs, classes = pairs
        parts = [signs, self.d1(classes[..., 0]), self.d2(classes[..., 1])]
        parts += [each[None].expand(len(asked), -1, -1) for each in more]
        keys = self.m(words)
        inner = gelu(self.f(torch.cat(parts, -1)) + asked[:, None] + keys[None])
        return self.o(self.drop(inner))[..., 0] + asked @ keys.T / 16

    def nobody(self, asked: Tensor) -> Tensor:
        """How well nobody (or no state) answers each trigger."""
        return self.b(asked)[:, 0]


class ReadingNetwork(nn.Module):
    """The network for training. What it computes is told in the network in NumPy."""

    def __init__(self, known: Vocabulary, table: Tensor, about: int) -> None:
        """Take the vocabulary, the words' vectors, and how many numbers say what a text is about.

        The order of layers decides which random numbers each starts from.
        """
        super().__init__()
        self.register_buffer("vectors", table, persistent=False)
        self.wp = nn.Linear(table.shape[1], SHARE, bias=False)
        self.lp = nn.Linear(table.shape[1], SHARE, bias=False)
        self.kinds = nn.ModuleList(nn.Embedding(len(each) + 1, KIND) for each in known.kinds)
        self.piece = nn.Embedding(PIECES, PIECE)
        signs = len(MARKS) + 2 * len(EVENTS)
        self.inp = nn.Linear(2 * SHARE + KIND * len(KINDS) + 2 * PIECE + signs, WIDTH)
        self.ln0 = nn.LayerNorm(WIDTH)
        self.convs = nn.ModuleList(nn.Linear(5 * WIDTH, WIDTH) for _ in REACH)
        self.lns = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in REACH)
        self.sconv = nn.Linear(4 * WIDTH + about, WIDTH)
        self.ev = nn.Linear(WIDTH, len(EVENTS))
        self.eemb = nn.Embedding(len(EVENTS), EVENT)
        self.mod1 = nn.Linear(WIDTH + EVENT, OF_MODALITY)
        self.mod2 = nn.Linear(OF_MODALITY, len(MODALITIES))
        self.tq = nn.Linear(WIDTH + EVENT, LINK)
        self.man = nn.Embedding(len(known.manners) + 1, MANNER)
        self.sto = nn.Embedding(len(known.states) + 1, STATE)
        self.subj = Linker(MENTION_SIGNS)
        self.host = Linker(STATE_SIGNS, MANNER)
        self.orig = Linker(STATE_SIGNS, MANNER + STATE)
        self.when = Linker(DATE_SIGNS)
        self.drop = nn.Dropout(DROP)

    def forward(self, given: Batch) -> Tensor:
        """A row for each word of a batch."""
        values = self._first(given)
        for layer, reach in enumerate(REACH):
            mixed = gelu(self.convs[layer](self._beside(values, given, reach)))
            values = self.lns[layer](values + self.drop(mixed))
            if layer == len(REACH) - 2:
                values = values + self._around(values, given)[given.sentence]
        return values

    def _first(self, given: Batch) -> Tensor:
        words, lemmas, signs = given.words, given.lemmas, given.signs
        if self.training:
            words = words * (torch.rand(len(words)) > DROP_WORD).long()
            lemmas = lemmas * (torch.rand(len(lemmas)) > DROP_WORD).long()
            kept = (torch.rand(len(signs), 1) > DROP_RULES).expand(-1, 2 * len(EVENTS))
            marks, rules = signs[:, : len(MARKS)], signs[:, len(MARKS) :]
            signs = torch.cat([marks, rules * kept], 1)
        parts = [self.wp(self.vectors[words]), self.lp(self.vectors[lemmas])]
        parts += [table(given.kinds[:, number]) for number, table in enumerate(self.kinds)]
        parts += [self.piece(given.pieces[:, 0]), self.piece(given.pieces[:, 1]), signs]
        return self.ln0(gelu(self.inp(self.drop(torch.cat(parts, 1)))))

    def _beside(self, values: Tensor, given: Batch, reach: int) -> Tensor:
        """Each word with the one before, the one after, its head, and its children's mean."""
        count = len(values)
        padded = torch.cat([values, values.new_zeros(1, WIDTH)])
        below = _means(values, given.head, count + 1)[:count]
        before = padded[_neighbours(given.sentence, -reach)]
        after = padded[_neighbours(given.sentence, reach)]
        return torch.cat([before, values, after, padded[given.head], below], 1)

    def _around(self, values: Tensor, given: Batch) -> Tensor:
        """What the sentences around, and the document as a whole, add to each sentence's words."""
        document = given.document
        where = given.sentence[:, None].expand(-1, WIDTH)
        most = torch.zeros(len(document), WIDTH)
        most = most.scatter_reduce(0, where, values, "amax", include_self=False)
        whole = _means(most, document, len(given.sheets))[document]
        follows = (document[1:] == document[:-1]).float()[:, None]
        none = most.new_zeros(1, WIDTH)
        before = torch.cat([none, most[:-1] * follows])
        after = torch.cat([most[1:] * follows, none])
        parts = [before, most, after, whole, given.about[document]]
        return gelu(self.sconv(self.drop(torch.cat(parts, 1))))

    def trigger(
        self, words: Tensor, odds: Tensor, places: Sequence[Ints], events: Sequence[int]
    ) -> Tensor:
        """One row for each trigger: its words, the likeliest counting most, and its event."""
        rows = [
            torch.softmax(odds[place, event].detach(), 0) @ words[place]
            for place, event in zip(map(torch.as_tensor, places), events, strict=True)
        ]
        return torch.cat([torch.stack(rows), self.eemb(torch.tensor(events))], 1)

    def modalities(self, triggers: Tensor) -> Tensor:
        """The scores of the modalities of triggers."""
        return self.mod2(self.drop(gelu(self.mod1(triggers))))


def _means(values: Tensor, group: Tensor, count: int) -> Tensor:
    """The mean of the rows of each group."""
    sizes = torch.zeros(count).index_add_(0, group, torch.ones(len(group)))
    total = torch.zeros(count, values.shape[1]).index_add_(0, group, values)
    return total / sizes.clamp(min=1)[:, None]


def _neighbours(sentence: Tensor, step: int) -> Tensor:
    """For each word the one so many steps on in its sentence, else one past the last word."""
    count = len(sentence)
    at = torch.arange(count) + step
    inside = (at >= 0) & (at < count)
    at = at.clamp(0, count - 1)
    return torch.where(inside & (sentence[at] == sentence), at, count)
