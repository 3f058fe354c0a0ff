"""The models read fast and tag as Slovnet's own objects do, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from razdel import sentenize, tokenize
from slovnet.shape import word_shape

from nonrefoul.reading.models import BLOCK, analyse, find_names, segment, tag, untangle
from nonrefoul.reading.morphology import fold, lemmas, parses
from nonrefoul.reading.shape import shape
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.reading.weights import data_folder, embeddings

PUBLIC = Path(__file__).resolve().parents[3] / "shared" / "data" / "factrueval"

# Invented, like all persons in the tests; odd ones among them.
OWN = """
Суд в Бишкеке отказал в экстрадиции Егора Мшанникова, которого ищут в Саратове.
«Его увезли в аэропорт», — сообщила адвокат Айгуль Темиркулова из «Дома права» (Ош).
Нет.
?!
😀😀😀 ⚡️⚡️
12 345,67 — 8/9 — 2025-10-08
ОНИ ПРИЕХАЛИ НОЧЬЮ И ВСЁ ЗАБРАЛИ
The court in Tbilisi refused extradition of Mr. Sneg.
Қарақалпақ белсендісі Әсет Нұржанұлы Алматыда ұсталды.
\u202eперевёрнуто\u202c и\u200bнет \ufeff
щщщ-ъъъ ЫЫЫ zzz\u0301 \u0378
""".strip().split("\n")
LONG = " ".join(["Егора Мшанникова задержали в Оше и отпустили , потом снова"] * 16)


@pytest.fixture(scope="module")
def original() -> Callable[[Sequence[Sentence]], list[list[tuple[Any, ...]]]]:
    """Slovnet's name tag, part of speech, features, head and relation for each token."""
    from navec import Navec
    from slovnet import NER, Morph, Syntax

    data = data_folder()
    navec = Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    ner, morph, syntax = (
        kind.load(data / "model" / f"slovnet_{name}_news_v1.tar", batch_size=8).navec(navec)
        for kind, name in ((NER, "ner"), (Morph, "morph"), (Syntax, "syntax"))
    )

    def read(sentences: Sequence[Sentence]) -> list[list[tuple[Any, ...]]]:
        words = [[token.text for token in sentence.tokens] for sentence in sentences]
        names = ner.infer.decoder(ner.infer.process(ner.infer.encoder(words)))
        rows = zip(names, morph.map(words), syntax.map(words), strict=True)
        return [
            [
                (kind, tagged.pos, tagged.feats or {}, int(node.head_id) - 1, node.rel)
                for kind, tagged, node in zip(tags, morphs.tokens, tree.tokens, strict=True)
            ]
            for tags, morphs, tree in rows
        ]

    return read


def ours(sentences: Sequence[Sentence]) -> list[list[tuple[Any, ...]]]:
    find_names(sentences)
    tag(sentences)
    found = []
    for sentence in sentences:
        kinds = ["O"] * len(sentence.tokens)
        for name in sentence.names:
            kinds[name.first : name.last] = [f"I-{name.type}"] * (name.last - name.first)
            kinds[name.first] = f"B-{name.type}"
        found.append(
            [
                (kind, token.pos, dict(token.feats), token.head, token.rel)
                for kind, token in zip(kinds, sentence.tokens, strict=True)
            ]
        )
    return found


