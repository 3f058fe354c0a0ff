"""Which state shelters and which state pursues: host and origin of what a document tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.reading.clauses import Tree
from nonrefoul.reading.discourse import Discourse, Party
from nonrefoul.reading.frames import word_set
from nonrefoul.reading.places import Place
from nonrefoul.reading.tokens import Token

# How much a state's mention speaks for its being host or origin, by how near it stands.
SAME_CLAUSE, SAME_SENTENCE, SAME_SECTION, ELSEWHERE = 6.0, 3.0, 1.0, 0.25
NEXT_DOOR = 1.6


@dataclass(frozen=True, slots=True)
class Sign:
    """One mention of a state, with how far it speaks for host and for origin."""

    sentence: int
    token: int
    state: str
    host: float
    origin: float


class Geography:
    """The states of one document, each mention weighed as a sign of host or of origin."""

    def __init__(self, discourse: Discourse, places: Sequence[Sequence[Place]]) -> None:
        """Weigh every mention of a state in the document."""
        self.discourse = discourse
        self.signs: list[Sign] = []
        known = {place.states[0] for row in places for place in row if len(place.states) == 1}
        for index, row in enumerate(places):
            for place in row:
                for state in self._candidates(place, known):
                    self.signs.append(self._sign(index, place, state))
        self.totals: dict[str, float] = defaultdict(float)
        for sign in self.signs:
            self.totals[sign.state] += sign.origin

    def _candidates(self, place: Place, known: set[str]) -> list[str]:
        if len(place.states) <= 1:
            return list(place.states)
        here = [state for state in place.states if state in known]
        return here if len(here) == 1 else []

    def _sign(self, sentence: int, place: Place, state: str) -> Sign:
        tree = self.discourse.trees[sentence]
        host, origin = _weigh(tree, place)
        return Sign(sentence, place.first, state, host, origin)

    def origin(self, sentence: int, scope: Sequence[Token], host: str | None = None) -> str | None:
        """The state that pursues in an event told here, never the host where that is known."""
        scores = self._scores(sentence, scope, "origin", spread=2.0)
        for state, total in self.totals.items():
            scores[state] += total
        if host:
            scores.pop(host, None)
        return _best(scores, least=1.0)

    def host(
        self, sentence: int, scope: Sequence[Token], origin: str | None, party: Party | None
    ) -> str | None:
        """The state where the person is, or whose conduct it is; None where nothing says so."""
        scores = self._scores(sentence, scope, "host", spread=1.0)
        if party and party.name:
            for state, value in self._beside(party.name).items():
                scores[state] += value
        if origin:
            scores.pop(origin, None)
        return _best(scores, least=0.8)

    def _beside(self, name: str) -> dict[str, float]:
        """What stands in the sentences that name a person."""
        found: dict[str, float] = defaultdict(float)
        for sign in self.signs:
            if any(each.name == name for _, each in self.discourse.named_in(sign.sentence)):
                found[sign.state] += sign.host
        return found

    def _scores(
        self, sentence: int, scope: Sequence[Token], what: str, spread: float
    ) -> dict[str, float]:
        inside = {token.index for token in scope}
        sections = self.discourse.sections
        scores: dict[str, float] = defaultdict(float)
        for sign in self.signs:
            weight = sign.host if what == "host" else sign.origin
            if sign.sentence == sentence:
                near = SAME_CLAUSE if sign.token in inside else SAME_SENTENCE
            elif sections[sign.sentence] == sections[sentence]:
                near = NEXT_DOOR if abs(sign.sentence - sentence) == 1 else SAME_SECTION
                if sign.sentence > sentence:
                    near *= 0.6
            elif sections[sign.sentence] == 0:
                near = ELSEWHERE * 2
            else:
                near = ELSEWHERE * spread / 2
            scores[sign.state] += weight * near
        return scores

    def others(self, sentence: int, scope: Sequence[Token], known: set[str | None]) -> str | None:
        """A third state named in the clause, neither host nor origin."""
        inside = {token.index for token in scope}
        for sign in self.signs:
            if sign.sentence == sentence and sign.token in inside and sign.state not in known:
                return sign.state
        return None


def _best(scores: dict[str, float], least: float) -> str | None:
    if not scores:
        return None
    state = max(scores, key=lambda each: (scores[each], each))
    return state if scores[state] >= least else None


def _weigh(tree: Tree, place: Place) -> tuple[float, float]:
    """How far one mention speaks for host and for origin, by its kind, case and neighbours."""
    token = tree.tokens[place.first]
    head = tree.tokens[token.head] if token.head >= 0 else None
    if place.kind in ("demonym", "ethnonym"):
        return 0.1, 2.5 if place.kind == "demonym" else 1.5
    if place.kind == "adjective":
        return _weigh_adjective(tree, head)
    if place.kind in ("agency", "region"):
        return (1.0, 1.2) if place.kind == "agency" else (0.6, 1.0)
    return _weigh_name(tree, token, head, place)


def _weigh_adjective(tree: Tree, head: Token | None) -> tuple[float, float]:
    if head is None:
        return 0.5, 0.5
    if word_set("person_roles").find(tree.tokens, head.index):
        aside = word_set("officials").find(tree.tokens, head.index)
        return (0.8, 0.8) if aside else (0.1, 2.5)
    if word_set("origin_things").find(tree.tokens, head.index):
        return 0.1, 2.5
    if word_set("host_things").find(tree.tokens, head.index):
        return 1.5, 0.7
    return 0.7, 0.9


def _weigh_name(tree: Tree, token: Token, head: Token | None, place: Place) -> tuple[float, float]:
    preposition = tree.preposition(token)
    case = token.feats.get("Case")
    governor = {head.lemma} | head.lemmas if head else set()
    if preposition in ("в", "во", "на"):
        if case == "Acc":
            if governor & _lemmas("transfer_words"):
                return 0.2, 3.0
            if governor & _lemmas("flight_words"):
                return 3.0, 0.1
            return 0.8, 0.8
        if governor & _lemmas("pursuit_words"):
            return 0.2, 3.0
        return 2.0, 0.6
    if preposition in ("из", "с"):
        if governor & _lemmas("flight_words"):
            return 0.3, 2.5
        if governor & _lemmas("transfer_words"):
            return 3.0, 0.2
        return 0.8, 1.5
    if governor & _lemmas("citizen_words"):
        return 0.1, 2.5
    if governor & _lemmas("request_words"):
        return 0.2, 3.0
    if case == "Dat":
        return 0.3, 1.5
    if place.kind == "metonym":
        return 1.0, 1.2
    return 1.2, 0.8


@cache
def _lemmas(name: str) -> frozenset[str]:
    return frozenset(word_set(name).by_first)
