"""A host's posture: matters, outcomes, time, officials, directions."""

import datetime as dt
from dataclasses import replace

import pytest
from posture_builders import DAY, claim, document, measured, only, persons

from nonrefoul.posture import last_told, postures
from nonrefoul.words import (
    Attention,
    Claim,
    Direction,
    Document,
    Exposure,
    Modality,
    Review,
    ReviewVerdict,
    SubjectKind,
)


def outcomes(*claims: Claim) -> list[str]:
    return [matter.outcome for matter in only(measured(claims)).matters]


def test_steps_of_one_procedure_are_one_matter_that_ends_somewhere() -> None:
    steps = [
        claim("detained", date="2031-01-10"),
        claim("extradition_approved", date="2031-02-10"),
        claim("released", date="2031-03-01"),
    ]
    (matter,) = only(measured(steps)).matters
    assert (matter.outcome, matter.when, matter.stance) == ("released", "2031-03-01", 1)
    assert matter.claims == tuple(steps)


def test_the_last_dated_step_is_the_outcome() -> None:
    assert outcomes(claim("released", date="2031-01-10"), claim("detained", date="2031-03-01")) == [
        "detained"
    ]


def test_without_dates_the_step_further_along_is_the_outcome() -> None:
    assert outcomes(claim("extradition_approved"), claim("detained")) == ["extradition_approved"]


def test_a_handover_is_not_undone_by_a_later_date() -> None:
    handed, later = claim("extradited", date="2030-01"), claim("released", date="2031-01")
    assert outcomes(handed, later) == ["extradited"]


def test_two_persons_are_two_matters_and_two_hosts_two_postures() -> None:
    found = measured(
        [
            claim("detained", "Вымыслов Первый"),
            claim("detained", "Вымыслов Второй"),
            claim("detained", "Вымыслов Второй", host="KZ"),
        ]
    )
    assert [(each.host, len(each.matters)) for each in found] == [("KG", 2), ("KZ", 1)]


def test_a_person_without_origin_is_counted_with_the_only_state_that_wants_them() -> None:
    found = measured([claim("wanted"), claim("detained", origin=None)])
    assert only(found).matters[0].outcome == "detained"


def test_claims_without_host_or_with_the_origin_as_host_are_no_posture() -> None:
    assert measured([claim("detained", host=None), claim("detained", host="RU")]) == ()


def test_acts_of_the_origin_state_alone_tell_nothing_of_the_host() -> None:
    posture = only(measured([claim("prosecuted"), claim("wanted")]))
    assert posture.matters == ()
    assert (posture.direction, posture.share_against) == (Direction.NOT_ENOUGH_KNOWN, 0.5)


def test_a_group_beside_its_named_members_is_not_counted_again() -> None:
    group = claim("abducted", None, kind=SubjectKind.GROUP, group="активисты")
    assert outcomes(group, claim("abducted")) == ["abducted"]
    elsewhere = replace(group, document="d2")
    assert outcomes(elsewhere, claim("abducted")) == ["abducted", "abducted"]


def test_conduct_told_twice_in_a_month_is_one_matter() -> None:
    told = [claim("turned_toward", None, document=name) for name in ("d1", "d2", "d3")]
    assert outcomes(*told) == ["turned_toward"]


def test_an_unnamed_person_is_one_matter_in_one_document() -> None:
    kind = SubjectKind.PERSON
    steps = [claim(each, None, kind=kind, group="журналист") for each in ("detained", "deported")]
    assert outcomes(*steps) == ["deported"]


def test_a_suspicion_leaves_the_other_half_to_what_is_firmly_told() -> None:
    firm = claim("asylum_granted")
    doubt = claim("abducted", modality=Modality.SUSPECTED)
    (matter,) = only(measured([firm, doubt])).matters
    assert matter.outcome == "asylum_granted"
    assert matter.stance == pytest.approx(0)


def test_time_halves_a_matter_and_unknown_time_leaves_it_whole() -> None:
    old = claim("extradited", "Вымыслов Давний", date="2029-06-01")
    undated = claim("extradited", "Вымыслов Вечный", document="d9")
    found = only(measured([old, undated], document("d9", published=None)))
    weight = {matter.claims[0].subject: matter.weight for matter in found.matters}
    assert weight["Вымыслов Давний"] == pytest.approx(0.5, abs=0.001)
    assert weight["Вымыслов Вечный"] == 1
    assert {matter.when for matter in found.matters} == {"2029-06-01", None}


