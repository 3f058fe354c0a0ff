"""Times named in Russian text: what they mean, and which belongs to an event."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.reading.date_words import russian
from nonrefoul.reading.dates import date_for, dateline, dates

# A Wednesday.
PUBLISHED = dt.date(2023, 11, 8)
EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?~?")


def only(text: str, published: dt.date | None = PUBLISHED) -> str | None:
    """The date of the only time in a text."""
    (when,) = dates(text, published)
    return when.edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Это было 17 октября 2022 года", "2022-10-17"),
        ("Это было 17 октября 2022-го", "2022-10-17"),
        ("Это было 17.10.2022", "2022-10-17"),
        ("Это было 17.10.22", "2022-10-17"),
        ("Это было 2022-10-17", "2022-10-17"),
        ("Это было семнадцатого октября 2022 г.", "2022-10-17"),
        ("В ночь с 16 на 17 октября 2022 года", "2022-10-17"),
        ("В ночь на 17 октября 2022 года", "2022-10-17"),
        ("В пятницу, 7 октября 2022 года, он ушёл", "2022-10-07"),
        ("Протокол от 17–19 октября 2022 года", "2022-10-17"),
        ("Задержан в октябре 2022-го", "2022-10"),
        ("В октябрьскую ночь 2022-го", "2022-10"),
        ("В конце октября 2022 года", "2022-10"),
        ("Осенью 2022 года", "2022"),
        ("Зимой 2022-го", "2022"),
        ("В 2021 году", "2021"),
        ("Его ищут с 2021-го", "2021"),
        ("Его ищут с 2021, и давно", "2021"),
    ],
)
def test_full_dates_need_no_document_date(text: str, edtf: str) -> None:
    assert only(text, None) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Сегодня его отпустили", "2023-11-08"),
        ("Вчера его отпустили", "2023-11-07"),
        ("Позавчера его отпустили", "2023-11-06"),
        ("Накануне его отпустили", "2023-11-07"),
        ("Его отпустили во вторник", "2023-11-07"),
        ("Его отпустили в среду", "2023-11-08"),
        ("Его отпустили в минувшую пятницу", "2023-11-03"),
        ("В ночь на понедельник его увезли", "2023-11-06"),
        ("Его отпустили две недели назад", "2023-10-25~"),
        ("Его отпустили три дня назад", "2023-11-05"),
        ("Его отпустили месяц назад", "2023-10"),
        ("Его отпустили полтора года назад", "2022-05~"),
        ("Его отпустили два года назад", "2021~"),
        ("Его отпустили на этой неделе", "2023-11"),
        ("Его отпустили в прошлом месяце", "2023-10"),
        ("Его отпустили в прошлом году", "2022"),
        ("Его отпустили в мае прошлого года", "2022-05"),
        ("Его отпустили 4 мая прошлого года", "2022-05-04"),
        ("Его отпустили в январе этого года", "2023-01"),
        ("Его отпустили 2 августа т. г.", "2023-08-02"),
        ("Его отпустили 30 ноября с. г.", "2023-11-30"),
        ("Его отпустили в июле", "2023-07"),
        ("Его отпустили в декабре", "2022-12"),
        ("Его отпустили 17 октября", "2023-10-17"),
        ("Его отпустили 17 декабря", "2022-12-17"),
        ("Его отпустили весной", "2023"),
        ("Его отпустили прошлой осенью", "2022"),
        ("Его отпустили 5-го числа", "2023-11-05"),
        ("11-го его отпустили", "2023-10-11"),
        ("03.04. Генконсульство. Порвали квитанцию", "2023-04-03"),
    ],
)
def test_relative_dates_are_worked_out_from_the_document(text: str, edtf: str) -> None:
    assert only(text) == edtf
    assert [when.anchored for when in dates(text, PUBLISHED)] == [True]
    assert only(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "31 февраля 2022 года",
        "32.01.2022",
        "Задержан 45 июля",
        "Его отпустили несколько месяцев назад",
        "На прошлой неделе",  # from 30 October to 5 November: in two months
        "Зимой его отпустили",
        "Прошлой весной его отпустили",  # of this year or of the last
        "В 2017–2019 годах",
        "Февраль — май 2022",
    ],
)
def test_a_time_that_cannot_be_worked_out_has_no_date(text: str) -> None:
    assert only(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Дело по ст. 207.3 УК, часть 2",
        "Около 14:10 подъехал автобус № 12",
        "Ему 52 года, дали семь лет",
        "Счёт 3:2, выплатили 2000 рублей, до 2000 человек",
        "Гражданка N, 1979 г. р., и 12.05.1985 года рождения",
        "Октябрьский районный суд и Марта Выдумкина",
        "Репетиции по четвергам, связь раз в неделю",
        "Его увозили на три недели",
        "Бойцы 5-го отдела и 2-го полка",
        "В мае 2000 человек вышли на улицы",
        "Версия 1.2.24, адрес 192.168.1.12",
    ],
)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert dates(text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Задержан 2 мая. В тот же день его выслали.", ["2023-05-02", "2023-05-02"]),
        ("Задержан 31 мая. На следующий день выслали.", ["2023-05-31", "2023-06-01"]),
        ("Пропал 2 мая, а через три дня нашёлся.", ["2023-05-02", "2023-05-05"]),
        ("Пропал в мае, а через неделю нашёлся.", ["2023-05", "2023-05~"]),
        ("Пропал 2 мая. С тех пор молчит.", ["2023-05-02", "2023-05-02"]),
        ("Задержан 2 декабря. 22-го его выпустили.", ["2022-12-02", "2022-12-22"]),
        ("В марте 2022 года пришли, в апреле взяли.", ["2022-03", "2022-04"]),
        ("В июне взяли в дороге. Накануне звонили.", ["2023-06", "2023-11-07"]),
        ("В ночь на 7 июня напали. Накануне звонили.", ["2023-06-07", "2023-06-06"]),
        ("Взят 2 мая 2020 года. В том же году выслан.", ["2020-05-02", "2020"]),
        ("Взят 2 мая 2020 года, 5 июня того же года выслан.", ["2020-05-02", "2020-06-05"]),
        ("Он исчез. Через неделю нашёлся.", [None]),
    ],
)
def test_some_dates_hang_on_the_one_before(text: str, edtf: list[str | None]) -> None:
    assert [when.edtf for when in dates(text, PUBLISHED)] == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Выехать велели до 1 декабря", "2023-12-01"),
        ("Выехать велели до 1 июня", "2023-06-01"),
        ("Заседание перенесли на декабрь", "2023-12"),
        ("Заседание состоится в пятницу", "2023-11-10"),
        ("Его вышлют 12 января", "2024-01-12"),
        ("Завтра его этапируют", "2023-11-09"),
    ],
)
def test_what_lies_ahead_is_a_limit_and_dates_no_event(text: str, edtf: str) -> None:
    (when,) = dates(text, PUBLISHED)
    assert (when.edtf, when.limit) == (edtf, True)
    assert date_for([when], 0, 5, (0, len(text)), (0, len(text))) is None


def test_what_was_planned_for_a_day_now_past_has_that_day() -> None:
    (when,) = dates("Назначенная на 5 ноября высылка сорвалась", PUBLISHED)
    assert (when.edtf, when.limit) == ("2023-11-05", False)


def test_a_period_is_dated_by_its_start() -> None:
    begin, end = dates("С 12 мая по 3 июня он сидел", PUBLISHED)
    assert (begin.edtf, begin.limit) == ("2023-05-12", False)
    assert (end.edtf, end.limit) == ("2023-06-03", True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Бишкек, 19 сентября 2022 года\nЕго отпустили.", dt.date(2022, 9, 19)),
        ("19 сентября 2022, Ташкент\nЕго отпустили.", dt.date(2022, 9, 19)),
        ("Его отпустили.\n\n19.09.2022\n", dt.date(2022, 9, 19)),
        ("Он уехал 19 сентября 2022 года, и его больше никто не видел.", None),
        ("Его отпустили.", None),
        ("31 февраля 2022 года\nЕго отпустили.", None),
        ("", None),
    ],
)
def test_a_dateline_is_a_full_date_on_a_line_of_its_own(text: str, day: dt.date | None) -> None:
    assert dateline(text) == day


def test_a_dateline_stands_in_for_the_day_of_publication() -> None:
    whens = dates("Бишкек, 19 сентября 2022 года\nВчера его отпустили.", None)
    assert [when.edtf for when in whens] == ["2022-09-19", "2022-09-18"]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("В мае Выдумкина задержали", "задержали", "2023-05"),
        ("В мае Выдумкина задержали и выслали", "выслали", "2023-05"),
        ("В мае задержали поэта Выдумкина, слесаря Небылицына", "Небылицына", "2023-05"),
        ("Его взяли 3 июня, а дома завели дело", "завели дело", None),
        ("10 июня выслан Выдумкин, чью просьбу не рассмотрели", "просьбу не рассмотрели", None),
        ("2 мая задержан, 5 мая выслан", "выслан", "2023-05-05"),
        ("2 мая он был дома. Его выслали.", "выслали", None),
        ("Март 2022\nЕго взяли. Потом выслали.\n\nА суд молчит", "выслали", "2022-03"),
        ("Март 2022\nЕго взяли. Потом выслали.\n\nА суд молчит", "молчит", None),
        ("03.04. Консульство. Паспорт не выдали.", "не выдали", "2023-04-03"),
        ("15 мая 2021-го, 31 февраля его выслали", "выслали", None),
    ],
)
def test_an_event_has_the_date_of_its_own_clause(text: str, words: str, edtf: str | None) -> None:
    start = text.index(words)
    stop = start + len(words)
    begin = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    found = date_for(dates(text, PUBLISHED), start, stop, (start, stop), (begin, len(text)))
    assert found == edtf


def test_offsets_are_those_of_the_document() -> None:
    text = "İ̇ 🔸 Его взяли 17 октября 2022 года."
    (when,) = dates(text, None)
    assert text[when.start : when.stop] == "17 октября 2022 года"


def test_only_the_asked_part_is_given_but_all_is_read() -> None:
    text = "Задержан 2 мая. В тот же день его выслали."
    assert [when.edtf for when in dates(text, PUBLISHED, 15)] == ["2023-05-02"]


_WORDS = russian()
_PIECES = st.sampled_from(
    [form for month in _WORDS.months for form in month.forms]
    + [form for forms in _WORDS.weekdays for form in forms]
    + [*_WORDS.days, *_WORDS.numbers, *_WORDS.ordinals, *_WORDS.same_day, *_WORDS.next_day]
    + ["в", "на", "до", "с", "по", "через", "назад", "недели", "год", "числа", "прошлого года"]
    + ["2022", "17", "31", "11-го", "03.04.", "2022-02-30", "29.02.2023", "9999 году", "0000-01-01"]
    + [",", ".", "\n", "\n\n", "—", "Март", "взяли", "осенью", "прошлой", "накануне"]
)
_TEXTS = st.text() | st.lists(_PIECES, max_size=30).map(" ".join)


@given(_TEXTS, st.none() | st.dates())
def test_any_text_gives_possible_dates_within_it(text: str, published: dt.date | None) -> None:
    place = 0
    for when in dates(text, published):
        assert place <= when.start < when.stop <= len(text)
        assert when.stop <= when.until <= len(text)
        place = when.stop
        if when.edtf is not None:
            match = EDTF.fullmatch(when.edtf)
            assert match
            year, month, day = match.groups(default="01")
            dt.date(int(year), int(month), int(day))


@pytest.mark.parametrize(
    "unit", ["а", "1", "17 ", "мая ", "1.", "в ", "\n", "2022-", "прошлого ", "03.04.\n"]
)
def test_long_texts_are_read(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    assert all(when.stop <= len(text) for when in dates(text, PUBLISHED))
