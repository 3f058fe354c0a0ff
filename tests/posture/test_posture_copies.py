"""Ten copies of a report are one source: no posture changes by them, nor by the order of claims."""

import datetime as dt
import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from posture_builders import DAY, claim, document, measured, only
from test_posture_properties import many, plain

from nonrefoul.words import Claim, Document, SubjectKind

MARCH = dt.date(2031, 3, 9)
REWRITTEN = [
    "{}",
    "Внимание, распространите! Сообщает Ночная Почта.\n{}",
    "{}\nИсточник: «Ночная Почта»\nПодписывайтесь на наш канал: t.me/vymysel",
    "❗️{}…",
]


def copy_of(original: Document, name: str, manner: str, day: dt.date | None) -> Document:
    text = manner.format(original.text)
    return replace(original, id=name, text=text, source=f"перепечатка {name}", published=day)


@given(many, st.data())
def test_a_copy_changes_no_posture(claims: list[Claim], data: st.DataObject) -> None:
    held = [replace(document(name), published=MARCH) for name in ("d1", "d2", "d3")]
    original = data.draw(st.sampled_from(held))
    days = st.sampled_from([MARCH, DAY, None])
    copies = [
        copy_of(original, f"z{at}", data.draw(st.sampled_from(REWRITTEN)), data.draw(days))
        for at in range(data.draw(st.integers(1, 9)))
    ]
    told = [
        replace(each, document=copy.id, start=7)
        for copy in copies
        for each in claims
        if each.document == original.id
    ]
    assert plain(measured([*claims, *told], *held, *copies)) == plain(measured(claims, *held))


def test_a_matter_told_in_ten_copies_has_one_source() -> None:
    original = document("d1", MARCH, source="канал")
    copies = [copy_of(original, f"z{at}", "{}\nИсточник: канал", DAY) for at in range(9)]
    told = [claim("deported", document=each.id) for each in (original, *copies)]
    posture = only(measured(told, original, *copies))
    assert posture.sources == 1
    assert len(posture.matters) == 1
    assert len(posture.matters[0].claims) == 10


def test_copies_of_an_undated_report_are_told_when_the_first_of_them_was() -> None:
    original = document("d1", None)
    copy = copy_of(original, "z", "{}", MARCH)
    conduct = [
        claim("cooperates", None, kind=SubjectKind.NONE, document=each) for each in ("d1", "z")
    ]
    assert [each.when for each in only(measured(conduct, original, copy)).matters] == [
        "../2031-03-09"
    ]


def test_claims_alike_but_for_what_their_key_leaves_out_have_one_order() -> None:
    """Sets put equal keys in an order that depends on which came first, once in many runs."""
    dates = [None, "2031-05-03", "2031-02", "2030", "2029-12-01~"]
    alike = [
        claim(
            "official_appointed",
            "Мнимый Чиновник",
            kind=SubjectKind.OFFICIAL,
            date=date,
            actor=actor,
        )
        for date, actor in itertools.product(dates, [None, "Чиновник"])
    ]
    expected = measured([*alike, claim("detained", actor="Мнимый Чиновник")])
    for turn in range(len(alike)):
        for part in (alike[turn:] + alike[:turn], alike[turn::-1] + alike[:turn:-1]):
            assert measured([claim("detained", actor="Мнимый Чиновник"), *part]) == expected
