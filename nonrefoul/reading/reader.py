"""From a document's text to its claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nonrefoul.reading.clauses import Tree
from nonrefoul.reading.dates import When, date_for, dateline, dates
from nonrefoul.reading.discourse import Discourse, Party
from nonrefoul.reading.frames import Frame, Pattern, Words, possible, word_set
from nonrefoul.reading.geography import Geography, Spot
from nonrefoul.reading.modality import Certainty, certainty
from nonrefoul.reading.models import analyse
from nonrefoul.reading.phrases import describe
from nonrefoul.reading.places import places
from nonrefoul.reading.sections import section_states
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.rules import events
from nonrefoul.words import Actuality, Claim, Document, Modality, SubjectKind

# How far from a trigger, in tokens, a helping word may stand outside the trigger's clause.
NEAR = 7

# Where somebody is held at home outweighs so many other claims as to who pursues them.
DECISIVE = 3

# So many characters of a document are read, at most; what is left out is said by `Reading.upto`.
LONGEST = 50_000


@dataclass(frozen=True, slots=True)
class Telling:
    """An event told in a sentence: its trigger, the clause around it, the words that tell it."""

    event: str
    sentence: int
    trigger: Token
    scope: tuple[Token, ...]
    words: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Match(Telling):
    """A rule met in a sentence."""

    frame: Frame


def by_rules(document: Document) -> list[Claim]:
    """Everything that the rules alone read in a document, likely or not: what an analyst tries."""
    sentences = analyse(document.text[:LONGEST])
    return distinct([each.claim for each in Reader(document, sentences).candidates()])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that a rule has read, and where."""

    claim: Claim
    spot: Spot