def test_an_undated_matter_happened_no_later_than_it_was_told() -> None:
    (matter,) = only(measured([claim("extradited")])).matters
    assert matter.when == f"../{DAY.isoformat()}"


def test_only_what_was_published_by_the_day_is_known() -> None:
    later = document("d2", published=DAY + dt.timedelta(days=1))
    claims = [claim("detained"), claim("extradited", document="d2")]
    assert only(measured(claims, later)).matters[0].outcome == "detained"


def test_one_matter_is_no_direction_and_grave_ones_are() -> None:
    names = ("Вымыслов Первый", "Вымыслов Второй", "Вымыслов Третий")
    handed = [claim("extradited", name) for name in names]
    granted = [claim("asylum_granted", name) for name in names]
    assert only(measured(handed[:1])).direction is Direction.NOT_ENOUGH_KNOWN
    assert only(measured(handed)).direction is Direction.TOWARD
    assert only(measured(granted)).direction is Direction.AWAY
    assert only(measured([*handed[:2], *granted[1:]])).direction is Direction.UNCLEAR


def test_people_and_policy_are_two_lines_that_may_disagree() -> None:
    posture = only(measured([claim("extradited"), claim("turned_away", None)]))
    assert posture.people.balance.mean > 0.5 > posture.policy.balance.mean


def official(event: str) -> Claim:
    return claim(event, "Мнимый Чиновник", kind=SubjectKind.OFFICIAL)


def surveillance(actor: str | None = None, quote: str = "слова") -> Claim:
    group = SubjectKind.GROUP
    return claim("surveilled", None, kind=group, group="активисты", actor=actor, quote=quote)


def test_removing_who_acted_against_the_persons_counts_for_them() -> None:
    assert outcomes(official("official_dismissed"), surveillance(actor="Чиновник")) == [
        "surveilled",
        "official_dismissed",
    ]


def test_the_actor_may_stand_in_the_words_of_the_act() -> None:
    act = surveillance(quote="Чиновником передавались записи")
    assert "official_dismissed" in outcomes(official("official_dismissed"), act)


def test_a_change_of_officials_without_a_record_has_no_side() -> None:
    assert outcomes(official("official_dismissed"), surveillance(actor="Другой")) == ["surveilled"]


def test_an_official_moved_to_another_office_is_not_removed() -> None:
    moved = [official("official_dismissed"), official("official_appointed")]
    found = outcomes(*moved, surveillance(actor="Мнимый Чиновник"))
    assert "official_dismissed" not in found
    assert "official_appointed" in found


def test_sources_are_counted_once_each_and_copies_with_their_original() -> None:
    claims = [claim("detained", document=name) for name in ("d1", "d2", "d3")]
    copy = replace(document("d1"), id="d3", source="другой канал")
    assert only(measured(claims, copy)).sources == 1
    assert only(measured(claims, replace(document("d2"), source="агентство"))).sources == 2


def test_the_newest_document_says_how_far_knowledge_goes() -> None:
    assert last_told([document("d1", None), document("d2", DAY)]) == DAY
    assert last_told([document("d1", None)]) is None


def test_claims_of_documents_that_nobody_holds_are_still_counted() -> None:
    claims = [claim("detained")]
    assert only(postures(claims, persons(claims), {}, DAY)).sources == 1


def test_an_official_of_no_told_origin_goes_with_the_only_state_that_the_document_names() -> None:
    act = surveillance(actor="Мнимый Чиновник")
    move = replace(official("official_dismissed"), origin=None)
    assert "official_dismissed" in outcomes(move, act)
    assert "official_dismissed" in outcomes(act, move)
    other = claim("detained", origin="BY")
    assert len(measured([act, move, other])) == 2
    found = [matter.outcome for each in measured([act, move, other]) for matter in each.matters]
    assert "official_dismissed" not in found


def reports(count: int, event: str, first: int = 0) -> tuple[list[Claim], list[Document]]:
    days = [DAY - dt.timedelta(days=30 - at) for at in range(first, first + count)]
    held = [document(f"{event}-{at}", day, f"канал {at}") for at, day in enumerate(days)]
    told = [claim(event, document=each.id) for each in held]
    return [replace(each, confidence=0.8) for each in told], held


