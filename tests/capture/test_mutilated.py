"""A mutilated export gives every message that is whole in it, and names what is not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from mutilating import check, damaged, export, read, wholes

from nonrefoul import pipeline
from nonrefoul.capture import Captured, Trouble, slices
from nonrefoul.store import open_store
from nonrefoul.words import Document, Reading

A_HUNDRED = 100  # `tools/mutilate.py` makes as many as you like


@pytest.fixture(autouse=True)
def _chunks() -> Iterator[None]:
    """The check reads in chunks of many sizes; what comes behind it reads as ever."""
    before = slices.CHUNK
    yield
    slices.CHUNK = before


@pytest.mark.parametrize("size", [1, 50, 700, 9000])
def test_it_makes_no_difference_where_the_chunks_end(tmp_path: Path, size: int) -> None:
    raw = export(random.Random(5), 2, 30)
    before = wholes(raw, tmp_path)
    slices.CHUNK = size
    assert wholes(raw, tmp_path) == before


@pytest.mark.parametrize("chats", [1, 3])
def test_every_whole_message_of_a_mutilated_export_is_read(tmp_path: Path, chats: int) -> None:
    dice = random.Random(chats)
    raw = export(dice, chats, 40)
    before = wholes(raw, tmp_path)
    assert len(before) == chats * 40
    for _ in range(A_HUNDRED // 2):
        check(raw, before, tmp_path, dice)


def test_a_gap_is_named_from_its_first_byte_to_where_reading_goes_on(tmp_path: Path) -> None:
    raw = export(random.Random(7), 1, 5)
    before = wholes(raw, tmp_path)
    third, fourth = before[2], before[3]
    quote = raw.index(b'"date"', third.start)
    found = list(read(raw[:quote] + b"{" + raw[quote + 1 :], tmp_path))
    [trouble] = [each for each in found if isinstance(each, Trouble)]
    assert trouble.place.endswith(f"byte {third.start}")
    assert f"up to byte {fourth.start}" in trouble.what
    numbers = [each.document.id for each in found if isinstance(each, Captured)]
    assert numbers == [f"{each.chat}/{each.number}" for each in before if each is not third]


def test_the_check_itself_finds_a_lost_message(tmp_path: Path) -> None:
    raw = export(random.Random(7), 1, 5)
    before = wholes(raw, tmp_path)
    shorter = raw.replace(before[2].raw + b",", b"")
    never = random.Random(1)
    with pytest.raises(AssertionError, match="lost"):
        check(shorter, before, tmp_path, never)


def test_adding_a_mutilated_export_again_adds_nothing(tmp_path: Path) -> None:
    dice = random.Random(3)
    raw = export(dice, 2, 20)
    store = open_store(tmp_path / "home")
    (tmp_path / "x").mkdir()
    for _ in range(5):
        (tmp_path / "x" / "result.json").write_bytes(damaged(raw, dice)[0])
        pipeline.add([str(tmp_path / "x")], store, reader=unread)
        again = pipeline.add([str(tmp_path / "x")], store, reader=unread)
        assert (again.added, again.changed) == (0, 0)
        assert again.known


def unread(batch: Sequence[Document]) -> list[Reading]:
    return [Reading(each.id, "ru", True) for each in batch]
