"""The network itself, in NumPy: words in, for each word what it may tell; links between words.

Every word is the sum of what its vector (Navec), its lemma's, its kinds, its pieces, its marks and
the rules that it meets add; three layers mix it with its neighbours, its head and its children in
the tree; between the second and the third the sentences around it and the whole document join.
The weights come of `tools/fit_reading.py`, which holds the same network for training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from nonrefoul.reading.learned.inputs import EVENTS, KINDS, MARKS, Floats, Inputs, Ints
from nonrefoul.reading.weights import embeddings

WEIGHTS = Path(__file__).with_name("network.npz")
# How far apart the neighbours are that each layer looks at.
REACH = (1, 2, 4)
# Words whose share of the first layer is kept, at most.
KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels that the network knows, each with its row; row 0 is any other."""

    kinds: tuple[Mapping[str, int], ...]
    manners: Mapping[str, int]
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A document weighed by each network.

    `words` (networks, words, width), and the log-odds `events` (networks, words, EVENTS).
    """

    words: Floats
    events: Floats


def gelu(values: Floats) -> Floats:
    """The activation (Hendrycks and Gimpel 2016, the tanh form)."""
    # Not `values**3`: that calls the power function for each number, and took forty times as long.
    inner = values * values
    inner *= np.float32(0.044715)
    inner += 1
    inner *= values
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += 1
    inner *= values
    inner *= np.float32(0.5)
    return np.asarray(inner, dtype=np.float32)


def softmax(values: Floats) -> Floats:
    """Shares that add up to one along the last axis."""
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(values: Floats) -> Floats:
    """The logistic function; beyond 30 either way nothing changes, and nothing overflows."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), dtype=np.float32)


