"""The models' weights, straight out of the tar files that the natasha wheel ships.

Natasha's code is never imported (see decision 0002), and Slovnet's and Navec's would read the
vocabulary of 250,000 words four times; here it is kept once, as the bytes it is shipped as.
"""

from __future__ import annotations

import json
import tarfile
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from gzip import decompress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]

_EMBEDDINGS = "emb/navec_news_v1_1B_250K_300d_100q.tar"
_MODEL = "model/slovnet_{}_news_v1.tar"


@dataclass(frozen=True, slots=True)
class Model:
    """One of Slovnet's models: its arrays by their path in `model.json`, and its lists."""

    arrays: dict[str, Floats]
    shapes: tuple[str, ...]
    labels: tuple[str, ...]


class Embeddings:
    """Navec's word vectors, quantised: a hundred bytes a word, each a place in a codebook.

    `codes` is (words, 100), `book` (100, 256, 3).
    """

    def __init__(self, blob: bytes, codes: npt.NDArray[np.uint8], book: Floats) -> None:
        """Take the words in the order of their bytes, one a line, and their codes and codebook."""
        self._blob = blob
        ends = np.flatnonzero(np.frombuffer(blob, np.uint8) == ord("\n"))
        self._ends = np.append(ends, len(blob)).astype(np.int32)
        self.codes = codes
        self.book = book
        self._places = np.arange(len(book))
        if len(self._ends) != len(codes) or not blob.endswith(b"\n<unk>\n<pad>"):
            raise ValueError("Navec's vocabulary is not as it was when this was written")
        self.unknown = len(codes) - 2
        self.dim = book.shape[0] * book.shape[2]

    def place(self, word: str) -> int:
        """The row of a word in lower case; that of the unknown word for one that is not there."""
        wanted = word.encode("utf-8", "surrogatepass")
        at = bisect_left(range(self.unknown), wanted, key=self._word)
        return at if at < self.unknown and self._word(at) == wanted else self.unknown

    def nearest(self, word: str) -> int:
        """The row of a word in lower case, or of its spelling without ё, or the unknown word's."""
        place = self.place(word)
        if place == self.unknown and "ё" in word:
            return self.place(word.replace("ё", "е"))
        return place

    def rows(self, places: Ints) -> Floats:
        """The vectors in the given rows."""
        return self.book[self._places, self.codes[places]].reshape(len(places), self.dim)

    def get(self, word: str) -> Floats | None:
        """The vector of a word in lower case, or None."""
        place = self.place(word)
        return None if place == self.unknown else self.rows(np.array([place]))[0]

    def _word(self, at: int) -> bytes:
        return self._blob[self._ends[at - 1] + 1 if at else 0 : self._ends[at]]


def data_folder() -> Path:
    """Where the natasha wheel keeps its data."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package natasha, which carries the models, is not installed")
    return Path(spec.submodule_search_locations[0]) / "data"


def _bytes(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise ValueError(f"no file {name} in {tar.name!r}")
    return file.read()


@cache
def embeddings() -> Embeddings:
    """The word vectors, which all models share; the codes stay in the file until they are used."""
    path = data_folder() / _EMBEDDINGS
    with tarfile.open(path) as tar:
        vocabulary = decompress(_bytes(tar, "vocab.bin"))
        start = tar.getmember("pq.bin").offset_data
    # A count of words, how often each was seen, and the words themselves.
    blob = vocabulary[4 + 4 * int(np.frombuffer(vocabulary, np.uint32, 1)[0]) :]
    words, _, parts, centroids = np.fromfile(path, np.uint32, 4, offset=start).tolist()
    start += 16
    codes = np.memmap(path, np.uint8, "r", start, (words, parts))
    with path.open("rb") as file:
        file.seek(start + words * parts)
        book = np.frombuffer(file.read(4 * parts * centroids * 3), np.float32)
    return Embeddings(blob, codes, book.reshape(parts, centroids, 3))


@cache
def model(name: str) -> Model:
    """Slovnet's model of the given name: `ner`, `morph` or `syntax`."""
    with tarfile.open(data_folder() / _MODEL.format(name)) as tar:
        arrays = {
            path: np.frombuffer(
                _bytes(tar, f"arrays/{weight['array']}.bin"), weight["dtype"]
            ).reshape(weight["shape"])
            for path, weight in _weights(json.loads(_bytes(tar, "model.json")))
            if weight.get("array") is not None
        }
        labels = "rel" if name == "syntax" else "tag"
        return Model(arrays, _lines(tar, "shape"), _lines(tar, labels))


def _weights(node: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every weight that a model's description names, by its path: `head.proj.bias`."""
    if isinstance(node, list):
        node = {str(index): each for index, each in enumerate(node)}
    if not isinstance(node, dict):
        return []
    if "dtype" in node:
        return [(path, node)]
    return [
        found
        for key, below in node.items()
        for found in _weights(below, f"{path}.{key}" if path else key)
    ]


def _lines(tar: tarfile.TarFile, name: str) -> tuple[str, ...]:
    return tuple(decompress(_bytes(tar, f"vocabs/{name}.gz")).decode().splitlines())
