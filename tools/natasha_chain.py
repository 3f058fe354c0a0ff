"""Natasha's own chain, to measure against: its order, batch sizes and records, none of its code.

Natasha's entry point needs pymorphy2, which current setuptools break (decision 0002). So its chain
is put together here from the parts it is made of, as `natasha/doc.py` and `natasha/morph` do it:
razdel for sentences and words; Slovnet's names on the whole text, its morphology and syntax by
sentence, eight at a time; lemmas by the dictionary's reading nearest to the tag, the last 10,000
words kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nonrefoul.reading.weights import data_folder


@dataclass(slots=True)
class DocToken:
    """A token as Natasha keeps it."""

    start: int
    stop: int
    text: str
    id: str = ""
    head_id: str = ""
    rel: str = ""
    pos: str = ""
    feats: Mapping[str, str] = field(default_factory=dict)
    lemma: str = ""


@dataclass(slots=True)
class DocPart:
    """A sentence or a name, with the tokens in it."""

    start: int
    stop: int
    text: str
    tokens: list[DocToken] = field(default_factory=list)


@dataclass(slots=True)
class Doc:
    """A document read by Natasha's chain."""

    tokens: list[DocToken]
    sents: list[DocPart]
    names: list[DocPart]


def slovnet() -> tuple[Any, Any, Any]:
    """Slovnet's own name finder, tagger and parser, with Natasha's settings."""
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    data = data_folder()
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    files = (
        (NER, "slovnet_ner_news_v1.tar"),
        (Morph, "slovnet_morph_news_v1.tar"),
        (Syntax, "slovnet_syntax_news_v1.tar"),
    )
    ner, morph, syntax = (kind.load(data / "model" / name).navec(navec) for kind, name in files)
    return ner, morph, syntax


def chain() -> Callable[[str], Doc]:
    """Load everything and give the function that reads one text."""
    from razdel import sentenize, tokenize

    ner, morph, syntax = slovnet()
    lemmatize = lemmatizer()

    def read(text: str) -> Doc:
        tokens = [DocToken(each.start, each.stop, each.text) for each in tokenize(text)]
        sents = [DocPart(each.start, each.stop, each.text) for each in sentenize(text)]
        envelop(tokens, sents)
        words = [[token.text for token in sent.tokens] for sent in sents]
        for sent, tagged in zip(sents, morph.map(words), strict=True):
            for token, tag in zip(sent.tokens, tagged.tokens, strict=True):
                token.pos, token.feats = tag.pos, tag.feats
        for number, (sent, tree) in enumerate(zip(sents, syntax.map(words), strict=True), 1):
            for token, node in zip(sent.tokens, tree.tokens, strict=True):
                token.id, token.head_id = f"{number}_{node.id}", f"{number}_{node.head_id}"
                token.rel = node.rel
        names = [DocPart(each.start, each.stop, each.type) for each in ner(text).spans]
        envelop(tokens, names)
        for token in tokens:
            token.lemma = lemmatize(token.text, token.pos, token.feats)
        return Doc(tokens, sents, names)

    return read


def envelop(tokens: Sequence[DocToken], parts: Sequence[DocPart]) -> None:
    """Give each part the tokens that lie in it."""
    at = 0
    for part in parts:
        while at < len(tokens) and tokens[at].stop <= part.stop:
            if tokens[at].start >= part.start:
                part.tokens.append(tokens[at])
            at += 1


# OpenCorpora's marks that Natasha weighs, and what Universal Dependencies call them.
_POS = dict(
    pair.split(":")
    for pair in [
        "ADJF:ADJ",
        "ADJS:ADJ",
        "ADVB:ADV",
        "COMP:ADV",
        "VERB:VERB",
        "GRND:VERB",
        "INFN:VERB",
        "PRTF:VERB",
        "PRTS:VERB",
        "NOUN:NOUN",
        "NPRO:PRON",
        "NUMR:NUM",
        "NUMB:NUM",
        "CONJ:CCONJ",
        "INTJ:INTJ",
        "PNCT:PUNCT",
        "PRCL:PART",
        "PREP:ADP",
    ]
)
_FEATS = {
    mark: (name, value)
    for name, pairs in {
        "Aspect": "impf:Imp perf:Perf",
        "Case": "ablt:Ins accs:Acc datv:Dat gent:Gen gen1:Gen gen2:Gen loct:Loc loc2:Loc nomn:Nom",
        "Gender": "femn:Fem masc:Masc neut:Neut",
        "Number": "plur:Plur sing:Sing",
        "NumForm": "NUMB:Digit",
        "Person": "1per:1 2per:2 3per:3",
        "Tense": "futr:Fut past:Past pres:Pres",
        "Variant": "ADJS:Brev PRTS:Brev",
    }.items()
    for mark, value in (pair.split(":") for pair in pairs.split())
}
_SAME = {"PROPN": "NOUN", "AUX": "VERB", "SCONJ": "CCONJ"}
Form = tuple[str, str, Mapping[str, str]]


def lemmatizer() -> Callable[[str, str, Mapping[str, str]], str]:
    """Natasha's way to a lemma: of the dictionary's readings the one most like the tag."""
    from pymorphy3 import MorphAnalyzer

    analyzer = MorphAnalyzer(lang="ru")

    @lru_cache(maxsize=10_000)
    def forms(word: str) -> list[Form]:
        return [
            (parse.normal_form, _POS.get(parse.tag.POS or "PNCT", "X"), dict(_marks(parse.tag)))
            for parse in analyzer.parse(word)
        ]

    def lemmatize(word: str, pos: str, feats: Mapping[str, str]) -> str:
        word = word.lower().replace("ё", "е")
        best, most = word, 0
        for normal, its_pos, its_feats in forms(word):
            alike = _alike(its_pos, its_feats, pos, feats)
            if alike > most:
                best, most = normal, alike
        return best.lower().replace("ё", "е")

    return lemmatize


def _marks(tag: Any) -> Iterator[tuple[str, str]]:
    return (_FEATS[mark] for mark in tag._grammemes_tuple if mark in _FEATS)


def _alike(pos: str, feats: Mapping[str, str], other: str, other_feats: Mapping[str, str]) -> int:
    same = _SAME.get(pos, pos) == _SAME.get(other, other)
    return same + sum(feats[name] == other_feats[name] for name in feats.keys() & other_feats)
