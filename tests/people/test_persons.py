"""Claims joined into persons: who merges, who does not, and what the ids tell."""

from dataclasses import replace

from people_builders import KEY, claim, found

from nonrefoul.people import persons
from nonrefoul.words import Copies, SubjectKind


def test_spellings_of_one_name_are_one_person() -> None:
    told = (
        claim("Глеб Ветроградов", "d1"),
        claim("Глеба Ветроградова", "d2"),
        claim("Gleb Vetrogradov", "d3"),
        claim("Ветроградов Глеб Петрович", "d4"),
    )
    (person,) = persons(told, KEY)
    assert len(person.claims) == 4
    assert person.name == "Ветроградов Глеб Петрович"
    assert set(person.names) == {each.subject for each in told}


def test_two_men_of_one_surname_are_two() -> None:
    everyone = found(claim("Глеб Ветроградов"), claim("Борис Ветроградов", start=20))
    assert len(everyone) == 2
    assert not any(person.unsure for person in everyone.values())


def test_a_bare_surname_elsewhere_stays_unsure() -> None:
    everyone = found(claim("Глеб Ветроградов", "d1"), claim("Ветроградов", "d2"))
    bare, full = everyone["Ветроградов"], everyone["Глеб Ветроградов"]
    assert bare.unsure == (full.id,)
    assert full.unsure == (bare.id,)


def test_a_bare_surname_in_the_same_document_is_the_one_who_bears_it() -> None:
    everyone = found(claim("Глеб Ветроградов"), claim("Г. Ветроградов", start=9))
    assert list(everyone) == ["Глеб Ветроградов"]


def test_a_bare_surname_of_two_brothers_stays_unsure() -> None:
    everyone = found(
        claim("Глеб Ветроградов"),
        claim("Борис Ветроградов", start=20),
        claim("Ветроградов", start=40),
    )
    assert len(everyone) == 3
    assert len(everyone["Ветроградов"].unsure) == 2


def test_one_name_wanted_by_two_states_stays_unsure() -> None:
    told = (
        claim("Глеб Ветроградов", "d1", origin="RU"),
        claim("Глеб Ветроградов", "d2", origin="TJ"),
    )
    one, other = persons(told, KEY)
    assert one.unsure == (other.id,)


def test_a_name_that_fits_two_others_joins_neither() -> None:
    everyone = found(
        claim("Глеб Ветроградов", "d1"),
        claim("Глеб Петрович Ветроградов", "d2"),
        claim("Глеб Иванович Ветроградов", "d3"),
    )
    assert len(everyone) == 3
    assert len(everyone["Глеб Ветроградов"].unsure) == 2
    assert len(everyone["Глеб Петрович Ветроградов"].unsure) == 1


def test_those_whom_it_fits_are_still_joined_among_themselves() -> None:
    everyone = found(
        claim("Глеб Ветроградов", "d1"),
        claim("Глеб Петрович Ветроградов", "d2"),
        claim("Gleb Petrovich Vetrogradov", "d3"),
        claim("Глеб Иванович Ветроградов", "d4"),
    )
    assert len(everyone) == 3
    assert len(everyone["Глеб Петрович Ветроградов"].claims) == 2


def test_a_slip_of_the_pen_is_joined_only_where_host_and_origin_agree() -> None:
    right, slip = claim("Глеб Ветроградов", "d1"), claim("Глеб Ветрогратов", "d2")
    assert len(found(right, slip)) == 1
    for other in (replace(slip, host="KZ"), replace(slip, host=None), replace(slip, origin=None)):
        everyone = found(right, other)
        assert len(everyone) == 2
        assert all(person.unsure for person in everyone.values())


def test_two_spellings_in_one_list_may_be_two_men() -> None:
    everyone = found(claim("Глеб Ветроградов"), claim("Глеб Ветрогратов", start=20))
    assert len(everyone) == 2
    assert all(person.unsure for person in everyone.values())


def test_a_common_name_alone_makes_nobody_one() -> None:
    told = (claim("Иванов Сергей", "d1"), replace(claim("Сергей Иванов", "d2"), host="KZ"))
    one, other = persons(told, KEY)
    assert one.unsure == (other.id,)
    assert "common_name" in one.doubts[0].reasons


def test_a_common_name_and_the_same_event_on_the_same_day_are_one() -> None:
    told = [replace(claim("Сергей Иванов", each), date="2023-05-04") for each in ("d1", "d2")]
    assert len(persons(told, KEY)) == 1