class Reader:
    """One document while it is being read."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self.document = document
        self.sentences = sentences
        self.places = [places(sentence) for sentence in sentences]
        self.discourse = Discourse(sentences, self.places)
        self.geography = Geography(self.discourse, self.places)
        published = document.published or dateline(document.text)
        self.whens: list[When] = dates(document.text, published)

    def candidates(self) -> list[Candidate]:
        """What every rule reads, persons whom grammar alone makes victims being known first."""
        found = [each for match in self.matches() for each in self._candidates(match)]
        return self._settled(found)

    def matches(self) -> list[Match]:
        """Every rule that is met; persons whom grammar alone makes victims are known from then."""
        matches = [match for sentence in self.sentences for match in self._matches(sentence)]
        for match in matches:
            for party in self._explicit(match):
                if party.name and party.kind is SubjectKind.PERSON:
                    self.discourse.victims.add(party.name)
        return matches

    def _settled(self, found: list[Candidate]) -> list[Candidate]:
        """Host and origin once more, each person's claims seen together.

        One person is pursued by one state in a document, the one most of their claims name; a
        state that protects them from afar is not where they are pursued.
        """
        found = _taken_not_sent(found)
        origins: dict[str, Counter[str]] = defaultdict(Counter)
        afar: dict[str, set[str]] = defaultdict(set)
        for each in found:
            claim = each.claim
            if claim.subject and claim.origin:
                held = claim.event == "in_origin_custody"
                origins[claim.subject][claim.origin] += DECISIVE if held else 1
            if claim.subject and claim.third_state and claim.event in _PROTECTING:
                afar[claim.subject].add(claim.third_state)
        return [
            self._resettled(each, origins[each.claim.subject], afar[each.claim.subject])
            if each.claim.subject
            else each
            for each in found
        ]

    def _resettled(self, each: Candidate, origins: Counter[str], afar: set[str]) -> Candidate:
        claim = each.claim
        origin = origins.most_common(1)[0][0] if origins else None
        if origin == claim.origin and claim.host not in afar:
            return each
        host, origin = self.geography.states(each.spot, None, origin, frozenset(afar))
        return replace(each, claim=replace(claim, host=host, origin=origin))

    def _matches(self, sentence: Sentence) -> Iterator[Match]:
        tree = self.discourse.trees[sentence.index]
        for pattern, first, last in possible(sentence):
            trigger = head_of(sentence.tokens[first:last])
            if not _right_kind(pattern.frame, trigger):
                continue
            scope = tree.scope(trigger)
            helps = self._helps(pattern, sentence, trigger, scope)
            if helps is not None:
                rest = [each for each in sentence.tokens[first:last] if each is not trigger]
                words = (trigger, *rest, *helps)
                event, frame = pattern.frame.event, pattern.frame
                yield Match(event, sentence.index, trigger, tuple(scope), words, frame)

    def _helps(
        self, pattern: Pattern, sentence: Sentence, trigger: Token, scope: Sequence[Token]
    ) -> list[Token] | None:
        """The words that a rule asks for beside its trigger; None where one is missing."""
        tree = self.discourse.trees[sentence.index]
        around = _around(sentence, trigger, scope)
        if pattern.unless and self._find(pattern.unless, sentence, _beside(tree, trigger, scope)):
            return None
        helps: list[Token] = []
        for wanted, fillers in ((pattern.object, tree.objects), (pattern.agent, tree.agents)):
            if wanted is None:
                continue
            below = [each for filler in fillers(trigger) for each in _phrase(tree, filler)]
            found = self._find(wanted, sentence, below)
            if not found:
                return None
            helps += found
        for group in pattern.near:
            found = self._find(group, sentence, _nearest_first(around, trigger))
            if not found:
                return None
            helps += found
        for group in pattern.far:
            found = self._find(group, sentence, sentence.tokens)
            if not found:
                return None
            helps += [word for word in found if word in around]
        return helps

    def _find(self, wanted: Words, sentence: Sentence, among: Sequence[Token]) -> list[Token]:
        for token in among:
            # Most words open no phrase that is wanted: seeing that here spares a call for each.
            if not wanted.firsts.isdisjoint(token.lemmas):
                length = wanted.find(sentence.tokens, token.index)
                if length:
                    return sentence.tokens[token.index : token.index + length]
            if wanted.classes and self._of_class(wanted, sentence, token):
                return [token]
        return []

    def _of_class(self, wanted: Words, sentence: Sentence, token: Token) -> bool:
        if "state" in wanted.classes and any(
            place.first <= token.index < place.last for place in self.places[sentence.index]
        ):
            return True
        if "role" in wanted.classes and self.discourse.is_role(sentence.index, token):
            return True
        return "person" in wanted.classes and any(
            name.type == "PER" and name.first <= token.index < name.last for name in sentence.names
        )

    def _explicit(self, match: Match) -> list[Party]:
        """Whom the words of the match's own sentence give as befallen, by grammar alone."""
        for role in match.frame.who:
            if role in ("near", "topic", "group", "none"):
                return []
            found = self._by_grammar(match, role)
            if found:
                return found
        return []

    def _in_role(self, match: Match, role: str) -> list[Party]:
        tree = self.discourse.trees[match.sentence]
        fillers = {
            "object": tree.objects,
            "agent": tree.agents,
            "recipient": tree.recipients,
            "owner": tree.owners,
            "about": tree.about,
        }[role]
        found: list[Party] = []
        for word in match.words:
            acts = word is match.trigger or (role == "object" and word.pos == "NOUN")
            if acts or role in ("recipient", "owner", "about"):
                for filler in fillers(word):
                    found += self.discourse.parties(match.sentence, filler)
            if found:
                break
        return found

    def _parties(self, match: Match) -> list[Party]:
        """Whom a match is about.

        Somebody whom the event can't befall (an organisation, where only a person can be
        convicted) is passed over for the next role.
        """
        kinds = events()[match.frame.event].subject
        for role in match.frame.who:
            if role == "none":
                return [Party(None, None, SubjectKind.NONE)]
            if role == "near":
                found = self._nearest(match)
            elif role == "topic":
                topic = self.discourse.salient(match.sentence, match.trigger.index)
                found = [topic] if topic else []
            elif role == "group":
                found = self._groups(match)
            else:
                found = self._by_grammar(match, role)
            fitting = [each for party in found if (each := _fitting(party, kinds))]
            if fitting:
                return fitting
        return []

    def _by_grammar(self, match: Match, role: str) -> list[Party]:
        """Whoever stands in a role; an act done to somebody befell them and not who did it."""
        if role == "agent" and "object" in match.frame.who:
            done_to = self._in_role(match, "object")
            if done_to and match.trigger.pos == "VERB":
                return done_to
        return self._in_role(match, role)

    def _nearest(self, match: Match) -> list[Party]:
        """The named person or, failing one, the role word that stands nearest in the clause."""
        inside = {token.index for token in match.scope}
        named = [
            (_distance(match.trigger, index), index, character)
            for index, character in self.discourse.named_in(match.sentence)
            if index in inside and self._may_befall(match, character.name)
        ]
        if named:
            _, index, _ = min(named, key=lambda each: each[:2])
            return self.discourse.parties(
                match.sentence, self.discourse.first_joined(match.sentence, index)
            )
        roles = [
            token
            for token in match.scope
            if self.discourse.is_role(match.sentence, token)
            and not self.discourse.relation(match.sentence, token)
            and not word_set("helpers").find(self.sentences[match.sentence].tokens, token.index)
        ]
        roles.sort(key=lambda token: _distance(match.trigger, token.index))
        return self.discourse.parties(match.sentence, roles[0]) if roles else []

    def _may_befall(self, match: Match, name: str) -> bool:
        aside = self.discourse.aside(name)
        return not aside or (
            aside == "officials" and "official" in events()[match.frame.event].subject
        )

    def _groups(self, match: Match) -> list[Party]:
        found: list[Party] = []
        for token in match.scope:
            found += [
                party
                for party in self.discourse.parties(match.sentence, token)
                if party.kind is SubjectKind.GROUP
            ]
            if found:
                break
        return found

    def _candidates(self, match: Match) -> Iterator[Candidate]:
        tree = self.discourse.trees[match.sentence]
        sure = certainty(tree, match.trigger, match.words[1:])
        modality = _modality(match, sure)
        for party in self._parties(match):
            if _only_describes(match.trigger, party):
                continue
            spot = self._spot(match, party)
            for claim in self._told_of_each(
                match, self._claim(match, party, spot, modality, sure.attribution)
            ):
                yield Candidate(claim, spot)

    def _told_of_each(self, match: Match, claim: Claim) -> list[Claim]:
        """A state's conduct needs its state; «страны» at the head of a digest are its sections'."""
        if claim.subject_kind is not SubjectKind.NONE or self._acting_state(match):
            return [claim]
        tree = self.discourse.trees[match.sentence]
        acting = [filler for word in match.words for filler in tree.agents(word)]
        several = any(
            word_set("states_at_large").find(tree.tokens, filler.index)
            and "Plur" in (filler.feats.get("Number"), match.trigger.feats.get("Number"))
            for filler in acting
        )
        if several:
            at_head = self.discourse.sections[match.sentence] == 0
            states = section_states(self.sentences, self.discourse.sections, self.places)
            return [
                replace(claim, host=state) for state in states if at_head and state != claim.origin
            ]
        return [claim] if claim.host else []

    def _claim(
        self,
        match: Match,
        party: Party,
        spot: Spot,
        modality: Modality,
        attribution: str | None,
    ) -> Claim:
        start, stop = self.quote(match, party)
        sentence = self.sentences[match.sentence]
        host, origin, third = self._states(match, spot)
        clause = (match.scope[0].start, match.scope[-1].stop)
        return Claim(
            document=self.document.id,
            event=match.frame.event,
            subject=party.name,
            subject_kind=party.kind,
            modality=modality,
            start=start,
            end=stop,
            quote=self.document.text[start:stop],
            group=party.description,
            host=host,
            origin=origin,
            actor=self.actor(match, party),
            third_state=third,
            date=date_for(self.whens, start, stop, clause, (sentence.start, sentence.stop)),
            attribution=attribution or None,
            rule=match.frame.id,
        )

    def actor(self, match: Telling, party: Party) -> str | None:
        """Who did it, as the sentence names them: a person by name, else the words in the text."""
        tree = self.discourse.trees[match.sentence]
        doers = tree.agents(match.trigger)
        if not doers and match.trigger.pos == "NOUN" and match.trigger.rel == "obj":
            doers = tree.agents(tree.tokens[match.trigger.head])
        for doer in doers:
            for somebody in self.discourse.parties(match.sentence, doer):
                if somebody.name and somebody.name != party.name:
                    return somebody.name
            if doer.pos in ("NOUN", "PROPN") and doer.index != party.first:
                inside = [each for each in tree.subtree(doer) if each in match.scope][:8]
                return describe(inside)
        return None

    def third(self, match: Telling, known: set[str | None]) -> str | None:
        """A state in the words of a rule or beside them that is neither host nor origin.

        Where something happens («в Ереване») is no third state, save where somebody arrives.
        """
        if match.event not in _WITH_THIRD_STATE:
            return None
        tree = self.discourse.trees[match.sentence]
        first = min(word.index for word in match.words) - 2
        last = max(word.index for word in match.words) + 2
        for place in self.places[match.sentence]:
            token = tree.tokens[place.first]
            inside = tree.preposition(token) in ("в", "на") and match.event in _PROTECTING
            here = first <= place.first <= last and len(place.states) == 1 and not inside
            if here and place.states[0] not in known:
                return place.states[0]
        return None

    def _spot(self, match: Match, party: Party) -> Spot:
        words = frozenset(token.index for token in match.scope)
        group = events()[match.frame.event].group
        return Spot(match.sentence, words, party.name, group)

    def _states(self, match: Match, spot: Spot) -> tuple[str | None, str | None, str | None]:
        """Host, origin and third state; for a state's own conduct the host is who acts.

        Who protects from afar is found first, since the state that is named then is no host.
        """
        acting = self._acting_state(match) if match.frame.host == "agent" else None
        held = self._nearest_state(match) if match.frame.event == "in_origin_custody" else None
        host, origin = self.geography.states(spot, acting, held)
        if match.frame.event in _PROTECTING:
            third = self.third(match, {origin})
            if third:
                host, origin = self.geography.states(spot, left_out=frozenset({third}))
            return host, origin, third
        return host, origin, self.third(match, {host, origin})

    def _nearest_state(self, match: Match) -> str | None:
        """The state named nearest to a rule's words in their clause: where somebody is held."""
        inside = {token.index for token in match.scope}
        named = [
            (min(abs(place.first - word.index) for word in match.words), place.states[0])
            for place in self.places[match.sentence]
            if place.first in inside and len(place.states) == 1
        ]
        return min(named)[1] if named else None

    def _acting_state(self, match: Match) -> str | None:
        tree = self.discourse.trees[match.sentence]
        for word in match.words:
            for filler in tree.agents(word):
                below = {token.index for token in tree.subtree(filler)}
                for place in self.places[match.sentence]:
                    if place.first in below and len(place.states) == 1:
                        return place.states[0]
        return None

    def quote(self, match: Telling, party: Party) -> tuple[int, int]:
        """Where the words that tell an event begin and end, with whom it befell."""
        tokens = self.sentences[match.sentence].tokens
        chosen = list(match.words)
        if party.first >= 0:
            chosen += tokens[party.first : party.last]
            chosen += self._whole_name(match.sentence, party)
        first = min(token.index for token in chosen)
        last = max(token.index for token in chosen)
        return tokens[first].start, tokens[last].stop

    def _whole_name(self, sentence: int, party: Party) -> list[Token]:
        for character in self.discourse.characters:
            for mention in character.mentions:
                if mention.sentence == sentence and mention.first <= party.first < mention.last:
                    return self.sentences[sentence].tokens[mention.first : mention.last]
        return []