def mended(row: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Slovnet's row as it is used: no name opens in its middle, and no tree runs in a circle."""
    tokens = [Token(at, "", 0, 0, head=each[3]) for at, each in enumerate(row)]
    untangle(tokens)
    found, before = [], "O"
    for each, token in zip(row, tokens, strict=True):
        kind = "O" if each[0] == "<pad>" else each[0]
        opens = kind.startswith("I-") and kind[2:] != before[2:]
        found.append((f"B-{kind[2:]}" if opens else kind, *each[1:3], token.head, each[4]))
        before = kind
    return found


def assert_same(
    sentences: Sequence[Sentence],
    original: Callable[[Sequence[Sentence]], list[list[tuple[Any, ...]]]],
) -> None:
    # Slovnet computes padding too, so sentences of one length spare the test much time.
    ordered = sorted(sentences, key=lambda sentence: len(sentence.tokens))
    expected = [mended(row) for row in original(ordered)]
    for sentence, mine, row in zip(ordered, ours(ordered), expected, strict=True):
        assert mine == row, [token.text for token in sentence.tokens]


def test_own_sentences_are_tagged_as_by_slovnet(
    original: Callable[[Sequence[Sentence]], list[list[tuple[Any, ...]]]],
) -> None:
    sentences = segment("\n".join([*OWN, LONG]))
    assert {1, 160} <= {len(sentence.tokens) for sentence in sentences}
    assert_same(sentences, original)


def test_public_sentences_are_tagged_as_by_slovnet(
    original: Callable[[Sequence[Sentence]], list[list[tuple[Any, ...]]]],
) -> None:
    if not PUBLIC.exists():
        pytest.skip(f"no texts of factRuEval at {PUBLIC}: it comes with the shared data")
    files = sorted(PUBLIC.rglob("*.txt"))[::8]
    sentences = [
        sentence for file in files for sentence in segment(file.read_text(encoding="utf-8"))
    ]
    assert len(sentences) > 500
    assert_same(sentences, original)


def test_company_changes_no_sentence() -> None:
    sentences = segment("\n".join([*OWN, LONG]))
    together = ours(sentences)
    alone = [ours([sentence])[0] for sentence in sentences]
    assert together == alone
    assert BLOCK > 160


def test_only_chosen_sentences_are_tagged() -> None:
    first, second = segment("Егора задержали в Оше. Его увезли.")
    tag([second])
    assert {token.pos for token in first.tokens} == {"X"}
    assert second.tokens[1].pos == "VERB"
    find_names([])
    tag([])


def test_a_lemma_fits_the_tag() -> None:
    (sentence,) = analyse("Стали плавить сталь.")
    assert [token.lemma for token in sentence.tokens][:3] == ["стать", "плавить", "сталь"]
    assert sentence.tokens[0].lemmas >= {"стать", "сталь"}


@pytest.mark.parametrize("word", ["12", "—", "Interpol", "COVID-19", "«", "II", "😀", "\u0378"])
def test_a_word_without_russian_letters_is_its_own_lemma(word: str) -> None:
    known = {fold(parse.normal_form) for parse in parses(word)}
    assert lemmas(word) == (known or {fold(word)})


@pytest.mark.parametrize(
    "word",
    [
        "Нет",
        "НЕТ",
        "нет",
        "Н",
        "н",
        "Алма-Ата",
        "кто-то",
        "КнР",
        "x",
        "X",
        "XX",
        "Xx",
        ".",
        "?!",
        "12",
        "-5",
        "Қ",
        "😀",
        "ё",
        "ſ",
    ],
)
def test_the_shape_of_a_word_is_as_slovnet_has_it(word: str) -> None:
    assert shape(word) == word_shape(word)


def test_vectors_are_found_by_word() -> None:
    assert embeddings().get("суд") is not None
    for word in ("", "\n", "ъъъъъ", "\ud800", "a\nb"):
        assert embeddings().get(word) is None


def by_razdel(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for part in sentenize(line):
            for word in tokenize(part.text):
                yield word.text


@pytest.mark.parametrize(
    "text",
    [
        "Ст. 205, 206 УК РФ. И т. д. и т. п. — «Нет!» — сказал А. С. Снежков (26 лет).",
        "кто - то из - за 5 . 6 1 / 2 слово- то -то 205, 206. 3.5.2024 *** ... ?! :) =))",
        "yahoo! Yahoo !a_b _c_ Δσ mβж 10°C №5 т.е. так,вот «а».б",
        *OWN[:3],
        *OWN[5:],
    ],
)
def test_words_are_cut_as_by_razdel(text: str) -> None:
    assert [token.text for each in segment(text) for token in each.tokens] == list(by_razdel(text))
    for sentence in segment(text):
        assert all(text[token.start : token.stop] == token.text for token in sentence.tokens)
