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
    """A document weighed: `words` (words, width) and the log-odds `events` (words, EVENTS)."""

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


class Network:
    """One trained network."""

    def __init__(
        self, arrays: Mapping[str, Floats], vocabulary: Vocabulary, most: int = KEPT
    ) -> None:
        """Take the arrays under the names that training gave them; keep `most` words' shares."""
        self.arrays = arrays
        self.vocabulary = vocabulary
        self.width = arrays["ln0.weight"].shape[0]
        first, size = arrays["inp.weight"], arrays["wp.weight"].shape[0]
        at = 2 * size
        self._word = np.ascontiguousarray((first[:, :size] @ arrays["wp.weight"]).T)
        self._lemma = np.ascontiguousarray((first[:, size:at] @ arrays["lp.weight"]).T)
        self._kinds = []
        for number in range(len(KINDS)):
            table = arrays[f"kinds.{number}.weight"]
            self._kinds.append(table @ first[:, at : at + table.shape[1]].T)
            at += table.shape[1]
        table = arrays["piece.weight"]
        self._pieces = []
        for _ in range(2):
            self._pieces.append(table @ first[:, at : at + table.shape[1]].T)
            at += table.shape[1]
        self._marks = np.ascontiguousarray(first[:, at:].T)
        self._most = most
        self._kept: tuple[dict[str, Floats], dict[str, Floats]] = ({}, {})

    def linear(self, name: str, values: Floats) -> Floats:
        """A layer of the given name."""
        found = values @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"]
        return np.asarray(found, dtype=np.float32)

    def _norm(self, name: str, values: Floats) -> Floats:
        middle = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        scaled = middle / spread * self.arrays[f"{name}.weight"] + self.arrays[f"{name}.bias"]
        return np.asarray(scaled, dtype=np.float32)

    def weigh(self, seen: Inputs) -> Weighed:
        """Weigh every word of a document that has words."""
        values = self._norm("ln0", gelu(self._first(seen)))
        count = len(seen.words)
        head = np.where(seen.head < 0, count, seen.head)
        # Row `count` stands for no word; what hangs on it is dropped.
        share = 1 / np.maximum(1, np.bincount(head, minlength=count + 1)).astype(np.float32)
        order = np.argsort(head, kind="stable")
        for layer, reach in enumerate(REACH):
            padded = np.concatenate([values, np.zeros((1, self.width), np.float32)])
            below = _sums(values, head, order, count + 1) * share[:, None]
            parts = [
                padded[_neighbour(seen.sentence, -reach)],
                values,
                padded[_neighbour(seen.sentence, reach)],
                padded[head],
                below[:count],
            ]
            mixed = gelu(self.linear(f"convs.{layer}", np.concatenate(parts, axis=1)))
            values = self._norm(f"lns.{layer}", values + mixed)
            if layer == len(REACH) - 2:
                values = values + self._around(values, seen)[seen.sentence]
        return Weighed(values, self.linear("ev", values))

    def _first(self, seen: Inputs) -> Floats:
        total = self._of_words(seen.words, 0) + self._of_words(seen.lemmas, 1)
        for number, table in enumerate(self._kinds):
            known = self.vocabulary.kinds[number]
            total += table[[known.get(row[number], 0) for row in seen.kinds]]
        for number, table in enumerate(self._pieces):
            total += table[seen.pieces[:, number]]
        marks = np.concatenate([seen.marks, seen.rules], axis=1)
        return np.asarray(total + marks @ self._marks + self.arrays["inp.bias"], dtype=np.float32)

    def _of_words(self, words: Sequence[str], which: int) -> Floats:
        kept = self._kept[which]
        new = [word for word in dict.fromkeys(words) if word not in kept]
        if new:
            if len(kept) + len(new) > self._most:
                kept.clear()
                new = list(dict.fromkeys(words))
            table = (self._word, self._lemma)[which]
            kept.update(zip(new, vectors(new) @ table, strict=True))
        return np.stack([kept[word] for word in words])

    def _around(self, values: Floats, seen: Inputs) -> Floats:
        """What the sentences around, and the document as a whole, add to each sentence's words."""
        firsts = np.flatnonzero(np.diff(seen.sentence, prepend=-1))
        most = np.maximum.reduceat(values, firsts, axis=0)
        none = np.zeros((1, self.width), np.float32)
        count = len(most)
        parts = [
            np.concatenate([none, most[:-1]]),
            most,
            np.concatenate([most[1:], none]),
            np.broadcast_to(most.mean(axis=0), most.shape),
            np.broadcast_to(seen.about, (count, len(seen.about))),
        ]
        return gelu(self.linear("sconv", np.concatenate(parts, axis=1)))

    def trigger(self, weighed: Weighed, words: Sequence[Ints], events: Sequence[int]) -> Floats:
        """One row for each trigger: its words, the likeliest counting most, and its event."""
        rows = [
            softmax(weighed.events[each, event]) @ weighed.words[each]
            for each, event in zip(words, events, strict=True)
        ]
        kinds = self.arrays["eemb.weight"][np.array(events, dtype=np.int64)]
        return np.concatenate([np.stack(rows), kinds], axis=1)

    def modalities(self, triggers: Floats) -> Floats:
        """The shares of the six modalities, in their order in `words.Modality`."""
        return softmax(self.linear("mod2", gelu(self.linear("mod1", triggers))))

    def asked(self, triggers: Floats) -> Floats:
        """What a trigger looks for in those it may be linked to."""
        return self.linear("tq", triggers)

    def link(
        self, name: str, asked: Floats, words: Floats, signs: Floats, classes: Ints, *more: Floats
    ) -> Floats:
        """How well each place (its word's row in `words`) answers each trigger: (triggers, places).

        `name` is "subj", "host" or "orig"; `more` are further rows (places, n) of the places.
        """
        table = self.arrays
        parts = [
            signs,
            table[f"{name}.d1.weight"][classes[..., 0]],
            table[f"{name}.d2.weight"][classes[..., 1]],
            *(np.broadcast_to(each, (len(asked), *each.shape)) for each in more),
        ]
        keys = self.linear(f"{name}.m", words)
        inner = self.linear(f"{name}.f", np.concatenate(parts, axis=-1))
        inner = gelu(inner + asked[:, None] + keys[None])
        return np.asarray(
            self.linear(f"{name}.o", inner)[..., 0] + asked @ keys.T / 16, dtype=np.float32
        )

    def nobody(self, name: str, asked: Floats) -> Floats:
        """How well nobody (or no state) answers each trigger."""
        return self.linear(f"{name}.b", asked)[:, 0]

    def of_states(self, seen: Inputs) -> tuple[Floats, Floats]:
        """The rows of the manners, and of the codes, of a document's mentions of states."""
        known = self.vocabulary
        manners = [known.manners.get(manner, 0) for _, _, manner in seen.states]
        codes = [known.states.get(code, 0) for _, code, _ in seen.states]
        return self.arrays["man.weight"][manners], self.arrays["sto.weight"][codes]


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
    total = np.zeros((count, values.shape[1]), np.float32)
    parents = head[order]
    firsts = np.flatnonzero(np.diff(parents, prepend=-1))
    total[parents[firsts]] = np.add.reduceat(values[order], firsts, axis=0)
    return total


@cache
def networks() -> tuple[Network, ...]:
    """The trained networks, whose answers are averaged."""
    with np.load(WEIGHTS) as kept:
        return of_arrays({name: kept[name] for name in kept.files})


def of_arrays(kept: Mapping[str, Floats]) -> tuple[Network, ...]:
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
    return tuple(
        Network(
            {
                name.split("/", 1)[1]: values.astype(np.float32)
                for name, values in kept.items()
                if name.startswith(f"{number}/")
            },
            vocabulary,
        )
        for number in numbers
    )


def _rows(labels: Floats) -> dict[str, int]:
    return {str(label): number for number, label in enumerate(labels.tolist(), 1)}
