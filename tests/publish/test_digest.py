"""The digest, as an editor meets it: about invented persons."""

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.publish import digest
from nonrefoul.publish.wording import plain, sentence
from nonrefoul.rules import RULES, events
from nonrefoul.rules.law import provisions
from nonrefoul.rules.states import Lang
from nonrefoul.words import (
    Account,
    Alert,
    Balance,
    Case,
    Claim,
    Direction,
    Document,
    Held,
    Matter,
    Modality,
    Norm,
    Person,
    Posture,
    Review,
    ReviewVerdict,
    SubjectKind,
    Verified,
)

SINCE = dt.date(2031, 5, 1)
NEW = Document("new", "Вымысел", published=dt.date(2031, 5, 20), source="Канал «Выдумка»")
OLD = Document("old", "Старый вымысел", published=dt.date(2031, 1, 1), source="Агентство")
UNDATED = Document("undated", "Вымысел без даты", url="https://example.org/1")
SAMPLE = Document("sample", "Образец", published=NEW.published, source="sample (invented)")
DOCUMENTS = Held({each.id: each for each in (NEW, OLD, UNDATED, SAMPLE)})


def claim(
    event: str = "detained",
    document: Document = NEW,
    modality: Modality = Modality.ASSERTED,
    date: str | None = None,
    attribution: str | None = None,
    actor: str | None = None,
    third_state: str | None = None,
    host: str | None = "KZ",
    subject: str | None = "Вымыслов Пример",
    kind: SubjectKind = SubjectKind.PERSON,
) -> Claim:
    words = document.text
    return Claim(
        document=document.id,
        event=event,
        subject=subject,
        subject_kind=kind,
        modality=modality,
        start=0,
        end=len(words),
        quote=words,
        host=host,
        origin="RU",
        actor=actor,
        third_state=third_state,
        date=date,
        attribution=attribution,
    )


def case(*timeline: Claim, alerts: tuple[Alert, ...] = (), name: str = "Вымыслов Пример") -> Case:
    person = Person(f"p-{name}", name, (name,), timeline)
    return Case(f"c-{name}", person, timeline[0].host, "RU", timeline, (), alerts)


def alert(*claims: Claim) -> Alert:
    norm = Norm("n", "Конвенция, ст. 3", "", "", Verified.UNVERIFIED)
    return Alert("taken_without_procedure", 3, "c", "p", "KZ", "RU", claims, (norm,))


def alert_codes() -> list[str]:
    kinds = yaml.safe_load((RULES / "alerts.yml").read_text(encoding="utf-8"))
    return [kind["code"] for kind in kinds]


def posture(direction: Direction, *claims: Claim, host: str = "KZ") -> Posture:
    matter = Matter("m", "cooperates", -1, 0.8, None, claims)
    return Posture(host, "RU", direction, 0.9, 0.7, 0.4, 0.95, (matter,), 1)


def written(*cases: Case, postures: tuple[Posture, ...] = (), lang: Lang = "ru") -> str:
    return digest(cases, postures, DOCUMENTS, SINCE, lang)


def test_the_head_says_what_this_is_and_what_it_covers() -> None:
    head = written(case(claim()))
    assert "с 1 мая 2031 г. по 20 мая 2031 г." in head
    assert "ЧЕРНОВИК" in head
    assert "Прочитано машиной" in head
    assert "к публикации не разрешено" in head


def test_the_head_says_how_far_persons_checked_it() -> None:
    at = dt.datetime(2031, 5, 20, tzinfo=dt.UTC)
    of_one = Review(ReviewVerdict.CONFIRMED, ("Вера",), at, (1,))
    disputed = Review(ReviewVerdict.DISPUTED, ("Вера", "Юлий"), at, (1, 2))
    read = claim("released")
    checked, apart = (replace(claim(), review=each) for each in (of_one, disputed))
    assert "человеком не проверено" in written(case(read, apart))
    partly = written(case(checked, read))
    assert "сообщений здесь 2, человеком проверено, что источник так и говорит: 1" in partly
    assert "человеком не проверено" not in partly
    assert "не проверено" in partly
    whole = written(case(checked))
    assert "Человеком проверено" in whole
    assert "К публикации не разрешено" in whole
    english = written(case(claim()), lang="en")
    assert "1 May 2031 to 20 May 2031" in english
    assert "DRAFT" in english
    assert "not released" in english


