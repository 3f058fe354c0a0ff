"""Documents, claims, persons, and which documents are copies of one report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Modality(StrEnum):
    """How a document gives an event: stated, somebody's word, hedged, ahead, not so, denied."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    SUSPECTED = "suspected"
    EXPECTED = "expected"
    NEGATED = "negated"
    DENIED = "denied"

    @property
    def actuality(self) -> Actuality:
        """Whether the event, as told, happened, has not happened yet, or did not happen."""
        if self is Modality.EXPECTED:
            return Actuality.NOT_YET
        if self in (Modality.NEGATED, Modality.DENIED):
            return Actuality.NOT
        return Actuality.HAPPENED


class Actuality(StrEnum):
    """The class of a modality: mixing these up is the worst error the system can make."""

    HAPPENED = "happened"
    NOT_YET = "not_yet"
    NOT = "not"


class SubjectKind(StrEnum):
    """What an event befell; `none` where it is the state's own conduct."""

    PERSON = "person"
    GROUP = "group"
    ORGANISATION = "organisation"
    OFFICIAL = "official"
    NONE = "none"


class ReviewVerdict(StrEnum):
    """What persons say of a claim; `disputed` where they do not say the same."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was found.

    `published` is the day the text itself appeared, or None where that is not known: the day it
    was captured never stands in for it. `lang` is an ISO 639-1 code, or None where nobody said.
    `forwarded` is whence a forward or repost comes ("channel/123", or the channel's name),
    `reply_to` the id of the document it answers, `edited` the moment of its last edit, as ISO 8601.
    """

    id: str
    text: str
    lang: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    forwarded: str | None = None
    reply_to: str | None = None
    edited: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A document without its text: what is needed of very many at a time."""

    id: str
    lang: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    forwarded: str | None = None
    reply_to: str | None = None
    edited: str | None = None


# What tells of a document, with its text or without.
Headed = Document | Heading


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of the words of a claim in a document that is kept.

    `version` is the digest of the version of the document that the claim was read in. `edited_away`
    is whether a later version no longer says so; `gone` is when a later capture of its chat no
    longer held the document, as ISO 8601, or None.
    """

    version: str
    edited_away: bool = False
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What persons decided about a claim: who, when the last of them did, by which judgements."""

    verdict: ReviewVerdict
    who: tuple[str, ...]
    at: dt.datetime
    judgements: tuple[int, ...]

    def to_json(self) -> dict[str, Any]:
        """The review as a JSON object."""
        who, numbers = list(self.who), list(self.judgements)
        said = {"verdict": self.verdict.value, "who": who, "at": self.at.isoformat()}
        return {**said, "judgements": numbers}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Review:
        """The review in a JSON object; raises ValueError on an unknown verdict or no moment."""
        at = dt.datetime.fromisoformat(record["at"])
        verdict = ReviewVerdict(record["verdict"])
        return cls(verdict, tuple(record["who"]), at, tuple(record["judgements"]))


@dataclass(frozen=True, slots=True)
class Claim:
    """One event that one document says befell one person, group or host state.

    States are ISO 3166-1 alpha-2 codes, dates are EDTF strings, `start` and `end` are offsets in
    the document's text as Python counts them, and `quote` is exactly `text[start:end]`. None
    always means: the document does not say. `rule` names the rule that read the claim, and
    `confidence` is how likely, from 0 to 1, the reading is right. `standing` is there where the
    document is kept. Neither is a part of what the claim says, so they make no other claim of it.

    `id` tells the claim from every other of the project and stays its own when its document is
    read anew; it is "" until `reviewing` gives it. `review` is what persons decided about it, None
    where nobody has: `checked` says whether somebody vouches for it and nobody objects.
    """

    document: str
    event: str
    subject: str | None
    subject_kind: SubjectKind
    modality: Modality
    start: int
    end: int
    quote: str
    group: str | None = None
    host: str | None = None
    origin: str | None = None
    actor: str | None = None
    third_state: str | None = None
    date: str | None = None
    attribution: str | None = None
    rule: str | None = None
    confidence: float | None = field(default=None, compare=False)
    standing: Standing | None = field(default=None, compare=False)
    id: str = field(default="", compare=False)
    review: Review | None = None

    @property
    def edited_away(self) -> bool:
        """Whether the newest version of its document, where that is kept, no longer says so."""
        return self.standing is not None and self.standing.edited_away

    @property
    def checked(self) -> bool:
        """Whether a person confirmed, corrected or added it, and no other says otherwise."""
        doubtful = (ReviewVerdict.DISPUTED, ReviewVerdict.REJECTED)
        return self.review is not None and self.review.verdict not in doubtful

    @property
    def key(self) -> tuple[str, int, int, str, str, str]:
        """What tells this claim from every other: the place it was read, the event and whom."""
        who = self.subject or self.group or ""
        return (self.document, self.start, self.end, self.event, who, self.modality.value)

    def stands_in(self, document: Document) -> bool:
        """Whether the claim is of this document and its quote stands where it says."""
        text, within = document.text, 0 <= self.start < self.end <= len(document.text)
        return self.document == document.id and within and self.quote == text[self.start : self.end]

    def to_json(self) -> dict[str, Any]:
        """The claim as the contract's JSON object; standing, id and review where it has them."""
        record = asdict(self)
        record["review"] = self.review and self.review.to_json()
        for name in ("standing", "id", "review"):
            if not record[name]:
                del record[name]
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Claim:
        """The claim in a JSON object; raises ValueError on an unknown modality or subject kind."""
        known: dict[str, Any] = {name: record.get(name) for name in cls.__dataclass_fields__}
        known["subject_kind"] = SubjectKind(record["subject_kind"])
        known["modality"] = Modality(record["modality"])
        standing, review = record.get("standing"), record.get("review")
        known["standing"] = Standing(**standing) if isinstance(standing, Mapping) else None
        known["review"] = Review.from_json(review) if isinstance(review, Mapping) else None
        return cls(**{**known, "id": record.get("id") or ""})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read in one document: its claims, in the order of the text.

    `lang` is the language found; `read` is False where no rules for it exist, so that "no claims"
    is never mistaken for "nothing happened". `upto` is where reading stopped, in characters, in a
    text too long to be read to its end, else None.
    """

    document: str
    lang: str
    read: bool
    claims: tuple[Claim, ...] = ()
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about something by its stable id; only another one takes it back."""

    number: int
    at: dt.datetime
    who: str
    about: str
    verdict: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """That two persons may be one, why, in codes, and how alike they are, from 0 to 1."""

    other: str
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Person:
    """One person under every spelling that claims use for them.

    `doubts` are the persons who may be the same one; they never merge by themselves. `marks` are
    what judgements know this person's mentions by, whatever becomes of the id.
    """

    id: str
    name: str
    names: tuple[str, ...]
    claims: tuple[Claim, ...]
    doubts: tuple[Doubt, ...] = ()
    marks: tuple[str, ...] = ()

    @property
    def unsure(self) -> tuple[str, ...]:
        """The ids of the persons who may be the same one."""
        return tuple(doubt.other for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class Copies:
    """Which documents are copies of one report: every copy's id, and its head's, to the head's.

    The head is the document that told it first, as far as that is known. A document of which no
    other is a copy stands for itself.
    """

    heads: Mapping[str, str] = field(default_factory=dict)

    def head(self, document: str) -> str:
        """The id of the document that told first what this one tells."""
        return self.heads.get(document, document)

    def count(self, documents: Iterable[str]) -> int:
        """How many reports the documents are, each counted once however often it was copied."""
        return len({self.head(each) for each in documents})

    def gathered(self, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Documents report by report: the one to name, which is the head if it is among them.

        To each its copies among the documents; all in the order of their ids.
        """
        found: dict[str, list[str]] = {}
        for each in sorted(set(documents)):
            found.setdefault(self.head(each), []).append(each)
        named = ((head if head in group else group[0], group) for head, group in found.items())
        return {one: tuple(each for each in group if each != one) for one, group in named}

    def others(self, document: str) -> tuple[str, ...]:
        """The ids of the other documents of its group."""
        head = self.heads.get(document)
        if head is None:
            return ()
        return tuple(each for each, its in self.heads.items() if its == head and each != document)


@dataclass(frozen=True, slots=True, eq=False)
class Held(Mapping[str, Headed]):
    """The documents that are held, by their ids, and which of them are copies of one report."""

    by_id: Mapping[str, Headed]
    copies: Copies = field(default_factory=Copies)

    def __getitem__(self, document: str) -> Headed:
        return self.by_id[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    def sources(self, documents: Iterable[str]) -> int:
        """How many sources documents have: each report's is the one that told it first.

        A report whose source is not told is one of its own.
        """
        return len(self.told_first_by(documents))

    def told_first_by(self, documents: Iterable[str]) -> set[str]:
        """The sources that `sources` counts; for a report whose source is not told its id."""
        heads = {self.copies.head(each) for each in documents}
        return {(head in self and self[head].source) or head for head in heads}
