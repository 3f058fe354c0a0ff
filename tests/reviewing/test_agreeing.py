"""Krippendorff's alpha, held against his own examples."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_builders import Desk, claim

from nonrefoul.reviewing import Agreement, agreement, alpha, confirmed, corrected, rejected


def units(*observers: str) -> list[list[str]]:
    """What each observer said of each unit, a sign each; a dot where they said nothing."""
    return [[each for each in unit if each != "."] for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(
    ("observers", "expected"),
    [
        # Krippendorff (2011), sections A, B and C.
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (
            ("123321412...", "1233224125.3", ".3332342251.", "12332441251."),
            0.743,
        ),
    ],
)
def test_the_worked_examples(observers: tuple[str, ...], expected: float) -> None:
    assert alpha(units(*observers)) == pytest.approx(expected, abs=0.0006)


answers = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=8)


@given(answers)
def test_alpha_is_one_just_where_all_agree_and_never_more(said: list[list[str]]) -> None:
    found = alpha(said)
    pairable = [unit for unit in said if len(unit) > 1]
    if found is None:
        assert len({each for unit in pairable for each in unit}) < 2
    else:
        assert found <= 1
        assert (found == pytest.approx(1)) == all(len(set(unit)) == 1 for unit in pairable)


@given(answers, st.permutations("abc"))
def test_what_the_answers_are_called_changes_nothing(
    said: list[list[str]], names: list[str]
) -> None:
    called = dict(zip("abc", names, strict=True))
    renamed = [[called[each] for each in unit] for unit in reversed(said)]
    assert alpha(renamed) == pytest.approx(alpha(said)) if alpha(said) is not None else True


def on(question: str, desk: Desk) -> Agreement:
    return next(each for each in agreement(desk.now.opinions) if each.question == question)


def test_two_who_judge_the_same_claims() -> None:
    desk = Desk(
        claim(),
        claim("его выдали России", "extradited"),
        claim("просил убежища", "asylum_applied"),
    )
    first, second, third = desk.now.claims
    for who in ("Anna", "Boris"):
        desk.says(who, first.id, confirmed(first))
        desk.says(who, second.id, rejected(second))
    desk.says("Anna", third.id, confirmed(third))
    desk.says("Boris", third.id, corrected(third, replace(third, host="KZ")))
    verdicts, hosts = on("verdict", desk), on("host", desk)
    assert (verdicts.claims, verdicts.persons, verdicts.same) == (3, 2, 2)
    assert verdicts.alpha == pytest.approx(alpha(["cc", "rr", "cx"]))
    assert verdicts.alpha is not None
    assert verdicts.low is not None
    assert verdicts.high is not None
    assert verdicts.low <= verdicts.alpha <= verdicts.high
    assert (hosts.claims, hosts.same) == (2, 1)


def test_who_saw_the_others_correction_does_not_judge_on_their_own() -> None:
    desk = Desk(claim(host="KZ"))
    (shown,) = desk.now.claims
    desk.says("Anna", shown.id, corrected(shown, replace(shown, host="KG")))
    (shown,) = desk.now.claims
    desk.says("Boris", shown.id, confirmed(shown))
    assert on("verdict", desk).claims == 0
