"""Days due: counted as the law tells them, and a range where it does not."""

import datetime as dt

import pytest
from cases_builders import claim, only
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.cases.clocks import due_days
from nonrefoul.rules.law import Term


def term(number: int, unit: str, days: str = "unspecified") -> Term:
    return Term.model_validate({"number": number, "unit": unit, "days": days, "clock": True})


@pytest.mark.parametrize(
    ("length", "start", "first", "last"),
    [
        (term(40, "days", "calendar"), "2031-01-05", "2031-02-14", "2031-02-14"),
        (term(40, "days"), "2031-01-05", "2031-02-14", "2031-02-28"),
        (term(3, "days", "working"), "2031-01-03", "2031-01-08", "2031-01-08"),
        (term(72, "hours"), "2031-01-03", "2031-01-06", "2031-01-06"),
        (term(3, "months"), "2031-11-30", "2032-02-29", "2032-02-29"),
        (term(1, "years"), "2032-02-29", "2033-02-28", "2033-02-28"),
    ],
)
def test_terms(length: Term, start: str, first: str, last: str) -> None:
    day = dt.date.fromisoformat(start)
    assert [each.isoformat() for each in due_days(length, day, day)] == [first, last]


@given(
    st.builds(
        term,
        st.integers(1, 400),
        st.sampled_from(("hours", "days", "months", "years")),
        st.sampled_from(("calendar", "working", "unspecified")),
    ),
    st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 400),
)
def test_a_range_is_never_turned_round_nor_before_its_start(
    length: Term, first: dt.date, wide: int
) -> None:
    last = first + dt.timedelta(wide)
    earliest, latest = due_days(length, first, last)
    assert first < earliest <= latest
    assert due_days(length, first, first)[0] == earliest


def test_hours_run_through_a_weekend_whatever_the_law_says_of_days() -> None:
    saturday = dt.date(2000, 1, 1)
    assert due_days(term(1, "hours", "working"), saturday, saturday) == (dt.date(2000, 1, 2),) * 2


def test_a_clock_keeps_its_id_when_its_start_is_told_more_closely() -> None:
    words = "арестован для выдачи"
    month = claim("detained", date="2031-01", host="RS", quote=words)
    day = claim("detained", date="2031-01-07", host="RS", quote=words, start=50)
    before = {clock.id: clock for clock in only(month).clocks}
    after = {clock.id: clock for clock in only(day).clocks}
    assert set(before) == set(after)
    assert all(after[each].started != before[each].started for each in before)


def test_a_term_seen_today_is_not_counted_for_long_ago() -> None:
    (old, *_) = only(claim("asylum_refused", date="2015-03-03", host="GE")).clocks
    (new, *_) = only(claim("asylum_refused", date="2031-03-03", host="GE")).clocks
    assert (old.counted, new.counted) == (False, True)
    assert old.first_due is None


def test_a_provision_that_had_ended_starts_no_clock_and_stands_behind_no_state() -> None:
    refused = only(claim("extradition_refused", date="2031-03-03", host="AM")).status("extradition")
    before = only(claim("extradition_refused", date="2015-03-03", host="AM")).status("extradition")
    assert "am_1998_488" not in {norm.id for norm in refused.norms}
    assert "am_1998_488" in {norm.id for norm in before.norms}
