"""What texts and maps are drawn from: pieces, points, places."""

from __future__ import annotations

import json
import re
from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.desk.atlas import FILE, FULL, shapes, sheet
from nonrefoul.desk.marking import pieces
from nonrefoul.desk.paging import part
from nonrefoul.texts import tricks
from nonrefoul.words import Claim, Modality, SubjectKind

HIDING = st.text(st.sampled_from("аб вbc\n<&\u202e\u200b\u00ad\u2066\ufeff"), max_size=60)


def claim(text: str, start: int, end: int) -> Claim:
    quote = text[start:end]
    return Claim("d", "detained", None, SubjectKind.PERSON, Modality.ASSERTED, start, end, quote)


@st.composite
def told(draw: st.DrawFn) -> tuple[str, list[Claim]]:
    text = draw(HIDING.filter(bool))
    places = st.integers(0, len(text) - 1)
    ends = draw(st.lists(st.tuples(places, places), max_size=5))
    return text, [claim(text, min(a, b), max(a, b) + 1) for a, b in ends]


@given(told())
def test_pieces_joined_are_the_text_and_each_claims_words_are_marked_whole(
    given_text: tuple[str, list[Claim]],
) -> None:
    text, claims = given_text
    found = pieces(text, claims)
    assert "".join(each.text for each in found) == text
    for number, each in enumerate(claims):
        assert "".join(one.text for one in found if number in one.claims) == each.quote
        assert sum(number in one.starts for one in found) == 1


@given(HIDING)
def test_what_hides_is_never_shown_as_it_is(text: str) -> None:
    shown = "".join(each.text for each in pieces(text) if each.seen)
    hidden = [each for each in tricks(text) if each.kind.value != "look_alike"]
    assert len(shown) == len(text) - len(hidden)
    assert sum(each.trick is not None and not each.seen for each in pieces(text)) == len(hidden)


@given(st.lists(st.integers(), max_size=30), st.integers(-3, 40), st.integers(1, 9))
def test_pages_of_a_list_are_the_list(items: list[int], page: int, size: int) -> None:
    first = part(items, 1, size)
    every = [part(items, number, size) for number in range(1, first.pages + 1)]
    assert [item for each in every for item in each.items] == items
    assert 1 <= part(items, page, size).page <= first.pages


def test_every_state_has_a_shape_and_a_place_on_the_map() -> None:
    left, top, width, height = FULL
    assert len(shapes()) > 200
    for shape in shapes().values():
        assert left <= shape.at[0] <= left + width
        assert top <= shape.at[1] <= top + height
    assert FILE.stat().st_size < 150_000


def test_crimea_is_ukraines() -> None:
    """General Assembly resolution 68/262; Natural Earth draws who holds it."""
    paths = json.loads(FILE.read_text(encoding="utf-8"))
    x, y = 2325, 338  # Simferopol, by Equal Earth
    assert inside(paths["UA"]["path"], x, y)
    assert not inside(paths["RU"]["path"], x, y)


def inside(path: str, x: float, y: float) -> bool:
    """Whether a point lies in a path of whole steps (the even-odd rule)."""
    crossings = 0
    for ring in path.split("z")[:-1]:
        numbers = [int(each) for each in re.findall(r"-?\d+", ring)]
        corners = [(numbers[0], numbers[1])]
        for at in range(2, len(numbers), 2):
            corners.append((corners[-1][0] + numbers[at], corners[-1][1] + numbers[at + 1]))
        for (a, b), (c, d) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (b > y) != (d > y) and x < a + (y - b) * (c - a) / (d - b):
                crossings += 1
    return crossings % 2 == 1


codes = st.sets(st.sampled_from(sorted(shapes())), max_size=30)


@given(codes)
def test_marks_stand_within_the_sheet_and_none_on_another(wanted: set[str]) -> None:
    drawn = sheet(wanted)
    assert {each.code for each in drawn.states} == wanted
    for one, other in combinations(drawn.states, 2):
        assert dist((one.x, one.y), (other.x, other.y)) > drawn.radius
    left, top, width, height = drawn.box
    for each in drawn.states:
        assert left <= each.at[0] <= left + width
        assert top <= each.at[1] <= top + height
