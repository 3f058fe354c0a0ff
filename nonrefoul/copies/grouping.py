"""Documents that are copies of one report, as groups with a head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from nonrefoul.copies.bands import NEIGHBOURS, Bands, Place
from nonrefoul.copies.cards import Card, Forwards, card
from nonrefoul.copies.comparing import copied
from nonrefoul.copies.sketching import sketch
from nonrefoul.copies.wording import Wording, wording
from nonrefoul.words import Copies, Document

# So many texts cut into words are held at a time, some ten kilobytes each, and so many pairs.
_WORDINGS = 4096
_PAIRS = 1_000_000
# From so many new documents on, and this share of all, all are grouped anew.
_MANY = 64
_SHARE = 0.1


def sketched(text: str) -> bytes:
    """The sketch of a text, to be kept beside it: 96 bytes, or none of a text too short."""
    return sketch(wording(text))


def grouped(documents: Iterable[Document], sketches: Mapping[str, bytes] | None = None) -> Copies:
    """Which documents are copies of one report; their order does not matter.

    Copies are those whose words are the same but for lines of the channel, writing and a few
    words; those that have one's beginning or the whole of it; and those that a forward header
    names. `sketches` are those already made, by document id. A group is all that hang together
    so; its head is the one published first, among those of one day one that is no forward.
    """
    held = {each.id: each for each in documents}
    grouping = Grouping(lambda name: held[name].text)
    grouping.update(held.values(), sketches=sketches)
    return grouping.copies


class Grouping:
    """The groups of some documents, kept as these come and go.

    However it came to hold them, the groups are those of the documents that it holds.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        """No document; `text` gives the text of one that is held, by its id."""
        self.heads: dict[str, str] = {}
        self._text = text
        self._cards: list[Card] = []
        self._place: dict[str, Place] = {}
        self._bands = Bands(self._order)
        self._forwards = Forwards()
        self._group: dict[Place, frozenset[Place]] = {}
        self._wording = lru_cache(maxsize=_WORDINGS)(self._make)
        self._copied = lru_cache(maxsize=_PAIRS)(self._compare)

    @property
    def copies(self) -> Copies:
        """Which of the documents are copies of one report."""
        return Copies(dict(self.heads))

    def update(
        self,
        new: Iterable[Document],
        gone: Iterable[str] = (),
        sketches: Mapping[str, bytes] | None = None,
    ) -> set[str]:
        """Take documents, new or otherwise than they were, and leave some out.

        Gives the ids of all that have another head than before, or have one no more.
        """
        coming, made = {each.id: each for each in new}, sketches or {}
        leaving = [each for each in {*gone, *coming} if each in self._place]
        if len(coming) > max(_MANY, _SHARE * len(self._place)):
            return self._anew(coming.values(), leaving, made)
        moved = self._leave(leaving) if leaving else set()
        for document in coming.values():
            moved |= self._take(document, made.get(document.id))
        return moved

    def _anew(
        self, coming: Iterable[Document], leaving: Iterable[str], made: Mapping[str, bytes]
    ) -> set[str]:
        """Group all anew."""
        for name in leaving:
            self._remove(name)
        new = []
        for document in coming:
            new.append(self._sketch(document, made.get(document.id)))
            self._enter(document)
        self._bands.add(new)
        old, self.heads, self._group = self.heads, {}, {}
        self._regroup({*self._place.values()})
        now = self.heads
        return {each for each in {*old, *now} if old.get(each, each) != now.get(each, each)}

    def _take(self, document: Document, made: bytes | None) -> set[str]:
        """Take one document, and join what it joins."""
        sketched = self._sketch(document, made)
        freed = self._enter(document)
        place = self._place[document.id]
        self._bands.add([sketched])
        beside = self._forwards.beside(self._cards[place])
        group = self._together([place, *self._bands.same(place), *self._places(beside)])
        for other in sorted(self._bands.couples(place) - group):
            if other not in group and self._copied(*_ordered(place, other)):
                group |= self._together([other])
        parted = {
            one
            for one, other in self._bands.straddling(place)
            if other in self._together([one]) and self._lost(one, other)
        }
        if freed or parted:
            return self._regroup(group | self._together([*self._places(freed), *parted]))
        return self._put(group, [group])

    def _leave(self, names: Iterable[str]) -> set[str]:
        """Leave documents out, and part what they held together."""
        met: set[tuple[Place, Place]] = set()
        concerned, left, freed = set[Place](), set[Place](), set[str]()
        for name in names:
            place = self._place[name]
            met |= self._bands.straddling(place)
            concerned |= self._together([place])
            left.add(place)
            freed |= self._remove(name)
        concerned |= self._together(self._places(freed))
        moved = self._put(left, []) | self._regroup(concerned - left)
        for one, other in met:
            both = self._together([one, other])
            apart = not {one, other} & left and other not in self._together([one])
            if apart and self._copied(*_ordered(one, other)):
                moved |= self._put(both, [both])
        return moved

    def _lost(self, one: Place, other: Place) -> bool:
        """Whether two copies are not to be compared any more, as another stands between them."""
        if self._bands.words(one) == self._bands.words(other):
            return False
        return self._copied(*_ordered(one, other)) and other not in self._bands.couples(one)

    def _sketch(self, document: Document, made: bytes | None) -> bytes:
        return sketched(document.text) if made is None else made

    def _enter(self, document: Document) -> set[str]:
        """Remember a document; gives those that its header alone makes copies of one another."""
        known = card(document)
        self._place[known.id] = len(self._cards)
        self._cards.append(known)
        return self._forwards.add(known)

    def _remove(self, name: str) -> set[str]:
        place = self._place.pop(name)
        self._bands.remove(place)
        return self._forwards.remove(self._cards[place])

    def _places(self, names: Iterable[str]) -> list[Place]:
        return [self._place[each] for each in names if each in self._place]

    def _together(self, places: Iterable[Place]) -> frozenset[Place]:
        """All that are in a group with one of these."""
        return frozenset().union(*(self._group.get(each, (each,)) for each in places))

    def _regroup(self, places: Collection[Place]) -> set[str]:
        """Group anew documents that no other is in a group with; gives those with new heads."""
        joined, keys = _Joined(), dict[object, Place]()
        for place in places:
            for key in (self._bands.words(place), *self._forwards.keys(self._cards[place])):
                if key is not None:
                    joined.join(place, keys.setdefault(key, place))
        for meeting in self._bands.meetings(places):
            own = [place for place in meeting if place in places]
            if len({joined.mark(place) for place in own}) > 1:
                for one, other in self._couples(meeting, places):
                    if joined.mark(one) != joined.mark(other) and self._copied(one, other):
                        joined.join(one, other)
        return self._put(places, joined.groups(places))

    def _couples(
        self, meeting: Iterable[Place], places: Collection[Place]
    ) -> Iterator[tuple[Place, Place]]:
        """Every two of those that meet, or of many every two near in length; both of `places`."""
        row = self._bands.row(meeting)
        for at, one in enumerate(row):
            if one in places:
                for other in row[at + 1 : at + 1 + NEIGHBOURS]:
                    if other in places:
                        yield _ordered(one, other)

    def _put(self, places: Iterable[Place], groups: Iterable[Collection[Place]]) -> set[str]:
        """Put documents into groups; gives the ids of those whose head changed."""
        old = {name: self.heads.pop(name, name) for name in map(self._name, places)}
        for place in places:
            self._group.pop(place, None)
        for members in groups:
            if len(members) > 1:
                head = min((self._cards[each] for each in members), key=lambda each: each.order)
                group = frozenset(members)
                for each in members:
                    self._group[each] = group
                    self.heads[self._name(each)] = head.id
        return {name for name, head in old.items() if self.heads.get(name, name) != head}

    def _name(self, place: Place) -> str:
        return self._cards[place].id

    def _order(self, place: Place) -> tuple[int, str]:
        return self._cards[place].length, self._cards[place].id

    def _compare(self, one: Place, other: Place) -> bool:
        source = self._cards[one].source
        same_source = source is not None and source == self._cards[other].source
        return copied(self._wording(one), self._wording(other), same_source)

    def _make(self, place: Place) -> Wording:
        return wording(self._text(self._name(place)))


class _Joined:
    """Places joined into groups; a group's mark is its first place (union and find)."""

    def __init__(self) -> None:
        self._up: dict[Place, Place] = {}

    def mark(self, place: Place) -> Place:
        up = self._up
        while (above := up.get(place, place)) != place:
            up[place] = up.get(above, above)
            place = above
        return place

    def join(self, one: Place, other: Place) -> None:
        first, second = sorted((self.mark(one), self.mark(other)))
        if first != second:
            self._up[second] = first

    def groups(self, places: Iterable[Place]) -> list[list[Place]]:
        """The places, group by group."""
        found: dict[Place, list[Place]] = defaultdict(list)
        for place in places:
            found[self.mark(place)].append(place)
        return list(found.values())


def _ordered(one: Place, other: Place) -> tuple[Place, Place]:
    return (one, other) if one < other else (other, one)
