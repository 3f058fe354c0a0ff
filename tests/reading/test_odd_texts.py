"""What no person writes breaks nothing; `tools/bench.py --fuzz` does the same at length."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nonrefoul.reading import read
from nonrefoul.words import Document

sys.path.append(str(Path(__file__).parents[2] / "tools"))

from bench import odd_texts

SIZE = 6_000


@pytest.mark.parametrize("name", odd_texts(10, 0))
def test_an_odd_text_is_read_to_its_end(name: str) -> None:
    text = odd_texts(SIZE, 1)[name]
    (reading,) = read([Document("odd", text, "ru")], every=True)
    assert reading.read
    assert all(text[claim.start : claim.end] == claim.quote for claim in reading.claims)
