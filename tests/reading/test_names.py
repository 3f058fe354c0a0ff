"""Names of persons: invented ones, in every case, and the mentions of one person joined."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.reading.models import analyse
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.names import characters, nominative
from nonrefoul.reading.restoring import respell
from nonrefoul.reading.tokens import Token

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")

# One person a line: the nominative, then genitive, dative, accusative, instrumental, locative.
DECLINED = """
Игнат Верхолётов | Игната Верхолётова | Игнату Верхолётову | Игната Верхолётова | Игнатом Верхолётовым | Игнате Верхолётове
Марфа Верхолётова | Марфы Верхолётовой | Марфе Верхолётовой | Марфу Верхолётову | Марфой Верхолётовой | Марфе Верхолётовой
Лев Замостский | Льва Замостского | Льву Замостскому | Льва Замостского | Львом Замостским | Льве Замостском
Клавдия Замостская | Клавдии Замостской | Клавдии Замостской | Клавдию Замостскую | Клавдией Замостской | Клавдии Замостской
Пётр Ильич Кутейкин | Петра Ильича Кутейкина | Петру Ильичу Кутейкину | Петра Ильича Кутейкина | Петром Ильичом Кутейкиным | Петре Ильиче Кутейкине
Анна Львовна Кутейкина | Анны Львовны Кутейкиной | Анне Львовне Кутейкиной | Анну Львовну Кутейкину | Анной Львовной Кутейкиной | Анне Львовне Кутейкиной
Мирон Долгопяточенко | Мирона Долгопяточенко | Мирону Долгопяточенко | Мирона Долгопяточенко | Мироном Долгопяточенко | Мироне Долгопяточенко
Захар Зимовых | Захара Зимовых | Захару Зимовых | Захара Зимовых | Захаром Зимовых | Захаре Зимовых
Агата Дубраш | Агаты Дубраш | Агате Дубраш | Агату Дубраш | Агатой Дубраш | Агате Дубраш
Тарас Дубраш | Тараса Дубраша | Тарасу Дубрашу | Тараса Дубраша | Тарасом Дубрашем | Тарасе Дубраше
Вероника Пекарь | Вероники Пекарь | Веронике Пекарь | Веронику Пекарь | Вероникой Пекарь | Веронике Пекарь
Андрей Пекарь | Андрея Пекаря | Андрею Пекарю | Андрея Пекаря | Андреем Пекарем | Андрее Пекаре
Арсен Тумасарян | Арсена Тумасаряна | Арсену Тумасаряну | Арсена Тумасаряна | Арсеном Тумасаряном | Арсене Тумасаряне
Сусанна Тумасарян | Сусанны Тумасарян | Сусанне Тумасарян | Сусанну Тумасарян | Сусанной Тумасарян | Сусанне Тумасарян
Гиви Цверикашвили | Гиви Цверикашвили | Гиви Цверикашвили | Гиви Цверикашвили | Гиви Цверикашвили | Гиви Цверикашвили
Нино Лобжандзе | Нино Лобжандзе | Нино Лобжандзе | Нино Лобжандзе | Нино Лобжандзе | Нино Лобжандзе
Ансар Дудалиев | Ансара Дудалиева | Ансару Дудалиеву | Ансара Дудалиева | Ансаром Дудалиевым | Ансаре Дудалиеве
Бекнияз Турдыбай | Бекнияза Турдыбая | Бекниязу Турдыбаю | Бекнияза Турдыбая | Бекниязом Турдыбаем | Бекниязе Турдыбае
Айжамал Турдыбай | Айжамал Турдыбай | Айжамал Турдыбай | Айжамал Турдыбай | Айжамал Турдыбай | Айжамал Турдыбай
Оразгуль Мередова | Оразгуль Мередовой | Оразгуль Мередовой | Оразгуль Мередову | Оразгуль Мередовой | Оразгуль Мередовой
Хуршед Сафолзода | Хуршеда Сафолзода | Хуршеду Сафолзода | Хуршеда Сафолзода | Хуршедом Сафолзода | Хуршеде Сафолзода
Реза Фарроханди | Резы Фарроханди | Резе Фарроханди | Резу Фарроханди | Резой Фарроханди | Резе Фарроханди
Мехмет Кайрыоглу | Мехмета Кайрыоглу | Мехмету Кайрыоглу | Мехмета Кайрыоглу | Мехметом Кайрыоглу | Мехмете Кайрыоглу
Эрнест Брамсон | Эрнеста Брамсона | Эрнесту Брамсону | Эрнеста Брамсона | Эрнестом Брамсоном | Эрнесте Брамсоне
Клара Брамсон | Клары Брамсон | Кларе Брамсон | Клару Брамсон | Кларой Брамсон | Кларе Брамсон
Олег Стрепетов-Фукс | Олега Стрепетова-Фукса | Олегу Стрепетову-Фуксу | Олега Стрепетова-Фукса | Олегом Стрепетовым-Фуксом | Олеге Стрепетове-Фуксе
Ольга Зимина-Фукс | Ольги Зиминой-Фукс | Ольге Зиминой-Фукс | Ольгу Зимину-Фукс | Ольгой Зиминой-Фукс | Ольге Зиминой-Фукс
Яков Ткач | Якова Ткача | Якову Ткачу | Якова Ткача | Яковом Ткачом | Якове Ткаче
Роман Сорока | Романа Сороки | Роману Сороке | Романа Сороку | Романом Сорокой | Романе Сороке
"""  # noqa: E501


def declined() -> list[tuple[str, str, str]]:
    lines = [line.split(" | ") for line in DECLINED.strip().splitlines()]
    return [
        (forms[0], case, form) for forms in lines for case, form in zip(CASES, forms, strict=True)
    ]


def tagged(name: str, case: str) -> list[Token]:
    words = re.findall(r"[\w-]+|[^\w\s]", name)
    return [
        Token(at, word, 0, 0, word, frozenset(), "PROPN", {"Case": case})
        for at, word in enumerate(words)
    ]


@pytest.mark.parametrize(("name", "case", "form"), declined())
def test_each_case_leads_back_to_the_nominative(name: str, case: str, form: str) -> None:
    assert fold(nominative(tagged(form, case))) == fold(name)


SENTENCES = [
    ("Суд арестовал активиста Игната Верхолётова.", "Игнат Верхолётов"),
    ("Айсену Торгоеву и Марфе Кутейкиной выдали документы.", "Айсен Торгоев"),
    ("Айсену Торгоеву и Марфе Кутейкиной выдали документы.", "Марфа Кутейкина"),
    ("В Ереване задержали Кутейкину Анну Львовну.", "Анна Львовна Кутейкина"),
    ("Адвокат рассказал об Агате Дубраш.", "Агата Дубраш"),
    ("Полиция отпустила Мехмета Кайрыоглу.", "Мехмет Кайрыоглу"),
    ("Документы передали А. П. Верхолётову.", "А. П. Верхолётов"),
    ("Журналистка Марфа Замостская уехала в Сербию.", "Марфа Замостская"),
    ("Задержаны Игнат и Марфа Верхолётовы.", "Игнат Верхолётов"),
    ("Задержаны Игнат и Марфа Верхолётовы.", "Марфа Верхолётова"),
    ("Суд выслал Бахтияра Х. из страны.", "Бахтияр Х."),
    ("Задержан Азамат Бекнур уулу, сообщили родные.", "Азамат Бекнур уулу"),
    ("Полиция задержала анархиста Никиту Пригоду.", "Никита Пригода"),
    ("Суд отпустил Глеба Кулешонка, музыканта.", "Глеб Кулешонок"),
    ("Выслан имам Хикматулла Турсадиев.", "Хикматулла Турсадиев"),
    ("Имама-эмигранта Хикматуллу Турсадиева ждут дома.", "Хикматулла Турсадиев"),
    ("История карикатуристки Огульджахан Мередомырадовой известна.", "Огульджахан Мередомырадова"),
    ("Тохира Камолзорова Ташкенту не отдали.", "Тохир Камолзоров"),
    ("Полиция отпустила чеченку Милану Дудалиеву.", "Милана Дудалиева"),
    ("Речь шла о Раджабе Кодирмурзозода.", "Раджаб Кодирмурзозода"),
    ("Об аресте написал Зоригто Б. Пропал он в марте.", "Зоригто Б."),
    ("Суд выслал Раушан Айтмергенову.", "Раушан Айтмергенова"),
    ("Повезло и Раушан Айтмергеновой, его соседке.", "Раушан Айтмергенова"),
    ("Срок продлили Прокопу Заячьему.", "Прокоп Заячий"),
    ("Ждут из Варшавы Зенона Вережковца.", "Зенон Вережковец"),
    ("На допрос вызвали БЕРХОЛЁТОВА Игната Львовича.", "Игнат Львович Берхолётов"),
]


@pytest.mark.parametrize(("text", "name"), SENTENCES)
def test_names_in_sentences(text: str, name: str) -> None:
    assert name in [person.name for person in characters(analyse(text))]


def test_every_mention_goes_to_its_person() -> None:
    text = (
        "В Алматы задержали Айсена Торгоева. Торгоеву грозит экстрадиция. "
        "Адвокат Марфа Кутейкина считает, что Торгоев не виновен. "
        "С Айсеном ей увидеться не дали. Кутейкину в изолятор не пустили."
    )
    people = {person.name: len(person.mentions) for person in characters(analyse(text))}
    assert people == {"Айсен Торгоев": 4, "Марфа Кутейкина": 2}


def test_other_mentions_settle_what_one_form_leaves_open() -> None:
    text = "О Кобыре давно не слышали. Андрея Кобыря увезли. Позже Андрей Кобырь нашёлся."
    people = {person.name: len(person.mentions) for person in characters(analyse(text))}
    assert people == {"Андрей Кобырь": 3}


def test_husband_and_wife_of_one_surname_stay_two() -> None:
    text = (
        "Задержаны Игнат Верхолётов и Марфа Верхолётова. Верхолётову отпустили. Верхолётов в СИЗО."
    )
    people = {person.name: len(person.mentions) for person in characters(analyse(text))}
    assert people == {"Игнат Верхолётов": 2, "Марфа Верхолётова": 2}


def test_a_first_name_that_two_persons_have_is_given_to_neither() -> None:
    text = "Задержаны Игнат Верхолётов и Игнат Замостский. Игната избили."
    counts = [len(person.mentions) for person in characters(analyse(text))]
    assert counts == [1, 1, 1]


def test_what_opens_a_sentence_is_no_name() -> None:
    assert characters(analyse("Заочно, за лайк. Экстрадиция? Срочно нужны деньги.")) == []


@pytest.mark.parametrize(
    ("written", "nominative_", "expected"),
    [
        ("Петра", "пётр", "Пётр"),
        ("ВЕРХОЛЁТОВА", "верхолетов", "Верхолётов"),
        ("Льва", "лев", "Лев"),
    ],
)
def test_the_documents_spelling_is_kept(written: str, nominative_: str, expected: str) -> None:
    assert respell(written, nominative_) == expected


NAMELIKE = st.text(alphabet="абвгеёийклмнорстуыьяАБВЕЛМНОРТЯ-.«»', \n", max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=60), NAMELIKE))
def test_any_text_is_read_and_names_come_from_its_words(text: str) -> None:
    sentences = analyse(text)
    for person in characters(sentences):
        assert person.mentions
        for mention in person.mentions:
            written = [token.text for token in sentences[mention.sentence].tokens]
            starts = {fold(part)[:1] for word in written for part in re.split(r"\W", word) if part}
            assert {fold(word)[0] for word in re.findall(r"\w+", mention.name)} <= starts


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.sampled_from(CASES))
def test_any_word_has_a_nominative(word: str, case: str) -> None:
    token = Token(0, word or "—", 0, 0, word, frozenset(), "PROPN", {"Case": case})
    assert isinstance(nominative([token]), str)


def test_a_person_known_by_initials_alone_is_one() -> None:
    text = "Суд выслал К. А. В. из страны. Жалобу К. А. В. отклонили."
    people = {person.name: len(person.mentions) for person in characters(analyse(text))}
    assert people == {"К. А. В.": 2}


def test_brothers_named_by_their_surname_alone_are_several() -> None:
    text = "Полиция задержала братьев Верхолётовых и отпустила."
    people = {person.name: person.plural for person in characters(analyse(text))}
    assert people == {"Верхолётовы": True}


ONE_PERSON = [
    ("Суд арестовал Севиля Акмана-Тургуева. Позже С. А.-Т. вышел.", "Севиль Акман-Тургуев"),
    ("Задержан Арсений Лекоморцев. Арсика увезли ночью.", "Арсений Лекоморцев"),
    ("Гришу Верхолётова отпустили. Григорий Верхолётов уже дома.", "Григорий Верхолётов"),
    ("Суд выслал Рамзета Ахметовича Т. из страны. Потом Т. исчез.", "Рамзет Ахметович Т."),
]


@pytest.mark.parametrize(("text", "name"), ONE_PERSON)
def test_short_names_and_initials_go_to_their_person(text: str, name: str) -> None:
    people = {person.name: len(person.mentions) for person in characters(analyse(text))}
    assert people == {name: 2}


def test_a_short_name_that_two_persons_may_have_is_given_to_neither() -> None:
    text = "Задержаны Александр Верхолётов и Александра Замостская. Сашу избили."
    assert [len(person.mentions) for person in characters(analyse(text))] == [1, 1, 1]


def test_brothers_are_not_joined_by_a_short_name() -> None:
    text = "Задержан Дмитрий Верхолётов. Саша Верхолётов уехал."
    assert len(characters(analyse(text))) == 2


def test_initials_that_two_persons_have_are_given_to_neither() -> None:
    text = "Задержаны Игнат Замостский и Инна Зимина. Дело И. З. передано в суд."
    assert len(characters(analyse(text))) == 3


SHARED = [
    ("Братьев Верхолётовых, Игната и Мирона, задержали.", {"Игнат Верхолётов", "Мирон Верхолётов"}),
    ("Братья Идрис и Ильяс Турзода живут дома.", {"Идрис Турзода", "Ильяс Турзода"}),
    ("Отпустили двоих: Хасана и Луизу Д. вернули.", {"Хасан Д.", "Луиза Д."}),
]


@pytest.mark.parametrize(("text", "names"), SHARED)
def test_those_who_share_a_surname_all_have_it(text: str, names: set[str]) -> None:
    assert names <= {person.name for person in characters(analyse(text))}
