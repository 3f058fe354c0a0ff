"""What the commands on who is who do: show pairs, find whom is meant, and append judgements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul import store
from nonrefoul.cases import DISMISSED
from nonrefoul.cli.counts import counts
from nonrefoul.cli.deciding import user
from nonrefoul.cli.known import look, meets
from nonrefoul.cli.quotes import quotes
from nonrefoul.cli.screen import show
from nonrefoul.cli.showing import Manner, lines
from nonrefoul.cli.wording import caution, texts
from nonrefoul.people import about, mark_of, marks_of, reason
from nonrefoul.pipeline import Knowledge, know
from nonrefoul.publish.wording import plain, sentence
from nonrefoul.reviewing import FIELDS, Opinion, opinion
from nonrefoul.store import open_store
from nonrefoul.words import Doubt, Held, Judgement, Person


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, and why."""

    who: str
    note: str | None


def by(who: str | None, note: str | None) -> By:
    """The one named, else the name of this person's account."""
    return By(who or user(), note)


def unsure(name: str | None, manner: Manner, home: Path | None) -> None:
    """Show the pairs who may be one person, those of a name or all."""
    known = look(home)
    every = (*_pairs(known.persons), *_pairs(known.officials))
    pairs = [each for each in every if not name or _called(each, name)]
    if manner.json:
        lines(_pair_record(each, known.documents, manner.why) for each in pairs)
        return
    words = texts(manner.lang)
    if not pairs:
        show(Text(words["none_unsure"]))
        return
    parts = [part for each in pairs for part in _pair(each, known, manner)]
    told = [claim for pair in pairs for person in pair[:2] for claim in person.claims]
    show(Group(*parts, Text(caution(told, manner.lang), "dim")))


Pair = tuple[Person, Person, Doubt]


def _pairs(persons: Sequence[Person]) -> list[Pair]:
    """Each pair once, the likeliest first."""
    by_id = {person.id: person for person in persons}
    found = [
        (person, by_id[doubt.other], doubt)
        for person in persons
        for doubt in person.doubts
        if person.id < doubt.other
    ]
    return sorted(found, key=lambda each: (-each[2].score, each[0].id, each[1].id))


def _called(pair: Pair, name: str) -> bool:
    return any(meets(each, name) for person in pair[:2] for each in person.names)


def _pair(pair: Pair, known: Knowledge, manner: Manner) -> Iterator[RenderableType]:
    one, other, doubt = pair
    told = "; ".join(reason(each, manner.lang) for each in doubt.reasons)
    official = f"  {texts(manner.lang)['official']}" if one in known.officials else ""
    told_so = (f"  {doubt.score:.2f}{official}", "dim")
    yield Text.assemble(_named(one), "  =?  ", _named(other), told_so)
    yield Text(f"    {told}", "yellow")
    for person in (one, other):
        claims = person.claims if manner.why else person.claims[:1]
        yield quotes(claims, known.documents, manner.lang)
    yield Text()


def _named(person: Person) -> Text:
    return Text.assemble((plain(person.name), "bold"), " ", (person.id, "dim"))


def _pair_record(pair: Pair, held: Held, why: bool) -> dict[str, Any]:
    one, other, doubt = pair
    record: dict[str, Any] = {
        "one": _person_record(one, held),
        "other": _person_record(other, held),
        "reasons": list(doubt.reasons),
        "score": doubt.score,
    }
    if why:
        record["because"] = [each.to_json() for each in (*one.claims, *other.claims)]
    return record


def _person_record(person: Person, held: Held) -> dict[str, Any]:
    told = {"person_id": person.id, "person": person.name, "names": list(person.names)}
    return {**told, **counts(person.claims, held)}


def decide(one: str, other: str, verdict: str, decided: By, home: Path | None) -> None:
    """Append a judgement on two persons; raises BadParameter where an id tells none."""
    into = open_store(home, make=False)
    known = know(into)
    everyone = (*known.persons, *known.officials)
    first, second = _meant(everyone, one), _meant(everyone, other)
    if (first[0] in known.officials) != (second[0] in known.officials):
        raise typer.BadParameter(
            "an official and somebody pursued are kept apart, whoever they are"
        )
    if first[1] == second[1]:
        raise typer.BadParameter("both ids are of one mention; `nonrefoul names ID` lists others")
    # Of two persons all mentions are meant; of one who is to be parted only the two that are named.
    apart = first[0].id != second[0].id
    sides = [person.marks if apart else (mark,) for person, mark in (first, second)]
    kept = store.decide(into, about(*sides), verdict, decided.who, decided.note)
    told = f"{verdict}, decided by {plain(kept.who)} (judgement {kept.number})"
    show(Text(f"{told}; take it back with: nonrefoul take-back {kept.number}"))


