"""A store of invented documents on invented persons, as large as asked for, to measure on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import bench_people

from nonrefoul import store
from nonrefoul.rules import events
from nonrefoul.store import Handed, Kept, Store
from nonrefoul.words import Claim, Document, Reading

_AT_ONCE = 500
_SOURCES = 40
_COPIES = 0.05
_EVENTS = [code for code, event in sorted(events().items()) if "person" in event.subject]
_VOWELS, _OTHERS = "аеиоуы", "бвгдзклмнпрстх"


@dataclass(frozen=True, slots=True)
class Size:
    """How many persons there are, claims on each, documents for each that tell of them, and all."""

    persons: int
    claims: int
    telling: int
    documents: int


class Maker:
    """Makes documents in which persons are told of, or none; every run makes the same."""

    def __init__(self, seed: int) -> None:
        """Begin."""
        self.random = Random(seed)  # noqa: S311 - invented documents
        self.words = [self._word() for _ in range(8000)]

    def _word(self) -> str:
        chosen = (self.random.choice(_OTHERS) + self.random.choice(_VOWELS) for _ in range(3))
        return "".join(chosen) + self.random.choice(_OTHERS)

    def sentences(self, count: int) -> str:
        """Some sentences of words that mean nothing, the first ones often, as words are."""
        told = []
        for _ in range(count):
            at = [int(len(self.words) ** self.random.random()) - 1 for _ in range(12)]
            told.append(" ".join(self.words[each] for each in at).capitalize() + ".")
        return " ".join(told)

    def document(self, name: str, claims: Sequence[Claim]) -> tuple[Document, Reading]:
        """A document with a line for each claim, and other lines between."""
        lines, placed, at = [], [], 0
        for claim in claims:
            quote = f"{claim.subject}: {claim.event} ({claim.host}, {claim.origin}, {claim.date})"
            placed.append(replace(claim, document=name, start=at, end=at + len(quote), quote=quote))
            lines += [quote, self.sentences(1)]
            at += len(quote) + len(lines[-1]) + 2
        lines.append(self.sentences(self.random.randrange(3, 9)))
        day = date(2024, 1, 1) + timedelta(self.random.randrange(700))
        source = f"channel {self.random.randrange(_SOURCES)}"
        document = Document(name, "\n".join(lines), "ru", day, source)
        return document, Reading(name, "ru", True, tuple(placed))

    def documents(self, size: Size) -> Iterator[tuple[Document, Reading]]:
        """Documents of a size, some of them copies of others."""
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in bench_people.made(size.persons, self.random, size.claims, size.telling):
            event = self.random.choice(_EVENTS)
            rule = f"rule {event} {self.random.randrange(3)}"
            own = replace(claim, event=event, rule=rule, confidence=0.75)
            told[claim.document].append(own)
        made: list[tuple[Document, Reading]] = []
        for number in range(size.documents - len(told)):
            told.setdefault(f"other {number}", [])
        for name, claims in told.items():
            if made and claims and self.random.random() < _COPIES:
                yield _copied(name, *self.random.choice(made))
            else:
                made.append(self.document(name, claims))
                yield made[-1]
                made = made[-1000:]


def _copied(name: str, document: Document, reading: Reading) -> tuple[Document, Reading]:
    claims = tuple(replace(each, document=name) for each in reading.claims)
    copy = replace(document, id=name, source="channel of copies")
    return copy, replace(reading, document=name, claims=claims)


def add(into: Store, made: Sequence[tuple[Document, Reading]], rules: str = "rules") -> None:
    """Keep documents as an `add` would, those of a batch in one original."""
    texts = [document.text.encode() for document, _ in made]
    original = into.originals.keep_bytes(b"".join(texts))
    handed = Handed(f"{made[0][0].id}.txt", original, "bench")
    kept, at = [], 0
    for (document, reading), raw in zip(made, texts, strict=True):
        said = hashlib.sha256(raw).hexdigest()
        kept.append(Kept(document, reading, handed, original, at, len(raw), said))
        at += len(raw)
    store.keep(into, kept, rules)


def filled(home: Path, size: Size, seed: int = 7) -> Store:
    """A new store of that size in a folder."""
    into = store.open_store(home)
    batch: list[tuple[Document, Reading]] = []
    for each in Maker(seed).documents(size):
        batch.append(each)
        if len(batch) == _AT_ONCE:
            add(into, batch)
            batch = []
    if batch:
        add(into, batch)
    return into