class Networks:
    """Networks of one build, trained from different beginnings, that weigh a document side by side.

    Every array that they make has the network as its first axis.
    """

    def __init__(
        self, each: Sequence[Mapping[str, Floats]], vocabulary: Vocabulary, most: int = KEPT
    ) -> None:
        """Take each network's arrays, named as in training; keep `most` words' shares."""
        self._count = len(each)
        self.vocabulary = vocabulary
        self.width = each[0]["ln0.weight"].shape[0]
        self._weights = {
            name: np.stack([_turned(name, one[name]) for one in each])
            for name in each[0]
            if not name.startswith(_IN_FIRST)
        }
        self._first_of = _firsts(each)
        self._most = most
        self._kept: tuple[dict[str, Floats], dict[str, Floats]] = ({}, {})

    def __len__(self) -> int:
        """How many networks these are."""
        return self._count

    def linear(self, name: str, values: Floats) -> Floats:
        """A layer of the given name; `values` are (networks, ..., in)."""
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        found = values.reshape(len(self), -1, values.shape[-1]) @ weight
        found += bias[:, None]
        return np.asarray(found.reshape(*values.shape[:-1], found.shape[-1]), dtype=np.float32)

    def _norm(self, name: str, values: Floats) -> Floats:
        middle = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        middle /= spread
        middle *= self._weights[f"{name}.weight"][:, None]
        middle += self._weights[f"{name}.bias"][:, None]
        return np.asarray(middle, dtype=np.float32)

    def weigh(self, seen: Inputs) -> Weighed:
        """Weigh every word of a document that has words."""
        values = self._norm("ln0", gelu(self._first(seen)))
        count = len(seen.words)
        head = np.where(seen.head < 0, count, seen.head)
        # Row `count` stands for no word; what hangs on it is dropped.
        share = 1 / np.maximum(1, np.bincount(head, minlength=count + 1)).astype(np.float32)
        order = np.argsort(head, kind="stable")
        nothing = np.zeros((len(self), 1, self.width), np.float32)
        for layer, reach in enumerate(REACH):
            padded = np.concatenate([values, nothing], axis=1)
            below = _sums(values, head, order, count + 1) * share[:, None]
            parts = [
                padded[:, _neighbour(seen.sentence, -reach)],
                values,
                padded[:, _neighbour(seen.sentence, reach)],
                padded[:, head],
                below[:, :count],
            ]
            mixed = gelu(self.linear(f"convs.{layer}", np.concatenate(parts, axis=-1)))
            values = self._norm(f"lns.{layer}", values + mixed)
            if layer == len(REACH) - 2:
                values = values + self._around(values, seen)[:, seen.sentence]
        return Weighed(values, self.linear("ev", values))

    def _first(self, seen: Inputs) -> Floats:
        tables = self._first_of
        total = self._of_words(seen.words, 0) + self._of_words(seen.lemmas, 1)
        for number, table in enumerate(tables.kinds):
            known = self.vocabulary.kinds[number]
            total += table[[known.get(row[number], 0) for row in seen.kinds]]
        for number, table in enumerate(tables.pieces):
            total += table[seen.pieces[:, number]]
        total += np.concatenate([seen.marks, seen.rules], axis=1) @ tables.marks
        total += tables.always
        return np.ascontiguousarray(total.reshape(-1, len(self), self.width).swapaxes(0, 1))

    def _of_words(self, words: Sequence[str], which: int) -> Floats:
        kept = self._kept[which]
        new = [word for word in dict.fromkeys(words) if word not in kept]
        if new:
            if len(kept) + len(new) > self._most:
                kept.clear()
                new = list(dict.fromkeys(words))
            table = (self._first_of.word, self._first_of.lemma)[which]
            kept.update(zip(new, vectors(new) @ table, strict=True))
        return np.stack([kept[word] for word in words])

    def _around(self, values: Floats, seen: Inputs) -> Floats:
        """What the sentences around, and the document as a whole, add to each sentence's words."""
        firsts = np.flatnonzero(np.diff(seen.sentence, prepend=-1))
        most = np.maximum.reduceat(values, firsts, axis=1)
        none = np.zeros((len(self), 1, self.width), np.float32)
        parts = [
            np.concatenate([none, most[:, :-1]], axis=1),
            most,
            np.concatenate([most[:, 1:], none], axis=1),
            np.broadcast_to(most.mean(axis=1, keepdims=True), most.shape),
            np.broadcast_to(seen.about, (*most.shape[:2], len(seen.about))),
        ]
        return gelu(self.linear("sconv", np.concatenate(parts, axis=-1)))

    def trigger(self, weighed: Weighed, words: Sequence[Ints], events: Sequence[int]) -> Floats:
        """One row for each trigger: its words, the likeliest counting most, and its event."""
        rows = [
            softmax(weighed.events[:, None, each, event]) @ weighed.words[:, each]
            for each, event in zip(words, events, strict=True)
        ]
        kinds = self._weights["eemb.weight"][:, np.array(events, dtype=np.int64)]
        return np.concatenate([np.concatenate(rows, axis=1), kinds], axis=-1)

    def modalities(self, triggers: Floats) -> Floats:
        """The shares of the six modalities, in their order in `words.Modality`."""
        return softmax(self.linear("mod2", gelu(self.linear("mod1", triggers))))

    def asked(self, triggers: Floats) -> Floats:
        """What a trigger looks for in those it may be linked to."""
        return self.linear("tq", triggers)

    def link(
        self, name: str, asked: Floats, words: Floats, signs: Floats, classes: Ints, *more: Floats
    ) -> Floats:
        """How well each place answers each trigger: (networks, triggers, places).

        `name` is "subj", "host", "orig" or "when"; `words` are the rows of the places' words,
        `more` further rows (networks, places, n) of the places.
        """
        table, shape = self._weights, (len(self), *classes.shape[:2])
        parts = [
            np.broadcast_to(signs, (len(self), *signs.shape)),
            table[f"{name}.d1.weight"][:, classes[..., 0]],
            table[f"{name}.d2.weight"][:, classes[..., 1]],
            *(np.broadcast_to(each[:, None], (*shape, each.shape[-1])) for each in more),
        ]
        keys = self.linear(f"{name}.m", words)
        inner = self.linear(f"{name}.f", np.concatenate(parts, axis=-1))
        inner += asked[:, :, None]
        inner += keys[:, None]
        answers = self.linear(f"{name}.o", gelu(inner))[..., 0]
        return np.asarray(answers + asked @ keys.swapaxes(1, 2) / 16, dtype=np.float32)

    def nobody(self, name: str, asked: Floats) -> Floats:
        """How well nobody (or no state, or no date) answers each trigger: (networks, triggers)."""
        return self.linear(f"{name}.b", asked)[..., 0]

    def of_states(self, seen: Inputs) -> tuple[Floats, Floats]:
        """The rows of the manners, and of the codes, of a document's mentions of states."""
        known = self.vocabulary
        manners = [known.manners.get(manner, 0) for _, _, manner in seen.states]
        codes = [known.states.get(code, 0) for _, code, _ in seen.states]
        return self._weights["man.weight"][:, manners], self._weights["sto.weight"][:, codes]