def test_each_line_on_a_person_ends_with_its_source() -> None:
    lines = [line for line in written(case(claim())).splitlines() if line.startswith("•")]
    assert lines == [
        "• Вымыслов Пример. Задержание или содержание под стражей. [new · Канал «Выдумка»]"
    ]


def test_an_address_stands_in_for_a_missing_source_and_undated_is_marked() -> None:
    text = written(case(claim(document=UNDATED)))
    assert "[undated · https://example.org/1 · без даты]" in text
    assert "дата публикации неизвестна" in text


def test_what_was_told_before_the_day_is_left_out_unless_it_happened_since() -> None:
    assert "Вымыслов" not in written(case(claim(document=OLD)))
    assert "ничего не нашлось" in written(case(claim(document=OLD)))
    assert "Вымыслов" in written(case(claim(document=OLD, date="2031-05")))
    both = written(case(claim("detained", OLD), claim("released", NEW)))
    assert "Освобождение" in both
    assert "Задержание" not in both


def test_states_stand_alphabetically_those_with_alerts_first() -> None:
    armed = claim(host="KG")
    text = written(
        case(claim(host="KZ"), name="Вымыслов Первый"),
        case(claim(host="AM"), name="Вымыслов Второй"),
        case(armed, alerts=(alert(armed),), name="Вымыслов Третий"),
    )
    places = [text.index(name) for name in ("Кыргызстан", "Армения", "Казахстан")]
    assert places == sorted(places)


def test_an_alert_stands_at_the_top_of_its_state_with_norm_and_source() -> None:
    own = claim()
    first = written(case(own, alerts=(alert(own),))).split("🔸 Казахстан\n")[1].splitlines()[0]
    assert first.startswith("⚠️ Вымыслов Пример: подозрение на вывоз без какой-либо процедуры.")
    assert "Проверить, ссылка не сверена: Конвенция, ст. 3." in first
    assert first.endswith("[new · Канал «Выдумка»]")


def test_the_host_state_is_not_named_again_as_who_acted() -> None:
    assert sentence(claim("deported", actor="Казахстан"), "en") == "Deported."
    assert sentence(claim("deported", actor="полиция"), "en") == "Deported (полиция)."


def test_a_norm_on_file_is_named_in_the_language_of_the_digest() -> None:
    own = claim()
    known = replace(alert(own), norms=(provisions()["refugee_33"].norm("en"),))
    assert "Конвенция о статусе беженцев" in written(case(own, alerts=(known,)))
    assert "Refugee Convention" in written(case(own, alerts=(known,)), lang="en")


@pytest.mark.parametrize("code", [*alert_codes(), "a_kind_without_label"])
def test_every_alert_is_called_suspected(code: str) -> None:
    own = claim()
    alerts = (replace(alert(own), code=code),)
    assert "подозрение" in written(case(own, alerts=alerts)).split("🔸 Казахстан\n")[1]
    assert "suspected" in written(case(own, alerts=alerts), lang="en").split("🔸 Kazakhstan\n")[1]


def test_a_state_that_turns_toward_has_the_mark_of_it() -> None:
    own = claim("cooperates", subject=None, kind=SubjectKind.NONE)
    assert "🔻 Казахстан" in written(postures=(posture(Direction.TOWARD, own),))
    away = written(postures=(posture(Direction.AWAY, own),))
    assert "🔸 Казахстан" in away
    assert "Россия: отдаление (вероятность 90 %)" in away
    assert "• Государство. Сотрудничество в преследовании." in away
    unclear = written(postures=(posture(Direction.UNCLEAR, own),), lang="en")
    assert "Russia: direction unclear." in unclear


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "en",
            "≠ What it does: → toward Russia, 90% (4 matters). What is said of it: ← away from"
            " Russia, 80% (3 matters). The two disagree",
        ),
        ("ru", "≠ Что она делает: → сближение: Россия, 90 % (4 эпизода). Что о ней говорят:"),
    ],
)
def test_that_what_is_done_and_what_is_said_disagree_is_said(lang: Lang, told: str) -> None:
    own = claim("cooperates", subject=None, kind=SubjectKind.NONE)
    one = posture(Direction.UNCLEAR, own)
    done = Account(Direction.TOWARD, 0.9, Balance(0.8, 0.6, 0.9, 0.9), 4)
    spoken = Account(Direction.AWAY, 0.8, Balance(0.2, 0.1, 0.4, 0.2), 3)
    two = replace(one, people=done, policy=spoken, disagree=True)
    assert told in written(postures=(two,), lang=lang)
    assert "≠" not in written(postures=(replace(two, disagree=False),), lang=lang)


