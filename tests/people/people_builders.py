"""Claims about invented persons, for the tests of who is who."""

from __future__ import annotations

from nonrefoul.people import persons
from nonrefoul.words import Claim, Modality, Person, SubjectKind

KEY = b"a key for tests"


def claim(
    subject: str | None,
    document: str = "d1",
    *,
    start: int = 0,
    event: str = "detained",
    origin: str | None = "RU",
    kind: SubjectKind = SubjectKind.PERSON,
    group: str | None = None,
) -> Claim:
    """A claim with what matters to a test, and plain values for the rest."""
    return Claim(
        document=document,
        event=event,
        subject=subject,
        subject_kind=kind,
        modality=Modality.ASSERTED,
        start=start,
        end=start + 5,
        quote="слова",
        group=group,
        host="KG",
        origin=origin,
    )


def found(*claims: Claim) -> dict[str, Person]:
    """The persons in these claims by the name that is shown."""
    return {person.name: person for person in persons(claims, KEY)}
