"""How far reviewers agree who judged the same claims, and on which claims they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.paging import part
from nonrefoul.desk.review_view import Place, Voice, voice
from nonrefoul.desk.speech import N_, Speech
from nonrefoul.desk.telling import Told, told
from nonrefoul.desk.visit import Asked
from nonrefoul.knowing import View
from nonrefoul.reviewing import Agreement, Opinion, agreement
from nonrefoul.words import Claim

router = APIRouter()

A_PAGE = 20
QUESTIONS = {
    "verdict": N_("Is the claim right?"),
    "event": N_("What happened"),
    "host": N_("Host state"),
    "modality": N_("How it is told"),
    "date": N_("When"),
}
# From which value on one may build on it, by K. Krippendorff, Content Analysis (2004), 11.4.2.
GOOD, FAIR = 0.8, 0.667


@dataclass(frozen=True, slots=True)
class Question:
    """One question, how far reviewers agree on it, and what that means in words."""

    label: str
    found: Agreement
    means: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim on which reviewers do not say the same."""

    told: Told
    query: str
    voices: tuple[Voice, ...]


@router.get("/agreement", name="agreement")
def show(visit: Asked, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """The page."""
    questions = [
        Question(visit.say(QUESTIONS[each.question]), each, meaning(each, visit.say))
        for each in visit.once("agreement", agreed)
    ]
    found = part(visit.once("differing", lambda view: list(differing(view))), page, A_PAGE)
    visit.texts.expect(claim for claim, _ in found.items)
    disputes = [dispute(claim, said, visit) for claim, said in found.items]
    return visit.page(
        "agreement.html",
        questions=questions,
        any=any(each.found.claims for each in questions),
        disputes=disputes,
        part=found,
        two=visit.work.two(),
    )


def meaning(found: Agreement, say: Speech) -> str:
    """What a figure means, no surer than its lower bound allows."""
    if not found.claims:
        return say("nobody judged the same claims yet")
    if found.alpha is None:
        return say("all said the same; that alone does not tell agreement from habit")
    low = found.low if found.low is not None else -1.0
    if low >= GOOD:
        return say("they agree well")
    if low >= FAIR:
        return say("they agree, enough for careful conclusions")
    if found.alpha >= FAIR:
        return say("they seem to agree, but too few claims were judged by two to be sure")
    if found.alpha > 0:
        return say(
            "they agree too little to rely on one person's word; talk about the claims below"
        )
    return say("they agree no more than by chance")


def differing(view: View) -> Iterator[tuple[Claim, Sequence[Opinion]]]:
    """The claims on which reviewers do not say the same, the last judged first."""
    found = [
        (claim, part.opinions[claim.id])
        for part in view.parts.values()
        for claim in (*part.claims, *part.rejected)
        if claim.id in part.opinions and _apart(part.opinions[claim.id])
    ]
    return iter(sorted(found, key=lambda each: -max(o.judgement.number for o in each[1])))


def _apart(said: Sequence[Opinion]) -> bool:
    return len({_answer(each) for each in said}) > 1


def _answer(said: Opinion) -> object:
    says = said.says
    return says and (says.event, says.subject, says.host, says.origin, says.modality, says.date)


def dispute(claim: Claim, said: Sequence[Opinion], visit: Asked) -> Dispute:
    """A disputed claim as the page shows it."""
    place = Place(claim=claim.id, document=claim.document)
    voices = tuple(voice(each.judgement, visit.say) for each in said)
    return Dispute(told(claim, visit.known.documents, visit.say), place.query, voices)


def agreed(known: View) -> Sequence[Agreement]:
    """How far reviewers agree, question by question."""
    parts = known.parts.values()
    return agreement({name: said for part in parts for name, said in part.opinions.items()})
