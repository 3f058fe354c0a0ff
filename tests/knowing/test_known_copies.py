"""A judgement on a claim holds in all copies of its report that tell it in the same words."""

from pathlib import Path

from knowing_builders import Fact, add, told

from nonrefoul import reviewing, store
from nonrefoul.knowing import Known
from nonrefoul.pipeline import know
from nonrefoul.store import Store, open_store
from nonrefoul.words import Claim, ReviewVerdict

DETAINED = Fact("Глеб Ветроградов", "detained")
RELEASED = Fact("Глеб Ветроградов", "released")
REST = "Об этом рассказал его адвокат, который подаст жалобу в областной суд страны. " * 6


def three(home: Path) -> tuple[Store, Known]:
    """Two copies of one report, and another report that says the same in its own way."""
    into = open_store(home)
    for name, day in (("d1", "2031-02-01"), ("d2", "2031-02-02")):
        add(into, told(name, DETAINED, published=day, source=name, rest=REST))
    add(into, told("d3", DETAINED, source="d3"))
    return into, Known(into)


def only(known: Known, document: str) -> Claim:
    """The one claim of a document, rejected or not."""
    part = known.now.reviewed(document)
    (claim,) = (*part.claims, *part.rejected)
    return claim


def verdicts(known: Known) -> list[ReviewVerdict | None]:
    known.refresh()
    reviews = [only(known, each).review for each in ("d1", "d2", "d3")]
    return [each.verdict if each else None for each in reviews]


def said(into: Store, claim: Claim, verdict: str, who: str = "reviewer") -> None:
    store.judge(into, reviewing.about(claim.id), verdict, who)


def test_what_is_confirmed_in_a_copy_is_confirmed_until_it_is_taken_back(tmp_path: Path) -> None:
    into, known = three(tmp_path)
    before = known.knowledge()
    said(into, only(known, "d2"), reviewing.confirmed(only(known, "d2")))
    confirmed = ReviewVerdict.CONFIRMED
    assert verdicts(known) == [confirmed, confirmed, None]
    assert only(known, "d1").id != only(known, "d2").id
    assert [each.claim.document for each in waiting(known)] == ["d3"]
    store.take_back(into, 1, "reviewer")
    assert verdicts(known) == [None, None, None]
    assert known.knowledge() == before


def waiting(known: Known) -> tuple[reviewing.Waiting, ...]:
    """What waits for a person."""
    return reviewing.queue(known.now.every_reviewed, known.now.cases, who="another")


def test_what_is_rejected_or_corrected_in_a_copy_is_so_in_all(tmp_path: Path) -> None:
    into, known = three(tmp_path)
    said(into, only(known, "d1"), reviewing.rejected(only(known, "d1")))
    assert verdicts(known) == [ReviewVerdict.REJECTED, ReviewVerdict.REJECTED, None]
    (case,) = known.now.cases
    assert [each.document for each in case.timeline] == ["d3"]
    document = known.document("d1")
    assert document
    right = reviewing.correction(only(known, "d1"), document, {"host": "KZ"})
    said(into, only(known, "d1"), reviewing.corrected(only(known, "d1"), right))
    assert verdicts(known) == [ReviewVerdict.CORRECTED, ReviewVerdict.CORRECTED, None]
    assert [only(known, each).host for each in ("d1", "d2", "d3")] == ["KZ", "KZ", "KG"]


def test_two_who_differ_on_two_copies_dispute_one_claim(tmp_path: Path) -> None:
    into, known = three(tmp_path)
    said(into, only(known, "d1"), reviewing.confirmed(only(known, "d1")), "one")
    said(into, only(known, "d2"), reviewing.rejected(only(known, "d2")), "two")
    assert verdicts(known) == [ReviewVerdict.DISPUTED, ReviewVerdict.DISPUTED, None]
    found = {each.question: each for each in reviewing.agreement(known.now.every_reviewed.opinions)}
    assert found["verdict"].claims == 1
    said(into, only(known, "d1"), reviewing.confirmed(only(known, "d1")), "two")
    assert verdicts(known) == [ReviewVerdict.CONFIRMED, ReviewVerdict.CONFIRMED, None]
    assert known.now.records["held"].judged == 1


def test_a_copy_that_comes_later_is_judged_and_one_that_tells_more_is_not(tmp_path: Path) -> None:
    into, known = three(tmp_path)
    said(into, only(known, "d1"), reviewing.confirmed(only(known, "d1")))
    known.refresh()
    more = (DETAINED, RELEASED)
    add(into, told("d4", *more, published="2031-02-03", source="d4", rest=REST))
    known.refresh()
    assert known.documents.copies.head("d4") == "d1"
    found = {each.event: each.review for each in known.claims_of("d4")}
    assert found["detained"]
    assert found["released"] is None
    assert known.knowledge() == know(into)
