"""Claims about an invented person, for the tests of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from nonrefoul.cases import cases
from nonrefoul.words import Case, Claim, Document, Judgement, Modality, Person, SubjectKind

KEY = b"a key for tests"


def claim(
    event: str,
    *,
    date: str | None = None,
    modality: Modality = Modality.ASSERTED,
    document: str = "d1",
    start: int = 0,
    host: str | None = "KG",
    origin: str | None = "RU",
    third_state: str | None = None,
    quote: str = "слова",
    actor: str | None = None,
) -> Claim:
    """A claim with what matters to a test, and plain values for the rest."""
    return Claim(
        document=document,
        event=event,
        subject="Глеб Ветроградов",
        subject_kind=SubjectKind.PERSON,
        modality=modality,
        start=start,
        end=start + len(quote),
        quote=quote,
        host=host,
        origin=origin,
        third_state=third_state,
        actor=actor,
        date=date,
    )


def person(claims: Iterable[Claim]) -> Person:
    """One invented person with these claims."""
    name = "Глеб Ветроградов"
    return Person("0a0b0c0d", name, (name,), tuple(claims))


def documents(**published: str) -> dict[str, Document]:
    """Documents by id, with the days on which they were published."""
    return {
        name: Document(name, "", published=dt.date.fromisoformat(day))
        for name, day in published.items()
    }


def made(
    *claims: Claim, judgements: Sequence[Judgement] = (), **published: str
) -> tuple[Case, ...]:
    """The cases of the invented person."""
    return cases([person(claims)], documents(**published), KEY, judgements)


def only(*claims: Claim, **published: str) -> Case:
    """The one case of the invented person."""
    (case,) = made(*claims, judgements=(), **published)
    return case


def axes_of(case: Case) -> dict[str, str]:
    """The state of every axis that a claim moved."""
    return {each.axis: each.code for each in case.statuses if each.claims}


def kinds(case: Case) -> list[str]:
    """The codes of the case's alerts."""
    return sorted(alert.code for alert in case.alerts)
