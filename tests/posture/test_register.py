"""What is kept and mended piece by piece is what is worked out at once; and what-ifs say true."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from posture_builders import DAY, claim, document, measured, persons
from test_posture_properties import many

from nonrefoul.posture import Counting, PostureRegister, postures, sensitivity
from nonrefoul.words import Claim, Copies, Document, Person, SubjectKind

EARLIER = dt.date(2031, 3, 9)
HELD = {
    "d1": document("d1", dt.date(2031, 2, 3), "канал"),
    "d2": document("d2", DAY, "агентство"),
    "d3": document("d3", EARLIER, "агентство"),
    "z": document("z", DAY, "перепечатка"),
}


def at_once(
    claims: Sequence[Claim], copies: Copies, day: dt.date = DAY, people: Sequence[Person] = ()
) -> object:
    return postures(claims, people or persons(claims), HELD, day, copies)


copying = st.sampled_from(
    [Copies(), Copies({"d1": "d1", "z": "d1"}), Copies({"d2": "d3", "d3": "d3"})]
)


@given(many, st.integers(0, 12), copying, copying, st.sampled_from([EARLIER, DAY]))
def test_piece_by_piece_is_as_at_once(
    claims: list[Claim], cut: int, first: Copies, last: Copies, start: dt.date
) -> None:
    register = PostureRegister(start)
    early = claims[:cut]
    register.add(early, persons(early), {"d1": HELD["d1"]}, first)
    assert register.postures is not None
    register.add(claims[cut:], persons(claims), HELD, last)
    assert register.postures == at_once(claims, last, start)
    register.move(DAY)
    assert register.postures == at_once(claims, last)
    register.move(EARLIER)
    assert register.postures == at_once(claims, last, EARLIER)


@given(many, many)
def test_what_is_taken_out_again_leaves_no_trace(claims: list[Claim], others: list[Claim]) -> None:
    marked = [replace(each, rule="другое") for each in others]
    register = PostureRegister(DAY)
    register.add(claims, persons([*claims, *marked]), HELD)
    people = persons([*claims, *marked])
    before = register.postures
    register.add(marked)
    assert register.postures == postures([*claims, *marked], people, HELD, DAY)
    register.remove(marked)
    assert register.postures == before


@given(many)
def test_two_persons_who_are_found_to_be_one_are_one_matter(claims: list[Claim]) -> None:
    apart = persons(claims)
    register = PostureRegister(DAY)
    register.add(claims, apart, HELD)
    assert register.postures is not None
    own = tuple(each for person in apart for each in person.claims)
    one = Person("p-one", "Вымыслов", ("Вымыслов",), own)
    register.add(persons=[one], gone=[person.id for person in apart])
    assert register.postures == at_once(claims, Copies(), people=[one])


def test_one_pair_is_worked_out_alone_and_as_among_all() -> None:
    claims = [claim("detained", name, host=host) for name, host in (("А", "KG"), ("Б", "KZ"))]
    register = PostureRegister(DAY)
    register.add(claims, persons(claims), HELD)
    alone = register.posture("KZ", "RU")
    assert alone in register.postures
    assert register.posture("KZ", "BY") is None


@given(many, copying)
@settings(max_examples=50)
def test_leaving_out_a_source_moves_what_is_said_it_would(
    claims: list[Claim], copies: Copies
) -> None:
    """The words are left out by hand here, and the claims with them."""
    first = {"d1": "канал", "z": "канал" if copies.head("z") == "d1" else "перепечатка"}
    teller = {name: first.get(name, "агентство") for name in HELD}
    people = persons(claims)
    for posture in postures(claims, people, HELD, DAY, copies):
        for variant in sensitivity(posture, claims, people, HELD, copies):
            if variant.kind != "source":
                continue
            rest = [each for each in claims if teller[each.document] != variant.source]
            found = postures(rest, people, HELD, DAY, copies)
            same = [each for each in found if each.host == posture.host]
            moved = (
                same[0].share_against - posture.share_against
                if same
                else 0.5 - posture.share_against
            )
            assert variant.moved(posture) == moved
            assert variant.matters == (len(same[0].matters) if same else 0)


def test_what_if_tells_of_each_source_of_equal_weights_and_of_no_suspicion() -> None:
    told = [
        claim("extradited", "Вымыслов Первый", document="d1"),
        claim("detained", "Вымыслов Второй", document="d2"),
        claim("released", "Вымыслов Третий", document="d2"),
    ]
    (posture,) = postures(told, persons(told), HELD, DAY)
    found = sensitivity(posture, told, persons(told), HELD)
    assert [(each.kind, each.source, each.matters) for each in found] == [
        ("source", "агентство", 1),
        ("source", "канал", 2),
        ("equal", None, 3),
        ("suspected", None, 3),
    ]
    without = {each.source or each.kind: each.balance.mean for each in found}
    assert without["канал"] < posture.share_against < without["агентство"]
    assert without["suspected"] == posture.share_against


def test_equal_weights_weigh_every_act_alike() -> None:
    names = ("Вымыслов Первый", "Вымыслов Второй")
    told = [
        claim(event, name, date="2031-06-01")
        for event, name in zip(("surveilled", "asylum_granted"), names, strict=True)
    ]
    (equal,) = postures(told, persons(told), HELD, DAY, counting=Counting(equal=True))
    assert {matter.weight for matter in equal.matters} == {1.0}
    assert equal.share_against == 0.5 > measured(told)[0].share_against


def test_a_group_that_its_report_names_members_of_comes_back_when_they_go() -> None:
    group = claim("abducted", None, kind=SubjectKind.GROUP, group="активисты")
    member = claim("abducted")
    register = PostureRegister(DAY)
    register.add([group, member], persons([member]), HELD)
    assert [len(each.matters) for each in register.postures] == [1]
    register.remove([member])
    assert [each.matters[0].claims for each in register.postures] == [(group,)]


def kept(documents: Sequence[Document]) -> dict[str, Document]:
    return {each.id: each for each in documents}


def test_a_document_that_turns_out_to_be_a_copy_is_no_source_any_more() -> None:
    told = [claim("detained", document="d1"), claim("detained", document="z")]
    register = PostureRegister(DAY)
    register.add(told, persons(told), kept([HELD["d1"], HELD["z"]]))
    assert register.postures[0].sources == 2
    register.add(copies=Copies({"d1": "d1", "z": "d1"}))
    assert register.postures[0].sources == 1
    assert register.postures[0].matters[0].reports == ("d1",)


changes = st.lists(
    st.tuples(
        st.integers(0, 45),
        st.sampled_from(["released", "extradited", "detained", "wanted", "turned_away"]),
        st.sampled_from([None, "2029-12", "2031-02-03", "2033"]),
    ),
    min_size=1,
    max_size=6,
)


@given(changes, st.sampled_from(["deported", "cooperates"]))
@settings(max_examples=25)
def test_one_more_among_many_is_as_at_once(
    changed: Sequence[tuple[int, str, str | None]], event: str
) -> None:
    """Matters come, change, go over to the other line and go again, one after another."""
    told = [
        claim("detained", f"Вымыслов {at:02d}", date=f"{2026 + at % 6}-0{at % 5 + 1}")
        for at in range(40)
    ]
    told.append(claim(event, None))
    register = PostureRegister(DAY)
    register.add(told, persons(told), HELD)
    assert register.postures == at_once(told, Copies())
    for at, (number, what, date) in enumerate(changed):
        more = replace(claim(what, f"Вымыслов {number:02d}", date=date), start=1000 + at)
        told.append(more)
        register.add([more], persons(told))
        assert register.postures == at_once(told, Copies())
    gone = told[-1]
    register.remove([gone])
    register.add(persons=persons(told[:-1]), gone=[each.id for each in persons([gone])])
    assert register.postures == at_once(told[:-1], Copies())
