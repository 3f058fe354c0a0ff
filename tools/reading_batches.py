"""Documents side by side as tensors: words, sentences, targets and links counted through all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from reading_numbers import Floats, Ints, Links, Numbers, Sizes
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Linked:
    """Every target with every place that may answer it, as rows.

    Of each row `target`, `word`, `signs`, `classes`, and `answer`, counted through all targets'
    answers; `of_answer` is the target of each answer, `last` the answer none of each target of
    `open_targets`. `more` are labels of the rows' places.
    """

    target: Tensor
    word: Tensor
    signs: Tensor
    classes: Tensor
    answer: Tensor
    of_answer: Tensor
    last: Tensor
    open_targets: Tensor
    more: Sequence[Tensor]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents side by side; a head, or a neighbour, of one past all words is none.

    `document` is that of each sentence; `somewhere` are words, events, group and the groups'
    documents; of targets their words, whose words these are, events, modalities, documents. Right
    answers are places in the answers of links; those of `who` are (answers,) flags.
    """

    documents: int
    words: Tensor
    lemmas: Tensor
    kinds: Tensor
    pieces: Tensor
    signs: Tensor
    head: Tensor
    neighbours: Sequence[tuple[Tensor, Tensor]]
    sentence: Tensor
    document: Tensor
    about: Tensor
    tells: Tensor
    counts: Tensor
    somewhere: tuple[Tensor, Tensor, Tensor, Tensor] | None
    target_words: Tensor
    target_of: Tensor
    events: Tensor
    modalities: Tensor
    document_of_target: Tensor
    who: Linked | None
    right: Tensor
    unsure: Tensor
    states: Linked | None
    hosts: Tensor
    origins: Tensor
    times: Linked | None
    dates: Tensor


def batch(given: Sequence[Numbers], sizes: Sizes, device: torch.device) -> Batch:
    """Put documents side by side; each must have words."""
    to = _To(device)
    words = _starts([len(each.words) for each in given])
    sentences = [int(each.sentence.max()) + 1 for each in given]
    sentence = _counted([each.sentence for each in given], _starts(sentences))
    targets = _starts([len(each.events) for each in given])
    tells, counts = _told(given, words, sizes.events)
    who = _linked(given, words, targets, lambda each: each.mentions)
    states = _linked(given, words, targets, lambda each: each.states)
    times = _linked(given, words, targets, lambda each: each.times)
    with_who = [each for each in given if each.mentions]
    return Batch(
        documents=len(given),
        words=to.places(_joined([each.words for each in given])),
        lemmas=to.places(_joined([each.lemmas for each in given])),
        kinds=to.places(np.concatenate([each.kinds for each in given])),
        pieces=to.places(np.concatenate([each.pieces for each in given])),
        signs=to.numbers(np.concatenate([each.signs for each in given])),
        head=to.places(
            _joined(
                [
                    np.where(each.head < 0, words[-1], each.head + start)
                    for each, start in zip(given, words[:-1], strict=True)
                ]
            )
        ),
        neighbours=[
            (to.places(_beside(sentence, -reach)), to.places(_beside(sentence, reach)))
            for reach in sizes.reach
        ],
        sentence=to.places(sentence),
        document=to.places(np.repeat(np.arange(len(given)), sentences)),
        about=to.numbers(np.stack([each.about for each in given])),
        tells=to.numbers(tells),
        counts=to.numbers(counts),
        somewhere=_somewhere(given, words, to),
        target_words=to.places(_counted([each.target_words for each in given], words)),
        target_of=to.places(_counted([each.target_of for each in given], targets)),
        events=to.places(_joined([each.events for each in given])),
        modalities=to.places(_joined([each.modalities for each in given])),
        document_of_target=to.places(np.repeat(np.arange(len(given)), np.diff(targets))),
        who=to.linked(who),
        right=to.numbers(_joined([each.right.reshape(-1) for each in with_who])),
        unsure=to.numbers(_joined([each.unsure.reshape(-1) for each in with_who])),
        states=to.linked(states, [each for each in given if each.states]),
        hosts=to.places(_answers(given, lambda each: each.states, lambda each: each.hosts)),
        origins=to.places(_answers(given, lambda each: each.states, lambda each: each.origins)),
        times=to.linked(times),
        dates=to.places(_answers(given, lambda each: each.times, lambda each: each.dates)),
    )


