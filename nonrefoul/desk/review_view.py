"""What the review page shows: a text with claims marked, the claims beside it, and the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from nonrefoul.desk.choices import (
    FIELDS,
    Option,
    Options,
    differing,
    event_options,
    field_label,
    in_words,
    kind_options,
    modality_options,
    state_options,
)
from nonrefoul.desk.claim_form import Written
from nonrefoul.desk.facing import Face, Seen
from nonrefoul.desk.marking import Piece, pieces
from nonrefoul.desk.naming import event_label
from nonrefoul.desk.speech import N_, Speech
from nonrefoul.desk.telling import Told, told
from nonrefoul.desk.work import Filters, Kinds, Line, Sheet
from nonrefoul.publish.wording import plain, sentence
from nonrefoul.reviewing import Opinion, opinion
from nonrefoul.store import TAKEN_BACK
from nonrefoul.words import Claim, Document, Held, Judgement, ReviewVerdict

SAID = {
    ReviewVerdict.CONFIRMED: N_("confirmed"),
    ReviewVerdict.CORRECTED: N_("corrected"),
    ReviewVerdict.REJECTED: N_("rejected"),
    ReviewVerdict.ADDED: N_("added"),
}
# What a claim on review says, in this order; what isn't told is left out but for the first ones.
_ALWAYS = ("event", "modality", "subject", "host", "origin", "date")
_ROWS = (*_ALWAYS, "subject_kind", "group", "attribution", "actor", "third_state")


@dataclass(frozen=True, slots=True)
class Row:
    """A field of a claim and what it says; `told` is whether the document says anything."""

    label: str
    value: str
    told: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said of a claim, when, what they changed, and why."""

    who: str
    when: dt.datetime
    said: str
    changes: tuple[str, ...]
    note: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Card:
    """A claim beside the text, how grave an alert is that rests on it, and its case."""

    told: Told
    seen: Seen
    path: str
    current: bool
    waits: bool
    blind: bool
    rows: tuple[Row, ...]
    voices: tuple[Voice, ...]
    whom: str
    severity: int
    case: str | None


@dataclass(frozen=True, slots=True)
class Last:
    """The reviewer's last judgement, which can be taken back."""

    number: int
    said: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Why what was sent was not kept: what came between, or what is wrong with it."""

    title: str
    text: str
    voices: tuple[Voice, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer is in the queue: filters, claim, document, what they are doing."""

    filters: Filters = field(default_factory=Filters)
    claim: str = ""
    document: str = ""
    do: str = ""

    @property
    def query(self) -> str:
        """The place as the query of an address."""
        told = {
            "state": self.filters.state,
            "event": self.filters.event,
            "rule": self.filters.rule,
            "in": self.document,
            "claim": self.claim,
            "do": self.do,
        }
        return urlencode({name: value for name, value in told.items() if value})


@dataclass(frozen=True, slots=True)
class Shown:
    """The document and claims on screen."""

    document: Document
    older: bool
    pieces: tuple[Piece, ...]
    marked: tuple[Told, ...]
    cards: tuple[Card, ...]
    current: Card | None
    upto: Seen


Rests = Mapping[str, tuple[int, str | None]]


def shown(
    sheet: Sheet,
    found: Sequence[Face],
    place: Place,
    path: str,
    documents: Held,
    rests: Rests,
    say: Speech,
) -> Shown:
    """A document with its claims, one of which is the current one where it is among them.

    `rests` says of claims how grave an alert is that rests on them, and in which case they are.
    """
    current = next((each for each in found if each.claim.id == place.claim), None)
    text = sheet.text_of(current.claim) if current else sheet.document
    standing = [each.claim for each in found if each.claim.stands_in(text)]
    cards = tuple(card(each, place, path, documents, rests, say) for each in found)
    return Shown(
        text,
        text != sheet.document,
        pieces(text.text, standing),
        tuple(told(each, documents, say) for each in standing),
        cards,
        next((each for each in cards if each.current), None),
        Seen(sheet.upto, sheet.digest[:12]),
    )


