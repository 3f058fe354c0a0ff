"""What stands after review: told by what invented reviewers say of an invented document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reviewing_builders import KEY, TEXT, WHEN, Desk, claim, document

from nonrefoul.reviewing import (
    ReviewError,
    added,
    confirmed,
    corrected,
    rejected,
    reviewed,
)
from nonrefoul.words import Claim, Judgement, Modality, ReviewVerdict


def verdict(claim: Claim) -> ReviewVerdict | None:
    return claim.review.verdict if claim.review else None


def test_a_claim_nobody_judged_has_an_id_and_no_review() -> None:
    (found,) = Desk(claim()).now.claims
    assert found == claim()
    assert len(found.id) == 16
    assert found.review is None
    assert not found.checked


def test_an_id_tells_nothing_without_the_key() -> None:
    (one,) = reviewed([claim()], [], KEY).claims
    (other,) = reviewed([claim()], [], b"another key").claims
    assert one.id != other.id


def test_a_confirmed_claim_says_who_and_when_and_keeps_the_machines_figure() -> None:
    desk = Desk(claim())
    (before,) = desk.now.claims
    made = desk.says("Anna", before.id, confirmed(before))
    (after,) = desk.now.claims
    assert replace(after, review=None) == before
    assert after.id == before.id
    assert after.review
    assert (after.review.who, after.review.at, after.review.judgements) == (
        ("Anna",),
        made.at,
        (1,),
    )
    assert after.checked
    assert after.confidence == 0.6


def test_a_rejected_claim_stands_apart_with_its_judgement() -> None:
    desk = Desk(claim(), claim("его выдали России", "extradited"))
    first, second = desk.now.claims
    desk.says("Anna", first.id, rejected(first))
    assert [each.id for each in desk.now.claims] == [second.id]
    (aside,) = desk.now.rejected
    assert (aside.id, verdict(aside)) == (first.id, ReviewVerdict.REJECTED)
    assert desk.now.opinions[first.id][0].judgement.who == "Anna"


def test_a_corrected_claim_stands_and_what_the_machine_read_is_beside_it() -> None:
    desk = Desk(claim(host="KZ"))
    (before,) = desk.now.claims
    desk.says("Anna", before.id, corrected(before, replace(before, host="KG")))
    (after,) = desk.now.claims
    assert (after.host, verdict(after), after.id) == ("KG", ReviewVerdict.CORRECTED, before.id)
    assert after.confidence is None
    assert desk.now.read[before.id] == before
    assert desk.now.as_read(after) == before


def test_a_claim_that_was_added_stands_beside_the_others() -> None:
    desk = Desk(claim())
    missed = claim("просил убежища", "asylum_applied", rule="person")
    desk.says("Anna", "any id", added(missed))
    assert [(each.event, verdict(each)) for each in desk.now.claims] == [
        ("detained", None),
        ("asylum_applied", ReviewVerdict.ADDED),
    ]


def test_what_two_persons_add_alike_is_one_claim() -> None:
    desk = Desk()
    missed = claim("просил убежища", "asylum_applied", rule="person")
    longer = claim("он просил убежища", "asylum_applied", rule="person")
    desk.says("Anna", "one id", added(missed))
    desk.says("Boris", "another id", added(longer))
    (found,) = desk.now.claims
    assert found.review
    assert found.review.who == ("Anna", "Boris")
    assert found.id == "one id"


def test_two_who_say_the_same_vouch_together() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    for who in ("Anna", "Boris"):
        desk.says(who, found.id, confirmed(found))
    (after,) = desk.now.claims
    assert after.review
    assert after.review.who == ("Anna", "Boris")
    assert after.checked


def test_where_two_disagree_the_claim_is_disputed_and_counts_as_unchecked() -> None:
    desk = Desk(claim(host="KZ"))
    (found,) = desk.now.claims
    desk.says("Anna", found.id, rejected(found))
    desk.says("Boris", found.id, corrected(found, replace(found, host="KG")))
    (after,) = desk.now.claims
    assert verdict(after) is ReviewVerdict.DISPUTED
    assert after.host == "KZ"
    assert not after.checked
    assert [each.judgement.who for each in desk.now.opinions[found.id]] == ["Anna", "Boris"]


def test_a_person_may_change_their_mind_and_both_words_stay_on_record() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    desk.says("Anna", found.id, rejected(found))
    desk.says("Anna", found.id, confirmed(found))
    (after,) = desk.now.claims
    assert verdict(after) is ReviewVerdict.CONFIRMED
    assert len(desk.made) == 2


def test_who_rejects_a_correction_disputes_it() -> None:
    desk = Desk(claim(host="KZ"))
    (found,) = desk.now.claims
    correction = desk.says("Anna", found.id, corrected(found, replace(found, host="KG")))
    (shown,) = desk.now.claims
    desk.says("Boris", shown.id, rejected(shown))
    assert verdict(desk.now.claims[0]) is ReviewVerdict.DISPUTED
    desk.take_back(correction)
    # Nobody says now what Boris rejected, and of the machine's reading he has said nothing.
    (after,) = desk.now.claims
    assert after == found
    assert [each.judgement.who for each in desk.now.moot] == ["Boris"]


def test_a_confirmation_outlives_a_reading_whose_words_grew() -> None:
    desk = Desk(claim("задержан Глеб Ветроградов"))
    (found,) = desk.now.claims
    desk.says("Anna", found.id, confirmed(found))
    desk.read = [claim("В Бишкеке задержан Глеб Ветроградов", confidence=0.7)]
    (after,) = desk.now.claims
    assert (after.id, after.quote) == (found.id, found.quote)
    assert verdict(after) is ReviewVerdict.CONFIRMED
    assert after.confidence == 0.7


def test_what_a_person_signed_stands_though_it_is_read_no_more() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    desk.says("Anna", found.id, confirmed(found))
    desk.read = []
    assert [replace(each, review=None) for each in desk.now.claims] == [found]


def test_what_a_person_rejected_is_moot_once_it_is_read_no_more() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    desk.says("Anna", found.id, rejected(found))
    desk.read = []
    assert (desk.now.claims, desk.now.rejected) == ((), ())
    assert len(desk.now.moot) == 1


@pytest.mark.parametrize("change", [{"host": "KG"}, {"modality": Modality.EXPECTED}])
def test_a_mended_reading_is_looked_at_anew(change: dict[str, object]) -> None:
    """A rejection is of what was read then; the same words read rightly must not stay hidden."""
    desk = Desk(claim(host="KZ"))
    (found,) = desk.now.claims
    desk.says("Anna", found.id, rejected(found))
    desk.read = [replace(claim(host="KZ"), **change)]  # type: ignore[arg-type]
    (after,) = desk.now.claims
    assert after.review is None


def test_a_mended_reading_that_says_what_the_correction_said_confirms_it() -> None:
    desk = Desk(claim(event="charged"))
    (found,) = desk.now.claims
    desk.says("Anna", found.id, corrected(found, replace(found, event="detained")))
    desk.read = [claim(event="detained", rule="held better")]
    (after,) = desk.now.claims
    assert (verdict(after), after.rule) == (ReviewVerdict.CONFIRMED, "held better")


def test_words_that_an_edit_moved_are_found_again() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    desk.says("Anna", found.id, confirmed(found))
    moved = document("Обновлено. " + TEXT)
    desk.edit(moved.text, [claim(of=moved)])
    (after,) = desk.now.claims
    assert after.stands_in(moved)
    assert verdict(after) is ReviewVerdict.CONFIRMED
    assert after.standing
    assert after.standing.version == "v2"


def test_words_that_an_edit_took_away_are_said_to_be_edited_away() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    desk.says("Anna", found.id, confirmed(found))
    desk.edit("Запись удалена.", [])
    (after,) = desk.now.claims
    assert after.standing
    assert (after.standing.edited_away, after.standing.version) == (True, "v1")
    assert after.checked


def test_nobody_has_vouched_for_new_words_that_tell_the_same() -> None:
    desk = Desk(claim())
    (found,) = desk.now.claims
    desk.says("Anna", found.id, confirmed(found))
    other = document("Глеб Ветроградов, возможно, удерживается в Бишкеке.")
    desk.edit(other.text, [claim("удерживается", of=other, modality=Modality.SUSPECTED)])
    (after,) = desk.now.claims
    assert after.review is None
    assert len(desk.now.moot) == 1


def test_two_claims_of_one_event_have_two_ids_and_judgements_do_not_mix() -> None:
    once = document("Ветроградов задержан в мае. Ветроградов задержан в июне.")
    first = claim("Ветроградов задержан в мае", of=once)
    second = claim("Ветроградов задержан в июне", of=once)
    desk = Desk(first, second, of=once)
    one, other = desk.now.claims
    assert one.id != other.id
    desk.says("Anna", other.id, rejected(other))
    assert [(each.id, each.quote) for each in desk.now.claims] == [(one.id, first.quote)]
    desk.read = [second]
    assert desk.now.claims == ()


def test_of_two_claims_that_say_the_same_the_one_that_was_judged_is_meant() -> None:
    desk = Desk(claim(confidence=0.4), claim(confidence=0.6))
    for shown in desk.now.claims:
        made = desk.says("Anna", shown.id, rejected(shown))
        assert [each.confidence for each in desk.now.rejected] == [shown.confidence]
        desk.take_back(made)


def test_a_judgement_that_cannot_be_understood_is_not_passed_over() -> None:
    made = Judgement(7, WHEN, "Anna", "claim 0011", "praised {}")
    with pytest.raises(ReviewError, match="judgement 7"):
        reviewed([claim()], [made], KEY)
