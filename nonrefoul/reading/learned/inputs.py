"""A document as the network sees it: for each word its vectors, kinds and marks; who and where."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from nonrefoul.reading.dates import When
from nonrefoul.reading.discourse import Discourse
from nonrefoul.reading.frames import triggered, word_set
from nonrefoul.reading.geography import Geography
from nonrefoul.reading.learned.times import Dated, moved, named_times
from nonrefoul.reading.phrases import describe
from nonrefoul.reading.places import Place
from nonrefoul.reading.relevance import Relevance
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.rules import events

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

EVENTS: tuple[str, ...] = tuple(events())
EVENT_AT = {event: at for at, event in enumerate(EVENTS)}

# What is said of every word, each with a table of its own.
KINDS = ("pos", "case", "number", "tense", "form", "voice", "aspect", "relation", "shape")
# Endings and beginnings of words share a table of so many rows.
PIECES = 1024

WORD_SETS = (
    "person_roles",
    "relatives",
    "helpers",
    "officials",
    "authorities",
    "courts",
    "prosecution",
    "prisons",
    "pursued_roles",
    "group_words",
    "strangers",
    "security_offices",
)
MARKS = (*WORD_SETS, "person", "organisation", "location", "place", "quoted", "first line", "opens")

# Words that stand for somebody without a name.
_PRONOUNS = frozenset(
    [
        "который",
        "он",
        "она",
        "они",
        "его",
        "ее",
        "её",
        "их",
        "я",
        "мы",
        "кто",
        "двое",
        "трое",
        "четверо",
        "пятеро",
        "шестеро",
        "семеро",
        "десятеро",
    ]
)
ROLES = ("objects", "agents", "recipients", "owners", "about")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody of a document: a person or an organisation by name, or (`nobody`) no name at all."""

    kind: str
    name: str | None
    aside: str | None = None
    victim: bool = False
    called: bool = False
    plural: bool = False
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """One document in numbers; words are counted through the document, -1 is no word.

    `kinds` is (words, KINDS) of text labels, `marks` (words, MARKS) and `rules` (words, 2 x events:
    a rule's trigger stands here; a rule is met here). `mentions` is (mentions, 3): first word, last
    (excluded), place in `who`, whose last entry is nobody by name. `states` holds each mention of a
    state: its word, its code, its manner. `roles` is (k, 3): a word, a word that fills one of its
    roles, and which of ROLES.
    """

    words: Sequence[str]
    lemmas: Sequence[str]
    kinds: Sequence[Sequence[str]]
    pieces: Ints
    marks: Floats
    rules: Floats
    sentence: Ints
    line: Ints
    section: Ints
    clause: Ints
    head: Ints
    speaking: npt.NDArray[np.bool_]
    mentions: Ints
    who: Sequence[Who]
    states: Sequence[tuple[int, str, str]]
    roles: Ints
    about: Floats
    starts: Ints
    stops: Ints
    whens: Sequence[Dated]


def stretch(seen: Inputs, first: int, last: int) -> tuple[Inputs, Ints]:
    """The words `first` to `last` (excluded) of a document, and which mentions are there."""

    def shifted(places: Ints) -> Ints:
        return np.where(places < 0, -1, places - first)

    inside = np.flatnonzero((seen.mentions[:, 0] >= first) & (seen.mentions[:, 1] <= last))
    pairs = seen.roles[:, :2]
    roles = seen.roles[(pairs >= first).all(axis=1) & (pairs < last).all(axis=1)]
    part = slice(first, last)
    return (
        Inputs(
            words=seen.words[part],
            lemmas=seen.lemmas[part],
            kinds=seen.kinds[part],
            pieces=seen.pieces[part],
            marks=seen.marks[part],
            rules=seen.rules[part],
            sentence=seen.sentence[part] - seen.sentence[first],
            line=seen.line[part],
            section=seen.section[part],
            clause=shifted(seen.clause[part]),
            head=shifted(seen.head[part]),
            speaking=seen.speaking[part],
            mentions=seen.mentions[inside] - np.array([first, first, 0]),
            who=seen.who,
            states=[(at - first, a, b) for at, a, b in seen.states if first <= at < last],
            roles=roles - np.array([first, first, 0]),
            about=seen.about,
            starts=seen.starts[part],
            stops=seen.stops[part],
            whens=[moved(each, first) for each in seen.whens if first <= each.word < last],
        ),
        inside,
    )


