"""What must hold of every grouping, whatever the documents."""

import datetime as dt
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.copies import Grouping, grouped, sketched
from nonrefoul.words import Copies, Document

sys.path.append(str(Path(__file__).parents[2] / "tools"))

import measure_copies

MADE = measure_copies.made("tune", part=40)
TEXTS = sorted({each.document.text for each in MADE})
LONGEST = max(TEXTS, key=len)

many = st.lists(
    st.builds(
        Document,
        id=st.uuids().map(str),
        text=st.sampled_from(TEXTS) | st.text(max_size=200),
        published=st.none() | st.dates(dt.date(2031, 1, 1), dt.date(2031, 1, 9)),
        source=st.sampled_from([None, "один", "другой"]),
        forwarded=st.sampled_from([None, None, "один", "chat/1"]),
    ),
    max_size=14,
    unique_by=lambda each: each.id,
)


def groups(copies: Copies, documents: Sequence[Document]) -> set[frozenset[str]]:
    ids = [each.id for each in documents]
    return {frozenset(each for each in ids if copies.head(each) == copies.head(one)) for one in ids}


@given(many, st.randoms(use_true_random=False))
def test_order_does_not_matter(documents: list[Document], chance: random.Random) -> None:
    shuffled = chance.sample(documents, len(documents))
    assert grouped(shuffled) == grouped(documents)


@given(many, st.data())
def test_another_document_changes_no_group_except_to_join_it(
    documents: list[Document], data: st.DataObject
) -> None:
    before = groups(grouped(documents), documents)
    text = data.draw(st.sampled_from([each.text for each in documents] or [""]))
    more = [*documents, Document("more", text, source="третий")]
    after = groups(grouped(more), more)
    for group in before:
        assert any(group <= larger for larger in after)
    apart = [group for group in before if group not in after]
    if text and len(sketched(text)):
        assert len(apart) == 1


@given(many)
def test_every_head_is_in_its_own_group_and_none_of_it_was_published_before(
    documents: list[Document],
) -> None:
    by_id, copies = {each.id: each for each in documents}, grouped(documents)
    for each in documents:
        head = by_id[copies.head(each.id)]
        assert copies.head(head.id) == head.id
        assert (head.published or dt.date.max) <= (each.published or dt.date.max)


@given(many)
def test_sketches_made_before_give_the_same(documents: list[Document]) -> None:
    sketches = {each.id: sketched(each.text) for each in documents}
    assert grouped(documents, sketches) == grouped(documents)


@given(st.text())
def test_a_sketch_is_small_and_whole_texts_of_one_wording_have_the_same(text: str) -> None:
    assert len(sketched(text)) in (0, 96)
    assert sketched(text) == sketched(f"\n{text}\n\n")


@settings(max_examples=20)
@given(many)
def test_a_document_is_a_copy_of_itself_alone(documents: list[Document]) -> None:
    for each in documents:
        assert grouped([each]) == Copies()
        twice = [each, replace(each, id="twice")]
        assert grouped(twice).count(["twice", each.id]) in (1, 2)


def test_recall_and_precision_on_a_part_of_the_set() -> None:
    """The whole of it: tools/measure_copies.py."""
    of = measure_copies.made("report", part=12)
    result = measure_copies.measure(of, grouped(each.document for each in of))
    assert sum(result.there.values()) > 400
    assert result.recall >= 0.95
    assert result.precision >= 0.99


# Each is a copy of those a little longer or shorter, so that chains of them hang together.
CHAIN = [LONGEST[: len(LONGEST) * part // 10] for part in range(1, 11)]
# Of these only those with the same names and figures are copies, however near they are otherwise.
TEMPLATE = (
    "Городской суд в {} {} мая продлил на {} суток арест журналиста {}, которого разыскивают за"
    " публикации в сети. Адвокат сообщил, что подаст жалобу в областной суд и просит приобщить к"
    " делу письма коллег, справки от врачей и отзыв из университета{}"
)
FILLED = [
    TEMPLATE.format(*names, end)
    for names in (("Оше", 3, 30, "Ветроградова"), ("Бишкеке", 14, 45, "Пересвистова"))
    for end in ("", ".", ". Ждём", ". Ждём новостей", ". Ждём новостей и вестей")
]
chained = st.lists(
    st.builds(
        Document,
        id=st.sampled_from("абвгдежзик"),
        text=st.sampled_from([*CHAIN, *FILLED, *FILLED, "коротко"]),
        published=st.none() | st.dates(dt.date(2031, 1, 1), dt.date(2031, 1, 3)),
        source=st.sampled_from(["один", "другой"]),
        forwarded=st.sampled_from([None, None, None, "один"]),
    ),
    max_size=6,
    unique_by=lambda each: each.id,
)


def meeting(held: Mapping[str, Document]) -> dict[str, bytes]:
    """Sketches by which every two texts that are long enough meet, whatever they say."""
    made = {name: sketched(each.text) for name, each in held.items()}
    return {name: each and each[:8] + bytes(88) for name, each in made.items()}


@pytest.mark.parametrize(("neighbours", "all_meet"), [(24, False), (1, False), (1, True)])
@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(chained, st.lists(st.integers(0, 13), max_size=3)), min_size=1, max_size=4)
)
def test_what_comes_and_goes_is_grouped_as_what_is_there(
    neighbours: int, all_meet: bool, steps: list[tuple[list[Document], list[int]]]
) -> None:
    """Few neighbours in length are compared, so that one more text can part two others."""
    with (
        patch("nonrefoul.copies.grouping.NEIGHBOURS", neighbours),
        patch("nonrefoul.copies.bands.NEIGHBOURS", neighbours),
        patch("nonrefoul.copies.grouping._MANY", 8),
    ):
        held: dict[str, Document] = {}
        grouping = Grouping(lambda name: held[name].text)
        for coming, leaving in steps:
            ids = sorted(held)
            gone = {ids[each] for each in leaving if each < len(ids)} - {e.id for e in coming}
            for name in gone:
                del held[name]
            held |= {each.id: each for each in coming}
            before = Copies(dict(grouping.heads))
            made = meeting(held) if all_meet else {}
            moved = grouping.update(coming, gone, made)
            assert grouping.copies == grouped(held.values(), made)
            every = {*before.heads, *grouping.heads}
            assert {e for e in every if before.head(e) != grouping.copies.head(e)} <= moved


def test_a_text_between_two_parts_them_and_joins_them_by_leaving() -> None:
    """Where each is compared with its neighbour in length alone."""
    held = {name: Document(name, FILLED[at]) for name, at in (("a", 0), ("c", 2))}
    with (
        patch("nonrefoul.copies.grouping.NEIGHBOURS", 1),
        patch("nonrefoul.copies.bands.NEIGHBOURS", 1),
    ):
        grouping = Grouping(lambda name: held[name].text)
        grouping.update(held.values(), sketches=meeting(held))
        assert grouping.heads == {"a": "a", "c": "a"}
        held["b"] = Document("b", FILLED[5])
        assert grouping.update([held["b"]], sketches=meeting(held)) == {"c"}
        assert grouping.copies == grouped(held.values(), meeting(held)) == Copies()
        del held["b"]
        assert grouping.update([], ["b"]) == {"c"}
        assert grouping.heads == {"a": "a", "c": "a"}