@dataclass(frozen=True, slots=True)
class _Firsts:
    """What the first layer adds for a word, its lemma, kinds, pieces and marks, and always.

    Each has a column for each channel of each network: (..., networks * width).
    """

    word: Floats
    lemma: Floats
    kinds: Sequence[Floats]
    pieces: Sequence[Floats]
    marks: Floats
    always: Floats


def _firsts(each: Sequence[Mapping[str, Floats]]) -> _Firsts:
    """The first layer, worked out for all that has a table of its own before it."""
    one = each[0]
    size = one["wp.weight"].shape[0]
    kinds = [f"kinds.{number}.weight" for number in range(len(KINDS))]
    sizes = [size, size, *(one[name].shape[1] for name in [*kinds, *["piece.weight"] * 2])]
    ends = np.cumsum(sizes).tolist()
    shares = [np.split(arrays["inp.weight"].T, ends) for arrays in each]

    def joined(part: int, name: str, *, turned: bool = False) -> Floats:
        tables = [arrays[name].T if turned else arrays[name] for arrays in each]
        found = [table @ own[part] for table, own in zip(tables, shares, strict=True)]
        return np.concatenate(found, axis=1)

    return _Firsts(
        joined(0, "wp.weight", turned=True),
        joined(1, "lp.weight", turned=True),
        [joined(2 + at, name) for at, name in enumerate(kinds)],
        [joined(2 + len(KINDS) + at, "piece.weight") for at in range(2)],
        np.concatenate([own[-1] for own in shares], axis=1),
        np.concatenate([arrays["inp.bias"] for arrays in each]),
    )


# What the first layer is worked out from, and not needed beside it.
_IN_FIRST = ("inp.", "wp.", "lp.", "kinds.", "piece.")
# Tables of which rows are looked up; all other weights are (out, in) as they come from training.
_LOOKED_UP = ("eemb.weight", "man.weight", "sto.weight", ".d1.weight", ".d2.weight")


def _turned(name: str, values: Floats) -> Floats:
    """A layer's weights as (in, out); what is looked up, and what has one axis, as it is."""
    return values if values.ndim == 1 or name.endswith(_LOOKED_UP) else values.T


def vectors(words: Sequence[str]) -> Floats:
    """The Navec vectors of words in lower case, (words, 300); zeros where a word has none."""
    table = embeddings()
    places = np.array([_place(word) for word in words], dtype=np.intp)
    found = table.rows(places)
    found[places == table.unknown] = 0
    return found


@lru_cache(maxsize=4 * KEPT)
def _place(word: str) -> int:
    return embeddings().nearest(word)


def _neighbour(sentence: Ints, step: int) -> Ints:
    """For each word the one so many steps on in its sentence, else one past the last word."""
    count = len(sentence)
    at = np.arange(count) + step
    inside = (at >= 0) & (at < count)
    at = np.where(inside, at, 0)
    return np.where(inside & (sentence[at] == sentence), at, count)


def _sums(values: Floats, head: Ints, order: Ints, count: int) -> Floats:
    """For each word the sum of its children's rows."""
    total = np.zeros((len(values), count, values.shape[-1]), np.float32)
    parents = head[order]
    firsts = np.flatnonzero(np.diff(parents, prepend=-1))
    total[:, parents[firsts]] = np.add.reduceat(values[:, order], firsts, axis=1)
    return total


@cache
def networks() -> Networks:
    """The trained networks, whose answers are averaged."""
    with np.load(WEIGHTS) as kept:
        return of_arrays({name: kept[name] for name in kept.files})


def of_arrays(kept: Mapping[str, Floats], most: int = KEPT) -> Networks:
    """Networks from the arrays of a file of weights; of other events or marks a ValueError."""
    vocabulary = Vocabulary(
        tuple(_rows(kept[f"vocabulary/kinds.{number}"]) for number in range(len(KINDS))),
        _rows(kept["vocabulary/manners"]),
        _rows(kept["vocabulary/states"]),
    )
    if tuple(kept["vocabulary/events"]) != EVENTS or tuple(kept["vocabulary/marks"]) != MARKS:
        raise ValueError(
            f"{WEIGHTS.name} was trained for other events or marks; run tools/fit_reading.py"
        )
    numbers = sorted({name.split("/")[0] for name in kept if name[0].isdigit()})
    each = [
        {
            name.split("/", 1)[1]: values.astype(np.float32)
            for name, values in kept.items()
            if name.startswith(f"{number}/")
        }
        for number in numbers
    ]
    return Networks(each, vocabulary, most)


def _rows(labels: Floats) -> dict[str, int]:
    return {str(label): number for number, label in enumerate(labels.tolist(), 1)}
