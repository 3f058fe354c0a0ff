"""The drawing of a posture: one mark a matter, told by its shape, no name, no script."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_postures import NAME, matter, posture, postures

from nonrefoul.publish import plot, plot_file, plot_style
from nonrefoul.rules.states import Lang
from nonrefoul.words import Dated, Posture

SVG = "{http://www.w3.org/2000/svg}"
AGAINST = matter("a", "extradited", -1.0)
FOR_THEM = matter("b", "released", 1.0, 0.5, dt.date(2031, 4, 1))
TOLD = matter("c", "detained", -1.0, 0.2, dt.date(2031, 5, 5), Dated.TOLD)
UNDATED = matter("d", "detained", -1.0, 0.2, None, Dated.UNKNOWN)


def drawn(made: Posture, lang: Lang = "en") -> Element:
    return ElementTree.fromstring(plot(made, lang))


def marks(root: Element, kind: str = "matter") -> list[Element]:
    return [each for each in root.iter(f"{SVG}g") if kind in (each.get("class") or "").split()]


def said(root: Element) -> str:
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


@settings(max_examples=60, deadline=None)
@given(postures(), st.sampled_from(["en", "ru"]))
def test_any_posture_is_drawn_with_one_mark_a_matter(made: Posture, lang: Lang) -> None:
    root = drawn(made, lang)
    timeless = not (made.as_of or made.curve or any(each.day for each in made.matters))
    assert len(marks(root)) == (0 if timeless else len(made.matters))
    assert all(each.find(f"{SVG}title") is not None for each in marks(root))


def test_a_mark_tells_its_side_by_shape_not_by_colour_alone() -> None:
    root = drawn(posture(AGAINST, FOR_THEM))
    (against,), (in_favour,) = marks(root, "against"), marks(root, "in_favour")
    assert against.find(f"{SVG}polygon") is not None
    assert in_favour.find(f"{SVG}circle") is not None
    heights = [
        float(points.split()[0].split(",")[1]) if points else 0.0
        for points in (each.get("points") for each in against.iter(f"{SVG}polygon"))
    ]
    circle = in_favour.find(f"{SVG}circle")
    assert circle is not None
    assert max(heights) < float(circle.get("cy") or 0)


def test_a_mark_is_dated_where_its_day_is_that_of_the_telling() -> None:
    dated, told = marks(drawn(posture(AGAINST))), marks(drawn(posture(TOLD)))
    assert dated[0].find(f"{SVG}line") is None
    assert told[0].find(f"{SVG}line") is not None
    assert "first told 5 May 2031" in (told[0].findtext(f"{SVG}title") or "")


def test_what_has_no_day_stands_apart_and_is_said_to() -> None:
    assert "undated" in said(drawn(posture(AGAINST, UNDATED)))
    assert "undated" not in said(drawn(posture(AGAINST)))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_nobody_is_named_in_a_drawing(lang: Lang) -> None:
    written = plot_file(posture(AGAINST, TOLD), lang)
    assert NAME not in written
    assert "Вымыслов" not in written


def test_the_last_months_alone_are_drawn_and_the_rest_is_counted() -> None:
    made = posture(matter("old", day=dt.date(2029, 1, 1)), AGAINST)
    root = ElementTree.fromstring(plot(made, "en", months=6))
    assert len(marks(root)) == 1
    assert "not drawn: 1" in said(root)


@pytest.mark.parametrize("write", [plot, plot_file])
def test_of_very_many_matters_those_that_add_most_are_drawn_and_the_rest_is_counted(
    write: Callable[..., str],
) -> None:
    many = [matter(f"m{at}", "released", 1.0, 0.1 + at / 10_000) for at in range(3_000)]
    root = ElementTree.fromstring(write(posture(*many), "en"))
    assert len(marks(root)) == 300
    assert "move the share least, not drawn: 2700." in said(root)
    titles = [each.findtext(f"{SVG}title") or "" for each in marks(root)]
    assert [int(each.split(".")[0]) for each in titles] == list(range(1, 301))


def test_a_page_that_says_the_head_itself_has_it_in_no_drawing_but_its_name() -> None:
    made = posture(AGAINST)
    whole, bare = drawn(made), ElementTree.fromstring(plot(made, "en", headed=False))
    title = whole.findtext(f"{SVG}title")
    assert title
    assert title in said(whole)
    assert title not in said(bare)
    assert bare.findtext(f"{SVG}title") == title


def test_a_page_gets_no_style_and_no_script_and_a_file_has_its_own_style() -> None:
    inline, file = plot(posture(AGAINST), "en"), plot_file(posture(AGAINST), "en")
    assert "<style" not in inline
    assert " style=" not in inline
    assert plot_style().split("{")[0].strip()[:20] in file
    for each in (inline, file):
        assert not re.search(r"<script|\son\w+=|javascript:|url\(|https?://(?!www\.w3\.org/)", each)


def test_every_class_in_a_drawing_has_its_style() -> None:
    made = posture(AGAINST, FOR_THEM, TOLD, UNDATED, matter("n", stance=0.0))
    used = {name for each in drawn(made).iter() for name in (each.get("class") or "").split()}
    bare = {"matter", "subtitle", "told", "mark", "label"}
    assert used - bare <= set(re.findall(r"\.([a-z_-]+)", plot_style()))


def test_a_mark_leads_where_a_page_wants_it_to() -> None:
    root = ElementTree.fromstring(
        plot(posture(AGAINST), "en", href=lambda each: f"#{each.outcome}")
    )
    (link,) = root.iter(f"{SVG}a")
    assert link.get("href") == "#extradited"
    assert marks(link)
    assert "extradited" in (link.findtext(f"{SVG}title") or "").lower()
    assert root.get("role") == "group", "within an image no link could be reached"


def test_a_drawing_says_in_words_what_it_shows() -> None:
    root = drawn(posture(AGAINST, FOR_THEM))
    assert root.get("role") == "img"
    assert "1 against and 1 for them" in (root.findtext(f"{SVG}desc") or "")
    assert "Kyrgyzstan" in (root.findtext(f"{SVG}title") or "")


def test_both_lines_are_drawn_where_there_are_both() -> None:
    one = posture(AGAINST, FOR_THEM)
    both = replace(one, policy=replace(one.people, matters=1))
    assert "what is said of it" not in said(drawn(one))
    assert {"what it does", "what is said of it"} <= {
        "".join(each.itertext()) for each in drawn(both).iter(f"{SVG}text")
    }


def test_marks_of_one_month_stand_apart_where_there_is_room() -> None:
    made = posture(*(matter(f"m{at}", "released", 1.0, 0.5) for at in range(9)), shares=(0.5,))
    circles = [each.find(f"{SVG}circle") for each in marks(drawn(made))]
    places = {(each.get("cx"), each.get("cy")) for each in circles if each is not None}
    assert len(places) == 9
