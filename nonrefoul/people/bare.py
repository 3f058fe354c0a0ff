"""Bare names and initials, and the full names that they may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nonrefoul.people.candidates import TOO_MANY, words_in
from nonrefoul.people.compare import Comparison, Verdict
from nonrefoul.people.mentions import Mention, Spot
from nonrefoul.people.ruling import Ruling
from nonrefoul.people.weighing import weigh

Change = tuple[Spot, Mention | None, Mention | None]  # what a mention was, and what it is

_NONE: dict[Spot, Comparison] = {}


class Bare:
    """Mentions of names too short to know again, kept beside the full ones as both come and go.

    `fitting` gives the full ones that each may stand for, in order, and why; `fits` the reverse.
    A short name has these in its own reports, and elsewhere where few have its word.
    """

    def __init__(self, full: Mapping[Spot, Mention]) -> None:
        """No short mention; `full` are those with full names, as they stand at any time."""
        self.mentions: dict[Spot, Mention] = {}
        self.fitting: dict[Spot, dict[Spot, Comparison]] = {}
        self.fits: dict[Spot, set[Spot]] = defaultdict(set)
        self._full = full
        self._places: dict[str, set[Spot]] = defaultdict(set)
        self._here: dict[str, set[Spot]] = defaultdict(set)
        self._short: dict[str, set[Spot]] = defaultdict(set)
        self._short_here: dict[str, set[Spot]] = defaultdict(set)

    def update(
        self, full: Iterable[Change], short: Iterable[Change], forced: set[Spot], ruling: Ruling
    ) -> set[Spot]:
        """Take changes; gives the short mentions that changed or fit others than before.

        `forced` are mentions of which judgements changed.
        """
        concerned = self._full_changed([*full])
        changed = set()
        for spot, old, new in short:
            changed.add(spot)
            self._enter(spot, old, new)
        for spot in forced:
            concerned |= self.fits.get(spot, set()) | ({spot} & self.mentions.keys())
        for spot in changed | concerned:
            if self._fit(spot, ruling):
                changed.add(spot)
        return changed

    def _full_changed(self, changes: Iterable[Change]) -> set[Spot]:
        """Index full mentions anew; gives the short ones that this may concern."""
        before: dict[str, int] = {}
        reports: dict[str, set[str]] = defaultdict(set)
        for spot, old, new in changes:
            for mention, put in ((old, set.discard), (new, set.add)):
                for word in words_in(mention) if mention else ():
                    before.setdefault(word, len(self._places[word]))
                    reports[word] |= mention.reports if mention else set()
                    put(self._places[word], spot)
                for report in mention.reports if mention else ():
                    put(self._here[report], spot)
        found: set[Spot] = set()
        for word, count in before.items():
            if word not in self._short:
                continue
            if min(count, len(self._places[word])) <= TOO_MANY:
                found |= self._short[word]
            else:
                here = (self._short_here.get(each, set()) for each in reports[word])
                found |= self._short[word].intersection(set().union(*here))
        return found

    def _enter(self, spot: Spot, old: Mention | None, new: Mention | None) -> None:
        for mention, put in ((old, set.discard), (new, set.add)):
            for word in words_in(mention) if mention else ():
                put(self._short[word], spot)
            for report in mention.reports if mention else ():
                put(self._short_here[report], spot)
        if new:
            self.mentions[spot] = new
        else:
            self.mentions.pop(spot, None)

    def _fit(self, spot: Spot, ruling: Ruling) -> bool:
        """Find anew what a short mention may stand for; whether that is not what it was."""
        old, mention = self.fitting.pop(spot, _NONE), self.mentions.get(spot)
        new = self._fitting(mention, ruling) if mention else _NONE
        for each in old.keys() - new.keys():
            self.fits[each].discard(spot)
        for each in new.keys() - old.keys():
            self.fits[each].add(spot)
        if mention:
            self.fitting[spot] = new
        return old != new

    def _fitting(self, mention: Mention, ruling: Ruling) -> dict[Spot, Comparison]:
        found = ((spot, weigh(mention, self._full[spot])) for spot in self._with_word_of(mention))
        return {
            spot: why
            for spot, why in found
            if why.verdict is not Verdict.DIFFERENT
            and not ruling.parts(mention.given, self._full[spot].given)
        }

    def _with_word_of(self, mention: Mention) -> list[Spot]:
        """The full mentions that share a word: all in its report, few elsewhere."""
        found: set[Spot] = set()
        for word in words_in(mention):
            places = self._places.get(word, set())
            if len(places) <= TOO_MANY:
                found |= places
            else:
                for report in mention.reports:
                    found |= places & self._here.get(report, set())
        return sorted(found)
