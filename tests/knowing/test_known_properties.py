"""However a store grew, what is known step by step is what a look from nothing finds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
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

facts = st.builds(
    Fact,
    st.sampled_from(NAMES),
    st.sampled_from(("detained", "extradited", "asylum_applied", "abducted")),
    host=st.sampled_from(("KG", "KZ", None)),
    origin=st.sampled_from(("RU", "RU", "TJ", None)),
    date=st.sampled_from((None, "2031-01-05", "2031-01-20")),
    kind=st.sampled_from((SubjectKind.PERSON, SubjectKind.PERSON, SubjectKind.OFFICIAL)),
    rule=st.sampled_from(("held", "taken")),
    confidence=st.sampled_from((0.5, 0.75)),
)
entries = st.builds(
    lambda name, own, published, source, forwarded, end: told(
        name, *own, published=published, source=source, forwarded=forwarded, rest=end
    ),
    st.sampled_from(CHAT),
    st.lists(facts, max_size=3),
    st.sampled_from((None, "2031-02-01", "2031-02-03")),
    st.sampled_from(("канал", "другой")),
    st.sampled_from((None, None, "chat/1", "канал")),
    st.sampled_from(ENDS),
)
number = st.integers(0, 11)


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
            add(self.store, read_anew(entry, left_out, 0.5), rules=f"rules {at} {left_out}")

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


Step = Callable[[Desk], None]
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda entry: lambda desk: desk.add(entry), entries),
    st.builds(lambda entry: lambda desk: desk.add(entry), entries),
    st.builds(lambda at, out: lambda desk: desk.read_anew(at, out), number, st.integers(0, 3)),
    st.builds(lambda at: lambda desk: desk.miss(at), number),
    st.builds(
        lambda one, other, verdict: lambda desk: desk.decide(one, other, verdict),
        number,
        number,
        st.sampled_from((SAME, DIFFERENT)),
    ),
    st.builds(
        lambda at, how, who: lambda desk: desk.review(at, how, who),
        number,
        st.sampled_from(("confirmed", "rejected", "corrected", "added")),
        st.sampled_from(("one", "two")),
    ),
    st.builds(lambda at: lambda desk: desk.dismiss(at), number),
    st.builds(lambda at: lambda desk: desk.take_back(at), number),
)


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


@given(st.lists(st.tuples(steps, st.booleans()), min_size=1, max_size=12))
@settings(max_examples=50, deadline=None)
def test_step_by_step_is_as_from_nothing(taken: list[tuple[Step, bool]]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for step, look in taken:
            step(desk)
            if look:
                desk.known.refresh()
                alike(desk.known, desk.store)
        desk.known.refresh()
        alike(desk.known, desk.store)
        assert not desk.known.refresh()
        desk.store.engine.dispose()
