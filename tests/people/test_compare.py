"""Names compared pair by pair; the pairs stand in pairs.txt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.people import Verdict, compare

PAIRS = [
    (*line.split(maxsplit=1)[:1], *(part.strip() for part in line.split(maxsplit=1)[1].split("|")))
    for line in Path(__file__).with_name("pairs.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
NAMES = [name for pair in PAIRS for name in pair[1:]]


@pytest.mark.parametrize(("verdict", "first", "second"), PAIRS)
def test_pair(verdict: str, first: str, second: str) -> None:
    assert compare(first, second).verdict == verdict


@pytest.mark.parametrize(("verdict", "first", "second"), PAIRS)
def test_it_does_not_matter_which_name_stands_first(verdict: str, first: str, second: str) -> None:
    assert compare(second, first) == compare(first, second)


def test_a_verdict_says_why() -> None:
    assert compare("Г. Ветроградов", "Глеб Ветроградов").reasons == ("initial_only",)
    assert compare("Глеба Ветроградова", "Глеб Ветроградов").reasons == (
        "equal_words",
        "case_ending",
    )


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_judged(first: str, second: str) -> None:
    assert compare(first, second).verdict in Verdict
    assert 0 <= compare(first, second).score <= 1
