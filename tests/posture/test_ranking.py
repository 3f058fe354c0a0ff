"""Ranks with their uncertainty: exact, in order, and as wide as what is known is thin."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posture_builders import DAY, claim, document, measured

from nonrefoul.posture import grouped, ranks
from nonrefoul.posture.accounts import today
from nonrefoul.posture.filtering import quantiles
from nonrefoul.words import Posture

HARM, HELP = "extradited", "asylum_granted"
STATES = ("AM", "GE", "KG", "KZ", "RS", "TR")


def posture(host: str, harms: int, helps: int) -> Posture:
    """A posture of as many handovers and grants of asylum, each of another person."""
    told = [
        claim(event, f"{event} {number}", host=host, date="2031-05-01", document=f"{host}{number}")
        for event, count in ((HARM, harms), (HELP, helps))
        for number in range(count)
    ]
    documents = (document(each.document, dt.date(2031, 5, 2), each.document) for each in told)
    (found,) = measured(told, *documents)
    return found


KNOWN = {
    (harms, helps): posture("KG", harms, helps)
    for harms in (0, 1, 6)
    for helps in (0, 1, 6)
    if harms + helps
}


def test_the_mass_is_that_of_the_posture() -> None:
    found = KNOWN[6, 1]
    low, high = quantiles(today(found.matters, DAY)[None, :], 0.05)
    assert low[0] == pytest.approx(found.low)
    assert high[0] == pytest.approx(found.high)


def test_two_states_of_which_the_same_is_known_are_as_likely_first() -> None:
    first, second = ranks([posture("KG", 2, 1), posture("AM", 2, 1)])
    assert first.chances == pytest.approx((0.5, 0.5))
    assert (second.best, second.worst) == (1, 2)


def test_a_state_that_hands_over_stands_before_one_that_shelters() -> None:
    harsh, mild = ranks([KNOWN[6, 0], KNOWN[0, 6]])
    assert harsh.first > 0.99
    assert mild.last == pytest.approx(harsh.first)
    assert (harsh.best, harsh.worst, mild.best, mild.worst) == (1, 1, 2, 2)


def test_the_less_is_known_the_wider_are_the_places() -> None:
    known = [KNOWN[6, 0], KNOWN[0, 6], KNOWN[6, 6]]
    thin = ranks([*known, KNOWN[1, 0]])[-1]
    thick = ranks([*known, KNOWN[6, 0]])[-1]
    assert thin.worst - thin.best > thick.worst - thick.best


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=6), st.randoms())
def test_places_are_shared_out_whole_whatever_the_order(
    names: list[tuple[int, int]], chance: random.Random
) -> None:
    found = ranks([KNOWN[name] for name in names])
    table = np.array([rank.chances for rank in found])
    assert table.sum(axis=0) == pytest.approx(np.ones(len(names)))
    assert table.sum(axis=1) == pytest.approx(np.ones(len(names)))
    assert all(sum(each.chances[each.best - 1 : each.worst]) >= 0.9 - 1e-9 for each in found)
    order = list(range(len(names)))
    chance.shuffle(order)
    again = ranks([KNOWN[names[at]] for at in order])
    for at, rank in zip(order, again, strict=True):
        assert rank.chances == pytest.approx(found[at].chances)


def test_places_are_what_many_draws_would_give() -> None:
    names = ((6, 1), (1, 1), (1, 6), (1, 0))
    found = ranks([KNOWN[name] for name in names])
    source = np.random.default_rng(7)
    cells = [today(KNOWN[name].matters, DAY) for name in names]
    drawn = np.array([source.choice(len(each), 40_000, p=each / each.sum()) for each in cells])
    places = (-(drawn + source.random(drawn.shape))).argsort(axis=0).argsort(axis=0)
    for row, rank in zip(places, found, strict=True):
        shares = np.bincount(row, minlength=4) / row.size
        assert shares == pytest.approx(rank.chances, abs=0.01)


def test_a_group_of_one_is_that_state_and_the_rest_is_beside_it() -> None:
    harsh, mild = posture("KG", 6, 0), posture("AM", 0, 6)
    one, none = grouped([harsh, mild], {"north": ["KG", "TJ"], "empty": ["UZ"]})
    assert one.balance is not None
    assert one.balance.mean == pytest.approx(harsh.share_against, abs=0.01)
    assert one.balance.low == pytest.approx(harsh.low, abs=0.01)
    assert one.unknown == ("TJ",)
    assert one.above is not None
    assert one.above > 0.99
    assert (none.balance, none.above, none.unknown) == (None, None, ("UZ",))


def test_a_group_stands_between_its_members_and_more_surely() -> None:
    members = [posture("KG", 6, 1), posture("AM", 1, 6)]
    (group,) = grouped(members, {"both": ["KG", "AM"]})
    assert group.balance is not None
    assert group.balance.mean == pytest.approx(
        sum(each.share_against for each in members) / 2, abs=0.01
    )
    assert group.above is None


def test_nothing_compared_is_nothing() -> None:
    assert ranks([]) == []
