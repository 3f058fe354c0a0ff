"""Claims as persons write them: a correction of what was read, or what the reading missed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from nonrefoul.errors import NonrefoulError
from nonrefoul.rules import events
from nonrefoul.rules.states import is_state
from nonrefoul.words import Claim, Document, Modality, Standing, SubjectKind

PERSON = "person"  # in place of a rule, where a person found the claim

_STATES = ("host", "origin", "third_state")
_TEXTS = ("subject", "group", "actor", "attribution")
_WORDS = ("start", "end")
FIELDS = ("event", "subject_kind", "modality", "date", *_STATES, *_TEXTS, *_WORDS)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")
_OPEN = ("", "..")


class WrongClaimError(NonrefoulError):
    """What a person wrote is no claim on this document; the message says what is wrong with it."""


def correction(claim: Claim, document: Document, changes: Mapping[str, object]) -> Claim:
    """The claim with some of its fields as a person would have them.

    `changes` may hold any of FIELDS; None, or a blank text, says that the document does not tell.
    `document` is the version whose words are quoted. Raises WrongClaimError.
    """
    if not claim.stands_in(document) and not {*_WORDS} <= {*changes}:
        raise WrongClaimError("the claim's words no longer stand in this version; mark them anew")
    found = _with(claim, document, changes)
    if found == replace(claim, confidence=None, review=None):
        raise WrongClaimError("nothing is corrected; confirm the claim if it is right")
    return found


def addition(document: Document, fields: Mapping[str, object], version: str | None = None) -> Claim:
    """A claim that the reading missed, as a person writes it; `event`, `start`, `end` must be told.

    `version` is the digest of the document's version. Raises WrongClaimError.
    """
    for name in ("event", *_WORDS):
        if fields.get(name) is None:
            raise WrongClaimError(f"{name} must be given")
    bare = Claim(
        document=document.id,
        event="",
        subject=None,
        subject_kind=SubjectKind.PERSON,
        modality=Modality.ASSERTED,
        start=0,
        end=0,
        quote="",
        rule=PERSON,
        standing=Standing(version) if version else None,
    )
    return _with(bare, document, fields)


def _with(claim: Claim, document: Document, changes: Mapping[str, object]) -> Claim:
    unknown = sorted({*changes} - {*FIELDS})
    if unknown:
        raise WrongClaimError(f"a claim has no {unknown[0]}; it has {', '.join(FIELDS)}")
    known = {name: _checked(name, value) for name, value in changes.items() if name not in _WORDS}
    start, end = changes.get("start", claim.start), changes.get("end", claim.end)
    quote = _quote(document, start, end)
    words = {"start": start, "end": end, "quote": quote}
    whole = {**known, **words, "confidence": None, "review": None, "id": ""}
    found = replace(claim, **whole)  # type: ignore[arg-type]
    if found.subject_kind is SubjectKind.NONE and found.subject:
        raise WrongClaimError("subject must be empty where subject_kind is none")
    return found


def _quote(document: Document, start: object, end: object) -> str:
    """The words between two offsets, which must hold some."""
    if not isinstance(start, int) or not isinstance(end, int):
        raise WrongClaimError("start and end must be whole numbers")
    if not 0 <= start < end <= len(document.text) or not document.text[start:end].strip():
        raise WrongClaimError("no words stand between start and end in the document")
    return document.text[start:end]


def _checked(name: str, value: object) -> object:
    """The value of a field, in the form that claims have it."""
    text = " ".join(str(value).split()) if value is not None else ""
    if name == "event" and text not in events():
        raise WrongClaimError("event is no known one; `nonrefoul claims --help` names them")
    if name in ("modality", "subject_kind"):
        return _one_of(Modality if name == "modality" else SubjectKind, name, text)
    if not text:
        return None
    if name in _STATES:
        text = text.upper()
        if not is_state(text):
            raise WrongClaimError(f"{name} must be the code of a state, such as KG")
    if name == "date" and not is_date(text):
        raise WrongClaimError("date must be written as 2024-05-17, 2024-05, 2024, 2024-05~ or a/b")
    return text


def _one_of(kinds: type[Modality] | type[SubjectKind], name: str, text: str) -> object:
    try:
        return kinds(text)
    except ValueError:
        known = ", ".join(each.value for each in kinds)
        raise WrongClaimError(f"{name} must be one of {known}") from None


def is_date(text: str) -> bool:
    """Whether a text is a date of EDTF (ISO 8601-2:2019) as claims have them.

    A day, a month or a year, perhaps about (`~`), uncertain (`?`) or both (`%`); or two of them
    with `/` between, of which one may be open (`..`).
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _is_single(first)
    ends = [each for each in (first, last) if each not in _OPEN]
    return bool(ends) and all(_is_single(each) for each in ends)


def _is_single(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