def test_claims_that_stand_in_no_case_and_no_matter_can_be_added() -> None:
    group = claim("deported", modality=Modality.EXPECTED, subject=None, kind=SubjectKind.GROUP)
    group = replace(group, group="российские активисты")
    text = digest((), (), DOCUMENTS, SINCE, "ru", (group,))
    assert "• Российские активисты. Угроза депортации или выдворения." in text


def test_the_same_thing_told_twice_is_one_sentence_with_both_sources() -> None:
    text = written(case(claim(), claim(document=UNDATED)))
    assert text.count("Задержание") == 1
    assert "[new · Канал «Выдумка»; undated · https://example.org/1 · без даты]" in text


@pytest.mark.parametrize(
    ("told", "russian", "english"),
    [
        (claim("abducted"), "Похищение или вывоз без процедуры.", "Abducted or taken away"),
        (
            claim("abducted", modality=Modality.SUSPECTED),
            "Предположительно похищение",
            "Suspected: abducted",
        ),
        (
            claim("abducted", modality=Modality.REPORTED, attribution="Фонд «Выдумка»"),
            "Как сообщается (Фонд «Выдумка»), похищение",
            "Reportedly (Фонд «Выдумка»), abducted",
        ),
        (claim("abducted", modality=Modality.DENIED), "Отрицается: похищение", "Denied: abducted"),
        (claim("extradited", modality=Modality.EXPECTED), "Угроза экстрадиции.", "At risk of"),
        (
            claim("asylum_granted", modality=Modality.NEGATED),
            "Убежище не предоставлено.",
            "Asylum not granted.",
        ),
        (
            claim("detained", date="2031-05-03"),
            "3 мая 2031 г. — задержание",
            "3 May 2031: detained.",
        ),
        (claim("detained", date="2031-05~"), "Примерно май 2031 г. — ", "About May 2031: "),
        (claim("detained", date="2030"), "2030 г. — ", "2030: "),
        (
            claim("protection_abroad", actor="Германия", third_state="DE"),
            "Защита третьего государства (Германия).",
            "Protected by a third state (Germany).",
        ),
    ],
)
def test_sentences_keep_certainty_date_and_actor(told: Claim, russian: str, english: str) -> None:
    assert sentence(told, "ru").startswith(russian)
    assert sentence(told, "en").startswith(english)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize("event", events())
def test_every_event_is_said_apart_when_done_ahead_and_not_done(event: str, lang: Lang) -> None:
    modalities = (Modality.ASSERTED, Modality.SUSPECTED, Modality.EXPECTED, Modality.NEGATED)
    said = [sentence(claim(event, modality=each), lang) for each in modalities]
    assert len(set(said)) == len(said)


def test_invented_samples_are_said_to_be_invented() -> None:
    assert "ЛИЦА И СОБЫТИЯ ВЫМЫШЛЕНЫ" in written(case(claim(document=SAMPLE)))
    assert "ARE INVENTED" in written(case(claim(document=SAMPLE)), lang="en")
    mixed = written(case(claim(document=SAMPLE), claim("released")))
    assert "ЧАСТЬ ЛИЦ И СОБЫТИЙ ВЫМЫШЛЕНА" in mixed
    assert "[sample · вымышлено]" in mixed
    assert "ВЫМЫШЛЕН" not in written(case(claim()))


def test_an_unknown_host_is_said_to_be_unknown() -> None:
    assert "Государство не названо" in written(case(claim(host=None)))


@given(st.text())
def test_nothing_from_a_document_can_hide_or_reorder_text(name: str) -> None:
    safe = plain(name)
    assert len(safe.splitlines()) <= 1
    assert not {unicodedata.category(char) for char in safe} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert plain(safe) == safe


def test_a_name_that_would_turn_the_line_round_is_shown_as_it_is() -> None:
    text = written(case(claim(), name="Вымыслов\u202e Пример\nвторая строка"))
    assert "• Вымыслов⟦U+202E right-to-left override⟧ Пример вторая строка." in text
