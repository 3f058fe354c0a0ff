"""The form in which a person writes a claim: what it shows, and what was typed into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nonrefoul.desk import dating
from nonrefoul.desk.choices import STATES
from nonrefoul.desk.speech import N_
from nonrefoul.reviewing import addition, correction
from nonrefoul.texts import cleaned
from nonrefoul.words import Claim, Document, Modality, SubjectKind

_CHOSEN = ("event", "subject_kind", "modality", *STATES)
_WRITTEN = ("subject", "group", "actor", "attribution")
_DATE = tuple(
    ["date_span"]
    + [f"date_{end}_{part}" for end in ("first", "last") for part in ("year", "month", "day", "sure")]
)
NAMES = (*_CHOSEN, *_WRITTEN, *_DATE, "words", "start", "end", "because")


class UnclearError(ValueError):
    """What was typed says no claim: in which field, and why (a text to be translated)."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class Written:
    """The fields of the form, as they are shown first or as somebody left them."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def filled(claim: Claim | None) -> Written:
    """The form as it is before anybody typed: with what a claim says, or bare."""
    if claim is None:
        bare = {"subject_kind": SubjectKind.PERSON.value, "modality": Modality.ASSERTED.value}
        return Written({**bare, **_dated(None)})
    told = {name: _line(str(getattr(claim, name) or "")) for name in (*_CHOSEN, *_WRITTEN)}
    words = {"words": _plain(claim.quote), "start": str(claim.start), "end": str(claim.end)}
    return Written({**told, **_dated(claim.date), **words})


def typed(form: Mapping[str, str]) -> Written:
    """The form as somebody left it."""
    return Written({name: _line(form.get(name, "")) for name in NAMES})


def _dated(date: str | None) -> dict[str, str]:
    found = dating.fields(date)
    told = {"date_span": found.span}
    for end, parts in (("first", found.first), ("last", found.last)):
        for name in ("year", "month", "day", "sure"):
            told[f"date_{end}_{name}"] = getattr(parts, name)
    return told


def corrected(claim: Claim, document: Document, form: Written) -> Claim:
    """The claim as the form says it; raises UnclearError, WrongClaimError."""
    changes = _changes(filled(claim), form, document, claim.start)
    if not changes:
        raise UnclearError("", N_("Nothing is changed. If the claim is right, confirm it."))
    return correction(claim, document, changes)


def added(document: Document, form: Written, version: str) -> Claim:
    """The claim that the form says; raises UnclearError, WrongClaimError."""
    if not form["event"]:
        raise UnclearError("event", N_("Choose what happened."))
    changes = _changes(Written({}), form, document, 0)
    if "start" not in changes:
        raise UnclearError("words", N_("Mark the words in the text that tell it."))
    return addition(document, changes, version)


def _changes(before: Written, now: Written, document: Document, near: int) -> dict[str, object]:
    """The fields in which the form says something else."""
    found: dict[str, object] = {
        name: now[name] or None for name in (*_CHOSEN, *_WRITTEN) if now[name] != before[name]
    }
    if found.get("subject_kind", before["subject_kind"]) == SubjectKind.NONE:
        found |= {"subject": None}
    if any(now[name] != before[name] for name in _DATE) and now["date_span"] != dating.KEEP:
        try:
            found["date"] = dating.edtf(now.values)
        except dating.NoDateError:
            raise UnclearError("date", N_("This is no date. Give a year at least.")) from None
    words = ("words", "start", "end")
    if any(now[name] != before[name] for name in words) and now["words"].strip():
        found["start"], found["end"] = _marked(document, now, near)
    elif not now["words"].strip() and before["words"]:
        raise UnclearError("words", N_("Mark the words in the text that tell it."))
    return found


def _marked(document: Document, form: Written, near: int) -> tuple[int, int]:
    """The offsets of the words: those marked, if they are these, else where they stand nearest."""
    start, end = (_number(form[name]) for name in ("start", "end"))
    if start is not None and end is not None:
        if _plain(document.text[start:end]) == _plain(form["words"]) != "":
            return start, end
        near = start
    found = places(document.text, form["words"])
    if not found:
        why = N_("The text has no such words. Mark them in it, or write them just as they stand.")
        raise UnclearError("words", why)
    return min(found, key=lambda each: abs(each[0] - near))


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, however they are parted and whatever hides between them."""
    wanted = [re.escape(each) for each in cleaned(words).text.split()]
    clean = cleaned(text)
    found = re.finditer(r"\s+".join(wanted), clean.text) if wanted else ()
    return [clean.original(*each.span()) for each in found]


def _line(text: str) -> str:
    """A text on one line, as fields of one line send it."""
    return " ".join(text.split())


def _plain(words: str) -> str:
    return " ".join(cleaned(words).text.split())


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None