def test_a_listed_name_needs_the_same_origin_and_host() -> None:
    told = claim("Роман Бутивченко", "d1")
    assert len(persons([told, replace(told, document="d2")], KEY)) == 1
    for other in (replace(told, document="d2", host="KZ"), replace(told, document="d2", host=None)):
        one, second = persons([told, other], KEY)
        assert one.unsure == (second.id,)


def test_a_common_name_with_the_same_father_is_one() -> None:
    told = [claim("Сергей Петрович Иванов", each) for each in ("d1", "d2")]
    assert len(persons(told, KEY)) == 1


def test_two_names_that_the_text_equates_are_one() -> None:
    quote = "Савва Верхогляд, известный как «Шуруп», задержан"
    known = replace(claim("Савва Верхогляд", "d1"), quote=quote)
    assert len(found(known, claim("Шуруп", "d1", start=90))) == 1
    everyone = found(known, claim("Шуруп", "d2"))
    assert len(everyone) == 2
    assert everyone["Шуруп"].doubts[0].reasons[0] == "equated"
    assert len(found(known, claim("Савва «Шуруп» Верхогляд", "d3"))) == 1


def test_officials_groups_and_the_unnamed_are_no_persons() -> None:
    assert not persons(
        (
            claim("Глеб Ветроградов", kind=SubjectKind.OFFICIAL),
            claim(None, kind=SubjectKind.GROUP, group="активисты"),
            claim(None, group="россиянин"),
            claim(" "),
        ),
        KEY,
    )


def test_two_persons_in_one_sentence_have_two_ids() -> None:
    one, other = persons((claim("Глеб Ветроградов"), claim("Нина Пересвистова")), KEY)
    assert one.id != other.id


def test_an_id_needs_the_key_and_is_not_made_of_the_name() -> None:
    (here,) = persons([claim("Глеб Ветроградов")], KEY)
    (other_key,) = persons([claim("Глеб Ветроградов")], b"another")
    (elsewhere,) = persons([claim("Глеб Ветроградов", "d2")], KEY)
    assert len({here.id, other_key.id, elsewhere.id}) == 3
    assert all(len(each.id) == 8 and int(each.id, 16) >= 0 for each in (here, elsewhere))


def test_a_handle_is_one_person_everywhere() -> None:
    (person,) = persons([claim("@nezabudka_test", "d1"), claim("@nezabudka_test", "d2")], KEY)
    assert len(person.claims) == 2


def test_what_copies_of_a_report_tell_is_told_once() -> None:
    told = [claim(name, each) for each in ("d1", "d2") for name in ("Сергей Иванов", "Иванов")]
    assert len(persons(told, KEY)) > 1
    (person,) = persons(told, KEY, (), Copies({"d1": "d1", "d2": "d1"}))
    assert not person.doubts


def test_the_spelling_shown_is_the_one_that_most_reports_give_and_not_most_copies() -> None:
    right, wrong = "Глеб Ветроградов", "Глеб Вэтроградов"
    spread = [claim(wrong, f"copy{number}") for number in range(5)]
    told = [claim(right, "d1"), claim(right, "d2"), *spread]
    (alone,) = persons(told, KEY)
    (person,) = persons(told, KEY, (), Copies({each.document: "copy0" for each in spread}))
    assert (alone.name, person.name) == (wrong, right)


def test_a_bare_surname_in_a_copy_is_the_one_who_bears_it_in_the_report() -> None:
    told = (claim("Глеб Ветроградов", "d1"), claim("Ветроградов", "d2"))
    assert len(persons(told, KEY)) == 2
    (person,) = persons(told, KEY, (), Copies({"d1": "d1", "d2": "d1"}))
    assert person.names == ("Ветроградов", "Глеб Ветроградов")
    assert not person.doubts


def test_a_common_name_in_another_order_or_case_is_one_person_in_one_report_only() -> None:
    told = (claim("Сергей Иванов", "d1"), claim("Иванов Сергей", "d2", start=20))
    assert len(persons(told, KEY)) == 2
    assert len(persons(told, KEY, (), Copies({"d1": "d1", "d2": "d1"}))) == 1
    here = (*told, claim("Сергея Иванова", "d1", start=40), claim("Дима Иванов", "d1", start=60))
    assert [len(each.claims) for each in persons(here, KEY)].count(2) == 1
    brother = claim("Сергей Петрович Иванов", "d1", start=80)
    father = claim("Сергей Ильич Иванов", "d1", start=99)
    assert len(persons((brother, father), KEY)) == 2
