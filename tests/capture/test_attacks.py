"""What is made to do harm is refused with one line, within bounds, and harms nothing beside it."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable
from pathlib import Path

import attacks
import pytest
from attacks import ATTACKS, HARMLESS, SECRET, packed

from nonrefoul.capture import Captured, Trouble, capture, confined
from nonrefoul.capture.confined.limits import MEMORY
from nonrefoul.capture.given import Given

REFUSED = {
    "overlapping_entries": "entries overlap",
    "one_huge_entry": "too long",
    "nested_archives": "archives within one another",
    "leading_out": "leads out of the archive",
    "links": "it is a link",
    "many_entries": "entries overlap",
    "feed_of_laughs": "declares entities",
    "feed_of_a_file": "declares entities",
    "word_of_laughs": "damaged",
    "word_of_a_file": "damaged",
    "word_that_swells": "larger than 32 MB",
    "deep_json": "ends too early",
    "deep_lines": "no valid JSON",
    "page_of_attributes": "",  # its parser may see that memory ran out, or die of it
    "pdf_bomb": "no text in them",
    "pdf_in_a_circle": "can't be read",
    "pdf_of_many_pages": "can't be read",
    "deep_mail": "can't be read",
    "mail_of_a_bomb": "entries overlap",
    "mail_of_many_parts": "more than 10 s",
    "warc_bomb": "a broken record",
    "warc_of_a_packed_bomb": "too long",
    "warc_of_endless_length": "too long",
    "table_of_one_quote": "the row is broken",
    "long_line": "too long",
}


def look(file: Path, raw: bytes) -> tuple[list[Captured], list[Trouble]]:
    file.write_bytes(raw)
    found = list(capture(str(file)))
    troubles = [each for each in found if isinstance(each, Trouble)]
    return [each for each in found if isinstance(each, Captured)], troubles


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_refused_with_a_line(attack: Callable[[], bytes], tmp_path: Path) -> None:
    found, troubles = look(tmp_path / "input", attack())
    for each in found:
        assert SECRET not in each.document.text
        assert "root:" not in each.document.text
    for trouble in troubles:
        assert "\n" not in str(trouble)
        assert SECRET not in str(trouble)
    said = REFUSED.get(attack.__name__)
    if said is not None:
        assert any(said in each.what for each in troubles)
        assert any(each.lost for each in troubles)
    assert not list(tmp_path.parent.glob("**/a.txt"))
    # No child ever had more memory than it may have.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= 2 * MEMORY


def test_an_attack_in_an_archive_costs_nothing_beside_it(tmp_path: Path) -> None:
    files = [("a.txt", HARMLESS.encode()), ("b.html", attacks.page_of_attributes())]
    files += [("c.txt", HARMLESS.encode()), ("d.pdf", attacks.pdf_in_a_circle())]
    found, troubles = look(tmp_path / "input.zip", packed(*files, ("e.txt", HARMLESS.encode())))
    names = [each.document.id for each in found]
    assert names == ["input/a.txt", "input/c.txt", "input/e.txt"]
    assert [each.place.rpartition("/")[2] for each in troubles] == ["b.html", "d.pdf"]


def test_a_child_that_died_costs_no_later_document(tmp_path: Path) -> None:
    look(tmp_path / "bad", attacks.page_of_attributes())
    page = f"<html><body><p>{HARMLESS}</p></body></html>".encode()
    [found], _ = look(tmp_path / "good", page)
    assert found.document.text == HARMLESS


def test_who_stops_listening_leaves_no_child_behind(tmp_path: Path) -> None:
    files = [(f"{number}.txt", HARMLESS.encode()) for number in range(50)]
    (tmp_path / "a.zip").write_bytes(packed(*files))
    for _ in range(3):
        begun = capture(str(tmp_path / "a.zip"))
        assert isinstance(next(begun), Captured)
        begun.close()  # type: ignore[attr-defined]
    assert len(list(capture(str(tmp_path / "a.zip")))) == 50
    assert threading.active_count() == 1


def test_two_files_are_read_side_by_side(tmp_path: Path) -> None:
    given = Given("x", "x")
    raw = packed(("a.txt", b"A"), ("b.txt", b"B"))
    pairs = zip(confined.read_raw(raw, given), confined.read_raw(raw, given), strict=True)
    assert all(one == other for one, other in pairs)
