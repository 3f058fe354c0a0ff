"""Claims of an invented document, and what invented reviewers say of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from nonrefoul.reviewing import Reviewed, about, reviewed
from nonrefoul.words import Claim, Document, Judgement, Modality, Standing, SubjectKind

KEY = b"a key for tests"
WHEN = dt.datetime(2031, 1, 1)
TEXT = (
    "В Бишкеке задержан Глеб Ветроградов. Позже его выдали России. "
    "Адвокат Ветроградова говорит, что он просил убежища."
)


def document(text: str = TEXT, name: str = "d1") -> Document:
    return Document(name, text, "ru", dt.date(2030, 12, 30), "test channel")


def claim(
    quote: str = "задержан Глеб Ветроградов",
    event: str = "detained",
    *,
    of: Document | None = None,
    subject: str | None = "Глеб Ветроградов",
    host: str | None = "KG",
    modality: Modality = Modality.ASSERTED,
    rule: str = "held",
    confidence: float = 0.6,
    version: str = "v1",
) -> Claim:
    """A claim whose quote stands in the document, with plain values for what does not matter."""
    whole = of or document()
    start = whole.text.index(quote)
    return Claim(
        document=whole.id,
        event=event,
        subject=subject,
        subject_kind=SubjectKind.PERSON,
        modality=modality,
        start=start,
        end=start + len(quote),
        quote=quote,
        host=host,
        origin="RU",
        rule=rule,
        confidence=confidence,
        standing=Standing(version),
    )


class Desk:
    """Judgements as they are made one after the other, on claims as they then stand."""

    def __init__(self, *read: Claim, of: Document | None = None) -> None:
        self.read = list(read)
        self.documents = {"d1": of or document()}
        self.made: list[Judgement] = []

    @property
    def now(self) -> Reviewed:
        return reviewed(self.read, self.made, KEY, self.documents)

    def says(self, who: str, claim_id: str, verdict: str) -> Judgement:
        number = max((each.number for each in self.made), default=0) + 1
        at = WHEN + dt.timedelta(hours=number)
        judgement = Judgement(number, at, who, about(claim_id), verdict)
        self.made.append(judgement)
        return judgement

    def take_back(self, judgement: Judgement) -> None:
        self.made.remove(judgement)

    def edit(self, text: str, read: Iterable[Claim]) -> None:
        """The document says something else now, in which other claims are read."""
        self.documents = {"d1": document(text)}
        self.read = [replace(each, standing=Standing("v2")) for each in read]
