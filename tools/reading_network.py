"""The network of `nonrefoul/reading/learned/network.py` as torch trains it: many side by side.

Names of layers, and so of arrays in network.npz, are those that the network in NumPy looks for.
Every weight has one more dimension ahead, the network's; what networks share, such as a document's
words, goes in once. So a dozen cost little more time than one where a device has the room.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from reading_batches import Batch, Linked
from reading_numbers import Packed, Sizes
from torch import Tensor, nn
from torch.nn import functional

# Sizes: of a word's row, of its vector's and its lemma's share, of labels, of what links compare.
WIDTH = 192
SHARE = 160
KIND, PIECE, EVENT, MANNER, STATE, DISTANCE = 8, 12, 32, 12, 4, 8
LINK = 64
OF_MODALITY = 96

# How often, in training, a value, a word's vector, its rules, a state's code are left out.
DROP = 0.3
DROP_WORD = 0.1
DROP_RULES = 0.25
DROP_STATE = 0.3


def gelu(values: Tensor) -> Tensor:
    """The activation, in the form that the network in NumPy has."""
    return functional.gelu(values, approximate="tanh")


class _Linker(nn.Module):
    """The weights of how well places answer triggers."""

    def __init__(self, signs: int, distances: int, more: int = 0) -> None:
        super().__init__()
        self.m = nn.Linear(WIDTH, LINK)
        self.f = nn.Linear(signs + 2 * DISTANCE + more, LINK)
        self.d1 = nn.Embedding(distances, DISTANCE)
        self.d2 = nn.Embedding(distances, DISTANCE)
        self.o = nn.Linear(LINK, 1)
        self.b = nn.Linear(LINK, 1)


class _Weights(nn.Module):
    """The weights that one network starts from; the order of layers decides which they are."""

    def __init__(self, vector: int, sizes: Sizes) -> None:
        super().__init__()
        self.wp = nn.Linear(vector, SHARE, bias=False)
        self.lp = nn.Linear(vector, SHARE, bias=False)
        self.kinds = nn.ModuleList(nn.Embedding(count + 1, KIND) for count in sizes.kinds)
        self.piece = nn.Embedding(sizes.pieces, PIECE)
        signs = sizes.marks + 2 * sizes.events
        self.inp = nn.Linear(2 * SHARE + KIND * len(sizes.kinds) + 2 * PIECE + signs, WIDTH)
        self.ln0 = nn.LayerNorm(WIDTH)
        self.convs = nn.ModuleList(nn.Linear(5 * WIDTH, WIDTH) for _ in sizes.reach)
        self.lns = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in sizes.reach)
        self.sconv = nn.Linear(4 * WIDTH + sizes.about, WIDTH)
        self.ev = nn.Linear(WIDTH, sizes.events)
        self.eemb = nn.Embedding(sizes.events, EVENT)
        self.mod1 = nn.Linear(WIDTH + EVENT, OF_MODALITY)
        self.mod2 = nn.Linear(OF_MODALITY, sizes.modalities)
        self.tq = nn.Linear(WIDTH + EVENT, LINK)
        self.man = nn.Embedding(sizes.manners + 1, MANNER)
        self.sto = nn.Embedding(sizes.states + 1, STATE)
        self.subj = _Linker(sizes.signs["mentions"], sizes.distances)
        self.host = _Linker(sizes.signs["states"], sizes.distances, MANNER)
        self.orig = _Linker(sizes.signs["states"], sizes.distances, MANNER + STATE)
        self.when = _Linker(sizes.signs["times"], sizes.distances)


class Networks(nn.Module):
    """Networks side by side, each started from its own seed; rows are (networks, words, n)."""

    def __init__(self, seeds: Sequence[int], packed: Packed) -> None:
        """Start as many networks as there are seeds."""
        super().__init__()
        vectors = torch.tensor(packed.vectors())
        self.register_buffer("vectors", vectors, persistent=False)
        self.sizes = packed.sizes
        self.count = len(seeds)
        starts = []
        for seed in seeds:
            torch.manual_seed(seed)
            starts.append(_Weights(vectors.shape[1], packed.sizes).state_dict())
        self.names = list(starts[0])
        self.table = nn.ParameterDict(
            {
                name.replace(".", "/"): nn.Parameter(torch.stack([each[name] for each in starts]))
                for name in self.names
            }
        )

    def arrays(self, number: int) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
        """The weights of one network, as they are kept."""
        return {
            name: self._weight(name)[number].detach().cpu().numpy().astype(np.float16)
            for name in self.names
        }

    def _weight(self, name: str) -> Tensor:
        return self.table[name.replace(".", "/")]

    def linear(self, name: str, values: Tensor) -> Tensor:
        """A layer of the given name."""
        found = torch.matmul(values, self._weight(f"{name}.weight").transpose(1, 2))
        bias = f"{name}.bias"
        return found + self._weight(bias)[:, None] if bias in self.names else found

    def rows(self, name: str, places: Tensor) -> Tensor:
        """The rows of a table."""
        return self._weight(f"{name}.weight")[:, places]

    def norm(self, name: str, values: Tensor) -> Tensor:
        """A layer's normalisation."""
        even = functional.layer_norm(values, values.shape[-1:])
        weight, bias = (self._weight(f"{name}.{part}")[:, None] for part in ("weight", "bias"))
        return even * weight + bias

    def drop(self, values: Tensor) -> Tensor:
        """Leave values out, in training."""
        return functional.dropout(values, DROP, self.training)

    def _kept(self, count: int, dropped: float) -> Tensor | float:
        """1 for what is kept in training, 0 for what is left out: (networks, count, 1)."""
        if not self.training:
            return 1.0
        return (torch.rand(self.count, count, 1, device=self.vectors.device) > dropped).float()

    def forward(self, given: Batch) -> Tensor:
        """A row for each word of a batch."""
        values = self._first(given)
        for layer, reach in enumerate(given.neighbours):
            mixed = gelu(self.linear(f"convs.{layer}", self._beside(values, given, *reach)))
            values = self.norm(f"lns.{layer}", values + self.drop(mixed))
            if layer == len(self.sizes.reach) - 2:
                values = values + self._around(values, given)[:, given.sentence]
        return values

    def _first(self, given: Batch) -> Tensor:
        count = len(given.words)
        words = self.linear("wp", self.vectors[given.words]) * self._kept(count, DROP_WORD)
        lemmas = self.linear("lp", self.vectors[given.lemmas]) * self._kept(count, DROP_WORD)
        marks = given.signs[:, : self.sizes.marks].expand(self.count, -1, -1)
        rules = given.signs[:, self.sizes.marks :] * self._kept(count, DROP_RULES)
        parts = [words, lemmas]
        parts += [
            self.rows(f"kinds.{number}", given.kinds[:, number])
            for number in range(given.kinds.shape[1])
        ]
        parts += [self.rows("piece", given.pieces[:, 0]), self.rows("piece", given.pieces[:, 1])]
        parts += [marks, rules.expand(self.count, -1, -1)]
        return self.norm("ln0", gelu(self.linear("inp", self.drop(torch.cat(parts, 2)))))

    def _beside(self, values: Tensor, given: Batch, before: Tensor, after: Tensor) -> Tensor:
        """Each word with the one before, the one after, its head, and its children's mean."""
        count = values.shape[1]
        padded = torch.cat([values, values.new_zeros(self.count, 1, WIDTH)], 1)
        below = _means(values, given.head, count + 1)[:, :count]
        return torch.cat(
            [padded[:, before], values, padded[:, after], padded[:, given.head], below], 2
        )

    def _around(self, values: Tensor, given: Batch) -> Tensor:
        """What the sentences around, and the document as a whole, add to each sentence's words."""
        document = given.document
        where = given.sentence[None, :, None].expand(self.count, -1, WIDTH)
        most = values.new_zeros(self.count, len(document), WIDTH)
        most = most.scatter_reduce(1, where, values, "amax", include_self=False)
        whole = _means(most, document, given.documents)[:, document]
        follows = (document[1:] == document[:-1]).float()[None, :, None]
        none = most.new_zeros(self.count, 1, WIDTH)
        before = torch.cat([none, most[:, :-1] * follows], 1)
        after = torch.cat([most[:, 1:] * follows, none], 1)
        about = given.about[document].expand(self.count, -1, -1)
        parts = torch.cat([before, most, after, whole, about], 2)
        return gelu(self.linear("sconv", self.drop(parts)))

    def trigger(self, words: Tensor, odds: Tensor, given: Batch) -> Tensor:
        """A row for each target: its words, the likeliest counting most, and its event."""
        of, count = given.target_of, len(given.events)
        chosen = odds[:, given.target_words, given.events[of]].detach()
        shares = torch.exp(chosen - log_sums(chosen, of, count)[:, of])
        rows = words.new_zeros(self.count, count, WIDTH)
        rows = rows.index_add(1, of, shares[..., None] * words[:, given.target_words])
        return torch.cat([rows, self.rows("eemb", given.events)], 2)

    def modalities(self, triggers: Tensor) -> Tensor:
        """The scores of the modalities of triggers."""
        return self.linear("mod2", self.drop(gelu(self.linear("mod1", triggers))))

    def link(self, name: str, asked: Tensor, words: Tensor, rows: Linked) -> Tensor:
        """Scores (networks, rows) of how well places answer; `name` is that of the weights."""
        keys = self.linear(f"{name}.m", words)[:, rows.word]
        wanted = asked[:, rows.target]
        parts = [rows.signs.expand(self.count, -1, -1)]
        parts += [self.rows(f"{name}.d{1 + at}", rows.classes[:, at]) for at in range(2)]
        if name in ("host", "orig"):
            parts.append(self.rows("man", rows.more[0]))
        if name == "orig":
            parts.append(self._codes(rows.more[1]))
        inner = gelu(self.linear(f"{name}.f", torch.cat(parts, 2)) + wanted + keys)
        scores = self.linear(f"{name}.o", self.drop(inner))[..., 0]
        return scores + (wanted * keys).sum(-1) / 16

    def _codes(self, codes: Tensor) -> Tensor:
        """The rows of states' codes; in training some are taken for any other's."""
        kept = self._kept(len(codes), DROP_STATE)
        any_other = self.rows("sto", torch.zeros_like(codes))
        return self.rows("sto", codes) * kept + any_other * (1 - kept)

    def nobody(self, name: str, asked: Tensor) -> Tensor:
        """How well nobody (or no state) answers each trigger."""
        return self.linear(f"{name}.b", asked)[..., 0]


def _means(values: Tensor, group: Tensor, count: int) -> Tensor:
    """The mean of the rows of each group."""
    sizes = values.new_zeros(count).index_add(0, group, values.new_ones(len(group)))
    total = values.new_zeros(len(values), count, values.shape[2]).index_add(1, group, values)
    return total / sizes.clamp(min=1)[None, :, None]


def log_sums(values: Tensor, group: Tensor, count: int) -> Tensor:
    """For each group the log of the sum of its values' exponentials; about -70 where it has none.

    `values` is (networks, n).
    """
    most = values.new_full((len(values), count), -1e4)
    most = most.scatter_reduce(1, group.expand(len(values), -1), values.detach(), "amax")
    raised = torch.exp(values - most[:, group])
    total = values.new_zeros(len(values), count).index_add(1, group, raised)
    return (total + 1e-30).log() + most
