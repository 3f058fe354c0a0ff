"""Mentions joined into groups where they are the same; doubtful ones linked, kept apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from nonrefoul.people.bare import Bare, Change
from nonrefoul.people.compare import Comparison
from nonrefoul.people.links import Links, pairs_among
from nonrefoul.people.mentions import Mention, Spot
from nonrefoul.people.names import parse
from nonrefoul.people.parting import Union, settled
from nonrefoul.people.placing import Placing, Spots
from nonrefoul.people.ruling import NONE, Given, Ruling

_NO_DOUBT: dict[Spot, Comparison] = {}


class Groups:
    """Groups of mentions that are one person each, kept as mentions and judgements come and go.

    A group is known by its lead, which is the first of its mentions. `place` is in which mention
    a document's spelling of a name is.
    """

    def __init__(self) -> None:
        """No group."""
        self._links = Links()
        self._bare = Bare(self._links.mentions)
        self._ruling = NONE
        self._held: dict[Spot, Spots] = {}  # all that links of sameness hold together, by each
        self._doubts: dict[Spot, dict[Spot, Comparison]] = {}  # what seemed the same and is not
        self._lead: dict[Spot, Spot] = {}  # every mention's group, before judgements
        self._own: dict[Spot, Spots] = {}  # the full mentions of a group
        self._placing = Placing(self._bare, self._links.mentions, self._lead)
        self.place: dict[Given, Spot] = {}
        self._merged: dict[Spot, Spot] = {}  # groups that judgements join, to the first of them
        self._parts: dict[Spot, Spots] = {}  # the reverse

    def update(
        self,
        new: Mapping[str, Mapping[Spot, Mention]],
        changes: Iterable[Change],
        forced: set[Spot],
        ruling: Ruling,
    ) -> set[Spot]:
        """Take the mentions of some names anew, and judgements; gives all mentions concerned.

        `changes` say which mentions differ, `forced` are those of which judgements changed. Those
        that are gone, joined otherwise, or in doubt otherwise are concerned.
        """
        self._ruling = ruling
        full = [each for each in changes if parse(each[0][0]).full]
        short = [each for each in changes if not parse(each[0][0]).full]
        for change in (*full, *short):
            self._put(change)
        touched = {spot for spot, _, _ in (*full, *short)} | forced
        touched |= self._links.update({n: new[n] for n in new if parse(n).full}, ruling)
        touched |= self._regroup({spot for spot in touched if parse(spot[0]).full})
        fitting = self._bare.update(full, short, forced, ruling)
        fitting |= {each for spot in touched for each in self._bare.fits.get(spot, ())}
        fitting |= {spot for spot in touched if not parse(spot[0]).full}
        groups = {lead for spot in touched if (lead := self._lead.get(spot)) in self._own}
        gone = {spot for spot in touched if spot not in self._own}
        touched |= self._placing.update(fitting, groups | gone, self._own, ruling)
        return touched | self._merge()

    def final(self, spot: Spot) -> Spot | None:
        """The lead of the group that a mention is in, judgements counted; None where it is gone."""
        lead = self._lead.get(spot)
        return None if lead is None else self._merged.get(lead, lead)

    def spots(self, final: Spot) -> Spots:
        """What a group's mentions are known by."""
        return tuple(
            spot for group in self._parts.get(final, (final,)) for spot in self._within(group)
        )

    def mention(self, spot: Spot) -> Mention:
        """The mention that is known by it."""
        return self._links.mentions.get(spot) or self._bare.mentions[spot]

    def beside(self, final: Spot) -> dict[Spot, list[Comparison]]:
        """The groups that may be the same person as this one, and why."""
        found: dict[Spot, list[Comparison]] = defaultdict(list)
        for group in self._parts.get(final, (final,)):
            for other, why in self._why(group):
                found[self._merged.get(other, other)].append(why)
        found.pop(final, None)
        if self._ruling.different and found:
            own = self._given(self.spots(final))
            for other in [*found]:
                if self._ruling.parts(own, self._given(self.spots(other))):
                    del found[other]
        return found

    def _within(self, group: Spot) -> Spots:
        return (*self._own.get(group, (group,)), *self._placing.within.get(group, ()))

    def _given(self, spots: Iterable[Spot]) -> set[Given]:
        return {given for spot in spots for given in self.mention(spot).given}

    def _put(self, change: Change) -> None:
        spot, old, new = change
        for given in old.given if old else ():
            if self.place.get(given) == spot:
                del self.place[given]
        for given in new.given if new else ():
            self.place[given] = spot

    def _regroup(self, spots: set[Spot]) -> set[Spot]:
        """Join anew what is held together with these; gives those joined or doubted otherwise."""
        concerned = spots.union(*(self._held.get(spot, ()) for spot in spots))
        before = {each: self._stand(each) for each in concerned}
        for each in concerned:
            for kept in (self._held, self._doubts, self._own, self._lead):
                kept.pop(each, None)
        for each in concerned:
            if each in self._links.mentions and each not in self._held:
                self._join(self._reached(each))
        return {each for each in concerned if self._stand(each) != before[each]}

    def _stand(self, spot: Spot) -> tuple[object, ...]:
        """How a full mention is joined, and what of its links is in doubt."""
        lead = self._lead.get(spot)
        return (self._own[lead] if lead else (), self._doubts.get(spot, _NO_DOUBT))

    def _reached(self, spot: Spot) -> Spots:
        """All that links of sameness hold together with a mention."""
        found, ahead = {spot}, [spot]
        while ahead:
            new = self._links.same.get(ahead.pop(), set()) - found
            found |= new
            ahead += new
        return tuple(sorted(found))

    def _join(self, spots: Spots) -> None:
        groups = [[*spots]]
        if len(spots) > 1:
            pairs = pairs_among(spots, self._links.same)
            groups, doubts = settled(spots, self._links.mentions, pairs, self._ruling)
            for (one, other), why in doubts.items():
                self._doubts.setdefault(one, {})[other] = why
                self._doubts.setdefault(other, {})[one] = why
        for spot in spots:
            self._held[spot] = spots
        for group in groups:
            self._own[group[0]] = tuple(group)
            for spot in group:
                self._lead[spot] = group[0]

    def _why(self, group: Spot) -> Iterator[tuple[Spot, Comparison]]:
        """Each group, before judgements, beside which this one is unsure, and why."""
        if group not in self._own:
            yield from self._fitted(group).items()
            yield from self._placing.mates.get(group, _NO_DOUBT).items()
            return
        alone: set[Spot] = set()
        for spot in self._own[group]:
            doubts = self._links.unsure.get(spot, _NO_DOUBT).items()
            settled_so = self._doubts.get(spot, _NO_DOUBT).items()
            yield from ((self._lead[other], why) for other, why in (*doubts, *settled_so))
            alone.update(self._bare.fits.get(spot, ()))
        for short in alone:
            if self._lead[short] == short:
                yield short, self._fitted(short)[group]

    def _fitted(self, short: Spot) -> dict[Spot, Comparison]:
        """The groups that a short mention may stand for; of several reasons the last one."""
        return {self._lead[spot]: why for spot, why in self._bare.fitting[short].items()}

    def _merge(self) -> set[Spot]:
        """Join groups as judgements say; gives the mentions of those joined otherwise than before.

        A judgement that two are one does not overcome others that they, or those joined with them,
        are two; the earlier one goes first.
        """
        old, self._merged = self._merged, {}
        joined, given = Union(), dict[Spot, set[Given]]()
        for one, other in self._ruling.same:
            pair = [joined.lead(self._lead[self.place[each]]) for each in (one, other)]
            first, second = sorted(pair)
            for group in pair:
                if group not in given:
                    given[group] = self._given(self._within(group))
            if first != second and not self._ruling.parts(given[first], given[second]):
                joined.join(first, second)
                given[first] |= given.pop(second)
        parts: dict[Spot, list[Spot]] = defaultdict(list)
        for group in joined:
            parts[joined.lead(group)].append(group)
        self._merged = {group: lead for lead, groups in parts.items() for group in groups}
        self._parts = {lead: tuple(sorted(groups)) for lead, groups in parts.items()}
        changed = [
            each for each in {*old, *self._merged} if old.get(each) != self._merged.get(each)
        ]
        there = [each for each in changed if self._lead.get(each) == each]
        return {spot for group in there for spot in self._within(group)}
