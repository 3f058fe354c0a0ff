"""One judgement on a claim: from what a form sent to what is kept, unless others came before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nonrefoul import reviewing, store
from nonrefoul.desk import claim_form
from nonrefoul.desk.claim_form import UnclearError, Written
from nonrefoul.desk.facing import Face, Seen, faces, since
from nonrefoul.desk.speech import N_
from nonrefoul.desk.work import Reader, Sheet
from nonrefoul.reviewing import WrongClaimError
from nonrefoul.store import MeanwhileError, Store
from nonrefoul.words import Judgement, ReviewVerdict

VERDICTS = {
    "confirm": ReviewVerdict.CONFIRMED,
    "correct": ReviewVerdict.CORRECTED,
    "reject": ReviewVerdict.REJECTED,
    "add": ReviewVerdict.ADDED,
}


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a reviewer sent: what to do with which claim, what they had seen, what they typed."""

    do: str
    claim: str
    seen: Seen
    written: Written

    @property
    def because(self) -> str | None:
        """Why, in their own words; None where they gave no reason."""
        return self.written["because"] or None


class ChangedError(Exception):
    """The claim is not what the reviewer had before them; `judgements` say who came between.

    Without any, its document was read anew or changed.
    """

    def __init__(self, judgements: tuple[Judgement, ...] = ()) -> None:
        super().__init__("changed meanwhile")
        self.judgements = judgements


def ballot(form: Mapping[str, str]) -> Ballot | None:
    """What a form sent; None where that is nothing of the kind."""
    seen = Seen.read(form.get("seen", ""))
    do = form.get("do", "")
    if seen is None or do not in VERDICTS:
        return None
    return Ballot(do, form.get("claim", ""), seen, claim_form.typed(form))


def keep(into: Store, sheet: Sheet, reader: Reader, cast: Ballot) -> Judgement | None:
    """Append the judgement; None where the reviewer has said just that already.

    Raises ChangedError where the claim is not as they saw it, UnclearError and WrongClaimError where what
    they wrote is no claim, StoreError. Nothing is kept then.
    """
    about, verdict = _added(into, sheet, cast) if cast.do == "add" else _said(sheet, reader, cast)
    told = reviewing.about(about)
    own = [each.judgement for each in sheet.said(about) if each.judgement.who == reader.who]
    if own and (own[-1].verdict, own[-1].note) == (verdict, cast.because):
        return None
    seen = since(about, sheet, reader, cast.seen.upto)
    try:
        return store.decide(into, told, verdict, reader.who, cast.because, since=seen)
    except MeanwhileError as error:
        raise ChangedError(error.judgements) from None


def _said(sheet: Sheet, reader: Reader, cast: Ballot) -> tuple[str, str]:
    """The claim's id and the verdict on it."""
    face = next((each for each in faces(sheet, reader) if each.claim.id == cast.claim), None)
    if face is None or face.seen.print != cast.seen.print:
        raise ChangedError(_between(face, cast))
    if cast.do == "confirm":
        return cast.claim, reviewing.confirmed(face.claim)
    if cast.do == "reject":
        return cast.claim, reviewing.rejected(face.claim)
    now = claim_form.corrected(face.claim, sheet.text_of(face.claim), cast.written)
    return cast.claim, reviewing.corrected(face.claim, now)


def _between(face: Face | None, cast: Ballot) -> tuple[Judgement, ...]:
    """The judgements on the claim, as it stands now, that the reviewer had not seen."""
    said = face.said if face else ()
    return tuple(each.judgement for each in said if each.judgement.number > cast.seen.upto)


def _added(into: Store, sheet: Sheet, cast: Ballot) -> tuple[str, str]:
    if cast.seen.print != sheet.digest[: len(cast.seen.print) or 1]:
        raise ChangedError
    claim = claim_form.added(sheet.document, cast.written, sheet.digest)
    return reviewing.id_of_added(claim, sheet.reviewed, into.key), reviewing.added(claim)


def why(error: UnclearError | WrongClaimError) -> tuple[str, str]:
    """The field that an error is about, and a text to be translated."""
    if isinstance(error, UnclearError):
        return error.field, error.why
    if "words" in str(error):
        return "words", N_("These words no longer stand in the text; mark others.")
    return "", N_("This is no claim: look at the fields once more.")
