"""Documents that are copies of one report, as groups with a head."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from nonrefoul.copies.comparing import copied
from nonrefoul.copies.sketching import identity, meetings, sketch
from nonrefoul.copies.wording import Wording, wording
from nonrefoul.words import Copies, Document

# A telegram message is named by its chat and number.
_MESSAGE = re.compile(r"(?:https?://)?(?:t\.me/(?:s/)?)?([^/\s]+/\d+)")
# So many texts cut into words are held at a time, some ten kilobytes each.
_WORDINGS = 4096
# In a band that more texts have in common than this, each meets only those next to it in length.
_NEIGHBOURS = 24


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
    held = sorted(documents, key=lambda each: each.id)
    groups = _Groups(len(held))
    _join_forwards(held, groups)
    _join_texts(held, sketches or {}, groups)
    heads: dict[str, str] = {}
    for members in groups.all():
        head = min((held[each] for each in members), key=_first)
        heads |= {held[each].id: head.id for each in members}
    return Copies(heads)


def _first(document: Document) -> tuple[object, ...]:
    day = document.published or dt.date.max
    return (day, document.forwarded is not None, document.id)


class _Groups:
    """Places joined into groups; a group's mark is its first place (union and find)."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def mark(self, place: int) -> int:
        while self._up[place] != place:
            self._up[place] = self._up[self._up[place]]
            place = self._up[place]
        return place

    def join(self, places: Iterable[int]) -> None:
        marks = sorted({self.mark(place) for place in places})
        for mark in marks[1:]:
            self._up[mark] = marks[0]

    def all(self) -> Iterator[list[int]]:
        """Every group of two or more."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._up)):
            found[self.mark(place)].append(place)
        return (members for members in found.values() if len(members) > 1)


def _join_forwards(held: Sequence[Document], groups: _Groups) -> None:
    """Join a message and its forwards; where only a channel is named, what has the same text."""
    found: dict[object, list[int]] = defaultdict(list)
    named = {each.forwarded for each in held if each.forwarded}
    for place, document in enumerate(held):
        message = _message(document.forwarded)
        for name in {message} if message else _names(document):
            found[name].append(place)
        channel = None if message else document.forwarded or document.source
        if channel in named:
            found[channel, " ".join(document.text.split())].append(place)
    for places in found.values():
        groups.join(places)


def _names(document: Document) -> set[str]:
    """What a forward header may call the message that the document is."""
    return {name for name in (_message(document.id), _message(document.url)) if name}


def _message(name: str | None) -> str | None:
    found = _MESSAGE.fullmatch(name or "")
    return found[1].casefold() if found else None


def _join_texts(held: Sequence[Document], sketches: Mapping[str, bytes], groups: _Groups) -> None:
    made = [sketches[each.id] if each.id in sketches else sketched(each.text) for each in held]
    whole = [place for place, each in enumerate(made) if each]
    same: dict[bytes, list[int]] = defaultdict(list)
    for place in whole:
        same[identity(made[place])].append(place)
    for places in same.values():
        groups.join(places)
    compare = _Comparing(held)
    for meeting in meetings([made[place] for place in whole]):
        for one, other in _couples([whole[each] for each in meeting], groups, compare):
            if groups.mark(one) != groups.mark(other) and compare(one, other):
                groups.join((one, other))


def _couples(
    places: Sequence[int], groups: _Groups, compare: _Comparing
) -> Iterator[tuple[int, int]]:
    """Every two of the places, or in a long list every two that are near in length."""
    if len({groups.mark(place) for place in places}) == 1:
        return
    order = sorted(places, key=lambda place: (compare.length(place), place))
    for at, one in enumerate(order):
        for other in order[at + 1 : at + 1 + _NEIGHBOURS]:
            yield one, other


class _Comparing:
    """Compares documents' texts, every two of them once."""

    def __init__(self, held: Sequence[Document]) -> None:
        self._held = held
        self._wording = lru_cache(maxsize=_WORDINGS)(self._make)
        self._known: dict[tuple[int, int], bool] = {}

    def length(self, place: int) -> int:
        return len(self._held[place].text)

    def __call__(self, one: int, other: int) -> bool:
        key = (min(one, other), max(one, other))
        if key not in self._known:
            source = self._held[one].source
            same_source = source is not None and source == self._held[other].source
            self._known[key] = copied(self._wording(one), self._wording(other), same_source)
        return self._known[key]

    def _make(self, place: int) -> Wording:
        return wording(self._held[place].text)
