"""Where short names stand: in the one group that their own report leaves, or alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from nonrefoul.people.bare import Bare
from nonrefoul.people.candidates import TOO_MANY
from nonrefoul.people.compare import Comparison
from nonrefoul.people.mentions import Mention, Spot
from nonrefoul.people.ruling import Ruling
from nonrefoul.people.weighing import weigh

Mates = dict[Spot, Comparison]
Spots = tuple[Spot, ...]

_NONE: Mates = {}


class Placing:
    """The places of short mentions, kept as these and the groups of full ones change.

    `within` gives the short mentions of each group, by its lead; `mates` those that stand alone
    with the same name. Elsewhere a short name is a person of its own, unsure beside every one whom
    it fits.
    """

    def __init__(self, bare: Bare, full: Mapping[Spot, Mention], lead: dict[Spot, Spot]) -> None:
        """Nothing placed; `lead` gives every mention its group's lead, and is kept up to date."""
        self.within: dict[Spot, tuple[Spot, ...]] = {}
        self.mates: dict[Spot, Mates] = {}
        self._bare = bare
        self._full = full
        self._lead = lead
        self._only: dict[Spot, Spot] = {}
        self._fit: dict[Spot, set[Spot]] = defaultdict(set)
        self._alone: dict[str, set[Spot]] = defaultdict(set)

    def update(
        self, short: set[Spot], groups: set[Spot], own: Mapping[Spot, Spots], ruling: Ruling
    ) -> set[Spot]:
        """Place short mentions anew, and have groups asked which of those that fit them they take.

        `own` are the full mentions of every group. Gives the short ones that moved or have other
        mates than before.
        """
        asked, moved = set(groups), set(short)
        for spot in short:
            asked |= self._fit_anew(spot)
        for group in asked:
            moved |= self._ask(group, own.get(group, ()), ruling)
        for spot in short:
            if spot not in self._bare.mentions:
                self._lead.pop(spot, None)
            elif spot not in self._only:
                self._lead[spot] = spot
        return moved | self._mated(moved)

    def _fit_anew(self, spot: Spot) -> set[Spot]:
        """Find the one group that a mention's own report leaves; gives that and the last one."""
        old, new = self._only.pop(spot, None), self._left(spot)
        if old:
            self._fit[old].discard(spot)
        if new:
            self._only[spot] = new
            self._fit[new].add(spot)
        return {each for each in (old, new) if each}

    def _left(self, spot: Spot) -> Spot | None:
        mention = self._bare.mentions.get(spot)
        if mention is None:
            return None
        here = {
            self._lead[each]
            for each in self._bare.fitting[spot]
            if not mention.reports.isdisjoint(self._full[each].reports)
        }
        return here.pop() if len(here) == 1 else None

    def _ask(self, group: Spot, own: Spots, ruling: Ruling) -> set[Spot]:
        """Have a group take those that fit it alone, but for those whom judgements part from it."""
        taken, moved = [], set()
        given = {each for spot in own for each in self._full[spot].given} if own else set()
        for spot in sorted(self._fit.get(group, ())):
            mention = self._bare.mentions[spot]
            lead = spot if ruling.parts(mention.given, given) else group
            if lead == group:
                taken.append(spot)
                given.update(mention.given)
            if self._lead.get(spot) != lead:
                self._lead[spot] = lead
                moved.add(spot)
        self.within.pop(group, None)
        if taken:
            self.within[group] = tuple(taken)
        return moved

    def _mated(self, moved: Iterable[Spot]) -> set[Spot]:
        """Put those that stand alone beside each other where few have the name."""
        names = {spot[0] for spot in moved}
        for spot in moved:
            alone = self._lead.get(spot) == spot
            (set.add if alone else set.discard)(self._alone[spot[0]], spot)
        changed: set[Spot] = set()
        for name in names:
            changed |= self._mate(sorted(self._alone[name]))
        for spot in moved:
            if self._lead.get(spot) != spot and self.mates.pop(spot, _NONE):
                changed.add(spot)
        return changed

    def _mate(self, alone: list[Spot]) -> set[Spot]:
        found: dict[Spot, Mates] = defaultdict(dict)
        if len(alone) <= TOO_MANY:
            for one, other in combinations(alone, 2):
                why = weigh(self._bare.mentions[one], self._bare.mentions[other])
                found[one][other] = found[other][one] = why
        changed = {spot for spot in alone if self.mates.get(spot, _NONE) != found.get(spot, _NONE)}
        for spot in changed:
            self.mates[spot] = found.get(spot, {})
        return changed