def _meant(persons: Sequence[Person], start: str) -> tuple[Person, str]:
    """The person, and the mark of theirs, that begins so."""
    wanted = start.lower()
    found = [(each, mark) for each in persons for mark in each.marks if mark.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    own = [each for each in found if each[0].id == wanted]
    if len(own) == 1:
        return own[0]
    trouble = "several ids begin so" if found and wanted else "there is no person of that id"
    raise typer.BadParameter(f"{trouble}; `nonrefoul unsure` and `nonrefoul names` show ids")


def judgements(json: bool, home: Path | None) -> None:
    """Show all judgements."""
    from_store = open_store(home, make=False)
    made = store.judgements(from_store)
    gone = store.void(made)
    if json:
        lines(_judgement_record(each, each.number not in gone) for each in made)
        return
    known = know(from_store)
    everyone = (*known.persons, *known.officials)
    named = {mark: each.name for each in everyone for mark in each.marks}
    for each in made:
        holds = " (taken back)" if each.number in gone else ""
        told = f"{each.number}  {each.at:%Y-%m-%d}  {plain(each.who)}  {_verdict(each)}{holds}"
        show(Text(f"{told}  {_about(each, named)}{f': {plain(each.note)}' if each.note else ''}"))
    if not made:
        show(Text("No judgement."))


def _verdict(judgement: Judgement) -> str:
    """What was decided; of a dismissed alert without what it rested on, of a claim in a word."""
    word = judgement.verdict.split()[0]
    return word if word == DISMISSED or opinion(judgement) else judgement.verdict


def _about(judgement: Judgement, named: Mapping[str, str]) -> str:
    """What a judgement is about, with persons by name."""
    said = opinion(judgement)
    if said:
        return on_claim(said)
    sides = marks_of(judgement.about)
    if sides is None:
        return judgement.about
    return " | ".join(plain(named.get(side[0], side[0])) + f" {side[0][:8]}" for side in sides)


def on_claim(said: Opinion) -> str:
    """Which claim a judgement is on, what it says, and what of it was corrected."""
    claim = said.claims[0]
    whom = claim.subject or claim.group or "?"
    told = (
        f"claim {said.about[:8]}  {plain(whom)}: {sentence(claim, 'en')} [{plain(claim.document)}]"
    )
    changes = "; ".join(_changes(said))
    return f"{told} ({changes})" if changes else told


def _changes(said: Opinion) -> Iterator[str]:
    """What a correction changed, field by field."""
    for name in FIELDS if said.seen and said.says else ():
        before, after = getattr(said.seen, name), getattr(said.says, name)
        if before != after:
            yield f"{name} {plain(str(before or '?'))} → {plain(str(after or '?'))}"


def _judgement_record(judgement: Judgement, holds: bool) -> dict[str, Any]:
    said = opinion(judgement)
    claims = {"seen": said.seen, "says": said.says} if said else {}
    return {
        "number": judgement.number,
        "at": judgement.at.isoformat(),
        "who": judgement.who,
        "about": judgement.about,
        "verdict": _verdict(judgement) if said else judgement.verdict,
        "note": judgement.note,
        "holds": holds,
        **{name: claim and claim.to_json() for name, claim in claims.items()},
    }


def names(id_: str, json: bool, home: Path | None) -> None:
    """Show a person's names by document, each with its own id."""
    from_store = open_store(home, make=False)
    known = know(from_store)
    person, _ = _meant((*known.persons, *known.officials), id_)
    rows = list(_spelt(person, from_store.key))
    if json:
        lines({"id": mark, "name": name, "document": document} for mark, name, document in rows)
        return
    for mark, name, document in rows:
        show(Text.assemble((mark, "dim"), f"  {plain(name)}  ", (f"[{plain(document)}]", "dim")))


def _spelt(person: Person, key: bytes) -> Iterable[tuple[str, str, str]]:
    found = {
        mark_of(claim, key): (claim.subject or "", claim.document)
        for claim in reversed(person.claims)
    }
    return [(mark, *found[mark]) for mark in person.marks if mark in found]
