"""What is learned from is packed in numbers that another machine can train on."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from nonrefoul.reading.claiming import unweighed
from nonrefoul.reading.learned.network import vectors

TOOLS = Path(__file__).parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

import gold  # noqa: E402
from reading_lexicon import packed, vocabulary  # noqa: E402
from reading_numbers import Packed, fold, pack, unpack  # noqa: E402
from reading_targets import lesson  # noqa: E402

import corpus  # noqa: E402

pytestmark = pytest.mark.skipif(
    not (gold.SHARED / "contract" / "score.py").exists(),
    reason="../shared/contract, by which names are compared, is not here",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    records = list(corpus.documents(corpus.CORPUS / "ru" / "whom-1.txt"))[:6]
    pages = unweighed(gold.documents(records))
    lessons = [
        (record["id"], False, lesson(record, page))
        for record, page in zip(records, pages, strict=True)
    ]
    path = tmp_path_factory.mktemp("packed") / "packed.xz"
    pack(packed(lessons, vocabulary([each for _, _, each in lessons])), path)
    return unpack(path)


def test_every_row_and_answer_is_one_that_there_is(found: Packed) -> None:
    rows = len(found.codes)
    for each in found.documents:
        words = len(each.words)
        assert max(each.words.max(), each.lemmas.max()) < rows
        assert each.target_words.max(initial=0) < words
        assert set(each.target_of.tolist()) == set(range(len(each.events)))
        for links, right in ((each.states, each.hosts), (each.times, each.dates)):
            if links is not None:
                assert links.places.max() < words
                assert max(links.answers.max(), right.max()) < links.count
        if each.mentions is not None:
            assert each.right.shape == (len(each.events), each.mentions.count)


def test_somebody_is_right_for_every_event_that_befalls_somebody(found: Packed) -> None:
    told = np.concatenate([each.right.sum(axis=1) for each in found.documents])
    assert len(told) > 20
    assert (told > 0).mean() > 0.8


def test_the_lexicon_has_the_vectors_that_reading_has(found: Packed) -> None:
    (page,) = unweighed(
        gold.documents([next(corpus.documents(corpus.CORPUS / "ru" / "whom-1.txt"))])
    )
    rows = found.documents[0].words
    assert np.allclose(found.vectors()[rows], vectors(page.words))
    assert not found.vectors()[0].any()


def test_a_document_is_held_out_in_one_fold_and_a_phrase_in_none() -> None:
    assert {fold(f"notes-1/{at}", 5) for at in range(99)} == set(range(5))
    assert fold("phrase-wanted/1", 5) == -1
