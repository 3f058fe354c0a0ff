"""Judgements are kept for ever; which of them are in force follows from what takes them back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nonrefoul import store
from nonrefoul.words import Judgement

WHEN = dt.datetime(2031, 1, 1)


def made(choices: list[int | None]) -> list[Judgement]:
    """A history: each either decides something or takes back the earlier one of a number."""
    found: list[Judgement] = []
    for choice in choices:
        number = len(found) + 1
        if choice is None or not found:
            found.append(Judgement(number, WHEN, "lawyer", f"alert {number}", "dismissed"))
        else:
            about = f"judgement {choice % len(found) + 1}"
            found.append(Judgement(number, WHEN, "lawyer", about, store.TAKEN_BACK))
    return found


histories = st.lists(st.none() | st.integers(0, 20), max_size=12).map(made)


@given(histories)
def test_to_take_back_the_last_leaves_everything_as_before(history: list[Judgement]) -> None:
    before = store.in_force(history)
    number = len(history) + 1
    last = Judgement(number, WHEN, "lawyer", "alert x", "dismissed")
    back = Judgement(number + 1, WHEN, "lawyer", f"judgement {number}", store.TAKEN_BACK)
    assert store.in_force([*history, last]) == [*before, last]
    assert store.in_force([*history, last, back]) == before


@given(histories)
def test_what_takes_back_is_never_in_force_by_itself(history: list[Judgement]) -> None:
    assert all(each.verdict != store.TAKEN_BACK for each in store.in_force(history))


def test_judgements_are_kept_in_order_and_nothing_is_lost(tmp_path: Path) -> None:
    opened = store.open_store(tmp_path)
    first = store.decide(opened, "a1b2c3d4", "dismissed 00", "lawyer", "because")
    store.take_back(opened, first.number, "lawyer")
    kept = store.judgements(opened)
    assert [each.number for each in kept] == [1, 2]
    assert kept[0] == first
    assert kept[0].note == "because"
    assert store.in_force(kept) == []
