"""What reviewers think of a rule moves its other claims, and nobody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_builders import KEY, WHEN, document

from nonrefoul.reviewing import (
    Record,
    Reviewed,
    about,
    confirmed,
    corrected,
    correction,
    learned,
    records,
    rejected,
    reviewed,
    worst_first,
)
from nonrefoul.words import Claim, Judgement, Modality, SubjectKind

TEXT = "Ветроградов задержан. " * 30
LONG = document(TEXT)


def told(number: int, rule: str = "held", confidence: float = 0.6) -> Claim:
    """The claim of one sentence of many."""
    start = number * len("Ветроградов задержан. ")
    return Claim(
        "d1",
        "detained",
        f"Ветроградов {number}",
        SubjectKind.PERSON,
        Modality.ASSERTED,
        start,
        start + 20,
        TEXT[start : start + 20],
        host="KG",
        rule=rule,
        confidence=confidence,
    )


def judged(claim: Claim, verdict: str) -> str:
    """Confirmed, rejected, or corrected: to another day, or to another host state."""
    if verdict == "c":
        return confirmed(claim)
    if verdict == "r":
        return rejected(claim)
    changes = {"date": "2024"} if verdict == "d" else {"host": "KZ"}
    return corrected(claim, correction(claim, LONG, changes))


def after(read: list[Claim], *verdicts: str) -> Reviewed:
    """The claims after these verdicts on the first of them, one each."""
    bare = reviewed(read, [], KEY, {"d1": LONG}).claims
    made = []
    for number, (claim, verdict) in enumerate(zip(bare, "".join(verdicts), strict=False)):
        said = judged(claim, verdict)
        made.append(Judgement(number, WHEN, "Anna", about(claim.id), said))
    return reviewed(read, made, KEY, {"d1": LONG})


def last(known: Reviewed) -> float:
    """The confidence of the last claim, which nobody has judged."""
    found = max(learned(known).claims, key=lambda each: each.start)
    assert found.review is None
    assert found.confidence is not None
    return found.confidence


def test_a_rule_has_a_record() -> None:
    record = records(after([told(n) for n in range(10)], "ccrdh"))["held"]
    assert (record.confirmed, record.corrected, record.rejected) == (2, 2, 1)
    # Another day leaves a claim right in what counts, another host state does not.
    assert record.right == 3
    assert record.expected == pytest.approx(5 * 0.6)
    assert record.share == pytest.approx(0.4)
    assert not record.few


def test_the_band_of_a_share_is_wilsons() -> None:
    record = Record("held", confirmed=8, rejected=2)
    low, high = record.band
    assert low == pytest.approx(0.541, abs=0.001)
    assert high == pytest.approx(0.931, abs=0.001)
    assert Record("held").band == (0.0, 1.0)
    assert Record("held").share is None
    assert Record("held", confirmed=4).few


def test_rules_known_to_be_bad_come_first_and_those_nobody_judged_in_earnest_last() -> None:
    bad, good = Record("bad", rejected=9), Record("good", confirmed=9)
    once, disputed = Record("once", confirmed=1), Record("disputed")
    found = sorted((disputed, once, good, bad), key=worst_first)
    assert [each.rule for each in found] == ["bad", "good", "disputed", "once"]


def test_of_the_network_alone_the_record_is_by_event() -> None:
    known = after([told(n, "network") for n in range(3)], "cc")
    assert list(records(known)) == ["network detained"]


def test_a_claim_as_likely_as_those_judged_gets_the_mean_of_the_beta() -> None:
    """Twenty claims' worth of 0.6, and ten of which three were right."""
    known = after([told(n) for n in range(11)], "cccrrrrrrr")
    assert last(known) == pytest.approx((20 * 0.6 + 3) / (20 + 10))


def test_another_rules_claims_stay_as_they_were() -> None:
    read = [*(told(n) for n in range(5)), told(9, "another")]
    assert last(after(read, "rrrrr")) == 0.6


def test_to_be_given_the_least_sure_first_does_no_harm() -> None:
    """Four in ten right where the machine said four in ten: its surer claims stay as sure."""
    read = [*(told(n, confidence=0.4) for n in range(10)), told(20, confidence=0.9)]
    assert last(after(read, "ccccrrrrrr")) == pytest.approx(0.9)


@given(st.text("crdh", max_size=12), st.floats(0.01, 0.99))
def test_one_more_confirmed_never_lowers_and_one_more_rejected_never_raises(
    verdicts: str, sure: float
) -> None:
    read = [told(n, confidence=sure) for n in range(15)]
    now = last(after(read, verdicts))
    assert last(after(read, verdicts, "r")) < now < last(after(read, verdicts, "c"))
    assert 0 < now < 1
