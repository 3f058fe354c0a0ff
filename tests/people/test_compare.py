"""Names compared pair by pair; the pairs stand in pairs.txt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.people import Verdict, compare
from nonrefoul.people.compare import plainly_apart
from nonrefoul.people.names import parse

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


def glance(first: str, second: str) -> bool:
    """Whether two names are told apart at a glance; asserts that a closer look says the same."""
    apart = plainly_apart(parse(first), parse(second))
    assert not apart or compare(first, second).verdict is Verdict.DIFFERENT
    return apart


def test_what_is_told_apart_at_a_glance_is_different() -> None:
    pairs = [(one, other) for at, one in enumerate(NAMES) for other in NAMES[:at:3]]
    told = sum(glance(*pair) for pair in pairs)
    assert told > len(pairs) / 2


WORDS = [
    *("Глеб", "Глеба", "Gleb", "Hleb", "Саша", "Александр", "Олег", "Oleh", "Мария", "Марыя"),
    *("Ветроградов", "Ветроградова", "Vetrogradov", "Ветрогратов", "Иванов", "Ivanow", "Мусаев"),
    *("Петрович", "Петровна", "Олегович", "Г.", "А.", "оглы", "ибн", "(Ветер)", "«Ворон»", "Ким"),
]
made_names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(made_names, made_names)
def test_no_glance_contradicts_a_closer_look(first: str, second: str) -> None:
    glance(first, second)