def _taken_not_sent(found: Sequence[Candidate]) -> list[Candidate]:
    """Where a sentence tells that somebody was taken by force, no expulsion is told beside it.

    The contract: taken with no decision is `abducted`, whatever verb stands beside it.
    """
    taken = {
        (each.claim.subject, each.spot.sentence)
        for each in found
        if each.claim.event == "abducted" and each.claim.subject
    }
    return [
        each
        for each in found
        if each.claim.event not in ("deported", "extradited")
        or (each.claim.subject, each.spot.sentence) not in taken
    ]


def _distance(trigger: Token, index: int) -> int:
    """How far a word stands from a trigger; what is before a noun is thrice as far."""
    apart = index - trigger.index
    return apart if apart > 0 else -apart * (3 if trigger.pos == "NOUN" else 1)


def _modality(match: Match, found: Certainty) -> Modality:
    """A rule's own modality stands, save against a plain word of the clause that is not the rule's.

    «Отказались впустить» tells of a refusal that happened; «могут отказаться впустить» does not.
    """
    forced = match.frame.modality
    if forced is None:
        return found.modality
    marker = found.marker
    own = marker is None or marker in match.words
    if marker is not None and not own and _speaks_plainly(marker, match.trigger):
        return found.modality
    if forced is Modality.ASSERTED:
        if found.modality in (Modality.REPORTED, Modality.SUSPECTED):
            return found.modality
        return forced if found.attribution is None else Modality.REPORTED
    return found.modality if found.modality.actuality is Actuality.NOT else forced