def inputs(
    text: str,
    sentences: Sequence[Sentence],
    discourse: Discourse,
    places: Sequence[Sequence[Place]],
    geography: Geography,
    met: Sequence[tuple[int, int, str]],
    about: Relevance,
    whens: Sequence[When],
) -> Inputs:
    """Turn a read document into numbers.

    `met` holds each rule that was met: sentence, index of its trigger, event.
    """
    tokens = [token for sentence in sentences for token in sentence.tokens]
    count = len(tokens)
    offset = np.cumsum([0, *(len(sentence.tokens) for sentence in sentences)])
    sentence_of = np.repeat(np.arange(len(sentences)), np.diff(offset))
    lines = _lines(text, sentences)
    who, mentions = _who(sentences, discourse, offset)
    clause = [
        int(offset[tree.sentence.index]) + tree.clause(token).index
        for tree in discourse.trees
        for token in tree.tokens
    ]
    starts = np.array([token.start for token in tokens], dtype=np.int64)
    speaking = np.zeros(count, dtype=bool)
    for at, index in discourse.speaking:
        speaking[offset[at] + index] = True
    return Inputs(
        words=[token.text.lower() for token in tokens],
        lemmas=[token.lemma for token in tokens],
        kinds=[_kinds(token) for token in tokens],
        pieces=np.array([_pieces(token) for token in tokens], dtype=np.int64).reshape(count, 2),
        marks=_marks(sentences, places, offset, lines),
        rules=_rules(sentences, met, offset),
        sentence=sentence_of.astype(np.int64),
        line=np.array(lines, dtype=np.int64)[sentence_of] if count else np.zeros(0, np.int64),
        section=np.array(discourse.sections, dtype=np.int64)[sentence_of]
        if count
        else np.zeros(0, np.int64),
        clause=np.array(clause, dtype=np.int64),
        head=np.array(
            [
                int(offset[sentence.index]) + token.head if token.head >= 0 else -1
                for sentence in sentences
                for token in sentence.tokens
            ],
            dtype=np.int64,
        ),
        speaking=speaking,
        mentions=mentions,
        who=who,
        states=[
            (int(offset[sign.sentence]) + sign.token, sign.state, sign.manner)
            for sign in geography.signs
        ],
        roles=_roles(discourse, offset),
        about=_about(about),
        starts=starts,
        stops=np.array([token.stop for token in tokens], dtype=np.int64),
        whens=named_times(whens, starts),
    )


def _lines(text: str, sentences: Sequence[Sentence]) -> list[int]:
    found, line, at = [], 0, 0
    for sentence in sentences:
        line += text.count("\n", at, sentence.start)
        at = sentence.start
        found.append(line)
    return found


def _kinds(token: Token) -> tuple[str, ...]:
    feats = token.feats
    form = feats.get("VerbForm") or ("Short" if feats.get("Variant") == "Short" else "-")
    return (
        token.pos,
        feats.get("Case", "-"),
        feats.get("Number", "-"),
        feats.get("Tense", "-"),
        form,
        feats.get("Voice", "-"),
        feats.get("Aspect", "-"),
        token.rel,
        _shape(token.text),
    )


def _shape(text: str) -> str:
    if text.isdigit():
        return "number"
    if any(letter.isdigit() for letter in text):
        return "with number"
    if not any(letter.isalpha() for letter in text):
        return f"sign {text[:1]}" if text[:1] in '.,:;!?—–-«»"()•' else "sign"
    if len(text) > 1 and text.isupper():
        return "capitals"
    return "capital" if text[0].isupper() else "small"


def _pieces(token: Token) -> tuple[int, int]:
    word = token.text.lower()
    return (
        zlib.crc32(("<" + word[:4]).encode()) % PIECES,
        zlib.crc32((word[-3:] + ">").encode()) % PIECES,
    )


