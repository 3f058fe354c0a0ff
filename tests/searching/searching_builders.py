"""Stores with a few documents, as an `add` would have kept them, and what a search finds there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from keeping_builders import Entry, keep_entries

from nonrefoul.searching import Asked, Index, bring_up, find
from nonrefoul.store import Store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

DAY = dt.date(2031, 5, 1)


def document(text: str, name: str = "d1", **said: Any) -> Document:
    return Document(name, text, **{"lang": "ru", "published": DAY, "source": "канал", **said})


def claim(of: Document, quote: str, event: str = "detained", **said: Any) -> Claim:
    start = of.text.index(quote)
    kind, modality = SubjectKind.PERSON, said.pop("modality", Modality.ASSERTED)
    end = start + len(quote)
    return Claim(of.id, event, "Глеб Ветроградов", kind, modality, start, end, quote, **said)


def keep(store: Store, said: Document, *claims: Claim, rules: str = "1") -> None:
    keep_entries(store, [Entry(said, Reading(said.id, "ru", True, claims))], rules)


def keep_texts(store: Store, texts: Iterable[str]) -> None:
    entries = (document(text, f"d{number}") for number, text in enumerate(texts, 1))
    keep_entries(store, [Entry(each, Reading(each.id, "ru", True, ())) for each in entries], "1")


def found(index: Index, line: str = "", **asked: Any) -> list[str]:
    """The ids that a search finds, after what the store got was put into the index."""
    bring_up(index)
    hits = find(index, Asked(line, **asked), 1000)
    assert hits.total == len(hits.hits)
    return [each.id for each in hits.hits]
