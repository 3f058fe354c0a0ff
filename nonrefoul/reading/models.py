"""The language models: texts in, sentences of tagged and parsed tokens with names out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from razdel import sentenize, tokenize

from nonrefoul.reading.morphology import fold, parses
from nonrefoul.reading.tokens import Name, Sentence, Token

LONGEST_LINE = 4_000
LONGEST_SENTENCE = 160
BATCH = 32

_PIECES = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+|[^\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+"
)


@dataclass(frozen=True, slots=True)
class Models:
    """Slovnet's name finder, tagger and parser, sharing one set of embeddings."""

    navec: Any
    ner: Any
    morph: Any
    syntax: Any


@cache
def models() -> Models:
    """Load the models once a process.

    They come out of the natasha wheel as files: its code is never imported, since it needs
    pymorphy2, which fails with current setuptools.
    """
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package natasha, which carries the models, is not installed")
    data = Path(spec.submodule_search_locations[0]) / "data"
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    model = data / "model"
    return Models(
        navec=navec,
        ner=NER.load(model / "slovnet_ner_news_v1.tar", batch_size=BATCH).navec(navec),
        morph=Morph.load(model / "slovnet_morph_news_v1.tar", batch_size=BATCH).navec(navec),
        syntax=Syntax.load(model / "slovnet_syntax_news_v1.tar", batch_size=BATCH).navec(navec),
    )


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
    for part in _by_length(sentences):
        ner = models().ner.infer
        words = [[token.text for token in sentence.tokens] for sentence in part]
        tags = ner.decoder(ner.process(ner.encoder(words)))
        for sentence, row in zip(part, tags, strict=False):
            sentence.names = list(_spans(row))


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
    for part in _by_length(sentences):
        words = [[token.text for token in sentence.tokens] for sentence in part]
        morphs = list(models().morph.infer(words))
        trees = list(models().syntax.infer(words))
        for sentence, morph, tree in zip(part, morphs, trees, strict=True):
            for token, tagged, node in zip(sentence.tokens, morph.tokens, tree.tokens, strict=True):
                token.pos, token.feats = tagged.pos, tagged.feats or {}
                token.head, token.rel = int(node.head_id) - 1, node.rel
                token.lemma = _best_lemma(token)
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


def _by_length(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    ordered = sorted(sentences, key=lambda sentence: len(sentence.tokens))
    for at in range(0, len(ordered), BATCH):
        yield ordered[at : at + BATCH]


def analyse(text: str) -> list[Sentence]:
    """The sentences of one text with names, tags and trees."""
    sentences = segment(text)
    find_names(sentences)
    tag(sentences)
    return sentences
