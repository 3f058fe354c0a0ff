"""Claims, persons and documents about invented people, for the posture's tests."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence

from nonrefoul.copies import grouped
from nonrefoul.posture import postures
from nonrefoul.words import Claim, Document, Modality, Person, Posture, SubjectKind

DAY = dt.date(2031, 6, 1)


def claim(
    event: str,
    subject: str | None = "Вымыслов Пример",
    *,
    kind: SubjectKind | None = None,
    document: str = "d1",
    modality: Modality = Modality.ASSERTED,
    date: str | None = None,
    host: str | None = "KG",
    origin: str | None = "RU",
    actor: str | None = None,
    quote: str = "слова",
    group: str | None = None,
) -> Claim:
    """A claim with what matters to a test, and plain values for the rest."""
    usual = SubjectKind.PERSON if subject else SubjectKind.NONE
    return Claim(
        document=document,
        event=event,
        subject=subject,
        subject_kind=kind or usual,
        modality=modality,
        start=0,
        end=len(quote),
        quote=quote,
        group=group,
        host=host,
        origin=origin,
        actor=actor,
        date=date,
    )


def persons(claims: Iterable[Claim]) -> tuple[Person, ...]:
    """A person for every name that is a person's."""
    found: dict[str, list[Claim]] = {}
    for each in claims:
        if each.subject and each.subject_kind is SubjectKind.PERSON:
            found.setdefault(each.subject, []).append(each)
    return tuple(Person(f"p-{name}", name, (name,), tuple(own)) for name, own in found.items())


def document(name: str, published: dt.date | None = DAY, source: str = "канал") -> Document:
    """A document whose text is unlike any other's."""
    chance = random.Random(name)
    words = (
        "".join(chance.choices("абвгдеиклмнопрст", k=chance.randrange(3, 9))) for _ in range(30)
    )
    return Document(name, " ".join(words), published=published, source=source)


def measured(
    claims: Sequence[Claim], *documents: Document, as_of: dt.date = DAY
) -> tuple[Posture, ...]:
    """The postures of these claims, copies found as they are in earnest.

    The documents they name are made where they are not given.
    """
    held = {each.document: document(each.document) for each in claims}
    held |= {each.id: each for each in documents}
    return postures(claims, persons(claims), held, as_of, grouped(held.values()))


def only(found: tuple[Posture, ...]) -> Posture:
    """The one posture there is."""
    (posture,) = found
    return posture