def _speaks_plainly(marker: Token, trigger: Token) -> bool:
    """Whether a marker is a «не» on the trigger or a verb that governs it."""
    if marker.lemma in ("не", "ни"):
        return marker.head == trigger.index
    return marker.pos in ("VERB", "AUX", "ADJ") and marker is not trigger


def _only_describes(trigger: Token, party: Party) -> bool:
    """Whether a participle says which group is meant and tells no event: «преследуемые люди»."""
    return party.kind is SubjectKind.GROUP and trigger.rel in ("acl", "amod")


def _fitting(party: Party, kinds: Sequence[str]) -> Party | None:
    """The party as a kind that an event may befall; None where it can't befall such a one."""
    if party.kind.value in kinds:
        return party
    if party.kind is SubjectKind.OFFICIAL and "person" in kinds:
        return replace(party, kind=SubjectKind.PERSON)
    if party.kind is SubjectKind.PERSON and party.name and "official" in kinds:
        return replace(party, kind=SubjectKind.OFFICIAL)
    return None


_PROTECTING = {"protection_abroad", "travel_document_issued"}
_WITH_THIRD_STATE = {"protection_abroad", "travel_document_issued", "relocated", "sanctioned"}


def head_of(tokens: Sequence[Token]) -> Token:
    """The token of a phrase on which the others hang."""
    inside = {token.index for token in tokens}
    return next((token for token in tokens if token.head not in inside), tokens[0])


