"""Mentions with full names, and which two of them are, or may be, one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nonrefoul.people.candidates import Key, Pair, keys, ordered, with_moments_shared
from nonrefoul.people.compare import Comparison, Verdict, compare, plainly_apart
from nonrefoul.people.mentions import Mention, Spot
from nonrefoul.people.names import parse
from nonrefoul.people.ruling import Ruling
from nonrefoul.people.weighing import weigh

Names = tuple[str, str]
Found = dict[Pair, Comparison]

_NOTHING: Found = {}


class Links:
    """The links between mentions with full names, kept name by name as mentions come and go.

    `same` and `unsure` give the mentions beside one, both ways.
    """

    def __init__(self) -> None:
        """No mention, no link."""
        self.mentions: dict[Spot, Mention] = {}
        self.same: dict[Spot, set[Spot]] = defaultdict(set)
        self.unsure: dict[Spot, dict[Spot, Comparison]] = defaultdict(dict)
        self._spots: dict[str, list[Spot]] = {}
        self._blocks: dict[Key, set[str]] = defaultdict(set)
        self._alike: dict[str, set[str]] = defaultdict(set)
        self._calls: dict[str, frozenset[str]] = {}
        self._callers: dict[str, set[str]] = defaultdict(set)
        self._found: dict[Names, Found] = {}
        self._linked: dict[str, set[str]] = defaultdict(set)

    def update(self, new: Mapping[str, Mapping[Spot, Mention]], ruling: Ruling) -> set[Spot]:
        """Take the mentions of some names anew, none of a name that is gone.

        Gives the mentions whose links are not what they were.
        """
        for name, found in new.items():
            self._enter(name, found)
        pairs = {_names(name, other) for name in new for other in self._partners(name)}
        touched: set[Spot] = set()
        for names in pairs:
            touched |= self._compare(names, ruling)
        return touched

    def _enter(self, name: str, found: Mapping[Spot, Mention]) -> None:
        for spot in self._spots.pop(name, ()):
            del self.mentions[spot]
        self.mentions.update(found)
        calls = frozenset(each for mention in found.values() for each in mention.called)
        for called in self._calls.pop(name, frozenset()):
            self._callers[called].discard(name)
        if found:
            self._spots[name] = sorted(found)
            self._calls[name] = calls
            for called in calls:
                self._callers[called].add(name)
            if name not in self._alike:
                self._meet(name)
        else:
            self._part(name)

    def _meet(self, name: str) -> None:
        """Find the names that may be one person's with a name that is new."""
        own, parsed = keys(name), parse(name)
        others = {other for key in own for other in self._blocks[key]}
        self._alike[name] = {
            other
            for other in others
            if not plainly_apart(parsed, parse(other))
            and compare(*_names(name, other)).verdict is not _DIFFERENT
        }
        for other in self._alike[name]:
            self._alike[other].add(name)
        for key in own:
            self._blocks[key].add(name)

    def _part(self, name: str) -> None:
        for other in self._alike.pop(name, ()):
            self._alike[other].discard(name)
        for key in keys(name):
            self._blocks[key].discard(name)

    def _partners(self, name: str) -> set[str]:
        """The names whose mentions are, or were, to be compared with those of a name."""
        called = self._calls.get(name, frozenset()) | self._callers.get(name, set())
        now = {name, *self._alike.get(name, ()), *called}
        return {each for each in now if each in self._spots} | self._linked.get(name, set())

    def _compare(self, names: Names, ruling: Ruling) -> set[Spot]:
        """Compare the mentions of two names anew; gives those between whom something changed."""
        old, new = self._found.pop(names, _NOTHING), self._between(names, ruling)
        for name, partner in ((names[0], names[1]), (names[1], names[0])):
            (set.add if new else set.discard)(self._linked[name], partner)
        if new:
            self._found[names] = new
        changed = [pair for pair in old.keys() | new.keys() if old.get(pair) != new.get(pair)]
        for one, other in changed:
            self._link(one, other, new.get((one, other)))
            self._link(other, one, new.get((one, other)))
        return {spot for pair in changed for spot in pair}

    def _link(self, one: Spot, other: Spot, found: Comparison | None) -> None:
        self.same[one].discard(other)
        self.unsure[one].pop(other, None)
        if found and found.verdict is Verdict.SAME:
            self.same[one].add(other)
        elif found:
            self.unsure[one][other] = found

    def _between(self, names: Names, ruling: Ruling) -> Found:
        """The pairs of mentions of two names, or of one, that are or may be one person's."""
        first, second = (self._spots.get(name, []) for name in names)
        if not first or not second or (names[0] == names[1] and len(first) < 2):
            return {}
        if not self._may_meet(*names):
            return {}
        found: Found = {}
        for one, other in with_moments_shared(self.mentions, first, second):
            mine, theirs = self.mentions[one], self.mentions[other]
            if not ruling.parts(mine.given, theirs.given):
                weighed = weigh(mine, theirs)
                if weighed.verdict is not _DIFFERENT:
                    found[one, other] = weighed
        return found

    def _may_meet(self, one: str, other: str) -> bool:
        """Whether two names may be one person's, or a text itself says that they are."""
        called = other in self._calls[one] or one in self._calls[other]
        return one == other or other in self._alike[one] or called


_DIFFERENT = Verdict.DIFFERENT


def _names(one: str, other: str) -> Names:
    return (one, other) if one < other else (other, one)


def pairs_among(spots: Iterable[Spot], same: Mapping[Spot, set[Spot]]) -> list[Pair]:
    """The pairs of mentions linked as the same, of those given; each once, in order."""
    return sorted({ordered(one, other) for one in spots for other in same.get(one, ())})
