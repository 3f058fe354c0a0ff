"""The language models: texts in, sentences of tagged and parsed tokens with names out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from nonrefoul.reading.convolution import Block, Encoders
from nonrefoul.reading.decoding import NameTags, Trees, WordTags
from nonrefoul.reading.segmentation import segment
from nonrefoul.reading.tokens import Name, Sentence, Token
from nonrefoul.reading.weights import model

__all__ = ["analyse", "find_names", "segment", "tag", "untangle"]

# Words that the models see at a time.
BLOCK = 1_024


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
        for sentence in part:
            untangle(sentence.tokens)


def untangle(tokens: list[Token]) -> None:
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
