"""The language models: texts in, sentences of tagged and parsed tokens with names out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from razdel import sentenize, tokenize

from nonrefoul.reading.convolution import Block, Encoders
from nonrefoul.reading.decoding import NameTags, Trees, WordTags
from nonrefoul.reading.morphology import fold, parses
from nonrefoul.reading.tokens import Name, Sentence, Token
from nonrefoul.reading.weights import model

LONGEST_LINE = 4_000
LONGEST_SENTENCE = 160
# Words that the models see at a time.
BLOCK = 1_024

_PIECES = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+|[^\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+"
)


@cache
def _names() -> tuple[Encoders, NameTags]:
    ner = model("ner")
    return Encoders([ner]), NameTags(ner)


@cache
def _grammar() -> tuple[Encoders, WordTags, Trees, tuple[tuple[str, dict[str, str]], ...]]:
    morph, syntax = model("morph"), model("syntax")
    tags = tuple(_parted(label) for label in morph.labels)
    return Encoders([morph, syntax]), WordTags(morph), Trees(syntax), tags


def _parted(label: str) -> tuple[str, dict[str, str]]:
    """Part of speech and features: `NOUN|Case=Gen|Number=Sing`."""
    pos, *feats = label.split("|")
    return pos, dict(each.split("=", 1) for each in feats)


def segment(text: str) -> list[Sentence]:
    """The sentences of a text with their tokens, not yet tagged.

    A line break always ends a sentence. Lines and sentences beyond any natural length are cut, so
    that time stays linear in the length of the text whatever it holds.
    """
    sentences: list[Sentence] = []
    for start, line in _lines(text):
        for part in sentenize(line):
            tokens = [
                _token(index, word, start + part.start + at)
                for index, (at, word) in enumerate(_words(part.text))
            ]
            for chunk in _chunks(tokens):
                sentences.append(Sentence(len(sentences), chunk[0].start, chunk[-1].stop, chunk))
    return sentences


def _words(text: str) -> Iterator[tuple[int, str]]:
    """Words and signs with their offsets; a pictograph is torn off the word that it is glued to."""
    for word in tokenize(text):
        for piece in _PIECES.finditer(word.text):
            yield word.start + piece.start(), piece.group()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        at = 0
        while at < len(line):
            stop = len(line)
            if stop - at > LONGEST_LINE:
                space = line.rfind(" ", at, at + LONGEST_LINE)
                stop = space + 1 if space > at else at + LONGEST_LINE
            yield start + at, line[at:stop]
            at = stop
        start += len(line)


def _chunks(tokens: list[Token]) -> Iterator[list[Token]]:
    for at in range(0, len(tokens), LONGEST_SENTENCE):
        chunk = tokens[at : at + LONGEST_SENTENCE]
        for index, token in enumerate(chunk):
            token.index = index
        yield chunk


def _token(index: int, text: str, start: int) -> Token:
    lemmas = frozenset(fold(parse.normal_form) for parse in parses(text))
    return Token(index, text, start, start + len(text), fold(text.lower()), lemmas)


def find_names(sentences: Sequence[Sentence]) -> None:
    """Find the names of persons, places and organisations, in place."""
    encoders, decoder = _names()
    labels = model("ner").labels
    for part in _blocks(sentences):
        words = [token.text for sentence in part for token in sentence.tokens]
        block = Block.of([len(sentence.tokens) for sentence in part])
        (encoded,) = encoders(words, block)
        tags = [labels[tag] for tag in decoder(encoded, block).tolist()]
        at = 0
        for sentence in part:
            stop = at + len(sentence.tokens)
            sentence.names = list(_spans(tags[at:stop]))
            at = stop


def _spans(tags: Sequence[str]) -> Iterator[Name]:
    first, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            yield Name(kind, first, index)
            kind = ""
        if tag.startswith("B-") or (tag.startswith("I-") and not kind):
            first, kind = index, tag[2:]


def tag(sentences: Sequence[Sentence]) -> None:
    """Give tokens their part of speech, features, head, relation and best lemma, in place."""
    encoders, tagger, parser, tags = _grammar()
    labels = model("syntax").labels
    for part in _blocks(sentences):
        tokens = [token for sentence in part for token in sentence.tokens]
        block = Block.of([len(sentence.tokens) for sentence in part])
        morph, syntax = encoders([token.text for token in tokens], block)
        heads, relations = parser(syntax, block)
        found = zip(
            tokens,
            tagger(morph, block).tolist(),
            (heads - 1).tolist(),
            relations.tolist(),
            strict=True,
        )
        for token, word_tag, head, relation in found:
            token.pos, token.feats = tags[word_tag]
            token.head, token.rel = head, labels[relation]
            token.lemma = _best_lemma(token)
        for sentence in part:
            _untangle(sentence.tokens)


# Which of pymorphy's parts of speech a Universal Dependencies tag may stand for.
_FITS: Mapping[str, frozenset[str]] = {
    "NOUN": frozenset({"NOUN", "ADJF", "PRTF", "NUMR"}),
    "PROPN": frozenset({"NOUN", "ADJF"}),
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "AUX": frozenset({"VERB", "INFN"}),
    "ADJ": frozenset({"ADJF", "ADJS", "COMP", "NUMR", "PRTF", "PRTS"}),
    "DET": frozenset({"ADJF", "NPRO"}),
    "PRON": frozenset({"NPRO", "ADJF"}),
    "ADV": frozenset({"ADVB", "COMP", "PRED"}),
    "NUM": frozenset({"NUMR", "ADJF"}),
}


def _best_lemma(token: Token) -> str:
    known = parses(token.text)
    fits = _FITS.get(token.pos)
    if fits:
        for parse in known:
            if parse.tag.POS in fits:
                return fold(parse.normal_form)
    return fold(known[0].normal_form) if known else fold(token.text.lower())


def _untangle(tokens: list[Token]) -> None:
    """Cut circles, which the parser can produce, so that every walk towards the root ends."""
    for token in tokens:
        seen = {token.index}
        at = token.head
        while at >= 0:
            if at in seen:
                tokens[at].head = -1
                break
            seen.add(at)
            at = tokens[at].head


def _blocks(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences of like length together, so many that their numbers stay in the processor."""
    part: list[Sentence] = []
    size = 0
    for sentence in sorted(sentences, key=lambda each: len(each.tokens)):
        if not sentence.tokens:
            continue
        if part and size + len(sentence.tokens) > BLOCK:
            yield part
            part, size = [], 0
        part.append(sentence)
        size += len(sentence.tokens) + 1
    if part:
        yield part


def analyse(text: str) -> list[Sentence]:
    """The sentences of one text with names, tags and trees."""
    sentences = segment(text)
    find_names(sentences)
    tag(sentences)
    return sentences
