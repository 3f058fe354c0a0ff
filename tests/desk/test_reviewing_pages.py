"""Reviewing at the desk: what is sent is kept, once, as it was meant, or is told not to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from desk_reviewers import Reviewer, app_on, current, last, path_of, verdicts
from fastapi import FastAPI
from keeping_builders import Entry, keep_entries

from nonrefoul.desk.door import Door
from nonrefoul.desk.work import BY_TWO
from nonrefoul.knowing import Known
from nonrefoul.reviewing import opinion
from nonrefoul.store import Store, judgements, open_store
from nonrefoul.words import Claim, Reading, ReviewVerdict

CUSTODY = "in_origin_custody"


@pytest.fixture
def app(own: Store, door: Door) -> FastAPI:
    return app_on(own, door)


@pytest.fixture
def vera(app: FastAPI, door: Door) -> Reviewer:
    return Reviewer(app, door)


@pytest.fixture(scope="module")
def looked_at(samples: Path, door: Door) -> FastAPI:
    return app_on(open_store(samples, make=False), door)


@pytest.fixture
def looking(looked_at: FastAPI, door: Door) -> Reviewer:
    """Vera at a desk that all tests share: of what she sends nothing may be kept."""
    return Reviewer(looked_at, door)


@pytest.fixture
def oleg(app: FastAPI, door: Door) -> Reviewer:
    return Reviewer(app, door, "Олег")


@pytest.fixture
def a_claim(own: Store) -> Claim:
    """A claim of the samples: in custody in Moscow."""
    found = Known(own).now.claims_of("sample-04")
    return next(each for each in found if each.event == CUSTODY)


Standing = Callable[[str], Claim | None]


@pytest.fixture
def stands(own: Store) -> Standing:
    """The claim of an id, as it stands now by all that is kept."""

    def now(name: str) -> Claim | None:
        return Known(own).now.claim(name)

    return now


def test_the_most_urgent_comes_first_and_once_judged_the_next(vera: Reviewer, own: Store) -> None:
    first = vera.see()
    assert "51 claims wait" in first
    answer = vera.judge("confirm")
    assert answer.status_code == 303
    assert verdicts(own) == [("Вера", "confirmed")]
    after = vera.see(answer.headers["location"])
    assert "50 claims wait" in after
    assert current(after) != current(first)


def test_all_are_gone_through_and_then_nothing_waits(vera: Reviewer, own: Store) -> None:
    seen = []
    page = vera.see()
    while 'data-key="c"' in page:
        seen.append(current(page))
        answer = vera.send(vera.form(page, "/review", "seen"), do="confirm")
        page = vera.see(answer.headers["location"])
    assert len(seen) == len({*seen}) == 51
    assert "Nothing waits for you" in page
    assert len(judgements(own)) == 51


def test_a_claim_in_copies_of_one_report_is_judged_once(own: Store, door: Door) -> None:
    waiting = Known(own)
    text, told = (waiting.document("sample-04"), waiting.claims_of("sample-04"))
    assert text
    copy = replace(text, id="copy", source="another channel")
    claims = tuple(
        replace(each, document="copy", id="", review=None, standing=None) for each in told
    )
    keep_entries(own, [Entry(copy, Reading("copy", "ru", True, claims))], "test")
    waiting.refresh()
    assert waiting.documents.copies.others("copy") == ("sample-04",)
    vera = Reviewer(app_on(own, door), door)
    assert f"{51 + len(told)} claims wait" in vera.see()
    vera.judge("confirm", path_of(told[0].id, "sample-04"))
    assert f"{51 + len(told) - 2} claims wait" in vera.see()


def test_without_a_name_it_is_asked_for_and_nothing_can_be_judged(
    app: FastAPI, door: Door, own: Store, vera: Reviewer
) -> None:
    nobody = Reviewer(app, door, who="")
    page = nobody.see()
    assert "Who are you?" in page
    assert 'value="confirm"' not in page
    answer = nobody.send(vera.form(vera.see(), "/review", "seen"), do="reject", because="typed")
    assert answer.status_code == 403
    assert judgements(own) == []
    told = nobody.send(nobody.form(page, "/reviewer"), "/reviewer", who="  Вера \u202e Л. ")
    assert told.headers["location"].startswith("/review")
    nobody.judge("confirm")
    assert last(own).who == "Вера Л."


def test_a_correction_says_what_changed_and_keeps_the_rest(
    vera: Reviewer, own: Store, a_claim: Claim, stands: Standing
) -> None:
    path = path_of(a_claim.id, a_claim.document)
    changes = {"host": "KZ", "date_first_year": "2025", "date_first_month": "9", "because": "суд"}
    answer = vera.judge("correct", path, **changes)
    assert answer.status_code == 303
    assert "event=" not in answer.headers["location"]
    now = stands(a_claim.id)
    assert now is not None
    assert (now.host, now.date, now.subject) == ("KZ", "2025-09", a_claim.subject)
    assert (now.start, now.end) == (a_claim.start, a_claim.end)
    assert last(own).note == "суд"
    page = vera.see(path)
    assert "Host state: Kyrgyzstan → Kazakhstan" in page
    assert "When: not told → September 2025" in page


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"date_span": "one", "date_first_year": "2025", "date_first_sure": "~"}, "2025~"),
        ({"date_span": "before", "date_first_year": "2024"}, "../2024"),
        ({"date_span": "after", "date_first_year": "2024", "date_first_month": "5"}, "2024-05/.."),
        (
            {"date_span": "between", "date_first_year": "2023", "date_last_year": "2024"},
            "2023/2024",
        ),
    ],
)
def test_dates_are_written_in_parts(
    vera: Reviewer, a_claim: Claim, stands: Standing, fields: dict[str, str], date: str
) -> None:
    path = path_of(a_claim.id, a_claim.document)
    assert vera.judge("correct", path, **fields).status_code == 303
    now = stands(a_claim.id)
    assert now is not None
    assert now.date == date
    form = vera.form(vera.see(f"{path}&do=correct"), "/review", "host")
    assert {name: form[name] for name in fields} == fields


def test_words_may_be_written_as_people_read_them(
    vera: Reviewer, a_claim: Claim, stands: Standing
) -> None:
    path = path_of(a_claim.id, a_claim.document)
    vera.judge("correct", path, words="  следственном \n изоляторе")
    now = stands(a_claim.id)
    assert now is not None
    assert now.quote == "следственном изоляторе"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Nothing is changed"),
        ({"words": "таких слов нет"}, "The text has no such words"),
        ({"words": ""}, "Mark the words"),
        ({"date_first_month": "5"}, "This is no date"),
        ({"date_first_year": "2025", "date_first_month": "2", "date_first_day": "30"}, "no date"),
        ({"host": "XX"}, "This is no claim"),
        ({"event": "nonsense"}, "This is no claim"),
    ],
)
def test_what_is_no_claim_is_not_kept_and_what_was_typed_stays(
    looking: Reviewer, changes: dict[str, str], told: str
) -> None:
    store, known = looking.of.store, looking.of.known
    claim = next(each for each in known.now.claims_of("sample-04") if each.event == CUSTODY)
    answer = looking.judge(
        "correct", path_of(claim.id, claim.document), because="моё объяснение", **changes
    )
    assert answer.status_code == 422
    assert told in answer.text
    assert "моё объяснение" in answer.text
    assert judgements(store) == []


def test_what_was_missed_is_added(vera: Reviewer, own: Store) -> None:
    path = "/review?in=sample-04"
    fields = {"event": "deported", "subject": "Захар Тростенцов", "words": "попал в Россию"}
    assert vera.judge("add", path, **fields).status_code == 303
    said = opinion(last(own))
    assert said is not None
    assert said.says is not None
    assert (said.verdict, said.says.quote) == (ReviewVerdict.ADDED, "попал в Россию")
    assert "added by Вера" in vera.see(path)


def test_a_rejected_claim_is_gone_from_the_case_at_once(
    vera: Reviewer, a_claim: Claim, stands: Standing
) -> None:
    case = next(each for each in vera.of.known.now.cases if a_claim in each.timeline)
    # Its words may still stand in the sentence around another claim's.
    quoted = f'<span class="quote">{a_claim.quote}</span>'
    assert quoted in vera.client.get(f"/case/{case.id}").text
    vera.judge("reject", path_of(a_claim.id, a_claim.document), because="не он")
    assert quoted not in vera.client.get(f"/case/{case.id}").text
    now = stands(a_claim.id)
    assert now is not None
    assert now.review is not None
    assert now.review.verdict is ReviewVerdict.REJECTED


def test_undo_takes_back_step_by_step(vera: Reviewer, own: Store) -> None:
    first = current(vera.see())
    vera.judge("confirm")
    vera.judge("confirm")
    for _ in range(2):
        page = vera.see()
        answer = vera.send(vera.form(page, "/review/undo", "number"), "/review/undo")
        assert answer.status_code == 303
        assert "Taken back:" in vera.see(answer.headers["location"])
    assert "Taken back:" not in vera.see(), "it is said once"
    page = vera.see(answer.headers["location"])
    assert current(page) == first
    assert "51 claims wait" in page
    assert "can be taken back" in page
    assert [each for _, each in verdicts(own)] == ["confirmed", "confirmed", "taken", "taken"]


def test_an_undo_that_is_sent_twice_does_it_once(vera: Reviewer, own: Store) -> None:
    vera.judge("confirm")
    form = vera.form(vera.see(), "/review/undo", "number")
    assert vera.send(form, "/review/undo").status_code == 303
    assert vera.send(form, "/review/undo").status_code == 409
    assert len(judgements(own)) == 2


def test_nobody_takes_back_what_another_said(vera: Reviewer, oleg: Reviewer, own: Store) -> None:
    vera.judge("confirm")
    form = vera.form(vera.see(), "/review/undo", "number")
    assert oleg.send(form, "/review/undo").status_code == 404
    assert len(judgements(own)) == 1


def test_who_judges_from_a_page_that_is_out_of_date_is_told_and_loses_nothing(
    vera: Reviewer, oleg: Reviewer, own: Store, a_claim: Claim
) -> None:
    path = path_of(a_claim.id, a_claim.document)
    form = oleg.form(oleg.see(f"{path}&do=correct"), "/review", "host")
    vera.judge("correct", path, host="KZ", because="так у адвоката")
    answer = oleg.send(form, do="correct", host="UZ", because="а я считаю иначе")
    assert answer.status_code == 409
    assert "changed while you were looking" in answer.text
    assert "Host state: Kyrgyzstan → Kazakhstan" in answer.text
    assert "так у адвоката" in answer.text
    assert len(judgements(own)) == 1
    again = oleg.form(answer.text, "/review", "host")
    assert (again["host"], again["because"]) == ("UZ", "а я считаю иначе")
    assert oleg.send(again, do="correct").status_code == 303
    assert verdicts(own) == [("Вера", "corrected"), ("Олег", "corrected")]


def test_also_what_was_taken_back_meanwhile_is_told(
    vera: Reviewer, oleg: Reviewer, own: Store, a_claim: Claim
) -> None:
    path = path_of(a_claim.id, a_claim.document)
    form = oleg.form(oleg.see(path), "/review", "seen")
    vera.judge("confirm", path)
    vera.send(vera.form(vera.see(), "/review/undo", "number"), "/review/undo")
    answer = oleg.send(form, do="confirm")
    assert answer.status_code == 409
    assert "took back: confirmed" in answer.text
    assert len(judgements(own)) == 2


def test_another_claim_of_the_document_may_be_judged_meanwhile(
    vera: Reviewer, oleg: Reviewer, own: Store
) -> None:
    one, other = Known(own).now.claims_of("sample-04")[:2]
    form = oleg.form(oleg.see(path_of(one.id, one.document)), "/review", "seen")
    vera.judge("confirm", path_of(other.id, other.document))
    assert oleg.send(form, do="confirm").status_code == 303


def test_to_say_the_same_twice_is_no_second_judgement(
    vera: Reviewer, own: Store, a_claim: Claim
) -> None:
    path = path_of(a_claim.id, a_claim.document)
    vera.judge("confirm", path)
    assert vera.judge("confirm", path).status_code == 303
    assert len(judgements(own)) == 1


@pytest.mark.parametrize(
    "changes",
    [{"seen": ""}, {"seen": "x.y"}, {"seen": "9" * 40 + "."}, {"do": "burn"}, {"do": ""}],
)
def test_a_form_that_no_page_has_is_not_understood(
    looking: Reviewer, changes: dict[str, str]
) -> None:
    form = looking.form(looking.see(), "/review", "seen")
    assert looking.send({**form, "do": "confirm", **changes}).status_code == 422
    assert judgements(looking.of.store) == []


@pytest.mark.parametrize("path", ["/review?in=nowhere", "/review?in=%00", "/review?in=a/../b"])
def test_no_such_document_is_no_page(looking: Reviewer, path: str) -> None:
    assert looking.client.get(path).status_code == 404


def test_filters_leave_what_was_asked_for_and_stay(vera: Reviewer) -> None:
    page = vera.see("/review?state=KZ&event=detained")
    assert "1 claim waits" in page
    answer = vera.send(vera.form(page, "/review", "seen"), do="confirm")
    assert "state=KZ" in answer.headers["location"]
    assert "Nothing of that kind waits" in vera.see(answer.headers["location"])
    assert "claims wait" in vera.see("/review?rule=detained")


class TestByTwo:
    """Where the organisation wants each claim judged by two, the second judges unknowing."""

    @pytest.fixture(autouse=True)
    def _two(self, vera: Reviewer, own: Store) -> None:
        vera.send(vera.form(vera.see("/reviewer"), "/reviewer/two"), "/reviewer/two", two="on")
        assert (last(own).about, last(own).verdict) == (BY_TWO, "by two")

    def test_the_second_does_not_see_what_the_first_said(
        self, vera: Reviewer, oleg: Reviewer, a_claim: Claim, stands: Standing
    ) -> None:
        path = path_of(a_claim.id, a_claim.document)
        before = oleg.see(path)
        vera.judge("correct", path, host="UZ", because="тайное объяснение")
        page = oleg.see(path)
        assert "тайное объяснение" not in page
        assert "Uzbekistan" not in page.partition('class="panes"')[2]
        assert "shown once you have judged it on your own" in page
        assert "51 claims wait" in page
        # Not even the form tells: what Oleg had before him is what he has before him still.
        assert oleg.send(oleg.form(before, "/review", "seen"), do="confirm").status_code == 303
        page = oleg.see(path)
        assert "тайное объяснение" in page
        now = stands(a_claim.id)
        assert now is not None
        assert now.review is not None
        assert now.review.verdict is ReviewVerdict.DISPUTED

    def test_their_agreement_is_on_a_page_with_what_they_differ_on(
        self, vera: Reviewer, oleg: Reviewer, own: Store
    ) -> None:
        claims = Known(own).now.claims_of("sample-02")
        for claim in claims:
            vera.judge("confirm", path_of(claim.id, claim.document))
        for claim in claims[:-1]:
            oleg.judge("confirm", path_of(claim.id, claim.document))
        oleg.judge("reject", path_of(claims[-1].id, "sample-02"), because="не об этом")
        page = vera.see("/agreement")
        assert "They do not say the same" in page
        assert "не об этом" in page
        assert 'data-label="Said the same">5</td>' in page

    def test_who_wanted_it_is_kept_and_it_can_be_turned_off(
        self, vera: Reviewer, own: Store
    ) -> None:
        page = vera.see("/reviewer")
        vera.send(vera.form(page, "/reviewer/two"), "/reviewer/two", two="off")
        assert (last(own).who, last(own).verdict) == ("Вера", "by one")


def test_rules_are_shown_with_what_reviewers_think_of_them(vera: Reviewer, own: Store) -> None:
    assert "No claim has been judged yet" in vera.see("/rules")
    for claim in Known(own).now.claims_of("sample-04"):
        vera.judge("reject", path_of(claim.id, claim.document))
    page = vera.see("/rules")
    assert "found-in-prison" in page
    assert "too few to say" in page


def test_keys_can_be_turned_off(vera: Reviewer) -> None:
    assert 'data-keys="on"' in vera.see()
    vera.send(vera.form(vera.see(), "/reviewer/keys"), "/reviewer/keys", keys="off")
    assert 'data-keys="off"' in vera.see()
