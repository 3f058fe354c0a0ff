"""Pairs of persons who may be one, and a person's names by document, as pages show them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.desk.facing import Seen
from nonrefoul.desk.speech import N_, Speech
from nonrefoul.desk.telling import Told, told, told_once
from nonrefoul.knowing import View
from nonrefoul.people import DIFFERENT, SAME, mark_of, marks_of, reason
from nonrefoul.publish.wording import plain
from nonrefoul.store import Since
from nonrefoul.words import Doubt, Judgement, Person

_SHOWN = 4
SAID = {SAME: N_("one person"), DIFFERENT: N_("two people")}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two persons: names, states, days, and what is told of them."""

    id: str
    name: str
    names: tuple[str, ...]
    hosts: tuple[str | None, ...]
    origins: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    documents: int
    claims: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two persons who may be one; `key` is what addresses call the pair."""

    key: str
    one: Side
    other: Side
    reasons: tuple[str, ...]
    score: float
    seen: Seen


@dataclass(frozen=True, slots=True)
class Mention:
    """One name as one document spells it, by its mark, and what that document tells with it."""

    mark: str
    name: str
    document: str
    claim: Told


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement on who is who, for a list."""

    number: int
    who: str
    when: dt.datetime
    said: str
    names: tuple[str, str]
    note: str | None


Doubted = tuple[Person, Person, Doubt]


def pairs(view: View) -> list[Doubted]:
    """Each pair once, the likeliest first."""
    found = [
        (person, other, doubt)
        for person in view.persons
        for doubt in person.doubts
        if person.id < doubt.other and (other := view.person(doubt.other))
    ]
    return sorted(found, key=lambda each: (-each[2].score, each[0].id, each[1].id))


def key(pair: Doubted) -> str:
    """What addresses call a pair."""
    return f"{pair[0].id}-{pair[1].id}"


def behind(found: Sequence[Doubted], after: str) -> Doubted | None:
    """The pair behind one that was left for later; from its end a list begins anew."""
    keys = [key(each) for each in found]
    at = keys.index(after) + 1 if after in keys else 0
    return (*found[at:], *found[:at])[0] if found else None


def pair(doubted: Doubted, upto: int, view: View, say: Speech) -> Pair:
    """A pair as the page shows it."""
    one, other, doubt = doubted
    reasons = tuple(reason(each, say.lang) for each in doubt.reasons)
    sides = (side(one, view, say), side(other, view, say))
    return Pair(key(doubted), *sides, reasons, doubt.score, seen(one, other, upto))


def side(person: Person, view: View, say: Speech) -> Side:
    """One person of a pair."""
    documents = view.documents
    claims = [*told_once(person.claims, documents, say)]
    days = sorted(
        day
        for name in {each.document for each in person.claims}
        if name in documents and (day := documents[name].published)
    )
    return Side(
        person.id,
        person.name,
        tuple(each for each in person.names if each != person.name),
        tuple(sorted({each.host for each in person.claims}, key=lambda code: code or "~")),
        tuple(sorted({each.origin for each in person.claims if each.origin})),
        days[0] if days else None,
        days[-1] if days else None,
        documents.copies.count(each.document for each in person.claims),
        tuple(claims[:_SHOWN]),
        max(0, len(claims) - _SHOWN),
    )


def seen(one: Person, other: Person, upto: int) -> Seen:
    """What a form on two persons brings along."""
    marks = " ".join((*sorted(one.marks), "|", *sorted(other.marks)))
    return Seen(upto, hashlib.sha256(marks.encode()).hexdigest()[:12])


def since(one: Iterable[str], other: Iterable[str], upto: int) -> Since:
    """What somebody had seen who judges names by their marks: nobody judged any two of them."""
    ones, others = {*one}, {*other}

    def same(root: str, _made: Judgement) -> bool:
        sides = marks_of(root)
        if sides is None:
            return False
        first, second = ({*side} for side in sides)
        straight = ones & first and others & second
        return bool(straight or (ones & second and others & first))

    return Since(upto, same)


def mentions(person: Person, key_: bytes, view: View, say: Speech) -> Iterator[Mention]:
    """A person's names by document, each with the first thing that is told with it."""
    given: dict[str, Mention] = {}
    for claim in person.claims:
        mark = mark_of(claim, key_)
        if mark and mark not in given:
            shown = told(claim, view.documents, say)
            given[mark] = Mention(mark, claim.subject or "", claim.document, shown)
    return (given[mark] for mark in person.marks if mark in given)


def decided(made: Judgement, view: View, key_: bytes, say: Speech) -> Decided:
    """A judgement on who is who, the names as documents spell them."""
    sides = marks_of(made.about) or ((), ())
    names = _spelt({mark for side in sides for mark in side}, view, key_)
    called = [next((names[mark] for mark in side if mark in names), "?") for side in sides]
    said = say(SAID[made.verdict]) if made.verdict in SAID else made.verdict
    note = plain(made.note) if made.note else None
    return Decided(made.number, plain(made.who), made.at, said, (called[0], called[1]), note)


def _spelt(marks: set[str], view: View, key_: bytes) -> dict[str, str]:
    """How documents spell the names that have these marks."""
    found: dict[str, str] = {}
    for person in view.persons:
        if marks.isdisjoint(person.marks):
            continue
        for claim in person.claims:
            mark = mark_of(claim, key_)
            if mark in marks and claim.subject:
                found.setdefault(mark, plain(claim.subject))
    return found


def called(view: View, words: str, but: str) -> list[Person]:
    """Persons under a name that has these words, or beginnings of them."""
    wanted = _folded(words).split()
    found = [
        person
        for person in view.persons
        if person.id != but and any(_meets(name, wanted) for name in person.names)
    ]
    return sorted(found, key=lambda person: (person.name, person.id)) if wanted else []


def _meets(name: str, wanted: Sequence[str]) -> bool:
    words = _folded(name).split()
    return all(any(word.startswith(each) for word in words) for each in wanted)


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
