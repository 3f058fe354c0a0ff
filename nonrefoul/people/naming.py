"""Groups of mentions given ids and names: persons, with those who may be the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from nonrefoul.people.compare import Comparison
from nonrefoul.people.groups import Groups
from nonrefoul.people.judging import mark
from nonrefoul.people.mentions import Mention, Spot, given
from nonrefoul.people.names import parse
from nonrefoul.people.ruling import Given
from nonrefoul.people.spelling import is_cyrillic
from nonrefoul.words import Claim, Copies, Doubt, Person

SHORTEST = 8  # letters of an id, where no other person's begins with the same

_NONE = Copies()


class Naming:
    """The persons that groups of mentions are, kept as the groups change."""

    def __init__(self, groups: Groups, key: bytes) -> None:
        """Nobody; `key` is the secret from which ids are made."""
        self.persons: dict[str, Person] = {}
        self._groups = groups
        self._key = key
        self._copies = _NONE
        self._at: dict[Spot, Spot] = {}  # to each mention its group's lead, at the last update
        self._bare: dict[Spot, Person] = {}  # a group's person without id and doubts
        self._spots: dict[Spot, tuple[Spot, ...]] = {}
        self._ids: dict[Spot, str] = {}
        self._begun: dict[str, set[Spot]] = defaultdict(set)  # groups by how their marks begin
        self._beside: dict[Spot, tuple[Spot, ...]] = {}

    def update(self, touched: set[Spot], copies: Copies) -> set[str]:
        """Make anew the persons of all mentions that are concerned; gives the ids that changed."""
        self._copies = copies
        dirty = self._leads(touched)
        begun = {start for lead in dirty for start in self._make(lead)}
        named = {lead for start in begun for lead in self._begun.get(start, ())}
        ids = {lead: self._id(lead) for lead in dirty | named}
        changed = dirty | {lead for lead in named if ids[lead] != self._ids.get(lead)}
        beside = {each for lead in changed for each in self._beside.get(lead, ())}
        fresh = {lead: self._groups.beside(lead) for lead in changed if lead in self._bare}
        beside.update(each for found in fresh.values() for each in found)
        for lead in beside - changed:
            if lead in self._bare:
                fresh[lead] = self._groups.beside(lead)
        return self._write(changed | beside, ids, fresh)

    def ids(self, leads: Iterable[Spot | None]) -> set[str]:
        """The ids of the persons that groups are."""
        return {self._ids[lead] for lead in leads if lead is not None}

    def _leads(self, touched: set[Spot]) -> set[Spot]:
        """The leads of the groups that mentions are in, and of those that they were in."""
        old = {lead for spot in touched if (lead := self._at.get(spot))}
        spots = touched.union(*(self._spots[lead] for lead in old))
        found = set(old)
        for spot in spots:
            lead = self._groups.final(spot)
            if lead:
                found.add(lead)
            else:
                self._at.pop(spot, None)
        return found

    def _make(self, lead: Spot) -> list[str]:
        """Make a group's person anew, as yet without id; gives how its marks begin and began."""
        starts = []
        if old := self._bare.pop(lead, None):
            starts.append(old.id)
            self._begun[old.id].discard(lead)
            del self._spots[lead]
        if self._groups.final(lead) == lead:
            spots = self._groups.spots(lead)
            group = [self._groups.mention(spot) for spot in spots]
            claims = tuple(sorted((each for one in group for each in one.claims), key=_place))
            marks = _marks(group, claims[0], self._key)
            names = tuple(sorted({claim.subject for claim in claims if claim.subject}))
            start = marks[0][:SHORTEST]
            shown = _shown(claims, self._copies)
            self._bare[lead] = Person(start, shown, names, claims, (), marks)
            self._begun[start].add(lead)
            self._spots[lead] = spots
            self._at.update(dict.fromkeys(spots, lead))
            starts.append(start)
        return starts

    def _id(self, lead: Spot) -> str | None:
        """The shortest beginning of its mark, of eight letters or more, that no other one shares.

        None of a group that is gone.
        """
        person = self._bare.get(lead)
        if person is None:
            return None
        return person.id if len(self._begun[person.id]) == 1 else person.marks[0]

    def _write(
        self,
        leads: set[Spot],
        ids: dict[Spot, str | None],
        fresh: dict[Spot, dict[Spot, list[Comparison]]],
    ) -> set[str]:
        """Put persons in the place of those who were; gives the ids of which that changed any."""
        was = {
            name: self.persons.pop(name)
            for lead in leads
            if (name := self._ids.get(lead)) is not None
        }
        for lead, name in ids.items():
            if name is None:
                self._ids.pop(lead, None)
                self._beside.pop(lead, None)
            else:
                self._ids[lead] = name
        written = {}
        for lead, found in fresh.items():
            self._beside[lead] = tuple(found)
            person = self._bare[lead]
            doubts = (self._doubt(other, why) for other, why in found.items())
            written[self._ids[lead]] = Person(
                self._ids[lead],
                person.name,
                person.names,
                person.claims,
                tuple(sorted(doubts, key=lambda doubt: doubt.other)),
                person.marks,
            )
        self.persons.update(written)
        return {
            name
            for name in was.keys() | written.keys()
            if not _same(was.get(name), written.get(name))
        }

    def _doubt(self, other: Spot, why: Iterable[Comparison]) -> Doubt:
        best = sorted(why, key=lambda each: (-each.score, each.reasons))
        reasons = tuple(dict.fromkeys(reason for each in best for reason in each.reasons))
        return Doubt(self._ids[other], reasons, best[0].score)


def _same(one: Person | None, other: Person | None) -> bool:
    """Whether two are alike down to the standing of their claims."""
    if one is None or other is None or one != other:
        return False
    return all(mine is theirs for mine, theirs in zip(one.claims, other.claims, strict=True))


def _place(claim: Claim) -> tuple[str | int, ...]:
    """Where the claim stands among all others; no two claims that differ share it."""
    rest = (claim.subject, claim.group, claim.host, claim.origin, claim.actor, claim.third_state)
    said = (claim.date, claim.attribution, claim.quote, claim.rule)
    sure = str(claim.confidence or "")
    return (*claim.key, claim.subject_kind.value, *(each or "" for each in (*rest, *said)), sure)


def _marks(group: Iterable[Mention], first: Claim, key: bytes) -> tuple[str, ...]:
    """The marks of a person's mentions, that of the first claim's before the others."""
    own = sorted(each for mention in group for each in mention.given)
    here = [each for each in own if each[0] == first.document]
    leading = next((each for each in here if _gives(each, first)), here[0])
    rest = (each for each in own if each != leading)
    return tuple(mark(each, key) for each in (leading, *rest))


def _gives(each: Given, claim: Claim) -> bool:
    return each in given([claim], claim.subject_kind)


def _shown(claims: Iterable[Claim], copies: Copies) -> str:
    """The fullest name, as a document spells it; of equals the one that most reports give."""
    told = {(claim.subject, copies.head(claim.document)) for claim in claims if claim.subject}
    counts = Counter(subject for subject, _ in told)
    if len(counts) == 1:
        return next(iter(counts))

    def fullness(subject: str) -> tuple[object, ...]:
        name = parse(subject)
        words = len(name.words) + bool(name.patronymic)
        russian = all(is_cyrillic(word) for word in name.words)
        return (
            name.full,
            words,
            not name.inflected,
            russian,
            counts[subject],
            len(subject),
            subject,
        )

    return max(counts, key=fullness)
