"""Every rule reads its own examples and leaves the others: the examples in the rule files, run."""

from __future__ import annotations

import datetime as dt

import pytest

from nonrefoul.reading.frames import Example, Frame, families
from nonrefoul.reading.reader import by_rules
from nonrefoul.words import Claim, Document

FRAMES = [frame for family in families() for frame in family.rules]


def read(text: str) -> list[Claim]:
    """What the rules read, however unlikely: a lone sentence has little to be sure by."""
    return by_rules(Document("example", text, "ru", dt.date(2025, 3, 10)))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_reads_what_it_must(frame: Frame) -> None:
    for example in frame.must:
        wanted = Example(text=example) if isinstance(example, str) else example
        found = [claim for claim in read(wanted.text) if claim.event == frame.event]
        assert found, f"nothing read in: {wanted.text}"
        if isinstance(example, Example):
            pairs = [(claim.subject, claim.modality) for claim in found]
            assert (wanted.subject, wanted.modality) in pairs, f"{pairs} in: {wanted.text}"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_leaves_what_it_must_not_read(frame: Frame) -> None:
    for text in frame.must_not:
        found = [claim for claim in read(text) if claim.event == frame.event]
        assert not found, f"{frame.event} read in: {text}"