def card(
    face: Face, place: Place, path: str, documents: Held, rests: Rests, say: Speech
) -> Card:
    """A claim beside the text; all it says only where it is the current one."""
    claim = face.claim
    current = claim.id == place.claim
    its = Place(place.filters, claim.id, claim.document)
    return Card(
        told(claim, documents, say),
        face.seen,
        f"{path}?{its.query}",
        current,
        face.waits,
        face.blind,
        tuple(_rows(claim, say)) if current else (),
        tuple(voice(each.judgement, say) for each in face.said) if current else (),
        claim.subject or claim.group or "",
        *rests.get(claim.id, (0, None)),
    )


def _rows(claim: Claim, say: Speech) -> Iterator[Row]:
    for name in _ROWS:
        known = getattr(claim, name) is not None
        kind = name == "subject_kind" and (claim.subject or claim.group)
        if (known or name in _ALWAYS) and not kind:
            yield Row(field_label(name, say), in_words(claim, name, say), known)


def voice(judgement: Judgement, say: Speech, root: Judgement | None = None) -> Voice:
    """What a judgement says, in words; of one that takes back, of which `root` is the first."""
    said = opinion(judgement)
    changes = tuple(_changes(said, say)) if said else ()
    if judgement.verdict == TAKEN_BACK:
        first = opinion(root) if root else None
        word = say("took back: %(what)s", what=say(SAID[first.verdict])) if first else say("took back")
    else:
        word = say(SAID[said.verdict]) if said else judgement.verdict
    who, note = plain(judgement.who), judgement.note and plain(judgement.note)
    return Voice(who, judgement.at, word, changes, note, judgement.number)


def _changes(said: Opinion, say: Speech) -> Iterator[str]:
    """What a correction changed, field by field, in words."""
    if said.seen and said.says and said.seen != said.says:
        for name in differing(said.seen, said.says, tuple(FIELDS)):
            before, after = in_words(said.seen, name, say), in_words(said.says, name, say)
            yield f"{field_label(name, say)}: {before} → {after}"


def last(judgement: Judgement | None, say: Speech) -> Last | None:
    """The reviewer's last judgement as it can be taken back."""
    said = opinion(judgement) if judgement else None
    if judgement is None or said is None:
        return None
    claim = said.claims[0]
    whom = plain(claim.subject or claim.group or "")
    told = sentence(claim, say.lang)
    return Last(judgement.number, say(SAID[said.verdict]), f"{whom}: {told}" if whom else told)


def documents_in(lines: Iterable[Line]) -> list[str]:
    """The documents in a queue, each once, in its order."""
    return [*dict.fromkeys(each.document for each in lines)]


def beside(documents: Sequence[str], here: str, step: int) -> str | None:
    """The document before or after one in the queue; the first where it is in it no more."""
    if here not in documents:
        return documents[0] if documents and step > 0 else None
    at = documents.index(here) + step
    return documents[at] if 0 <= at < len(documents) else None


@dataclass(frozen=True, slots=True)
class Form:
    """The form that is open, with its choices; as it was first or as somebody left it."""

    do: str
    written: Written
    events: tuple[Options, ...]
    modalities: tuple[Option, ...]
    kinds: tuple[Option, ...]
    states: tuple[Options, ...]
    months: tuple[Option, ...]


def form(do: str, written: Written, often: Sequence[str], say: Speech) -> Form:
    """A form with all its choices; `often` are the states that are met most."""
    return Form(
        do,
        written,
        event_options(say),
        modality_options(say),
        kind_options(say),
        state_options(say, often),
        tuple(Option(str(number), say.month_name(number)) for number in range(1, 13)),
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """By what the queue can be filtered."""

    states: tuple[Option, ...]
    events: tuple[Option, ...]
    rules: tuple[Option, ...]


def filter_choices(kinds: Kinds, say: Speech) -> Choices:
    """The filters, by name."""
    states = [Option(each, say.state(None if each == "-" else each)) for each in kinds.states]
    events = [Option(each, event_label(each, say)) for each in kinds.events]
    rules = [Option(each, each) for each in kinds.rules]
    return Choices(*(tuple(sorted(each, key=_by_label)) for each in (states, events, rules)))


def _by_label(option: Option) -> str:
    return option.label.casefold()
