"""A made world as large as the desk is measured on: documents, claims, persons, judgements.

All of it is invented: words are drawn at random from the dictionary, few often and most seldom, as
words are; names are put together from syllables. It is kept by the store's own functions.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, islice
from pathlib import Path

from made_store import add

from nonrefoul import store
from nonrefoul.reading.morphology import analyzer
from nonrefoul.reviewing import about, confirmed, rejected, reviewed
from nonrefoul.store import Source, Store
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

RULES = "made"
BATCH = 500
CLAIMS_OF_A_PERSON = 4
LETTERS = 480  # about 1 KB, a letter being two bytes
FIRST_DAY, DAYS = dt.date(2027, 1, 1), 1400
HOSTS = ("KG", "KZ", "AM", "GE", "RS", "TR", "UZ", "AE", "TH", "MD", "ME", "IL")
ORIGINS = ("RU", "RU", "RU", "BY", "TJ", "TM")
EVENTS = {
    "detained": "задержан",
    "asylum_applied": "попросил убежища",
    "asylum_refused": "получил отказ в убежище",
    "extradition_requested": "разыскивается для выдачи",
    "extradition_refused": "не будет выдан",
    "extradited": "выдан",
    "deported": "выслан",
    "released": "отпущен",
    "disappeared": "пропал",
    "wanted": "объявлен в розыск",
}
MODALITIES = (*[Modality.ASSERTED] * 6, *Modality)
_STARTS = (
    *("Вал", "Гор", "Дар", "Жал", "Зар", "Кол", "Лун", "Мир", "Нав", "Озер", "Пол", "Руд"),
    *("Сав", "Тар", "Улан", "Фер", "Хал", "Цвет", "Чар", "Шам"),
)
_MIDDLES = ("ан", "ев", "ил", "ом", "ур", "ят", "ост", "ерн", "ибр", "алд", "енч", "онд")
_ENDS = ("ов", "ев", "ин", "ский", "ян", "енко", "ук", "адзе", "ич")
_NAMES = (
    "Авгур",
    "Бажен",
    "Велим",
    "Гордей",
    "Дарен",
    "Ерман",
    "Зорик",
    "Ивар",
    "Кирсан",
    "Лукьян",
    "Милан",
    "Назар",
    "Орест",
)


@dataclass
class World:
    """Invented documents of a size, always the same ones."""

    documents: int
    dice: random.Random = field(default_factory=lambda: random.Random(7))  # noqa: S311

    def __post_init__(self) -> None:
        self.claims = self.documents // 5
        self.persons = self.documents // 20
        self.words = _vocabulary(self.dice)
        self._weights = list(accumulate(1 / (place + 3) for place in range(len(self.words))))
        self.sources = [f"Выдуманный канал {number}" for number in range(1, 61)]
        self.names = self._people()

    def filled(self, home: Path) -> Store:
        """A store with all of it in a folder."""
        into = store.open_store(home)
        batch: list[tuple[Document, Reading]] = []
        for each in self._told():
            batch.append(each)
            if len(batch) == BATCH:
                add(into, batch, RULES)
                batch = []
        if batch:
            add(into, batch, RULES)
        self._follow(into)
        self._judge(into)
        return into

    def text(self) -> str:
        """Words in a row, as many as a message has."""
        said: list[str] = []
        while sum(map(len, said)) + len(said) < LETTERS:
            row = self.dice.choices(self.words, cum_weights=self._weights, k=9)
            said += [row[0].capitalize(), *row[1:-1], f"{row[-1]}."]
        return " ".join(said)

    def _people(self) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < self.persons:
            parts = (self.dice.choice(each) for each in (_STARTS, _MIDDLES, _MIDDLES, _ENDS))
            found[f"{self.dice.choice(_NAMES)} {''.join(parts)}"] = None
        return list(found)

    def _told(self) -> Iterator[tuple[Document, Reading]]:
        telling = self.claims * 3 // 5
        every = self.documents // telling
        of_whom = self._of_whom(telling)
        last: Document | None = None
        for number in range(self.documents):
            facts = of_whom[number // every] if number % every == 0 else []
            yield self._document(number, facts, last)
            if facts:
                last = None if self.dice.random() < 0.9 else self._last
        assert self.claims >= sum(map(len, of_whom))

    def _of_whom(self, telling: int) -> list[list[int]]:
        """Which persons each telling document tells of."""
        found: list[list[int]] = [[] for _ in range(2 * telling + 1)]
        for person in range(self.persons):
            for _ in range(CLAIMS_OF_A_PERSON):
                found[self.dice.randrange(telling)].append(person)
        return found

    def _document(
        self, number: int, persons: list[int], copied: Document | None
    ) -> tuple[Document, Reading]:
        """A document that tells of persons, or is the copy of one that does."""
        name, text = f"kanal{number % 60}/{number}", self.text()
        claims = []
        for person in persons:
            text, claim = self._claim(name, text, person)
            claims.append(claim)
        if copied is not None and not persons:
            text = copied.text
        day = FIRST_DAY + dt.timedelta(days=number * DAYS // self.documents)
        said = Document(name, text, "ru", day, self.sources[self.dice.randrange(60)])
        self._last = said
        return said, Reading(name, "ru", True, tuple(claims))

    def _claim(self, name: str, text: str, person: int) -> tuple[str, Claim]:
        """A text with one more sentence, and the claim that it tells."""
        dice = random.Random(person)  # noqa: S311
        host, origin = dice.choice(HOSTS), dice.choice(ORIGINS)
        event, words = self.dice.choice(list(EVENTS.items()))
        quote = f"{self.names[person]} {words}"
        start = len(text) + 1
        day = FIRST_DAY + dt.timedelta(days=self.dice.randrange(DAYS))
        claim = Claim(
            document=name,
            event=event,
            subject=self.names[person],
            subject_kind=SubjectKind.PERSON,
            modality=self.dice.choice(MODALITIES),
            start=start,
            end=start + len(quote),
            quote=quote,
            host=host,
            origin=origin,
            date=day.isoformat() if self.dice.random() < 0.6 else None,
            rule=f"made-{event}",
            confidence=round(0.5 + self.dice.random() / 2, 3),
        )
        return f"{text} {quote}.", claim

    def _follow(self, into: Store) -> None:
        now = dt.datetime(2030, 11, 1, tzinfo=dt.UTC)
        for number in range(40):
            address = f"https://example.org/{number}/feed.xml"
            store.follow(into, [Source(address, False, now)])
            failed = now if number % 8 == 0 else None
            said = "there is no such page (404); check the address" if failed else None
            store.note(
                into,
                Source(address, False, now, now, now, 30, failing_since=failed, failure=said),
            )

    def _judge(self, into: Store) -> None:
        """Two in a hundred claims are judged, three of four confirmed."""
        every = reviewed(store.claims(into), [], into.key).claims
        for place, claim in enumerate(every[:: max(1, len(every) // 400)]):
            said = rejected(claim) if place % 4 == 0 else confirmed(claim)
            store.decide(into, about(claim.id), said, "Вера")


def _vocabulary(dice: random.Random) -> list[str]:
    """Forms of words out of the dictionary, in no order."""
    found: list[str] = []
    for letter in "абвгдежзиклмнопрстуфхцчшэюя":
        words = [word for word, _ in islice(analyzer().dictionary.words.iteritems(letter), 60_000)]
        found += dice.sample(words, min(len(words), 2_500))
    dice.shuffle(found)
    return found
