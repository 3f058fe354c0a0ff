"""However a store grew, what is known step by step is what a look from nothing finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from keeping_builders import Entry, kept
from knowing_builders import Fact, add, read_anew, told

from nonrefoul import reviewing, store
from nonrefoul.cases import dismissal
from nonrefoul.knowing import Knowledge, Known
from nonrefoul.people import DIFFERENT, SAME, about
from nonrefoul.pipeline import know
from nonrefoul.store import Store, open_store
from nonrefoul.words import Claim, Document, SubjectKind

NAMES = (
    "Глеб Ветроградов",
    "Глеба Ветроградова",
    "Gleb Vetrogradov",
    "Глеб Ветрогратов",
    "Г. Ветроградов",
    "Ветроградов",
    "Сергей Иванов",
    "Иванов",
    None,
)
CHAT = [f"chat/{number}" for number in range(1, 6)]
# Documents that end alike are copies of one report, unless the names in them differ.
ENDS = ("", "Об этом рассказал его адвокат, который подаст жалобу в областной суд страны. " * 6)


def fact(chance: Random) -> Fact:
    """Something told of somebody, of whom there are few."""
    return Fact(
        chance.choice(NAMES),
        chance.choice(("detained", "extradited", "asylum_applied", "abducted")),
        host=chance.choice(("KG", "KZ", None)),
        origin=chance.choice(("RU", "RU", "TJ", None)),
        date=chance.choice((None, "2031-01-05", "2031-01-20")),
        kind=chance.choice((SubjectKind.PERSON, SubjectKind.PERSON, SubjectKind.OFFICIAL)),
        rule=chance.choice(("held", "taken")),
        confidence=chance.choice((0.5, 0.75)),
    )


def entry(chance: Random, pool: Sequence[Sequence[Fact]]) -> Entry:
    """A document that tells what others tell too, of which not all need be read."""
    own = told(
        chance.choice(CHAT),
        *chance.choice(pool),
        published=chance.choice((None, "2031-02-01", "2031-02-02", "2031-02-03")),
        source=chance.choice(("канал", "другой")),
        forwarded=chance.choice((None, None, None, "chat/1", "канал")),
        rest=chance.choice(ENDS),
    )
    return read_anew(own, chance.randrange(6))


class Desk:
    """A store, those who work on it, and what is known of it."""

    def __init__(self, home: Path) -> None:
        self.store = open_store(home)
        self.known = Known(self.store)
        self.entries: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        """A document comes, or a version of one that is there."""
        self.entries[entry.document.id] = entry
        add(self.store, entry)

    def read_anew(self, at: int, left_out: int) -> None:
        """Other rules read a document anew."""
        if self.entries:
            entry = [*self.entries.values()][at % len(self.entries)]
            anew = read_anew(entry, left_out, 0.5)
            add(self.store, anew, rules=f"rules {at} {left_out}")

    def miss(self, at: int) -> None:
        """A later capture of the chat lacks a document."""
        ends = [(first, last) for first, last in ((1, at % 5), (at % 5 + 2, 9)) if first <= last]
        entry = Entry(Document(f"export {at}", "all"), None, f"export {at}.json")
        handed = kept(self.store, entry).handed
        store.cover(self.store, handed, "chat", ends)

    def decide(self, one: int, other: int, verdict: str) -> None:
        """Somebody says who is who."""
        marks = sorted({each for person in self.known.now.persons for each in person.marks})
        if len(marks) > 1 and one % len(marks) != other % len(marks):
            pair = about([marks[one % len(marks)]], [marks[other % len(marks)]])
            store.judge(self.store, pair, verdict, "reviewer")

    def review(self, at: int, how: str, who: str) -> None:
        """Somebody judges a claim, or adds one."""
        found = self.known.now.every_reviewed
        claims = (*found.claims, *found.rejected)
        if not claims:
            return
        claim = claims[at % len(claims)]
        verdict, name = reviewing.confirmed(claim), claim.id
        if how == "rejected":
            verdict = reviewing.rejected(claim)
        elif how == "corrected":
            verdict = reviewing.corrected(claim, _other(claim, "KZ"))
        elif how == "added":
            new = _other(claim, "AM")
            name = reviewing.id_of_added(new, found, self.store.key)
            verdict = reviewing.added(new)
        store.judge(self.store, reviewing.about(name), verdict, who)

    def dismiss(self, at: int) -> None:
        """Somebody sets an alert aside."""
        alerts = self.known.alerts
        if alerts:
            alert = alerts[at % len(alerts)]
            store.judge(self.store, alert.id, dismissal(alert), "lawyer")

    def take_back(self, at: int) -> None:
        """Somebody takes a judgement back, which may be one that took back another."""
        made = self.known.now.judgements
        if made:
            store.take_back(self.store, made[at % len(made)].number, "reviewer")


def _other(claim: Claim, host: str) -> Claim:
    record = {**claim.to_json(), "host": host, "review": None, "id": "", "confidence": None}
    return Claim.from_json(record)


def step(desk: Desk, chance: Random, pool: Sequence[Sequence[Fact]]) -> None:
    """Somebody does something."""
    one, other = chance.randrange(60), chance.randrange(60)
    how = chance.choice(("confirmed", "rejected", "corrected", "added"))
    steps: list[Callable[[], None]] = [
        *[lambda: desk.add(entry(chance, pool))] * 5,
        lambda: desk.read_anew(one, other % 4),
        lambda: desk.miss(one),
        lambda: desk.decide(one, other, SAME),
        lambda: desk.decide(one, other, DIFFERENT),
        lambda: desk.review(one, how, chance.choice(("one", "two"))),
        lambda: desk.review(one, how, chance.choice(("one", "two"))),
        lambda: desk.dismiss(one),
        lambda: desk.take_back(one),
    ]
    chance.choice(steps)()


def said(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """All of claims, what is no part of what they say too: standing, confidence, ids."""
    return [each.to_json() for each in claims]


def whole(found: Knowledge) -> str:
    """What two looks must have alike besides being equal."""
    persons = {each.id: said(each.claims) for each in (*found.persons, *found.officials)}
    cases = {each.id: said(each.timeline) for each in found.cases}
    postures = [said(c for m in each.matters for c in m.claims) for each in found.postures]
    told = [said(found.claims), said(found.reviewed.rejected), persons, cases, postures]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)


def alike(known: Known, from_store: Store) -> None:
    """Assert that what is known is what a look from nothing finds."""
    found, anew = known.knowledge(), know(from_store)
    assert {**found.documents} == {**anew.documents}
    assert found.documents.copies == anew.documents.copies
    assert found.reviewed == anew.reviewed
    assert found.persons == anew.persons
    assert found.officials == anew.officials
    assert found.cases == anew.cases
    assert found.postures == anew.postures
    assert found == anew
    assert known.sources == Known(from_store).sources
    known.settle()
    assert known.now.postures_so_far == {(e.host, e.origin): e for e in anew.postures}
    assert whole(found) == whole(anew)


@given(st.integers(0, 1_000_000))
@settings(max_examples=12, deadline=None)
def test_step_by_step_is_as_from_nothing(seed: int) -> None:
    """Hypothesis gives a number alone: left to itself it would choose few and short documents."""
    chance = Random(seed)
    pool = [[fact(chance) for _ in range(chance.randrange(4))] for _ in range(4)]
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for _ in range(16):
            step(desk, chance, pool)
            if chance.random() < 0.6:
                desk.known.refresh()
            if chance.random() < 0.2:
                desk.known.refresh()
                alike(desk.known, desk.store)
        desk.known.refresh()
        alike(desk.known, desk.store)
        assert not desk.known.refresh()
        desk.store.engine.dispose()
