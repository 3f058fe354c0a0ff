"""Make documents with gold claims out of the sentences in corpus/en-phrases, the same each time.

Invented persons and states are put into the sentences, and sentences of one person's story put
together: names, pronouns and roles as a reporter would write them, other people's stories between,
and things that are no claim.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nonrefoul.reading.english.gazetteer import rules

PHRASES = Path(__file__).resolve().parents[1] / "corpus" / "en-phrases"
MODALITIES = {
    "a": "asserted",
    "r": "reported",
    "s": "suspected",
    "e": "expected",
    "n": "negated",
    "d": "denied",
}
NOBODY = ("cooperates", "does_not_cooperate", "turned_away", "turned_toward")
MANY = ("three", "four", "a group of", "dozens of", "eleven", "hundreds of")


@dataclass
class Person:
    """Somebody invented."""

    full: str
    last: str
    woman: bool
    job: str
    named: bool = False


@dataclass
class Story:
    """One person's story: the states in it, and which of them the text has named."""

    person: Person
    host: str
    origin: str
    third: str
    named: set[str] = field(default_factory=set)


@dataclass
class Filled:
    """A sentence with its places filled, and who else than the story's person it is about."""

    text: str
    who: dict[str, Any] | None = None


def documents(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """So many invented documents as gold records of the contract, with `triggers`."""
    maker = Maker(random.Random(seed))  # noqa: S311
    for number in range(count):
        yield maker.document(f"mix/{number}")


def phrases() -> dict[str, list[tuple[str, str]]]:
    """The sentences by event, each with its modality; under "none" those that tell nothing."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(PHRASES.glob("*.txt")):
        event = ""
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("## "):
                event = line[3:].strip()
            elif line.strip() and not line.startswith("#"):
                modality, _, sentence = line.partition(": ") if event != "none" else ("", "", line)
                found.setdefault(event, []).append((MODALITIES.get(modality, ""), sentence.strip()))
    return found


class Maker:
    """What documents are made with; it keeps the text and the claims of the one being made."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.known = phrases()
        self.events = [event for event in self.known if event != "none"]
        with (PHRASES / "names.yml").open(encoding="utf-8") as file:
            self.stock: Mapping[str, Any] = yaml.safe_load(file)
        self.states = {state.code: state for state in rules().states}
        self.text = ""
        self.claims: list[tuple[Story, dict[str, Any]]] = []

    def document(self, identity: str) -> dict[str, Any]:
        """One document: a story, with another behind it now and then; a digest; or nothing told."""
        self.text, self.claims = "", []
        kind = self.chance.random()
        if kind < 0.12:
            story = self._story()
            for _ in range(self.chance.randint(1, 5)):
                self._add(story, "none", *self.chance.choice(self.known["none"]))
        elif kind < 0.27:
            for _ in range(self.chance.randint(2, 5)):
                gap = self.chance.choice(("\n\n", "\n▪️ ", "\n— ", "\n"))
                self.text += gap if self.text else ""
                self._tell(self.chance.randint(1, 2))
        else:
            self._tell(self.chance.choice((1, 2, 3, 4, 5, 6)))
            if self.chance.random() < 0.3:
                self.text += "\n\n"
                self._tell(self.chance.randint(1, 2))
        return {
            "id": identity,
            "lang": "en",
            "kind": "mix" if self.claims else "mix none",
            "published": None,
            "text": self.text,
            "claims": [self._placed(story, claim) for story, claim in self.claims],
        }

    def _placed(self, story: Story, claim: dict[str, Any]) -> dict[str, Any]:
        """A claim with the states of its story, where the text has named them."""
        host = story.host if story.host in story.named else None
        origin = story.origin if story.origin in story.named else None
        return {**claim, "host": host, "origin": origin}

    def _story(self) -> Story:
        people = [*self.stock["people"], "RU", "RU", "RU", "BY", "BY", "TJ", "UZ", "TM"]
        origin = self.chance.choice(people)
        host = self.chance.choice([each for each in self.stock["hosts"] if each != origin])
        third = [each for each in self.stock["third"] if each not in (origin, host)]
        return Story(self._person(origin), host, origin, self.chance.choice(third))

    def _person(self, origin: str) -> Person:
        stock = self.stock["people"][origin]
        woman = self.chance.random() < 0.45
        given = self.chance.choice(stock["women" if woman else "men"])
        family = self.chance.choice(stock["families"])
        if woman and family.endswith(("v", "w", "n")):
            family += stock.get("ending", "")
        last = given if origin in self.stock["given_last"] else family
        return Person(f"{given} {family}", last, woman, self.chance.choice(self.stock["jobs"]))

    def _tell(self, count: int) -> None:
        story = self._story()
        if self.chance.random() < 0.6:
            self._add(story, "none", "", self.chance.choice(self.stock["openings"]))
        for event in (self.chance.choice(self.events) for _ in range(count)):
            self._add(story, event, *self.chance.choice(self.known[event]))
            if self.chance.random() < 0.25:
                self._add(story, "none", *self.chance.choice(self.known["none"]))

    def _add(self, story: Story, event: str, modality: str, sentence: str) -> None:
        """Put a sentence at the end of the text, with its claims."""
        if self.text and not self.text.endswith(("\n", " ")):
            self.text += self.chance.choice((" ", " ", " ", "\n", "\n\n"))
        modality, sentence = self._turned(event, modality, sentence)
        other = None
        if "{P} was " in sentence and self.chance.random() < 0.12:
            other = self._person(story.origin)
            sentence = sentence.replace("{P} was ", f"{{P}} and {other.full} were ", 1)
        filled = self._filled(sentence, story)
        start, triggers = len(self.text), list[list[int]]()
        for number, piece in enumerate(filled.text.split("*")):
            if number % 2:
                triggers.append([len(self.text), len(self.text) + len(piece)])
            self.text += piece
        if event == "none":
            return
        claim = {
            "event": event,
            "modality": modality,
            "start": start,
            "end": len(self.text),
            "quote": self.text[start:],
            "triggers": triggers,
            "date": None,
            "attribution": None,
        }
        persons = [story.person.full, *([other.full] if other else [])]
        for who in [filled.who] if filled.who else self._subjects(event, persons):
            self.claims.append((story, {**claim, **who}))

    @staticmethod
    def _subjects(event: str, persons: list[str]) -> list[dict[str, Any]]:
        if event in NOBODY:
            return [{"subject": None, "subject_kind": "none", "group": None}]
        return [{"subject": each, "subject_kind": "person", "group": None} for each in persons]

    def _turned(self, event: str, modality: str, sentence: str) -> tuple[str, str]:
        """A sentence as somebody's word, or with something before or behind it, now and then."""
        ends = modality == "asserted" and sentence.endswith(".")
        if ends and event not in NOBODY and self.chance.random() < 0.15:
            return "reported", sentence[:-1] + self.chance.choice(self.stock["said"])
        if ends and self.chance.random() < 0.1:
            return modality, sentence[:-1] + self.chance.choice(self.stock["ornaments"])
        if modality and sentence[0] == "{" and self.chance.random() < 0.08:
            return modality, self.chance.choice(self.stock["leads"]) + sentence
        return modality, sentence

    def _filled(self, sentence: str, story: Story) -> Filled:
        made = Filled("")

        def fill(found: re.Match[str]) -> str:
            tail = found.group(2) or ""
            if found.group(1) == "P":
                return self._named(story.person, found.start() == 0, tail)
            return self._put(found.group(1), story, made) + tail

        text = re.sub(r"\{(\w+)\}('s)?", fill, sentence)
        text = re.sub(r" +", " ", re.sub(r" +([.,;])", r"\1", text))
        at = 1 if text[0] == "*" else 0
        made.text = text[:at] + text[at].upper() + text[at + 1 :]
        return made

    def _put(self, place: str, story: Story, made: Filled) -> str:
        """What stands in a place of a sentence."""
        if place[0] in "HOT":
            code = {"H": story.host, "O": story.origin, "T": story.third}[place[0]]
            story.named.add(code)
            return self._state(code, place[1:])
        if place == "job":
            return story.person.job
        if place == "G":
            story.named.add(story.origin)
            state, job = self._state(story.origin, "a"), self.chance.choice(self.stock["jobs"])
            group = f"{self.chance.choice(MANY)} {state} {job}s"
            made.who = {"subject": None, "subject_kind": "group", "group": group}
            return group
        lists = {"L": "helpers", "D": "when", "N": "bodies", "F": "officials"}
        chosen = str(self.chance.choice(self.stock[lists[place]]))
        if place in "NF":
            kind = "organisation" if place == "N" else "official"
            made.who = {"subject": chosen, "subject_kind": kind, "group": None}
        return chosen

    def _named(self, person: Person, opens: bool, tail: str) -> str:
        """A person's full name at first, then what else a reporter calls somebody."""
        roll = self.chance.random()
        if not person.named:
            person.named = True
            lead = f"the {person.job} " if roll < 0.2 else f"{person.job} " if roll < 0.3 else ""
            return lead + person.full + tail
        if roll < 0.35 and (opens or tail):
            words = ("her", "she") if person.woman else ("his", "he")
            return words[0] if tail else words[1]
        if roll < 0.5:
            return f"the {person.job}" + tail
        return (person.full if roll > 0.92 else person.last) + tail

    def _state(self, code: str, form: str) -> str:
        state = self.states[code]
        if form == "a" and state.adjectives:
            return state.adjectives[0]
        if form == "c" and state.capitals:
            return self.chance.choice((*state.capitals[:1] * 3, *state.sites[:2]))
        return state.names[0]