def _right_kind(frame: Frame, trigger: Token) -> bool:
    if frame.pos == "any":
        return True
    if frame.pos == "noun":
        return trigger.pos in ("NOUN", "PROPN")
    if frame.pos == "participle":
        return trigger.feats.get("VerbForm") == "Part" or trigger.pos == "ADJ"
    return trigger.pos in ("VERB", "ADJ", "AUX")


def _around(sentence: Sentence, trigger: Token, scope: Sequence[Token]) -> list[Token]:
    inside = {token.index for token in scope}
    first, last = trigger.index - NEAR, trigger.index + NEAR
    return [
        token for token in sentence.tokens if token.index in inside or first <= token.index <= last
    ]


def _nearest_first(tokens: Sequence[Token], trigger: Token) -> list[Token]:
    others = [token for token in tokens if token is not trigger]
    return sorted(others, key=lambda token: abs(token.index - trigger.index))


def _beside(tree: Tree, trigger: Token, scope: Sequence[Token]) -> list[Token]:
    """What depends on a trigger, what it depends on, and the three words on either side of it."""
    linked = {token.index for token in tree.subtree(trigger)} | {trigger.head}
    inside = {token.index for token in scope}
    return [
        token
        for token in tree.tokens
        if token is not trigger
        and (
            (token.index in linked and token.index in inside)
            or abs(token.index - trigger.index) <= 3
        )
    ]


def _phrase(tree: Tree, filler: Token) -> list[Token]:
    return [each for each in tree.subtree(filler) if abs(each.index - filler.index) <= 8]


def distinct(found: Sequence[Claim]) -> list[Claim]:
    """The same event told twice in a document is one claim: the likelier one, dated if either is.

    Of a person unnamed and one named whom the same event befell, the named one stays.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in found:
        key = (claim.event, claim.subject or claim.group, claim.host, claim.modality.actuality)
        kept[key] = _merged(kept[key], claim) if key in kept else claim
    named = {(claim.event, claim.modality.actuality) for claim in kept.values() if claim.subject}
    return sorted(
        (
            claim
            for claim in kept.values()
            if claim.subject
            or claim.subject_kind is not SubjectKind.PERSON
            or (claim.event, claim.modality.actuality) not in named
        ),
        key=lambda claim: (claim.start, claim.end, claim.event, claim.subject or ""),
    )


def _merged(first: Claim, second: Claim) -> Claim:
    likelier = second if (second.confidence or 0) > (first.confidence or 0) else first
    return replace(likelier, date=likelier.date or first.date or second.date)
