"""How wrong networks in training are: of events, their modality, whom they befell, where, when.

Every loss is one number for each network, (networks,), so that none learns from another's errors;
each network has its own weights of documents, (networks, documents), 0 for those held out from it.
"""

from __future__ import annotations

import torch
from reading_batches import Batch, Linked
from reading_network import Networks, log_sums
from torch import Tensor
from torch.nn import functional

# How much a word that tells weighs against one that does not, and a quote whose words gold does
# not tell apart against a word.
TELLS = 2.0
SOMEWHERE = 3.0
# The parts, and what each weighs in the whole.
PARTS = {"events": 1.0, "modality": 0.5, "who": 0.5, "states": 0.35, "dates": 0.35}
# A score so low that it is none, and what is taken for none.
NONE, NEAR_NONE = -1e4, -1e3


def losses(networks: Networks, given: Batch, weights: Tensor) -> dict[str, Tensor]:
    """The parts of the loss of a batch, unweighted."""
    words = networks(given)
    odds = networks.linear("ev", networks.drop(words))
    found = {"events": _of_events(odds, given, weights)}
    none = odds.new_zeros(networks.count)
    found |= {name: none for name in PARTS if name != "events"}
    if not len(given.events):
        return found
    triggers = networks.trigger(words, odds, given)
    each = weights[:, given.document_of_target]
    shares = torch.log_softmax(networks.modalities(triggers), 2)
    rows = torch.arange(len(given.events), device=odds.device)
    found["modality"] = -_mean(shares[:, rows, given.modalities], each)
    asked = networks.linear("tq", triggers)
    if given.who:
        found["who"] = _of_who(networks, asked, words, given, each)
    if given.states:
        found["states"] = _of_states(networks, asked, words, given, each)
    if given.times and len(given.dates):
        links = networks.link("when", asked, words, given.times)
        told = _shares(links, given.times, networks.nobody("when", asked))[:, given.dates]
        found["dates"] = -_mean(told, each[:, given.times.of_answer[given.dates]])
    return found


def whole(parts: dict[str, Tensor]) -> Tensor:
    """The loss to make small, of all networks together."""
    return torch.stack([PARTS[name] * part for name, part in parts.items()]).sum()


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum(1) / weights.sum(1).clamp(min=1)


def _of_events(odds: Tensor, given: Batch, weights: Tensor) -> Tensor:
    """Words that should tell an event and do not, or tell one that they should not."""
    each = weights[:, given.document[given.sentence]]
    wrong = functional.binary_cross_entropy_with_logits(
        odds,
        given.tells.expand(len(odds), -1, -1),
        reduction="none",
        pos_weight=odds.new_tensor(TELLS),
    )
    total = ((wrong * given.counts).sum(2) * each).sum(1)
    size = (given.tells.sum(1) * each).sum(1) + 3
    if given.somewhere:
        words, events, group, documents = given.somewhere
        nowhere = torch.log1p(-0.999 * torch.sigmoid(odds[:, words, events]))
        count = len(documents)
        some = 1 - torch.exp(odds.new_zeros(len(odds), count).index_add(1, group, nowhere))
        total = total - SOMEWHERE * (torch.log(some + 1e-6) * weights[:, documents]).sum(1)
        size = size + weights[:, documents].sum(1)
    return total / size


def _of_who(
    networks: Networks, asked: Tensor, words: Tensor, given: Batch, weights: Tensor
) -> Tensor:
    """Each of `who` is right or wrong by itself; and together they share one whole."""
    rows = given.who
    assert rows is not None
    links = networks.link("subj", asked, words, rows)
    of, targets = rows.of_answer, len(given.events)
    scores = links.new_full((networks.count, len(of)), NONE)
    scores = scores.scatter_reduce(1, rows.answer.expand(networks.count, -1), links, "amax")
    nobody = networks.nobody("subj", asked)[:, rows.open_targets]
    last = torch.logaddexp(scores[:, rows.last], nobody)
    scores = scores.scatter(1, rows.last.expand(networks.count, -1), last)
    counts = ((scores > NEAR_NONE) & (given.unsure < 0.5)).float()
    wrong = functional.binary_cross_entropy_with_logits(
        scores.clamp(-30, 30), given.right.expand(networks.count, -1), reduction="none"
    )
    total = wrong.new_zeros(networks.count, targets).index_add(1, of, wrong * counts)
    left = scores.masked_fill(counts < 0.5, NONE)
    shares = left - log_sums(left, of, targets)[:, of]
    right = given.right > 0
    total = total - 0.5 * log_sums(shares[:, right], of[right], targets).clamp(min=-20)
    taught = total.new_zeros(targets).index_add(0, of, given.right) > 0
    return _mean(total[:, taught], weights[:, taught])


def _of_states(
    networks: Networks, asked: Tensor, words: Tensor, given: Batch, weights: Tensor
) -> Tensor:
    """How unlikely the right host and origin are; one that is not mentioned does not count."""
    rows = given.states
    assert rows is not None
    found, each = [], []
    for name, right in (("host", given.hosts), ("orig", given.origins)):
        links = networks.link(name, asked, words, rows)
        found.append(_shares(links, rows, networks.nobody(name, asked))[:, right])
        each.append(weights[:, rows.of_answer[right]])
    return -_mean(torch.cat(found, 1), torch.cat(each, 1))


def _shares(links: Tensor, rows: Linked, nobody: Tensor) -> Tensor:
    """The log of each answer's share: places that give the same answer add up, and none is one."""
    of = rows.of_answer
    scores = torch.cat([links, nobody[:, rows.open_targets]], 1)
    answers = log_sums(scores, torch.cat([rows.answer, rows.last]), len(of))
    return answers - log_sums(answers, of, int(of.max()) + 1)[:, of]
