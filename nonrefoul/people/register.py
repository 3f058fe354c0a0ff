"""A register of persons that takes what is new without joining all others anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from nonrefoul.people.bare import Change
from nonrefoul.people.groups import Groups
from nonrefoul.people.judging import mark, marks_of, on_persons, ruling
from nonrefoul.people.mentions import Mention, Spot, given, mentions
from nonrefoul.people.naming import Naming
from nonrefoul.people.ruling import NONE, Given
from nonrefoul.words import Claim, Copies, Judgement, Person, SubjectKind

_NONE = Copies()


class Register:
    """The persons of some claims, kept as claims, copies and judgements come and go.

    However it came to hold them, its persons are those of the claims, copies and judgements that
    it holds: the way there changes nothing.
    """

    def __init__(self, key: bytes, kind: SubjectKind = SubjectKind.PERSON) -> None:
        """A register without claims; `key` is the secret from which ids are made.

        Those of a kind, persons or officials, are never joined with others.
        """
        self._key = key
        self._kind = kind
        self._copies = _NONE
        self._judgements: tuple[Judgement, ...] = ()
        self._ruling = NONE
        self._on: frozenset[str] = frozenset()  # the marks that judgements are about
        self._ruled: set[str] = set()  # the names that these are of
        self._told: dict[Given, tuple[Claim, ...]] = {}
        self._marks: dict[str, Given] = {}
        self._in: dict[str, tuple[Given, ...]] = {}
        self._of: dict[str, set[Given]] = defaultdict(set)
        self._spots: dict[str, dict[Spot, Mention]] = {}
        self._groups = Groups()
        self._naming = Naming(self._groups, key)

    @property
    def by_id(self) -> Mapping[str, Person]:
        """All persons by their ids; it changes with the next update."""
        return self._naming.persons

    @property
    def persons(self) -> tuple[Person, ...]:
        """All persons, in order of id."""
        return tuple(self.by_id[each] for each in sorted(self.by_id))

    def in_documents(self, documents: Iterable[str]) -> set[str]:
        """The ids of the persons of whom documents tell."""
        given = (each for document in documents for each in self._in.get(document, ()))
        return self._naming.ids(self._groups.final(self._groups.place[each]) for each in given)

    def update(
        self,
        told: Mapping[str, Iterable[Claim]],
        judgements: Iterable[Judgement] = (),
        copies: Copies = _NONE,
        moved: Collection[str] = (),
    ) -> set[str]:
        """Take the claims of some documents anew, and judgements and copies as they stand now.

        A document without claims is as one that is gone. `judgements` are those that hold. `moved`
        are all documents whose report `copies` tells otherwise than at the last update. Gives the
        ids of the persons who are new, gone or otherwise than they were.
        """
        self._copies = copies
        names = {name for document in told for name in self._enter(document, told[document])}
        again = {given for document in moved for given in self._in.get(document, ())}
        names |= {name for _, name in again}
        decided = self._decided(on_persons(judgements), names)
        names |= {name for _, name in decided}
        changes = [change for name in names for change in self._mention(name)]
        new = {name: self._spots.get(name, {}) for name in names}
        forced = self._giving(decided)
        touched = self._groups.update(new, changes, forced, self._ruling)
        return self._naming.update(touched | self._giving(again), copies)

    def _enter(self, document: str, claims: Iterable[Claim]) -> set[str]:
        """Take a document's claims; gives the names that it gives, or gave."""
        old = self._in.pop(document, ())
        for each in old:
            del self._told[each]
            del self._marks[mark(each, self._key)]
            self._of[each[1]].discard(each)
        new = given(claims, self._kind)
        for each, own in new.items():
            self._told[each] = tuple(own)
            self._marks[mark(each, self._key)] = each
            self._of[each[1]].add(each)
        if new:
            self._in[document] = tuple(new)
        return {name for _, name in (*old, *new)}

    def _decided(self, judgements: tuple[Judgement, ...], names: set[str]) -> set[Given]:
        """Take judgements; gives the mentions of which what they part changed."""
        if judgements != self._judgements:
            self._judgements = judgements
            sides = (side for each in judgements for side in marks_of(each.about) or ())
            self._on = frozenset(each for side in sides for each in side)
        elif names.isdisjoint(self._ruled | self._named_in_judgements()):
            return set()
        old, self._ruled = self._ruling, self._named_in_judgements()
        self._ruling = ruling(judgements, self._marks, self._alike, self._copies)
        changed = old.different ^ self._ruling.different
        return {each for pair in changed for each in pair} | (old.torn ^ self._ruling.torn)

    def _named_in_judgements(self) -> set[str]:
        return {self._marks[each][1] for each in self._on if each in self._marks}

    def _alike(self, one: Given) -> Sequence[Given]:
        """The same name in all copies of a report, in order."""
        document, name = one
        head = self._copies.head(document)
        return sorted(each for each in self._of[name] if self._copies.head(each[0]) == head)

    def _mention(self, name: str) -> Iterable[Change]:
        """Make the mentions of a name anew; gives those that differ."""
        own = {each: self._told[each] for each in self._of.get(name, ())}
        old, new = self._spots.pop(name, {}), mentions(own, self._ruling, self._copies)
        if new:
            self._spots[name] = new
        else:
            self._of.pop(name, None)
        for spot in old.keys() | new.keys():
            before, now = old.get(spot), new.get(spot)
            if before is None or now is None or not _same(before, now):
                yield spot, before, now

    def _giving(self, told: Iterable[Given]) -> set[Spot]:
        """The mentions of which these are a part."""
        wanted, found = set(told), set()
        for name in {name for _, name in wanted}:
            for spot, mention in self._spots.get(name, {}).items():
                if not wanted.isdisjoint(mention.given):
                    found.add(spot)
        return found


def _same(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of the very same claims and reports, as these stand."""
    told = (one.given, one.reports, len(one.claims))
    if told != (other.given, other.reports, len(other.claims)):
        return False
    return all(mine is theirs for mine, theirs in zip(one.claims, other.claims, strict=True))
