"""The signs by which one thing that may be told is judged: its own chances, and all else told.

An option is judged against its rivals at the same words, against what else is told of the same
person and of the document's states, by where its words stand and of what kind they are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from nonrefoul.reading.learned.inputs import EVENTS, Floats, Inputs
from nonrefoul.reading.learned.options import MODALITIES, Option, Weighing, of_state

ASIDES = ("helpers", "officials", "relatives")
# Tellings are counted as likely from here on.
LIKELY, LIKELY_ELSEWHERE = 0.3, 0.1
# How many numbers say what a text is about.
ABOUT = 8
# What kind of word tells the event: a place in KINDS, and a label.
WORD_KINDS = (
    (0, "VERB"),
    (0, "NOUN"),
    (4, "Inf"),
    (3, "Past"),
    (3, "Fut"),
    (3, "Pres"),
    (5, "Pass"),
    (4, "Short"),
    (4, "Part"),
    (6, "Perf"),
    (2, "Plur"),
)

SIGNS: tuple[str, ...] = (
    *("event", "event on the whole", "whom", "another whom", "share of whom", "ahead of another"),
    *("host", "another host", "origin", "happened or not"),
    *(f"share {modality.value}" for modality in MODALITIES),
    *("all together", "next elsewhere", "anywhere", "places", "rival", "ahead of the rival"),
    *("another event here", "ahead of another event", "another event in the sentence"),
    *("otherwise happened", "another host anywhere", "somebody else anywhere", "somebody named"),
    *("told of them", "likeliest of them", "named often", "named how early", "share of the text"),
    *("named in the sentence", "words to the name", "named before", "sentences to the name"),
    *("persons", "person", "organisation", "nobody", *ASIDES, "victim by grammar"),
    *("called as the pursued", "plural", "of a state"),
    *("host of the text", "host of theirs", "named state", "no host", "no origin"),
    *("origin of the text", "host is origin of the text", "sentences to the host", "first state"),
    *("states", "no host in the text"),
    *("how far down", "sentence", "first line", "words of the sentence", "section"),
    *("words", *(label for _, label in WORD_KINDS)),
    *("a rule is met", "a rule's trigger", "another rule is met"),
    *("sentences", "words to a sentence", "likely events", "likeliest event", "four likeliest"),
    *("spots", "told on the whole", "times"),
    *(f"about {number}" for number in range(ABOUT)),
)


def odds(chance: float) -> float:
    """The log-odds of a chance, kept between -9.2 and 9.2."""
    held = min(1 - 1e-4, max(1e-4, chance))
    return math.log(held / (1 - held))


def signs(weighing: Weighing, options: Sequence[Option], seen: Inputs) -> Floats:
    """The signs (options, SIGNS) of each option of a document."""
    page = _Page(weighing, seen)
    rows = [list(page.of(option)) for option in options]
    return np.array(rows, dtype=np.float32).reshape(len(options), len(SIGNS))


class _Page:
    """All that is told in a document, as far as an option is judged by it."""

    def __init__(self, weighing: Weighing, seen: Inputs) -> None:
        self.told, self.seen = weighing, seen
        self.nobody = len(seen.who) - 1
        self.spots = [spot for spot, _ in weighing.rows]
        self.base = weighing.chances[self.spots] * weighing.by_who
        self.events = np.array(weighing.events)
        self.event = self.events[self.spots]
        self.who = np.array([who for _, who in weighing.rows])
        self.spot = np.array(self.spots)
        hosts = self.base @ weighing.hosts
        self.hosts = hosts / max(1e-6, float(hosts.sum()))
        origins = self.base @ weighing.origins
        self.origins = origins / max(1e-6, float(origins.sum()))
        self.whole = float(self.base.sum())
        self.sentence = np.array([int(seen.sentence[each[0]]) for each in weighing.words])
        self.at_word: dict[int, list[int]] = defaultdict(list)
        for number, words in enumerate(weighing.words):
            for at in words.tolist():
                self.at_word[at].append(number)
        persons = [at for at, each in enumerate(seen.who) if each.kind == "person"]
        self.rank = {at: number for number, at in enumerate(persons)} | {self.nobody: 10}
        self.persons = min(10, len(persons))
        self.of_state: dict[str | None, list[int]] = defaultdict(list)
        for at, code, _ in seen.states:
            self.of_state[code].append(int(seen.sentence[at]))
        # Many options are of one person at the same words: these signs they have in common.
        self.person = [tuple(self._person(row)) for row in range(len(weighing.rows))]
        self.place = [
            (*self._place(spot), *self._rules(spot)) for spot in range(len(weighing.words))
        ]

    def of(self, option: Option) -> Iterator[float]:
        spot, who = self.told.rows[option.row]
        yield from self._chances(option, spot, who)
        yield from self._rivals(option, spot)
        yield from self._elsewhere(option, spot, who)
        yield from self.person[option.row]
        yield from self._states(option, spot, who)
        yield from self.place[spot]
        yield from self._document

    def _chances(self, option: Option, spot: int, who: int) -> Iterator[float]:
        told, row = self.told, option.row
        chance, shares = float(told.by_who[row]), told.whose[spot]
        another = float(np.delete(shares, who).max()) if len(shares) > 1 else 0.0
        hosts = told.hosts[row]
        yield odds(float(told.chances[spot]))
        yield odds(float(told.means[spot]))
        yield odds(chance)
        yield odds(another)
        yield float(shares[who]) / max(1e-6, float(shares.sum()))
        yield math.log((chance + 1e-3) / (max(another, 1e-3) + 1e-3))
        yield math.log(float(hosts[option.host]) + 1e-4)
        rest = np.delete(hosts, option.host)
        yield math.log((float(rest.max()) if len(rest) else 0.0) + 1e-3)
        yield math.log(float(told.origins[row, option.origin]) + 1e-4)
        yield odds(float(told.actualities[spot, option.actuality]))
        yield from told.modalities[spot].tolist()

    def _rivals(self, option: Option, spot: int) -> Iterator[float]:
        told, chance = self.told, float(self.told.chances[spot])
        all_chances = [option.chance, *option.elsewhere]
        yield odds(option.chance)
        yield option.elsewhere[0] if option.elsewhere else 0.0
        yield odds(1 - math.prod(1 - each for each in all_chances))
        yield min(5, sum(each > LIKELY_ELSEWHERE for each in all_chances))
        yield odds(option.rival)
        yield math.log(option.chance / (option.rival + 1e-4))
        here = {at for word in told.words[spot].tolist() for at in self.at_word[word]} - {spot}
        another = max((float(told.chances[at]) for at in here), default=0.0)
        yield another
        yield math.log(chance / (another + 0.01))
        near = (self.who == told.rows[option.row][1]) & (
            self.sentence[self.spot] == self.sentence[spot]
        )
        apart = np.ones(len(self.events), dtype=bool)
        apart[[spot, *here]] = False
        near &= apart[self.spot]
        yield self._most(near)

    def _most(self, rows: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
        return float(self.base[rows].max()) if rows.any() else 0.0

    def _elsewhere(self, option: Option, spot: int, who: int) -> Iterator[float]:
        told = self.told
        same = self.event == self.events[spot]
        own, base = same & (self.who == who), self.base
        sure = np.delete(told.actualities[self.spot[own]], option.actuality, axis=1)
        yield float((base[own, None] * sure).max())
        rest = np.delete(told.hosts[own], option.host, axis=1)
        yield float((base[own, None] * rest).max()) if rest.size else 0.0
        yield self._most(same & (self.who != who))
        yield self._most(same & (self.who != self.nobody)) if who == self.nobody else -1.0

    def _person(self, row: int) -> Iterator[float]:
        spot, who = self.told.rows[row]
        seen, one = self.seen, self.seen.who[who]
        others = (self.who == who) & (self.spot != spot)
        yield min(8.0, float(self.base[others].sum()))
        yield self._most(others)
        yield min(8, one.mentions)
        yield self.rank.get(who, 9)
        yield float(self.base[self.who == who].sum()) / max(1e-6, self.whole)
        mention, trigger = int(self.told.best[spot, who]), self._trigger(spot)
        first = int(seen.mentions[mention, 0]) if mention >= 0 else None
        back = 0 if first is None else int(seen.sentence[trigger] - seen.sentence[first])
        yield first is not None and back == 0
        yield 60 if first is None else min(60, abs(first - trigger))
        yield first is not None and first < trigger
        yield max(-5, min(10, back))
        yield self.persons
        yield one.kind == "person"
        yield one.kind == "organisation"
        yield one.kind == "nobody"
        for aside in ASIDES:
            yield one.aside == aside
        yield one.victim
        yield one.called
        yield one.plural
        yield of_state(EVENTS[self.events[spot]])

    def _trigger(self, spot: int) -> int:
        """The word that tells the event most likely."""
        return int(self.told.heads[spot])

    def _states(self, option: Option, spot: int, who: int) -> Iterator[float]:
        told, seen = self.told, self.seen
        host, code = option.host, told.codes[option.host]
        others = (self.who == who) & (self.spot != spot)
        mass = float(self.base[others].sum())
        theirs = float(self.base[others] @ told.hosts[others, host])
        sentence = int(seen.sentence[self._trigger(spot)])
        yield float(self.hosts[host])
        yield theirs / mass if mass > 0.02 else -1.0
        yield len(self.of_state[code]) / max(1, len(seen.states))
        yield code is None
        yield told.codes[option.origin] is None
        yield float(self.origins[option.origin])
        yield float(self.origins[host])
        yield min((abs(each - sentence) for each in self.of_state[code]), default=20)
        yield bool(seen.states) and code == seen.states[0][1]
        yield len(told.codes) - 1
        yield float(self.hosts[-1])

    def _place(self, spot: int) -> Iterator[float]:
        seen, at = self.seen, self._trigger(spot)
        sentence = int(seen.sentence[at])
        first, last = np.searchsorted(seen.sentence, [sentence, sentence + 1]).tolist()
        yield sentence / (int(seen.sentence[-1]) + 1)
        yield min(40, sentence)
        yield bool(seen.line[at] == 0)
        yield min(60, last - first)
        yield min(5, int(seen.section[at]))
        yield len(self.told.words[spot])
        kinds = seen.kinds[at]
        for number, label in WORD_KINDS:
            yield kinds[number] == label

    def _rules(self, spot: int) -> Iterator[float]:
        event, count = int(self.events[spot]), len(EVENTS)
        rules = self.seen.rules[self.told.words[spot]].max(axis=0)
        yield float(rules[count + event])
        yield float(rules[event])
        yield float(np.delete(rules[count:], event).max())

    @cached_property
    def _document(self) -> tuple[float, ...]:
        seen, strong = self.seen, np.sort(self.base)[::-1]
        sentences = int(seen.sentence[-1]) + 1
        about = [*seen.about.tolist(), *[0.0] * ABOUT][:ABOUT]
        return (
            min(80, sentences),
            len(seen.words) / sentences,
            min(12, int((strong > LIKELY).sum())),
            odds(float(strong[0])),
            float(strong[:4].mean()),
            len(self.told.words),
            float(strong.sum()),
            len(seen.whens),
            *about,
        )
