"""Places: invented sentences, and which states their words stand for."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.reading.gazetteer import cities, others, states
from nonrefoul.reading.models import segment
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.places import Place, places
from nonrefoul.reading.tokens import Name, Sentence

WORDS = ["Того", "Баку", "турецкий", "Южная", "Корея", "ГКНБ", ",", "-", "МИТ", "в", "ЕС"]
NO_STATE = {"EU", "UN", "EZ", "XA", "XB", "ZZ", "QO"}


def sentence(text: str, person: str = "") -> Sentence:
    """The one sentence of a text; `person` are its words that are a person's name."""
    (only,) = segment(text)
    if person:
        names = person.split()
        texts = [token.text for token in only.tokens]
        first = texts.index(names[0])
        only.names = [Name("PER", first, first + len(names))]
    return only


def found(text: str, person: str = "") -> list[tuple[str, str, str]]:
    """Each place as its words, its states and its kind."""
    read = sentence(text, person)
    return [
        (
            " ".join(token.text for token in read.tokens[place.first : place.last]),
            "/".join(place.states),
            place.kind,
        )
        for place in places(read)
    ]


@pytest.mark.parametrize(
    ("text", "words", "codes", "kind"),
    [
        ("Его выдали в Кыргызстан.", "Кыргызстан", "KG", "name"),
        ("Суд в Киргизской Республике отложен.", "Киргизской Республике", "KG", "name"),
        ("Она улетела в Соединённые Штаты Америки.", "Соединённые Штаты Америки", "US", "name"),
        ("Она улетела в Соединенные Штаты.", "Соединенные Штаты", "US", "name"),
        ("Она улетела из Эмиратов.", "Эмиратов", "AE", "name"),
        ("Её ждут в Тайланде.", "Тайланде", "TH", "name"),
        ("Граждан РК не пустили.", "РК", "KZ", "name"),
        ("СЕРБИЯ", "СЕРБИЯ", "RS", "name"),
        ("Дело ведёт РБ.", "РБ", "BY/RU", "name"),
        ("Решил турецкий суд.", "турецкий", "TR", "adjective"),
        ("Решил алматинский суд.", "алматинский", "KZ", "adjective"),
        ("Пришли чеченские силовики.", "чеченские", "RU", "adjective"),
        ("Это корейское судно.", "корейское", "KR/KP", "adjective"),
        (
            "Закрыта российско-казахстанская граница.",
            "российско-казахстанская",
            "RU/KZ",
            "adjective",
        ),
        ("Идёт англо-американский спор.", "англо-американский", "GB/US", "adjective"),
        ("Задержали россиянку.", "россиянку", "RU", "demonym"),
        ("Таджикистанца увезли.", "Таджикистанца", "TJ", "demonym"),
        ("Задержали казаха.", "казаха", "KZ", "ethnonym"),
        ("Выслан чеченец.", "чеченец", "RU", "ethnonym"),
        ("Он жил в Оше.", "Оше", "KG", "city"),
        ("Он жил под Усть-Каменогорском.", "Усть-Каменогорском", "KZ", "city"),
        ("Он жил в Набережных Челнах.", "Набережных Челнах", "RU", "city"),
        ("Он сидит в Лефортове.", "Лефортове", "RU", "city"),
        ("Он жил в пригороде Будвы.", "Будвы", "ME", "city"),
        ("Он жил в Турку.", "Турку", "FI", "city"),
        ("Просьбу Минска отклонили.", "Минска", "BY", "metonym"),
        ("Ответил Белый дом.", "Белый дом", "US", "metonym"),
        ("Его увёз ГКНБ.", "ГКНБ", "KG/TJ", "agency"),
        ("Пришёл сотрудник МИТ.", "МИТ", "TR", "agency"),
        ("Об этом сообщил Следственный комитет.", "Следственный комитет", "RU/BY", "agency"),
        ("Она родом из Каракалпакстана.", "Каракалпакстана", "UZ", "region"),
        ("Он уехал из Крыма.", "Крыма", "", "region"),
        ("Он бежал в страны ЕС.", "ЕС", "", "body"),
        ("Помогло УВКБ ООН.", "УВКБ ООН", "", "body"),
    ],
)
def test_a_word_stands_for_its_states(text: str, words: str, codes: str, kind: str) -> None:
    assert found(text) == [(words, codes, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Того же мнения адвокат.",
        "Чад от костра стоял до утра.",
        "Она устала от митинга и мит.",
        "Он ждал у реки Иордан.",
        "Действует Минская конвенция.",
        "Об этом писал Московский комсомолец.",
        "МВД и Генпрокуратура молчат, он в СИЗО.",
        "Он купил кулёк конфет и росс.",
        "Вечером у Гавани зажгли огни.",
        "Баки с водой стояли во дворе.",
    ],
)
def test_words_that_look_like_a_state_and_are_none(text: str) -> None:
    assert found(text) == []


def test_a_persons_name_holds_no_place() -> None:
    assert found("Пётр Грузинский из Армении.", person="Пётр Грузинский") == [
        ("Армении", "AM", "name")
    ]
    assert found("София молчит.", person="София") == []


def test_a_state_that_the_name_finder_takes_for_a_person_stays_a_state() -> None:
    assert found("Ханой молчит.", person="Ханой") == [("Ханой", "VN", "metonym")]
    assert found("Она жила в Зейтинбурну.", person="Зейтинбурну") == [("Зейтинбурну", "TR", "city")]


def test_a_place_knows_its_tokens() -> None:
    read = sentence("Из Южной Кореи в Баку.")
    assert places(read) == [
        Place(1, 3, ("KR",), "name"),
        Place(4, 5, ("AZ",), "metonym"),
    ]


@given(st.lists(st.sampled_from(WORDS)))
def test_places_stand_in_order_and_apart(words: list[str]) -> None:
    for read in segment(" ".join(words)):
        spans = [(place.first, place.last) for place in places(read)]
        assert all(0 <= first < last <= len(read.tokens) for first, last in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_every_code_is_a_state() -> None:
    known = {str(code) for code in Locale("ru").territories} - NO_STATE
    used = {state.code for state in states()}
    used |= {code for phrases in others().values() for codes in phrases.values() for code in codes}
    used |= {code for city in cities() for code in city.states}
    assert all(len(code) == 2 for code in used)
    assert used <= known


def test_a_state_has_one_record() -> None:
    codes = [state.code for state in states()]
    assert len(codes) == len(set(codes))


def test_what_stands_for_several_states_is_listed_with_all_of_them() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for state in states():
        for kind, phrase in state.phrases():
            owners[kind, fold(phrase)].add(state.code)
    assert [key for key, codes in owners.items() if len(codes) > 1] == []
    shared = {(kind, fold(text)) for kind, phrases in others().items() for text in phrases}
    assert shared.isdisjoint(owners)


def test_every_name_of_a_state_is_found_as_it_stands() -> None:
    lost = []
    for state in states():
        for kind, phrase in state.phrases():
            read = found(f"Там, в прошлом, было {phrase}.")
            if not any(codes == state.code for _, codes, _ in read):
                lost.append((state.code, kind, phrase))
    assert lost == []