def test_one_misreading_does_not_outweigh_what_later_reports_tell() -> None:
    misread, first = reports(1, "extradited")
    others, rest = reports(6, "released", first=1)
    (matter,) = only(measured([*misread, *others], *first, *rest)).matters
    assert matter.outcome == "released"
    assert matter.stance > 0.5


def test_a_step_that_several_reports_tell_is_surer_than_one_that_a_single_one_tells() -> None:
    one, held = reports(1, "extradited")
    more, others = reports(3, "extradited")
    (alone,) = only(measured(one, *held)).matters
    (together,) = only(measured(more, *others)).matters
    assert alone.weight == pytest.approx(0.8 * alone.forgetting)
    assert together.weight == pytest.approx((1 - 0.2**3) * together.forgetting)


def test_what_a_person_confirmed_counts_fully_and_what_is_disputed_half() -> None:
    told = replace(claim("extradited"), confidence=0.6)
    review = Review(ReviewVerdict.CONFIRMED, ("и. о.",), dt.datetime(2031, 6, 1), (1,))
    confirmed = replace(told, review=review)
    disputed = replace(told, review=replace(review, verdict=ReviewVerdict.DISPUTED))
    weight = [only(measured([each])).matters[0].weight for each in (told, confirmed, disputed)]
    assert weight == [0.6, 1.0, 0.5]
    assert only(measured([confirmed])).confirmed == 1
    assert only(measured([told])).confirmed == 0


def test_what_was_told_undated_before_a_dated_step_came_before_it() -> None:
    early, late = document("d1", DAY - dt.timedelta(days=90)), document("d2")
    steps = [claim("released"), claim("detained", document="d2", date="2031-05-20")]
    (matter,) = only(measured(steps, early, late)).matters
    assert matter.outcome == "detained"


def test_who_was_asked_for_and_what_became_of_them() -> None:
    told = [
        claim("wanted", "Вымыслов Первый"),
        claim("extradition_requested", "Вымыслов Второй"),
        claim("extradition_refused", "Вымыслов Второй"),
        claim("detained", "Вымыслов Третий"),
        claim("asylum_granted", "Вымыслов Четвертый"),
    ]
    assert only(measured(told)).exposure == Exposure(3, against=1, in_favour=1, unanswered=1)


def test_a_state_that_turned_is_said_to_have_and_the_months_are_shown() -> None:
    told = []
    for month in range(1, 25):
        year, rest = divmod(month - 1, 12)
        event = "asylum_granted" if month <= 16 else "extradited"
        for at in range(3):
            date = f"{2029 + year}-{rest + 1:02d}-1{at}"
            told.append(claim(event, f"Вымыслов {month} {at}", date=date))
    day = dt.date(2030, 12, 31)
    held = {"d1": document("d1", dt.date(2029, 1, 1))}
    posture = only(postures(told, persons(told), held, day))
    assert posture.change is not None
    assert posture.change.direction is posture.direction is Direction.TOWARD
    (turn,) = posture.turns
    assert turn.direction is Direction.TOWARD
    assert turn.month in {"2030-04", "2030-05"}
    assert turn.before < 0.3 < 0.7 < turn.after
    assert turn.matters
    assert len(posture.curve) == 24
    assert {point.matters for point in posture.curve} == {3}


def test_old_matters_are_shown_and_tell_too_little_of_today() -> None:
    told = [claim("extradited", f"Вымыслов {at}", date="2024-05-01") for at in range(5)]
    posture = only(measured(told))
    assert posture.direction is Direction.NOT_ENOUGH_KNOWN
    assert len(posture.matters) == 5
    assert posture.curve[0].balance.low > 0.5 > posture.low


def test_attention_counts_documents_and_reports_by_month() -> None:
    original = document("d1", dt.date(2031, 4, 3))
    copy = replace(original, id="d3", source="другой канал", published=DAY)
    told = [claim("detained", document=name) for name in ("d1", "d3")]
    assert only(measured(told, original, copy)).attention == (
        Attention("2031-04", documents=1, reports=1),
        Attention("2031-06", documents=1, reports=0),
    )
