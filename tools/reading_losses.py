"""How wrong the network in training is: of events, their modality, whom they befell, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from reading_network import Batch, Linker, ReadingNetwork, Sheet
from reading_targets import Target
from torch import Tensor
from torch.nn import functional

# How much a word that tells weighs against one that does not, and a quote whose words gold does
# not tell apart against a word.
TELLS = 2.0
SOMEWHERE = 3.0
# The parts, and what each weighs in the whole.
PARTS = {"events": 1.0, "modality": 0.5, "who": 0.5, "states": 0.35, "dates": 0.35}
# How often, in training, a state's code is left out.
DROP_STATE = 0.3
# A score so low that it is none, and what is taken for none.
NONE, NEAR_NONE = -1e4, -1e3


def losses(network: ReadingNetwork, given: Batch) -> dict[str, Tensor]:
    """The parts of the loss of a batch, unweighted."""
    words = network(given)
    odds = network.ev(network.drop(words))
    found: dict[str, list[Tensor]] = {name: [] for name in ("modality", "who", "states", "dates")}
    for sheet, start in zip(given.sheets, given.starts, strict=True):
        if sheet.lesson.targets:
            stop = start + len(sheet.words)
            for part, each in _of_links(network, sheet, words[start:stop], odds[start:stop]):
                found[part].append(each)
    return {"events": _of_events(odds, given)} | {name: _mean(row) for name, row in found.items()}


def whole(parts: dict[str, Tensor]) -> Tensor:
    """The loss to make small."""
    return sum((PARTS[name] * part for name, part in parts.items()), torch.zeros(()))


def _mean(rows: Sequence[Tensor]) -> Tensor:
    values = torch.cat([torch.zeros(0), *rows])
    return values.sum() / max(1, len(values))


def _of_events(odds: Tensor, given: Batch) -> Tensor:
    """Words that should tell an event and do not, or tell one that they should not."""
    lessons = [sheet.lesson for sheet in given.sheets]
    tells = torch.tensor(np.concatenate([each.tells for each in lessons]))
    counts = torch.tensor(np.concatenate([each.counts for each in lessons]))
    wrong = functional.binary_cross_entropy_with_logits(
        odds, tells, reduction="none", pos_weight=torch.tensor(TELLS)
    )
    total = (wrong * counts).sum()
    for lesson, start in zip(lessons, given.starts, strict=True):
        for words, event in lesson.somewhere:
            chances = torch.sigmoid(odds[torch.as_tensor(words + start), event])
            some = 1 - torch.prod(1 - 0.999 * chances)
            total = total - SOMEWHERE * torch.log(some + 1e-6)
    return total / (tells.sum() + sum(len(each.somewhere) for each in lessons) + 3)


def _of_links(
    network: ReadingNetwork, sheet: Sheet, words: Tensor, odds: Tensor
) -> Iterator[tuple[str, Tensor]]:
    """The losses of one document's targets, by part."""
    targets = sheet.lesson.targets
    triggers = network.trigger(
        words, odds, [each.words for each in targets], [each.event for each in targets]
    )
    right = torch.tensor([each.modality for each in targets])
    scores = network.modalities(triggers)
    yield "modality", functional.cross_entropy(scores, right, reduction="none")
    asked = network.tq(triggers)
    for part in _of_who(network.subj, sheet, words, asked):
        yield "who", part
    for part in _of_states(network, sheet, words, asked):
        yield "states", part
    for part in _of_dates(network.when, sheet, words, asked):
        yield "dates", part


def _of_who(linker: Linker, sheet: Sheet, words: Tensor, asked: Tensor) -> Iterator[Tensor]:
    if sheet.to_mentions is None:
        return
    mentions = torch.as_tensor(sheet.lesson.seen.mentions)
    links = linker(asked, words[mentions[:, 0]], sheet.to_mentions)
    nobody = linker.nobody(asked)
    count = len(sheet.lesson.seen.who)
    for row, target in enumerate(sheet.lesson.targets):
        if target.right:
            scores = torch.full((count,), NONE)
            scores = scores.scatter_reduce(0, mentions[:, 2], links[row], "amax")
            last = torch.logaddexp(scores[-1:], nobody[row : row + 1])
            yield _of_whom(torch.cat([scores[:-1], last]), target)[None]


def _of_whom(scores: Tensor, target: Target) -> Tensor:
    """Each of `who` is right or wrong by itself; and together they share one whole."""
    right = sorted(target.right)
    truth = torch.zeros(len(scores))
    truth[right] = 1
    counts = (scores > NEAR_NONE).float()
    counts[sorted(target.unsure)] = 0
    wrong = functional.binary_cross_entropy_with_logits(
        scores.clamp(-30, 30), truth, reduction="none"
    )
    shares = torch.log_softmax(scores.masked_fill(counts < 0.5, NONE), 0)
    return (wrong * counts).sum() - 0.5 * torch.logsumexp(shares[right], 0).clamp(min=-20)


def _of_states(
    network: ReadingNetwork, sheet: Sheet, words: Tensor, asked: Tensor
) -> Iterator[Tensor]:
    if sheet.to_states is None:
        return
    states = sheet.states
    if network.training:
        states = states * (torch.rand(len(states)) > DROP_STATE).long()
    manners = network.man(sheet.manners)
    targets = sheet.lesson.targets
    places = words[[at for at, _, _ in sheet.lesson.seen.states]]
    hosts = network.host(asked, places, sheet.to_states, manners)
    yield _of_codes(hosts, network.host.nobody(asked), sheet, [each.host for each in targets])
    origins = network.orig(asked, places, sheet.to_states, manners, network.sto(states))
    yield _of_codes(origins, network.orig.nobody(asked), sheet, [each.origin for each in targets])


def _of_codes(links: Tensor, nobody: Tensor, sheet: Sheet, right: Sequence[str | None]) -> Tensor:
    """How unlikely the right state of each target is; one that is not mentioned does not count."""
    mentioned = [code for _, code, _ in sheet.lesson.seen.states]
    codes: list[str | None] = [*sorted(set(mentioned)), None]
    columns = [
        torch.logsumexp(links[:, [at for at, each in enumerate(mentioned) if each == code]], 1)
        for code in codes[:-1]
    ]
    shares = torch.log_softmax(torch.stack([*columns, nobody], 1), 1)
    rows = [row for row, code in enumerate(right) if code in codes]
    return -shares[rows, [codes.index(right[row]) for row in rows]]


def _of_dates(linker: Linker, sheet: Sheet, words: Tensor, asked: Tensor) -> Iterator[Tensor]:
    """How unlikely the right date of each target is; none is a date, too."""
    targets, whens = sheet.lesson.targets, sheet.lesson.seen.whens
    rows = [row for row, each in enumerate(targets) if each.dates]
    if sheet.to_times is None or not rows:
        return
    links = linker(asked, words[[each.word for each in whens]], sheet.to_times)
    codes: list[str | None] = [*sorted({each.edtf for each in whens if each.edtf}), None]
    columns = []
    for code in codes:
        of = [links[:, at] for at, each in enumerate(whens) if each.edtf == code]
        of += [linker.nobody(asked)] if code is None else []
        columns.append(torch.logsumexp(torch.stack(of, 1), 1))
    shares = torch.log_softmax(torch.stack(columns, 1), 1)
    yield -shares[rows, [codes.index(targets[row].dates[0]) for row in rows]]