class _To:
    """Takes arrays to the device that trains."""

    def __init__(self, device: torch.device) -> None:
        self._device = device

    def places(self, values: Ints) -> Tensor:
        return torch.as_tensor(np.ascontiguousarray(values, dtype=np.int64)).to(self._device)

    def numbers(self, values: Floats | Ints) -> Tensor:
        return torch.as_tensor(np.ascontiguousarray(values, dtype=np.float32)).to(self._device)

    def linked(self, rows: _Rows | None, labelled: Sequence[Numbers] = ()) -> Linked | None:
        """Rows of links; with the manners and codes of the states of documents, where given."""
        if rows is None:
            return None
        tables = [[each.manners for each in labelled], [each.codes for each in labelled]]
        more = [
            np.concatenate(
                [np.tile(row, len(each.events)) for row, each in zip(table, labelled, strict=True)]
            )
            for table in tables
            if table
        ]
        return Linked(
            self.places(rows.target),
            self.places(rows.word),
            self.numbers(rows.signs),
            self.places(rows.classes),
            self.places(rows.answer),
            self.places(rows.of_answer),
            self.places(rows.last),
            self.places(rows.open_targets),
            [self.places(each) for each in more],
        )


@dataclass(frozen=True, slots=True)
class _Rows:
    target: Ints
    word: Ints
    signs: Floats
    classes: Ints
    answer: Ints
    of_answer: Ints
    last: Ints
    open_targets: Ints


def _starts(sizes: Sequence[int]) -> list[int]:
    found: list[int] = np.cumsum([0, *sizes]).tolist()
    return found


def _joined(rows: Sequence[Ints | Floats]) -> Ints:
    return np.concatenate([np.zeros(0, np.int8), *rows])


def _counted(rows: Sequence[Ints], starts: Sequence[int]) -> Ints:
    return _joined([row + start for row, start in zip(rows, starts, strict=False)])


def _beside(sentence: Ints, step: int) -> Ints:
    """For each word the one so many steps on in its sentence, else one past the last word."""
    count = len(sentence)
    at = np.arange(count) + step
    inside = (at >= 0) & (at < count)
    at = np.clip(at, 0, count - 1)
    return np.where(inside & (sentence[at] == sentence), at, count)


def _told(given: Sequence[Numbers], words: Sequence[int], events: int) -> tuple[Floats, Floats]:
    """Which word tells which event, and where that counts."""
    tells = np.zeros((words[-1], events), np.float32)
    counts = np.ones_like(tells)
    for each, start in zip(given, words, strict=False):
        tells[each.tells[:, 0] + start, each.tells[:, 1]] = 1
        counts[each.left_open[:, 0] + start, each.left_open[:, 1]] = 0
    return tells, counts


def _somewhere(
    given: Sequence[Numbers], words: Sequence[int], to: _To
) -> tuple[Tensor, Tensor, Tensor, Tensor] | None:
    groups = [
        (at, some + start, event)
        for at, (each, start) in enumerate(zip(given, words, strict=False))
        for some, event in each.somewhere
    ]
    if not groups:
        return None
    sizes = [len(some) for _, some, _ in groups]
    return (
        to.places(_joined([some for _, some, _ in groups])),
        to.places(np.repeat([event for _, _, event in groups], sizes)),
        to.places(np.repeat(np.arange(len(groups)), sizes)),
        to.places(np.array([at for at, _, _ in groups])),
    )


def _linked(
    given: Sequence[Numbers],
    words: Sequence[int],
    targets: Sequence[int],
    of: Callable[[Numbers], Links | None],
) -> _Rows | None:
    """All links of one kind; None where no document has any."""
    parts: list[_Rows] = []
    answers = 0
    for each, start, first in zip(given, words, targets, strict=False):
        links = of(each)
        if links is None:
            continue
        count, places = len(each.events), len(links.places)
        target = np.arange(count) + first
        answer = answers + np.arange(count)[:, None] * links.count + links.answers[None]
        parts.append(
            _Rows(
                np.repeat(target, places),
                np.tile(links.places + start, count),
                links.signs.reshape(count * places, -1),
                links.classes.reshape(count * places, 2),
                answer.reshape(-1),
                np.repeat(target, links.count),
                answers + np.arange(1, count + 1) * links.count - 1,
                target,
            )
        )
        answers += count * links.count
    if not parts:
        return None
    return _Rows(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in _Rows.__slots__)
    )


def _answers(
    given: Sequence[Numbers],
    of: Callable[[Numbers], Links | None],
    right: Callable[[Numbers], Ints],
) -> Ints:
    """The right answers of targets whose right answer is named, counted through all answers."""
    found: list[Ints] = []
    start = 0
    for each in given:
        links = of(each)
        if links is not None:
            answers = start + np.arange(len(each.events)) * links.count + right(each)
            found.append(answers[right(each) >= 0])
            start += len(each.events) * links.count
    return _joined(found)


def parts(given: Sequence[Numbers], order: Sequence[int], words: int) -> list[list[Numbers]]:
    """Documents in an order, in batches of about so many words."""
    ends = [0]
    filled = 0
    for at, number in enumerate(order, 1):
        filled += len(given[number].words)
        if filled > words or at == len(order):
            ends.append(at)
            filled = 0
    return [[given[number] for number in order[a:b]] for a, b in pairwise(ends)]