def _marks(
    sentences: Sequence[Sentence],
    places: Sequence[Sequence[Place]],
    offset: Any,
    lines: Sequence[int],
) -> Floats:
    marks = np.zeros((int(offset[-1]), len(MARKS)), dtype=np.float32)
    at_mark = {name: at for at, name in enumerate(MARKS)}
    sets = [word_set(name) for name in WORD_SETS]
    kinds = {"PER": "person", "ORG": "organisation", "LOC": "location"}
    before = -1
    for sentence, row in zip(sentences, places, strict=True):
        start = int(offset[sentence.index])
        for number, words in enumerate(sets):
            for token in sentence.tokens:
                if words.find(sentence.tokens, token.index):
                    marks[start + token.index, number] = 1
        for name in sentence.names:
            marks[start + name.first : start + name.last, at_mark[kinds[name.type]]] = 1
        for place in row:
            marks[start + place.first : start + place.last, at_mark["place"]] = 1
        stop = start + len(sentence.tokens)
        line = lines[sentence.index]
        marks[start:stop, at_mark["first line"]] = line == 0
        marks[start:stop, at_mark["opens"]] = line != before
        before = line
        quoted = False
        for token in sentence.tokens:
            quoted = quoted or token.text[0] in "«“„"
            marks[start + token.index, at_mark["quoted"]] = quoted
            quoted = quoted and token.text[0] not in "»”"
    return marks


def _rules(
    sentences: Sequence[Sentence], met: Sequence[tuple[int, int, str]], offset: Any
) -> Floats:
    found = np.zeros((int(offset[-1]), 2 * len(EVENTS)), dtype=np.float32)
    for sentence in sentences:
        start = int(offset[sentence.index])
        for pattern, first, last in triggered(sentence):
            found[start + first : start + last, EVENT_AT[pattern.frame.event]] = 1
    for at, index, event in met:
        found[int(offset[at]) + index, len(EVENTS) + EVENT_AT[event]] = 1
    return found


def _who(
    sentences: Sequence[Sentence], discourse: Discourse, offset: Any
) -> tuple[list[Who], Ints]:
    who: list[Who] = []
    mentions: list[tuple[int, int, int]] = []
    for character in discourse.characters:
        for mention in character.mentions:
            start = int(offset[mention.sentence])
            mentions.append((start + mention.first, start + mention.last, len(who)))
        who.append(
            Who(
                "person",
                character.name,
                discourse.aside_of(character.name),
                character.name in discourse.victims,
                discourse.pursued(character.name, None),
                character.plural,
                len(character.mentions),
            )
        )
    taken = {at for first, last, _ in mentions for at in range(first, last)}
    named: dict[str, int] = {}
    for start, first, last, name in _organisations(sentences, offset):
        if taken.isdisjoint(range(start + first, start + last)):
            key = name.lower().strip('«»"')
            if key not in named:
                named[key] = len(who)
                who.append(Who("organisation", name))
            taken.update(range(start + first, start + last))
            mentions.append((start + first, start + last, named[key]))
    for sentence in sentences:
        start = int(offset[sentence.index])
        for token in sentence.tokens:
            at = start + token.index
            role = at not in taken and (
                token.lemma in _PRONOUNS or discourse.is_role(sentence.index, token)
            )
            if role:
                mentions.append((at, at + 1, len(who)))
    who.append(Who("nobody", None))
    return who, np.array(mentions, dtype=np.int64).reshape(-1, 3)


def _organisations(
    sentences: Sequence[Sentence], offset: Any
) -> Iterator[tuple[int, int, int, str]]:
    for sentence in sentences:
        start, opened = int(offset[sentence.index]), None
        for token in sentence.tokens:
            if token.text in "«“„":
                opened = token.index
            elif token.text in "»”" and opened is not None:
                inside = sentence.tokens[opened + 1 : token.index]
                if inside and len(inside) <= 6 and inside[0].text[:1].isupper():
                    yield start, opened + 1, token.index, describe(inside, inflect=False)
                opened = None
        for name in sentence.names:
            if name.type == "ORG":
                text = describe(sentence.tokens[name.first : name.last])
                yield start, name.first, name.last, text


def _roles(discourse: Discourse, offset: Any) -> Ints:
    found = []
    for tree in discourse.trees:
        start = int(offset[tree.sentence.index])
        for token in tree.tokens:
            if token.pos not in ("VERB", "NOUN", "ADJ", "PROPN"):
                continue
            for number, role in enumerate(ROLES):
                for filler in getattr(tree, role)(token):
                    for each in discourse.joined(tree, filler):
                        found.append((start + token.index, start + each.index, number))
    return np.array(found, dtype=np.int64).reshape(-1, 3)


def _about(about: Relevance) -> Floats:
    aside = [min(6, about.aside[kind]) / 3 for kind in sorted(about.aside)]
    return np.array([about.matter / 3, min(8, about.pursuit) / 4, *aside], dtype=np.float32)
