"""The rules of how a language says each event, and what finds their words in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Literal

from pydantic import model_validator

from nonrefoul.reading.morphology import lemmas
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.rules import RULES, Rule, RuleError, events, load
from nonrefoul.words import Modality

Role = Literal["object", "agent", "recipient", "owner", "about", "near", "topic", "group", "none"]
HostFrom = Literal["place", "agent", "topic"]


class Example(Rule):
    """A sentence that a rule must read, and what it must find there."""

    text: str
    subject: str | None = None
    modality: Modality = Modality.ASSERTED


class Frame(Rule):
    """One way to say one event.

    `trigger`: words any of which opens the rule. `object`, `agent`: words one of which the thing
    acted on, or the one who acts, must contain. `near`: of each list one word must stand in the
    trigger's clause or within a few words of it; `far`: in its sentence. `unless`: words none of
    which may depend on the trigger, govern it, or stand within three words of it. `who`: where
    the words for whom it befell stand, the first that gives somebody. `modality` overrides what
    the clause says. A word is written in any form; several words are a phrase; `@name` is a word
    set of `rules/words/ru.yml`; `{state}`, `{person}` and `{role}` stand for any state, named
    person, or word for a kind of person. `must` and `must_not` are sentences that the rule has to
    read and to leave.
    """

    id: str
    event: str
    trigger: tuple[str, ...]
    pos: Literal["verb", "noun", "participle", "any"] = "any"
    object: tuple[str, ...] = ()
    agent: tuple[str, ...] = ()
    near: tuple[tuple[str, ...], ...] = ()
    far: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    who: tuple[Role, ...] = ("object", "near", "topic")
    host: HostFrom = "place"
    modality: Modality | None = None
    must: tuple[Example | str, ...]
    must_not: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known_event(self) -> Frame:
        if self.event not in events():
            raise ValueError(f"rule {self.id}: no event type {self.event!r} in events.yml")
        if not self.must:
            raise ValueError(f"rule {self.id}: at least one example it must match is needed")
        return self


class Family(Rule):
    """A file of rules: one family of events."""

    family: str
    rules: tuple[Frame, ...]


Phrase = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words and phrases, ready to be found: phrases by the lemmas of their first word."""

    by_first: dict[str, tuple[Phrase, ...]]
    classes: frozenset[str] = frozenset()
    firsts: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "firsts", frozenset(self.by_first))

    def find(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens from `at` on one of the phrases covers; 0 where none does."""
        if self.firsts.isdisjoint(tokens[at].lemmas):
            return 0
        longest = 0
        for lemma in tokens[at].lemmas:
            for phrase in self.by_first.get(lemma, ()):
                if len(phrase) > longest and _matches(phrase, tokens, at):
                    longest = len(phrase)
        return longest

    def may_be_in(self, known: frozenset[str]) -> bool:
        """Whether one of the phrases may stand in a sentence that has the given lemmas."""
        return bool(self.classes) or not self.firsts.isdisjoint(known)


def _matches(phrase: Phrase, tokens: Sequence[Token], at: int) -> bool:
    if len(phrase) == 1:
        return not phrase[0].isdisjoint(tokens[at].lemmas)
    if at + len(phrase) > len(tokens):
        return False
    return not any(tokens[at + n].lemmas.isdisjoint(word) for n, word in enumerate(phrase))


@dataclass(frozen=True)
class Pattern:
    """A frame whose words are ready to be found."""

    frame: Frame
    trigger: Words
    object: Words | None
    agent: Words | None
    near: tuple[Words, ...]
    far: tuple[Words, ...]
    unless: Words | None

    @cached_property
    def needed(self) -> tuple[Words, ...]:
        """The lists of each of which a word must stand in the sentence, the trigger aside."""
        lists = (self.object, self.agent, *self.near, *self.far)
        return tuple(each for each in lists if each is not None)


@cache
def word_sets() -> dict[str, tuple[str, ...]]:
    """The named word sets that rules share."""
    return load(RULES / "words" / "ru.yml", dict[str, tuple[str, ...]])


def words(items: Iterable[str]) -> Words:
    """Prepare a list of words, phrases, `@sets` and `{classes}`; RuleError on an unknown set."""
    by_first: dict[str, list[Phrase]] = {}
    classes = set()
    for item in _spread(items):
        if item.startswith("{"):
            classes.add(item.strip("{}"))
            continue
        phrase = tuple(lemmas(word) for word in item.split())
        for lemma in phrase[0]:
            by_first.setdefault(lemma, []).append(phrase)
    return Words({key: tuple(value) for key, value in by_first.items()}, frozenset(classes))


def _spread(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        if not item.startswith("@"):
            yield item
        elif item[1:] in word_sets():
            yield from _spread(word_sets()[item[1:]])
        else:
            raise RuleError(f"no word set {item} in rules/words/ru.yml")


@cache
def word_set(name: str) -> Words:
    """One named word set, ready to be found."""
    return words([f"@{name}"])


def compile_frame(frame: Frame) -> Pattern:
    """Make a frame's words ready to be found."""
    return Pattern(
        frame,
        words(frame.trigger),
        words(frame.object) if frame.object else None,
        words(frame.agent) if frame.agent else None,
        tuple(words(group) for group in frame.near),
        tuple(words(group) for group in frame.far),
        words(frame.unless) if frame.unless else None,
    )


@cache
def families() -> tuple[Family, ...]:
    """Every family of rules for Russian; RuleError where a file is wrong or an id stands twice."""
    found = tuple(load(path, Family) for path in sorted((RULES / "frames" / "ru").glob("*.yml")))
    ids = [frame.id for family in found for frame in family.rules]
    for name in ids:
        if ids.count(name) > 1:
            raise RuleError(f"two rules are called {name!r}; give one of them another id")
    return found


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every rule for Russian, ready to match."""
    return tuple(compile_frame(frame) for family in families() for frame in family.rules)


@dataclass(frozen=True, slots=True)
class _Openings:
    """The rules that a word may open: by itself, and with the word after it, by its lemmas."""

    alone: list[int] = field(default_factory=list)
    before: dict[str, list[int]] = field(default_factory=dict)

    def at(self, tokens: Sequence[Token], place: int) -> list[int]:
        """The rules, as numbers in `patterns()`, that may be met at a place."""
        if not self.before or place + 1 == len(tokens):
            return self.alone
        found = [self.before[lemma] for lemma in tokens[place + 1].lemmas if lemma in self.before]
        return sorted({*self.alone, *chain(*found)}) if found else self.alone


@cache
def _by_lemma() -> dict[str, _Openings]:
    index: dict[str, _Openings] = {}
    for number, pattern in enumerate(patterns()):
        for lemma, phrases in pattern.trigger.by_first.items():
            openings = index.setdefault(lemma, _Openings())
            if any(len(phrase) == 1 for phrase in phrases):
                openings.alone.append(number)
                continue
            for second in frozenset().union(*(phrase[1] for phrase in phrases)):
                openings.before.setdefault(second, []).append(number)
    return index


def triggered(sentence: Sentence) -> Iterator[tuple[Pattern, int, int]]:
    """Each rule whose trigger stands in a sentence, with its first and last (excluded) token."""
    index, tokens = _by_lemma(), sentence.tokens
    for at, token in enumerate(tokens):
        if index.keys().isdisjoint(token.lemmas):
            continue
        seen: set[int] = set()
        for lemma in token.lemmas:
            openings = index.get(lemma)
            for number in openings.at(tokens, at) if openings else ():
                if number in seen:
                    continue
                seen.add(number)
                pattern = patterns()[number]
                length = pattern.trigger.find(tokens, at)
                if length:
                    yield pattern, at, at + length


def possible(sentence: Sentence) -> Iterator[tuple[Pattern, int, int]]:
    """As `triggered`, without the rules for which a word that they need stands nowhere in it.

    What a rule asks for beside its trigger must stand in the trigger's sentence, so nothing that
    can be read is left out; most rules whose trigger is a common word are.
    """
    known: frozenset[str] | None = None
    for pattern, first, last in triggered(sentence):
        if pattern.needed:
            if known is None:
                known = frozenset().union(*(token.lemmas for token in sentence.tokens))
            if not all(words.may_be_in(known) for words in pattern.needed):
                continue
        yield pattern, first, last
