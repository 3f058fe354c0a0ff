"""Documents with their claims, kept in a store: a line a claim, of invented persons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from keeping_builders import Entry, keep_entries

from nonrefoul.store import Store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind


@dataclass(frozen=True, slots=True)
class Fact:
    """What one line of a document tells."""

    subject: str | None
    event: str
    host: str | None = "KG"
    origin: str | None = "RU"
    date: str | None = None
    modality: Modality = Modality.ASSERTED
    kind: SubjectKind = SubjectKind.PERSON
    rule: str = "held"
    confidence: float = 0.75

    @property
    def line(self) -> str:
        """The words that tell it."""
        named = f"{self.subject}: {self.event} в {self.host} по запросу {self.origin}"
        return f"{named}, {self.date}, {self.modality.value}."


def told(
    name: str,
    *facts: Fact,
    published: str | None = "2031-02-01",
    source: str | None = "канал",
    forwarded: str | None = None,
    rest: str = "",
) -> Entry:
    """A document of these facts, and what is read in it."""
    text = "\n".join([*(fact.line for fact in facts), rest])
    day = dt.date.fromisoformat(published) if published else None
    document = Document(name, text, "ru", day, source, forwarded=forwarded)
    claims, at = [], 0
    for fact in facts:
        claims.append(_claim(name, fact, at))
        at += len(fact.line) + 1
    return Entry(document, Reading(name, "ru", True, tuple(claims)))


def _claim(document: str, fact: Fact, at: int) -> Claim:
    return Claim(
        document,
        fact.event,
        fact.subject,
        fact.kind,
        fact.modality,
        at,
        at + len(fact.line),
        fact.line,
        host=fact.host,
        origin=fact.origin,
        date=fact.date,
        rule=fact.rule,
        confidence=fact.confidence,
    )


def read_anew(entry: Entry, left_out: int, confidence: float) -> Entry:
    """The same document in which other rules read one claim less, the rest as likely as told."""
    assert entry.reading
    claims = [replace(each, confidence=confidence) for each in entry.reading.claims]
    kept = (*claims[:left_out], *claims[left_out + 1 :])
    return replace(entry, reading=replace(entry.reading, claims=kept))


def add(store: Store, *entries: Entry, rules: str = "rules of today") -> None:
    """Keep the documents as an `add` would."""
    keep_entries(store, entries, rules)
