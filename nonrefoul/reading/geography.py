"""Which state shelters and which state pursues: host and origin of what a document tells.

Every mention of a state in the document is a sign: how it is said (a citizen of it, «в» it, its
court) and how near it stands to the event. Signs have weights, fitted on documents read by people
and kept in `rules/places/weights.yml`; the state with the most weight is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.reading.clauses import Tree
from nonrefoul.reading.discourse import Discourse
from nonrefoul.reading.frames import word_set
from nonrefoul.reading.places import Place
from nonrefoul.reading.tokens import Token
from nonrefoul.rules import RULES, Rule, load

# So many sentences before and after an event are searched for states, which keeps time linear.
REACH = 60


class Weights(Rule):
    """How much each sign of a state speaks for its being the origin, or the host."""

    origin: Mapping[str, float]
    host: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sign:
    """One mention of a state: where it stands and how it is said."""

    sentence: int
    token: int
    state: str
    manner: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event is told: its sentence, the words of its clause, whom it befell, its group."""

    sentence: int
    words: frozenset[int]
    name: str | None
    group: str


@cache
def weights() -> Weights:
    """The weights of the signs."""
    return load(RULES / "places" / "weights.yml", Weights)


class Geography:
    """The states of one document, each mention a sign."""

    def __init__(self, discourse: Discourse, places: Sequence[Sequence[Place]]) -> None:
        """Note how each state is mentioned; a word for several states counts where one is known."""
        self.discourse = discourse
        known = {place.states[0] for row in places for place in row if len(place.states) == 1}
        self.signs = [
            Sign(index, place.first, state, manner(discourse.trees[index], place))
            for index, row in enumerate(places)
            for place in row
            for state in _candidates(place, known)
        ]
        self._in: dict[int, list[Sign]] = defaultdict(list)
        self._alike: dict[int, list[Sign]] = defaultdict(list)
        times: Counter[tuple[int, str, str]] = Counter()
        for sign in self.signs:
            kind = (sign.sentence, sign.state, sign.manner)
            times[kind] += 1
            self._in[sign.sentence].append(sign)
            if times[kind] <= 2:
                self._alike[sign.sentence].append(sign)

    def states(
        self,
        spot: Spot,
        acting: str | None = None,
        origin: str | None = None,
        left_out: frozenset[str] = frozenset(),
    ) -> tuple[str | None, str | None]:
        """Host and origin of an event, never the same; the pair that the signs speak for most.

        `acting` is the host where the sentence says whose conduct it is, `origin` the origin where
        it is known; `left_out` are no hosts here. A lone state is given the role that its signs
        speak for, the other stays unknown.
        """
        features = self.features(spot)
        origins = {state: _score(weights().origin, each) for state, each in features.items()}
        hosts = {state: _score(weights().host, each) for state, each in features.items()}
        as_origin = {origin: 0.0} if origin else origins
        as_host = {acting: 0.0} if acting else _without(hosts, left_out)
        pairs = [
            (as_host[here] + as_origin[there], here, there)
            for here in as_host
            for there in as_origin
            if here != there
        ]
        if pairs:
            return max(pairs)[1:]
        if acting or origin or not features:
            return acting, origin
        state = next(iter(features))
        return (state, None) if hosts[state] > origins[state] else (None, state)

    def features(self, spot: Spot) -> dict[str, dict[str, float]]:
        """For each state mentioned, how often each kind of sign speaks of it, two at most."""
        found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for sentence in range(spot.sentence - REACH, spot.sentence + REACH + 1):
            signs = self._alike.get(sentence) if sentence != spot.sentence else None
            # Two signs alike count as two, and so do more: a long sentence needs no more looks.
            for sign in signs if signs is not None else self._in.get(sentence, ()):
                for name in self._names(sign, spot):
                    found[sign.state][name] = min(2.0, found[sign.state][name] + 1.0)
        if self.signs:
            found[self.signs[0].state]["first in the text"] = 1.0
        for state, features in found.items():
            features[f"is {state}"] = 1.0
        return found

    def _names(self, sign: Sign, spot: Spot) -> Iterator[str]:
        where = self._where(sign, spot)
        yield f"{sign.manner} / {where}"
        yield sign.manner
        yield where
        if where in ("clause", "sentence"):
            yield f"{where} / {spot.group}"
        if spot.name and self._speaks_of(sign.sentence, spot.name):
            yield f"{sign.manner} / beside the name"
            yield "beside the name"

    def _where(self, sign: Sign, spot: Spot) -> str:
        if sign.sentence == spot.sentence:
            return "clause" if sign.token in spot.words else "sentence"
        sections = self.discourse.sections
        if sections[sign.sentence] != sections[spot.sentence]:
            return "top" if sections[sign.sentence] == 0 else "other section"
        apart = spot.sentence - sign.sentence
        if apart in (1, 2):
            return "just before"
        return "before" if apart > 0 else "after"

    def _speaks_of(self, sentence: int, name: str) -> bool:
        return any(character.name == name for _, character in self.discourse.named_in(sentence))


def _without(scores: Mapping[str, float], left_out: frozenset[str]) -> dict[str, float]:
    return {state: score for state, score in scores.items() if state not in left_out}


def _score(table: Mapping[str, float], features: Mapping[str, float]) -> float:
    return sum(table.get(name, 0.0) * value for name, value in features.items())


def _candidates(place: Place, known: set[str]) -> list[str]:
    if len(place.states) <= 1:
        return list(place.states)
    here = [state for state in place.states if state in known]
    return here if len(here) == 1 else []


def manner(tree: Tree, place: Place) -> str:
    """How a state is mentioned: as a citizen's, a destination, a place, an agency's."""
    token = tree.tokens[place.first]
    head = tree.tokens[token.head] if token.head >= 0 else None
    if place.kind == "adjective":
        return f"adjective of {_thing(tree, head)}"
    if place.kind in ("demonym", "ethnonym", "agency", "region"):
        return place.kind
    kind = "city" if place.kind == "city" else "state"
    preposition = tree.preposition(token)
    governor = _thing(tree, head)
    if preposition in ("в", "во", "на"):
        way = "into" if token.feats.get("Case") == "Acc" else "in"
        return f"{way} {kind} after {governor}"
    if preposition in ("из", "с"):
        return f"from {kind} after {governor}"
    if token.rel.startswith("nsubj"):
        return f"{place.kind} acts"
    return f"{place.kind} under {governor}"


_THINGS = (
    "transfer_words",
    "flight_words",
    "pursuit_words",
    "citizen_words",
    "request_words",
    "person_roles",
    "origin_things",
    "host_things",
)


def _thing(tree: Tree, head: Token | None) -> str:
    """The class of word that a state's name hangs on."""
    if head is None:
        return "nothing"
    for name in _THINGS:
        if word_set(name).find(tree.tokens, head.index):
            return name.replace("_", " ")
    return "verb" if head.pos == "VERB" else "noun"
